import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SHIPPED_TEMPLATES } from "../config/templates.ts";
import type { TextLanguage } from "../domain/texts/language.ts";
import { packageRoot } from "./package-root.ts";

/** Where the templates of a language stand in the package. */
const FOLDERS: Readonly<Record<TextLanguage, string>> = { en: ".", de: "de" };

/** Reads a template that ships with the package, in a language; null when it ships none of that name. */
export async function readShippedTemplate(name: string, language: TextLanguage): Promise<string | null> {
  const shipped = SHIPPED_TEMPLATES.find((one) => one === name);
  if (shipped === undefined) return null;
  return readFile(join(packageRoot(), "issue_templates", FOLDERS[language], `${shipped}.md`), "utf8");
}
