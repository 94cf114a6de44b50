import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, it } from "vitest";

/** They count by hand what they compared. */
const KNOWN = ["tests/domain/schedule/random-rules.test.ts"];

interface Piece {
  readonly type?: string;
  readonly [key: string]: unknown;
}

function* within(node: unknown): Generator<Piece> {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) yield node as Piece;
  for (const inner of Object.values(node)) yield* within(inner);
}

function calls(node: unknown, name: RegExp, text: string): boolean {
  return [...within(node)].some(
    ({ type, start, end }) => type === "CallExpression" && name.test(text.slice(Number(start), Number(end))),
  );
}

/** Lines of properties that assert under an `if`, or after one that leaves, and do not say how often. */
function silentProperties(text: string): readonly number[] {
  const properties = [...within(parseSync("a.test.ts", text).program)].filter(
    ({ type, start, end }) =>
      type === "CallExpression" && /^fc\s*\.(?:asyncP|p)roperty\(/.test(text.slice(Number(start), Number(end))),
  );
  const isSilent = (property: Piece): boolean => {
    const ifs = [...within(property)].filter(({ type }) => type === "IfStatement");
    const depends = ifs.some(
      (one) => calls(one, /^expect/, text) || [...within(one)].some(({ type }) => type === "ReturnStatement"),
    );
    return depends && !calls(property, /^asserted\(/, text);
  };
  return properties.filter(isSilent).map(({ start }) => text.slice(0, Number(start)).split("\n").length);
}

it("a property that asserts under a condition says how often it does", () => {
  const files = readdirSync("tests", { recursive: true, encoding: "utf8" })
    .map((name) => join("tests", name))
    .filter((file) => file.endsWith(".ts") && !KNOWN.includes(file));
  const texts = files.map((file) => [file, readFileSync(file, "utf8")] as const);
  const found = texts
    .filter(([, text]) => text.includes("roperty("))
    .flatMap(([file, text]) => silentProperties(text).map((line) => `${file}:${line}`));
  expect(found).toEqual([]);
  expect(silentProperties("fc.property(fc.nat(), (n) => { if (n > 7) expect(n).toBe(n); });")).toEqual([1]);
});
