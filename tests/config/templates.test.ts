import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { readShippedTemplate } from "../../src/app/shipped-templates.ts";
import { HANDBOOK_DEFAULTS } from "../../src/config/schema/handbook-defaults.ts";
import { SHIPPED_TEMPLATES } from "../../src/config/templates.ts";
import { partKindOf } from "../../src/domain/minutes/part-names.ts";
import { TEXT_LANGUAGES } from "../../src/domain/texts/language.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");

it.each(TEXT_LANGUAGES)("every template of the package is listed, and nothing else: %s", (language) => {
  const folder = join(REPOSITORY, "issue_templates", language === "en" ? "." : language);
  const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
  expect(files.sort()).toEqual(SHIPPED_TEMPLATES.map((name) => `${name}.md`).sort());
});

const variablesOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{([#^/]?)(\w+)\}\}/g)].map(([, sign = "", name = ""]) => sign + name);

it.each(SHIPPED_TEMPLATES)("%s has the same variables and headings in each language", async (name) => {
  const [english = "", ...others] = await Promise.all(
    TEXT_LANGUAGES.map(async (language) => (await readShippedTemplate(name, language)) ?? ""),
  );
  const kindsOf = (text: string) =>
    text.split("\n").flatMap((line) => (line.startsWith("#") ? [partKindOf(line)] : []));
  for (const other of others) {
    expect(variablesOf(other)).toEqual(variablesOf(english));
    expect(kindsOf(other)).toEqual(kindsOf(english));
  }
});

it("configurations name templates of the package unless they say otherwise", () => {
  expect(SHIPPED_TEMPLATES).toContain(HANDBOOK_DEFAULTS.template);
  expect(SHIPPED_TEMPLATES).toContain(HANDBOOK_DEFAULTS.follow_up.template);
});

it.each(SHIPPED_TEMPLATES)("docs/templates.md names %s", (name) => {
  expect(readFileSync(join(REPOSITORY, "docs/templates.md"), "utf8")).toContain(`\`${name}\``);
});
