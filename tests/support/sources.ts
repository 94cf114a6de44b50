import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Source = readonly [file: string, code: string];

/** Folders of `src` in which text of people is read; the sandbox stands alone, the queue's lists are numbers of its own. */
const READING_TEXT = [
  ...["domain", "reconcile", "audit", "check", "fleet", "setup", "webhooks", "config", "app", "cli", "gitlab", "http"],
] as const;

/** The files that read text, by path, with what they hold. */
export function sourcesThatReadText(): readonly Source[] {
  return sourcesOf(READING_TEXT.map((folder) => join("src", folder)));
}

/** The files of folders, by path, with what they hold. */
export function sourcesOf(folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => join(folder, name)),
    )
    .map((file) => [file, readFileSync(file, "utf8")] as const);
}
