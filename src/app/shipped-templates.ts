import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SHIPPED_TEMPLATES } from "../config/templates.ts";
import { packageRoot } from "./package-root.ts";

/** Reads a template that ships with the package; null when it ships none of that name. */
export async function readShippedTemplate(name: string): Promise<string | null> {
  const shipped = SHIPPED_TEMPLATES.find((one) => one === name);
  return shipped === undefined ? null : readFile(join(packageRoot(), "issue_templates", `${shipped}.md`), "utf8");
}
