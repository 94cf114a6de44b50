import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const PLACES = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.startsWith("fixtures"))
  .map((name) => join("tests", name));

function linesLike(pattern: RegExp, files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );
}

it("no test is tried again: one that passes at the second try waits for the wrong thing", () => {
  const configured = ["vitest.config.ts", "package.json", ".ci/run", ".gitlab-ci.yml"];
  expect(linesLike(/\bretry: *[\d{]|--retr[y]\b/, [...PLACES, ...configured])).toEqual([]);
});

it("what a test waits for has one limit, which is for hangs", () => {
  const files = PLACES.filter((file) => file !== join("tests", "support", "until.ts"));
  expect(linesLike(/\bvi\.wait(?:For|Until)\(|\bexpect\.poll\(/, files)).toEqual([]);
});
