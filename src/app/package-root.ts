import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this package: the nearest one above the running file that holds the shipped templates. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "issue_templates"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package is incomplete: it has no folder issue_templates");
    folder = parent;
  }
  return folder;
}
