import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseText, similarity } from "../../../src/domain/text/similarity.ts";

describe("normaliseText", () => {
  it.each([
    ["  Send \t the\nINVOICE ", "send the invoice"],
    ["**Send** _the_ `invoice` ~~now~~", "send the invoice now"],
    ["see [the Page](https://example.com/a_b) and ![Image](x)", "see the page and !image"],
    ["[not a link] (x) [a](b c)", "[not a link] (x) [a](b c)"],
    ["a <!-- c1 --> b <!--\n--> c <!-->d", "a b c d"],
    ["a <!-- open", "a <!-- open"],
    ["\\@jane \\#12", "@jane #12"],
    ["ﬁve ①", "five 1"],
    ["e\u0301", "é"],
    ["\u00A0a\u3000b", "a b"],
    ["", ""],
  ])("%j", (text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });
});

describe("similarity", () => {
  it.each<[string, string, number]>([
    ["", "", 1],
    ["a", "", 0],
    ["", "a", 0],
    ["a", "a", 1],
    ["a", "b", 0],
    ["**Send** the invoice", "send  the INVOICE <!-- ab12 -->", 1],
    ["night", "nacht", 0.2],
    ["aaaa", "aa", 4 / 6],
    ["aaa", "aaaaaa", 6 / 9],
  ])("of %j and %j is %d", (a, b, expected) => {
    expect(similarity(a, b)).toBeCloseTo(expected, 10);
  });

  it("tells a reworded item from another one", () => {
    const item = "Send the renewal quote to Bob by Friday";
    expect(similarity(item, "Send renewal quote to Bob before Friday")).toBeGreaterThan(0.7);
    expect(similarity(item, "Schedule the architecture review")).toBeLessThan(0.3);
  });

  it("generated: within 0 and 1, the same both ways, 1 for what is equal", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const value = similarity(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(similarity(b, a)).toBe(value);
        expect(similarity(a, a)).toBe(1);
      }),
    );
  });
});
