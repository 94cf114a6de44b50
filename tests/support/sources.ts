import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders of `src` in which text of people is read; the sandbox stands alone, the queue's lists are numbers of its own. */
const READING_TEXT = [
  ...["domain", "reconcile", "audit", "check", "fleet", "setup", "webhooks", "config", "app", "cli", "gitlab", "http"],
] as const;

/** The files that read text, by path, with what they hold. */
export function sourcesThatReadText(): readonly (readonly [file: string, code: string])[] {
  return READING_TEXT.flatMap((folder) =>
    readdirSync(join("src", folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join("src", folder, name)),
  ).map((file) => [file, readFileSync(file, "utf8")] as const);
}
