import { expect, it } from "vitest";
import { sourcesThatReadText } from "../support/sources.ts";

/** Of a list as arguments, not of an object's fields or of a list that is pushed whole. */
const SPREAD = /\.(?:push|unshift|splice)\((?:[^{}[\]]*, )?\.\.\./;

it("no list is spread into arguments: one of 130,000, which a text of 1 MB makes, overflows the stack", () => {
  const files = sourcesThatReadText();
  const found = files.flatMap(([file, code]) =>
    code.split("\n").flatMap((line, at) => (SPREAD.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
