import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit } from "../../src/cli/output/columns.ts";
import { namesIssue, stripBareOrigin, stripCarryNote } from "../../src/domain/action-items/read/carry-note.ts";
import { asIssueIid } from "../../src/domain/ids.ts";
import { parseRrule } from "../../src/domain/schedule/parse-rrule.ts";
import { flattenText } from "../../src/domain/text/flatten.ts";

// What stood here before took quadratic time; on small texts the scans that replaced it must say the same.

function textOf(...units: readonly string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...units), { maxLength: 12 }).map((parts) => parts.join(""));
}

function same(units: readonly string[], now: (text: string) => unknown, before: (text: string) => unknown): void {
  const check = (text: string): void => {
    expect(now(text)).toEqual(before(text));
  };
  fc.assert(fc.property(textOf(...units), check), { numRuns: 3_000 });
}

const LINE = ["a", " ", "\t", "(from #1", ", issue #2", "(issue #3", ")", "<!--", " c:", "1-abc", "-->", "#4", "\n"];
const ORIGIN = String.raw`\(from #\d+[^()\n]*\)`;

describe("scans in place of patterns", () => {
  it("take the bot's words off a line", () => {
    const carryNote = new RegExp(String.raw`[ \t]*(?:(?:${ORIGIN}|\(issue #\d+\))[ \t]*)?<!--\s*c:[^>\n<]*-->`, "gi");
    const words = LINE.filter((unit) => unit !== "1-abc");
    // A comment that begins within another one is none.
    const nested = /<!--(?:(?!-->)[^])*<!--/;
    same(words, stripCarryNote, (text) =>
      nested.test(text) ? stripCarryNote(text) : text.replace(carryNote, "").trimEnd(),
    );
    same(LINE, stripBareOrigin, (text) => text.replace(new RegExp(String.raw`[ \t]*${ORIGIN}[ \t]*$`), ""));
  });

  it("find the issue of an item", () => {
    const names = ["issue #1", "2", " ", "a", "issue #", "12", "b"];
    same(
      names,
      (text) => namesIssue(text, asIssueIid(12)),
      (text) => /issue #12\b/.test(text),
    );
  });

  it("put a paragraph on one line", () => {
    same(["a", " ", "  ", "\\", "\n", "\t"], flattenText, (text) => {
      const lines = text.split(/\r\n|\r|\n/);
      let flat = "";
      lines.forEach((line, index) => {
        const hard = index < lines.length - 1 && /(?: {2,}|(?<!\\)\\)$/.test(line);
        const content = (hard ? line.replace(/ *\\?$/, "") : line).trim();
        flat += content;
        if (index < lines.length - 1 && content !== "") flat += hard ? "<br>" : " ";
      });
      return flat.trim();
    });
  });

  it("read rules with blanks around their signs", () => {
    const now = (text: string): unknown => parseRrule(text, "10:00");
    same(["FREQ=WEEKLY", ";", "BYDAY", "=", "MO", ",", " ", "TU", "\t"], now, (text) =>
      now(text.trim().replaceAll(/\s*([;=,])\s*/g, "$1")),
    );
  });

  it("fit texts into columns", () => {
    const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
    const segments = (text: string): readonly string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
    const widthOf = (text: string): number =>
      segments(text).reduce((sum, one) => sum + (/\p{Extended_Pictographic}|[\u4e00-\u9fff]/u.test(one) ? 2 : 1), 0);
    same(
      ["a", "漢", "😀", "e\u0301", "👨\u200d👩", " "],
      (text) => fit(text, 7),
      (text) => {
        if (widthOf(text) <= 7) return text + " ".repeat(7 - widthOf(text));
        let cut = "";
        for (const segment of segments(text)) {
          if (widthOf(cut + segment) > 6) break;
          cut += segment;
        }
        return `${cut}…${" ".repeat(Math.max(0, 6 - widthOf(cut)))}`;
      },
    );
  });
});
