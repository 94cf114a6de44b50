import fc from "fast-check";
import { expect, it } from "vitest";
import { spansOf } from "../../src/sandbox/text/quick-action-spans.ts";

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
          [...spansOf(t)].map((s) => [s.start, s.end]),
          JSON.stringify(t),
        ).toEqual(want);
      },
    ),
    { numRuns: 5000 },
  );
});
