import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxLooseActions } from "../../../src/domain/follow-up/box-loose.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { hasLooseActions } from "../../../src/domain/minutes/loose-actions.ts";
import { arbitraryMarkdown } from "../../support/hostile/hostile-markdown.ts";

const HEAD = "## Action items\n\n";

function boxed(body: string): string {
  const { text } = boxLooseActions(HEAD + body);
  expect(text.startsWith(HEAD)).toBe(true);
  return text.slice(HEAD.length);
}

describe("action items without a box get one", () => {
  it.each([
    ["a bullet", "- @bob send it\n* Ann: do it", "- [ ] @bob send it\n* [ ] Ann: do it"],
    ["a numbered one", "1. send it\n2. do it", "1. [ ] send it\n2. [ ] do it"],
    ["a box that is none", "- [] send it\n- []do it", "- [ ] send it\n- [ ] do it"],
    ["a box of a font", "- ☐ send it\n- ☑ do it", "- [ ] send it\n- [x] do it"],
    ["a line that says so", "ACTION: send it\n**Action:** do it", "- [ ] send it\n- [ ] do it"],
    ["a bullet that says so", "- ACTION: @bob send it", "- [ ] @bob send it"],
    ["lines with a box of a font", "☐ send it\n☑ do it", "- [ ] send it\n- [x] do it"],
    ["lines that name somebody", "We said:\n@bob send it\nand\n", "We said:\n- [ ] @bob send it\nand\n"],
    ["who in bold in front", "**Bob** sends it\n**Ann**: tests\n", "- [ ] **Bob** sends it\n- [ ] **Ann**: tests\n"],
    ["a box without a bullet", "[ ] send it\n", "- [ ] send it\n"],
    [
      "what stands below a bullet stays",
      "- send it\n  - to Ann\n\n  by mail",
      "- [ ] send it\n  - to Ann\n\n  by mail",
    ],
    [
      "a table",
      "| What | Who |\n|--|--|\n| send it | @bob |",
      "|   | What | Who |\n| --- |--|--|\n| [ ] | send it | @bob |",
    ],
    [
      "a table without pipes around",
      "What | Who\n-- | --\nsend it | @bob",
      "|   | What | Who\n| --- | -- | --\n| [ ] | send it | @bob",
    ],
    [
      "a table with an empty column",
      "| Done | What |\n|--|--|\n|  | send it |",
      "| Done | What |\n|--|--|\n| [ ] | send it |",
    ],
    [
      "a row that says nothing",
      "| What |\n|--|\n| send it |\n| TBD |",
      "|   | What |\n| --- |--|\n| [ ] | send it |\n|   | TBD |",
    ],
    ["a number that went on the line before it", "@bob send it\n2) do it\n", "- [ ] @bob send it\n2) [ ] do it\n"],
    ["with carriage returns", "- send it\r\n- do it\r\n", "- [ ] send it\r\n- [ ] do it\r\n"],
  ])("%s", (_name, before, after) => {
    const result = boxed(before).replace(/\|\s*\[ \]\s*\|/g, "| [ ] |");
    expect(result).toBe(after);
    expect(hasLooseActions(HEAD + result)).toBe(false);
    expect(boxed(boxed(before))).toBe(boxed(before));
    expect(parseMarkdown(HEAD + result).items.length).toBe(boxLooseActions(HEAD + before).count);
  });

  it.each([
    "- [ ] send it\n",
    "*None yet*\n",
    "No action items\n",
    "- TBD\n",
    "We talked.\n",
    "```\n@bob send it\n```\n",
  ])("%j stays", (body) => {
    expect(boxed(body)).toBe(body);
  });

  it("only below a heading or a line for them", () => {
    const text = "## Topics\n\n- @bob spoke\n\n**Action items:**\n\n- @bob send it\n";
    expect(boxLooseActions(text)).toEqual({ text: text.replace("- @bob send", "- [ ] @bob send"), count: 1 });
  });

  it("takes no box away and does nothing more when done twice, whatever stands there", () => {
    fc.assert(
      fc.property(arbitraryMarkdown(), (body) => {
        const once = boxLooseActions(HEAD + body);
        expect(once.count).toBeGreaterThanOrEqual(0);
        const twice = boxLooseActions(once.text);
        expect(twice.text).toBe(once.text);
      }),
    );
  });
});
