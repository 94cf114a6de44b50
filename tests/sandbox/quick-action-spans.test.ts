import fc from "fast-check";
import { expect, it } from "vitest";
import { type Span, spanFinder } from "../../src/sandbox/text/quick-action-spans.ts";

function spansOf(text: string): readonly Span[] {
  const spanFrom = spanFinder(text);
  const found: Span[] = [];
  for (let span = spanFrom(0); span !== null; span = spanFrom(span.end)) found.push(span);
  return found;
}

it("finds the spans that the pattern of GitLab finds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("`", "<", ">", "</", "\n", "a", "\n</", "<a>\n", "\n</a>", "\n</a>\n", "``")),
      (p) => {
        const t = p.join("");
        const want = [...t.matchAll(/^<[^>]+?>\n[\s\S]+?\n<\/[^>]+?>$|`[\s\S]+?`/gm)].map((m) => [
          m.index,
          m.index + m[0].length,
        ]);
        expect(
          spansOf(t).map((s) => [s.start, s.end]),
          JSON.stringify(t),
        ).toEqual(want);
      },
    ),
    { numRuns: 5000 },
  );
});
