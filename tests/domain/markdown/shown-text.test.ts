import fc from "fast-check";
import { expect, it } from "vitest";
import { NO_TEXT, plainWords, showText } from "../../../src/domain/markdown/shown-text.ts";
import { comrakShown } from "../../support/witness/comrak.ts";

it.each([
  ["_@bob_ and **@sam**", "@bob and @sam"],
  ["due **2026-11-30**", "due 2026-11-30"],
  ["the `old @sam` alias", `the ${NO_TEXT} alias`],
  ["[the *guide*](https://a.example/@bob)", "the guide"],
  ["![of @bob](a.png) x", `${NO_TEXT} x`],
  ["a <!-- @bob --> b", "a   b"],
  ["a<br>b", "a b"],
  ["\\@bob \\*x\\*", "@bob *x*"],
  ["&#64;bob", "@bob"],
  ["~~due 2026-11-30~~ due 2026-12-01", " due 2026-12-01"],
  ["~~[a](b) `c`~~ d", " d"],
  ["see https://a.example/@bob now", `see ${NO_TEXT} now`],
  ["[a][b]", "[a][b]"],
  ["a\nb", "a b"],
])("%s", (source, text) => {
  expect(showText(source).text).toBe(text);
});

it.each([
  ["the `old @sam` alias", "the old @sam alias"],
  ["the `<b>` tag", "the `<b>` tag"],
  ["**a** [b](c) ![d](e) <https://f.example> `` g ` ``", "a b https://f.example g `"],
  ["a<br>b <!-- c -->", "a b"],
])("in plain words: %s", (source, words) => {
  expect(plainWords(source)).toBe(words);
});

it("says where each character stands in the source", () => {
  const source = "a **due** [\\@b](x) &#64;";
  const { text, startOf, endOf } = showText(source);
  expect([...text].map((_, at) => source.slice(startOf(at), endOf(at)))).toEqual(
    ["a", " ", "d", "u", "e", " ", "\\@", "b", " ", "&#64;"], // what `a due @b @` is written as
  );
});

const words = ["a", "b c", " ", "*", "**", "_", "__", "~~", "`", "``", "\\@", "@x", "<b>", "<!-- c -->", "$y$", "."];
const links = ["[", "]", "](u)", "![", "](v w)", "https://e.x/y", "www.e.x", "\\", "(", ")", "2026-11-30"];

it("shows what GitLab's own parser shows", () => {
  const parts = fc.array(fc.constantFrom(...words, ...links), { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(parts, (written) => {
      const source = `x ${written.join("")}`;
      expect(showText(source).text.trimEnd()).toBe(comrakShown(source).trimEnd());
    }),
    { numRuns: 3_000 },
  );
});
