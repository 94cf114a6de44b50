import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeTexts } from "../../../src/domain/merge/three-way.ts";
import { assertOften } from "../../support/assert-often.ts";
import { processorTime } from "../../support/processor-time.ts";

const rows: readonly (readonly [
  what: string,
  base: string,
  ours: string,
  theirs: string,
  merged: string,
  conflicts: number,
])[] = [
  ["nothing changed", "a\nb\n", "a\nb\n", "a\nb\n", "a\nb\n", 0],
  ["ours only", "a\nb\n", "a\nB\n", "a\nb\n", "a\nB\n", 0],
  ["theirs only", "a\nb\n", "a\nb\n", "a\nB\n", "a\nB\n", 0],
  ["both, apart", "a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n", 0],
  ["both, side by side", "a\nb\n", "A\nb\n", "a\nB\n", "A\nB\n", 0],
  ["both the same", "a\nb\n", "a\nB\n", "a\nB\n", "a\nB\n", 0],
  ["both the same line differently", "a\nb\nc", "a\nours\nc", "a\ntheirs\nc", "a\ntheirs\nc", 1],
  ["ours changes what theirs deleted", "a\nb\nc", "a\nB\nc", "a\nc", "a\nc", 1],
  ["ours deletes what theirs changed", "a\nb\nc", "a\nc", "a\nB\nc", "a\nB\nc", 1],
  ["ours adds inside what theirs rewrote", "a\nb\nc\nd", "a\nb\nx\nc\nd", "a\ny\nd", "a\ny\nd", 1],
  ["theirs adds inside what ours deleted", "a\nb\nc\nd", "a\nd", "a\nb\nx\nc\nd", "a\nb\nx\nc\nd", 1],
  ["two conflicts", "a\nb\nc\nd\ne", "1\nb\nc\nd\n2", "x\nb\nc\nd\ny", "x\nb\nc\nd\ny", 2],
  ["one change of theirs against two of ours", "a\nb\nc\nd", "a\nB\nc\nD", "x\nd", "x\nD", 1],
  ["both add at one place: the person's first", "a\n", "a\nours\n", "a\ntheirs\n", "a\ntheirs\nours\n", 0],
  ["both add the same", "a\nz", "a\nx\nz", "a\nx\nz", "a\nx\nz", 0],
  ["both add, some of it the same", "a\nz", "a\nx\ny\nz", "a\nx\nt\nz", "a\nx\nt\ny\nz", 0],
  ["ours adds before what theirs changed", "a\nb", "a\nx\nb", "a\nB", "a\nx\nB", 0],
  ["ours adds after what theirs changed", "a\nb\nc", "a\nb\nx\nc", "a\nB1\nB2\nc", "a\nB1\nB2\nx\nc", 0],
  ["theirs adds right before what ours changed", "a\nb\nc", "a\nB\nc", "a\nx\nb\nc", "a\nx\nB\nc", 0],
  ["ours further down than theirs", "a\nb\nc\nd", "a\nb\nc\nD", "x\ny\na\nc\nd", "x\ny\na\nc\nD", 0],
  ["Windows line ends stay", "a\r\nb\r\n", "a\r\nb\r\nc\r\n", "A\r\nb\r\n", "A\r\nb\r\nc\r\n", 0],
  ["the person's line ends win", "a\r\nb\r\n", "a\r\nb\r\nc\r\n", "A\nb\n", "A\nb\nc\n", 0],
  ["mixed line ends stay as they are", "a\nb\nc", "a\nb\nC", "x\r\na\rb\nc", "x\r\na\rb\nC", 0],
  ["no line end at the end", "a", "a\nb", "x\na", "x\na\nb", 0],
  ["none at all on the person's side", "a", "a\r\nb", "a", "a\r\nb", 0],
  ["a single line", "a", "b", "a", "b", 0],
  ["our removal of the last line end", "a\nb\n", "a\nb", "A\nb\n", "A\nb", 0],
  ["from nothing", "", "x", "", "x", 0],
  ["to nothing", "x\ny", "", "x\ny", "", 0],
];

describe("mergeTexts", () => {
  for (const [what, base, ours, theirs, text, conflicts] of rows) {
    it(what, () => expect(mergeTexts(base, ours, theirs)).toEqual({ text, conflicts }));
  }

  const texts = fc.array(fc.constantFrom("a", "b", "c", "d", ""), { maxLength: 8 }).map((lines) => lines.join("\n"));

  it("a side that changed nothing changes nothing", () => {
    fc.assert(
      fc.property(texts, texts, (base, changed) => {
        expect(mergeTexts(base, base, changed)).toEqual({ text: changed, conflicts: 0 });
        expect(mergeTexts(base, changed, base)).toEqual({ text: changed, conflicts: 0 });
        expect(mergeTexts(base, changed, changed)).toEqual({ text: changed, conflicts: 0 });
      }),
    );
  });

  it("the person's text stays byte for byte, line ends too, when ours only added lines", () => {
    const ends = fc.constantFrom("\n", "\r\n", "\r");
    const lines = fc.array(fc.tuple(fc.constantFrom("a", "b", ""), ends), { maxLength: 8 });
    fc.assert(
      fc.property(texts, lines, fc.nat(8), (base, pairs, at) => {
        const theirs = pairs.flat().join("");
        const ours = base.split("\n").toSpliced(at, 0, "new line of ours").join("\n");
        const { text, conflicts } = mergeTexts(base, ours, theirs);
        const pieces = text.split("new line of ours");
        expect(pieces.length - 1 + conflicts).toBe(1);
        const without = text.replace(/(?:^|\r\n|\n|\r)new line of ours$|new line of ours(?:\r\n|\n|\r)/, "");
        expect(without).toBe(theirs);
      }),
      { numRuns: 500 },
    );
  });

  it("what both sides added is there, whatever else happened", () => {
    assertOften({ "in the same place": 0.2 }, (asserted) =>
      fc.property(texts, fc.nat(8), fc.option(fc.nat(8), { freq: 2 }), (base, at, other) => {
        const otherAt = other ?? at;
        const lines = base.split("\n");
        const { text, conflicts } = mergeTexts(
          base,
          lines.toSpliced(at, 0, "ours").join("\n"),
          lines.toSpliced(otherAt, 0, "theirs").join("\n"),
        );
        expect(conflicts).toBe(0);
        const merged = text.split("\n");
        expect(merged.filter((line) => line !== "ours" && line !== "theirs")).toEqual(lines);
        expect(merged).toHaveLength(lines.length + 2);
        if (at === otherAt) asserted("in the same place");
        if (at === otherAt) expect(merged.indexOf("theirs")).toBeLessThan(merged.indexOf("ours"));
      }),
    );
  });

  it("huge texts are merged soon", () => {
    const lines = Array.from({ length: 200_000 }, (_, at) => (at % 3 === 0 ? "" : `line ${at % 100}`));
    const passed = processorTime();
    const theirs = ["x", ...lines].join("\n");
    const { text } = mergeTexts(lines.join("\n"), [...lines, "y"].join("\n"), theirs);
    expect(text).toBe(`${theirs}\ny`);
    expect(passed()).toBeLessThan(8_000);
  });
});
