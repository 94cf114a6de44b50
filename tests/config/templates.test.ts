import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { HANDBOOK_DEFAULTS } from "../../src/config/schema/handbook-defaults.ts";
import { SHIPPED_TEMPLATES } from "../../src/config/templates.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");

it("every template of the package is listed, and nothing else", () => {
  const files = readdirSync(join(REPOSITORY, "issue_templates")).map((file) => file.replace(/\.md$/, ""));
  expect(files.sort()).toEqual([...SHIPPED_TEMPLATES].sort());
});

it("configurations name templates of the package unless they say otherwise", () => {
  expect(SHIPPED_TEMPLATES).toContain(HANDBOOK_DEFAULTS.template);
  expect(SHIPPED_TEMPLATES).toContain(HANDBOOK_DEFAULTS.follow_up.template);
});

it.each(SHIPPED_TEMPLATES)("docs/templates.md names %s", (name) => {
  expect(readFileSync(join(REPOSITORY, "docs/templates.md"), "utf8")).toContain(`\`${name}\``);
});
