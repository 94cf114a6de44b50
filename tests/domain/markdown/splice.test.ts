import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applySplices } from "../../../src/domain/markdown/splice.ts";
import type { Splice } from "../../../src/domain/markdown/types.ts";

const splice = (start: number, end: number, text: string): Splice => ({ start, end, text });

describe("applySplices", () => {
  it.each<[string, readonly Splice[], string]>([
    ["none", [], "abcdef"],
    ["replace", [splice(1, 3, "X")], "aXdef"],
    ["insert at both ends", [splice(6, 6, ">"), splice(0, 0, "<")], "<abcdef>"],
    ["delete", [splice(0, 6, "")], ""],
    ["in any order", [splice(4, 5, "Y"), splice(1, 2, "X")], "aXcdYf"],
    ["touching", [splice(2, 4, "Y"), splice(0, 2, "X")], "XYef"],
    ["insertions at one place keep their order", [splice(2, 2, "1"), splice(2, 2, "2"), splice(2, 3, "C")], "ab12Cdef"],
    ["an insertion where a replacement starts goes first", [splice(2, 3, "C"), splice(2, 2, "1")], "ab1Cdef"],
  ])("%s", (_name, splices, expected) => {
    expect(applySplices("abcdef", splices)).toBe(expected);
  });

  it.each<[string, readonly Splice[]]>([
    ["overlapping", [splice(0, 3, ""), splice(2, 4, "")]],
    ["one within the other", [splice(0, 5, ""), splice(2, 2, "x")]],
    ["backwards", [splice(3, 2, "")]],
    ["before the start", [splice(-1, 0, "")]],
    ["after the end", [splice(6, 7, "")]],
    ["no number", [splice(Number.NaN, Number.NaN, "")]],
  ])("refuses what is %s", (_name, splices) => {
    expect(() => applySplices("abcdef", splices)).toThrow(RangeError);
  });

  it("says what it expected and what it found", () => {
    expect(() => applySplices("abc", [splice(1, 9, "")])).toThrow(
      "expected splices apart and within 0..3, found 1..9 after 0",
    );
  });

  it("generated: what stands outside the splices stays, in order", () => {
    const pieces = fc.array(fc.tuple(fc.string(), fc.string(), fc.string()), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, fc.string(), (parts, tail) => {
        let source = "";
        const splices = parts.map(([kept, removed, text]) => {
          const start = source.length + kept.length;
          source += kept + removed;
          return splice(start, start + removed.length, text);
        });
        const expected = parts.map(([kept, , text]) => kept + text).join("") + tail;
        expect(applySplices(source + tail, splices)).toBe(expected);
      }),
    );
  });
});
