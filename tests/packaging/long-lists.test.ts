import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// The sandbox is only ever given short lists by tests; the queue's and the budget's are lists of numbers of their own.
const READING_TEXT = [
  "domain",
  "reconcile",
  "audit",
  "check",
  "fleet",
  "setup",
  "webhooks",
  "config",
  "app",
  "cli",
  "gitlab",
  "http",
];

/** Of a list as arguments, not of an object's fields or of a list that is pushed whole. */
const SPREAD = /\.(?:push|unshift|splice)\((?:[^{}[\]]*, )?\.\.\./;

test("no list is spread into arguments: one of 130,000, which a text of 1 MB makes, overflows the stack", () => {
  const files = READING_TEXT.flatMap((folder) =>
    readdirSync(join("src", folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join("src", folder, name)),
  );
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, at) => (SPREAD.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
