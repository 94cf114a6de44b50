import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "./package-root.ts";

/** Reads a template that ships with the package; null when it ships none of that name. */
export async function readShippedTemplate(name: string): Promise<string | null> {
  if (/[/\\]|\.\./.test(name)) return null;
  try {
    return await readFile(join(packageRoot(), "issue_templates", `${name}.md`), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
