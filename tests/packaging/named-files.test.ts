import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const NAMED = /`((?:src|workers|tests|bench|issue_templates|templates)\/[\w./-]+)`/g;

it.each([
  ["docs/architecture.md", 60],
  ["docs/glossary.md", 20],
  ["CONTRIBUTING.md", 5],
])("names in %s only files and folders that are there", (file, least) => {
  const named = [...readFileSync(file, "utf8").matchAll(NAMED)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThanOrEqual(least);
  expect(named.filter((path) => !existsSync(path) && !path.includes("NAME"))).toEqual([]);
});
