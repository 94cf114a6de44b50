import type { Scene } from "./scenes.ts";

/** A scene as a document: its title, and the description as it is written. */
export function exampleOf({ title, markdown }: Scene): string {
  return `# ${title}\n\n${markdown}`;
}
