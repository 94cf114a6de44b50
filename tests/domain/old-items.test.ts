import * as fc from "fast-check";
import { expect, it } from "vitest";
import { asIssueIid } from "../../src/domain/ids.ts";
import { type ListedItem, parseOldItems, renderOldItems } from "../../src/domain/old-items/list.ts";
import { normaliseText } from "../../src/domain/text/similarity.ts";

const DECISION = fc.constantFrom("keep", "ask", "leave");

it("a list is read again as it was written, whatever people wrote", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 }).filter((one) => normaliseText(one) !== "");
  const item: fc.Arbitrary<ListedItem> = fc.record({
    iid: fc.integer({ min: 1, max: 9 }).map(asIssueIid),
    title: fc.string({ unit: "binary", maxLength: 40 }),
    date: fc.constant("2026-03-04"),
    text,
    decision: DECISION,
  });
  const items = fc.uniqueArray(item, { selector: ({ iid, text: words }) => `${iid} ${normaliseText(words)}` });
  fc.assert(
    fc.property(items, (all) => {
      const { decisions, unread } = parseOldItems(renderOldItems(all));
      expect(unread).toEqual([]);
      for (const { iid, text: words, decision } of all) {
        expect(decisions.get(iid)?.get(normaliseText(words))).toBe(decision);
      }
    }),
  );
});

it("is read as people leave it", () => {
  const text = [
    "- keep: of no issue",
    "## #12 A title: with a colon",
    "",
    "* KEEP : one **thing**",
    "  - leave: two",
    "- later: three",
    "- four",
    "a remark",
    "### #13",
    "- **ask**: five: six",
    "## 14 no issue",
    "- keep:",
  ].join("\r\n");
  const { decisions, unread } = parseOldItems(text);
  expect([...decisions].map(([iid, own]) => [iid, [...own]])).toEqual([
    [
      12,
      [
        ["one thing", "keep"],
        ["two", "leave"],
      ],
    ],
    [13, [["five: six", "ask"]]],
  ]);
  expect(unread).toEqual([6, 7, 12]);
});
