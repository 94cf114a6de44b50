import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPromotion, stripPromotion } from "../../../src/domain/commands/promotion.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";

describe("promotion", () => {
  const asked: readonly (readonly [text: string, notes: string, textLeft: string, notesLeft: string])[] = [
    ["Build it\n/cadence issue", "", "Build it", ""],
    ["Build it\r\n /Cadence  Issue ", "", "Build it", ""],
    ["a\n/cadence issue \n/cadence issue \nb", "/cadence issue \n\n/cadence issue\t\n\nb", "a\nb", "b"],
    ["Build it  \n/cadence issue", "", "Build it", ""],
    ["Build it\\\n/cadence issue", "", "Build it", ""],
    ["Build it\\\\\n/cadence issue", "", "Build it\\\\", ""],
    ["Build it\n/cadence issue\nsoon", "", "Build it\nsoon", ""],
    ["/cadence issue\nBuild it", "", "Build it", ""],
    ["Build it\n/cadence issue\n/cadence issue", "", "Build it", ""],
    ["Build it", "/cadence issue", "Build it", ""],
    ["Build it", "Why: cost\n\n/cadence issue", "Build it", "Why: cost"],
    ["Build it", "C:\\\n\n/cadence issue", "Build it", "C:\\"],
    ["Build it", "/cadence issue\n\nWhy: cost", "Build it", "Why: cost"],
    ["Build it", "Why: cost\n\n/cadence issue\n\nMore", "Build it", "Why: cost\n\nMore"],
    ["Build it", "Why: cost\n/cadence issue\n\nMore", "Build it", "Why: cost\n\nMore"],
    ["Build it", "Why: cost\n/cadence issue\nMore", "Build it", "Why: cost\nMore"],
    ["Build it", "```\ncode  \n\n\n```\n\n/cadence issue", "Build it", "```\ncode  \n\n\n```"],
    ["Build it\n/cadence issue", "/cadence issue", "Build it", ""],
    ["Build it <!--c:12-k3f-->\n/cadence issue", "", "Build it <!--c:12-k3f-->", ""],
  ];
  for (const [text, notes, textLeft, notesLeft] of asked) {
    it(`${JSON.stringify(text)} with ${JSON.stringify(notes)}`, () => {
      expect(readPromotion(text, notes)).toBe(true);
      expect(stripPromotion(text, notes)).toEqual({ text: textLeft, notes: notesLeft });
      expect(readPromotion(textLeft, notesLeft)).toBe(false);
    });
  }

  const notAsked: readonly (readonly [text: string, notes: string])[] = [
    ["Build it", ""],
    ["Build it /cadence issue", ""],
    ["Build it\n/cadence issues", ""],
    ["Build it\n/cadence issue now", ""],
    ["Build it\n\\/cadence issue", ""],
    ["Build it\n- /cadence issue", ""],
    ["Build `it\n/cadence issue\n`", ""],
    ["Build it <!--\n/cadence issue\n-->", ""],
    ["Build it", "```\n/cadence issue\n```"],
    ["Build it", "> /cadence issue"],
    ["Build it", "- point\n  /cadence issue"],
    ["Build it", "    /cadence issue"],
    ["Build it", "<!--\n/cadence issue\n-->"],
  ];
  for (const [text, notes] of notAsked) {
    it(`nothing in ${JSON.stringify(text)} with ${JSON.stringify(notes)}`, () => {
      expect(readPromotion(text, notes)).toBe(false);
      expect(stripPromotion(text, notes)).toEqual({ text, notes });
    });
  }

  it("the command alone names nothing", () => {
    expect(readPromotion("/cadence issue", "")).toBe(false);
    expect(readPromotion(" \n", "/cadence issue")).toBe(false);
  });

  it("is found where people write it", () => {
    for (const source of [
      "- [ ] Build it @bob\n  /cadence issue\n- [ ] next",
      "- [ ] Build it @bob\n/cadence issue\n",
      "1. [ ] Build it @bob\n\n   /cadence issue\n",
      "> - [ ] quoted\n\n- [ ] Build it @bob\n\n  Why.\n\n  /cadence issue\n\n  - [ ] part",
    ]) {
      const item = parseMarkdown(source).items.find(({ text }) => text.startsWith("Build"))!;
      expect(readPromotion(item.text, item.notes), source).toBe(true);
      expect(stripPromotion(item.text, item.notes).text).toBe("Build it @bob");
    }
  });

  it("what is left asks for nothing and keeps all other lines", () => {
    const lines = fc.array(fc.constantFrom("/cadence issue", "a", "b  ", "", "`", "```", "> q", "  c", "- d"), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(lines, lines, (text, notes) => {
        const left = stripPromotion(text.join("\n"), notes.join("\n"));
        const words = (joined: string): readonly string[] =>
          joined
            .split("\n")
            .map((line) => line.trim())
            .filter((line) => line !== "" && line !== "/cadence issue");
        expect(words(left.text)).toEqual(words(text.join("\n")));
        expect(words(left.notes)).toEqual(words(notes.join("\n")));
      }),
    );
  });
});
