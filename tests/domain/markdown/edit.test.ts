import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendToSection, insertAfterItem, setBox } from "../../../src/domain/markdown/edit.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { applySplices } from "../../../src/domain/markdown/splice.ts";
import type { BoxState, MarkdownDocument, Section, Splice, TaskItem } from "../../../src/domain/markdown/types.ts";
import { assertOften } from "../../support/assert-often.ts";
import { arbitraryMarkdown, hostileDocuments } from "../../support/hostile/hostile-markdown.ts";

const states: readonly BoxState[] = ["open", "done", "inapplicable"];
const smallHostile = hostileDocuments.filter(({ source }) => source.length < 60_000);

function apply(document: MarkdownDocument, splice: Splice | null): string {
  return splice === null ? document.source : applySplices(document.source, [splice]);
}

function shape(item: TaskItem): unknown {
  const { state: _state, ...rest } = item;
  return rest;
}

function expectOnlyBoxChanged(source: string, at: number, state: BoxState): void {
  const document = parseMarkdown(source);
  const item = document.items[at] as TaskItem;
  const splice = setBox(document, item, state);
  expect(splice === null).toBe(item.state === state);
  const edited = apply(document, splice);
  expect(edited.length).toBe(source.length);
  expect(edited.slice(0, item.box.start)).toBe(source.slice(0, item.box.start));
  expect(edited.slice(item.box.end)).toBe(source.slice(item.box.end));
  const again = parseMarkdown(edited);
  expect(again.items.map((one) => one.state)).toEqual(
    document.items.map((one, index) => (index === at ? state : one.state)),
  );
  // Text of a quote in the notes shows the boxes of what is quoted.
  if (!item.quoted) expect(again.items.map(shape)).toEqual(document.items.map(shape));
}

describe("setBox", () => {
  it.each<[string, BoxState, string]>([
    ["- [ ] a", "done", "- [x] a"],
    ["- [ ] a", "inapplicable", "- [~] a"],
    ["- [x] a", "open", "- [ ] a"],
    ["- [X] a", "done", "- [X] a"],
    ["- [~] a", "done", "- [x] a"],
    ["- [\t] a", "open", "- [\t] a"],
    ["1. [ ]", "done", "1. [x]"],
  ])("%j to %s", (source, state, expected) => {
    const document = parseMarkdown(source);
    expect(apply(document, setBox(document, document.items[0] as TaskItem, state))).toBe(expected);
  });

  it("an item of another document is refused", () => {
    const item = parseMarkdown("- [ ] a").items[0] as TaskItem;
    expect(() => setBox(parseMarkdown("x - [ ] a"), item, "done")).toThrow(RangeError);
    expect(() => setBox(parseMarkdown("- [x] a"), item, "done")).toThrow(
      'expected the box of an item, open, at 2, found "[x]"',
    );
  });

  it("the label of what stands below an item keeps its words, whatever follows the box", () => {
    for (const text of ["<!-- c -->", " a", "", "  <b>a</b>", "\n  a"])
      expectOnlyBoxChanged(`- [ ]${text}\n    - [ ] word`, 0, "done");
  });

  it("generated: only that item changes", () => {
    assertOften(
      { "an item is ticked": 0.12 },
      (asserted) =>
        fc.property(arbitraryMarkdown(), fc.nat(), fc.constantFrom(...states), (source, pick, state) => {
          const { items } = parseMarkdown(source);
          // Two `[~]` in one paragraph are struck-out text; which of the edits that make some is left is for `editItems`.
          const strikes = state === "inapplicable" && source.includes("~");
          if (items.length === 0 || strikes) return;
          asserted("an item is ticked");
          expectOnlyBoxChanged(source, pick % items.length, state);
        }),
      { numRuns: 400 },
    );
  });

  it.each(smallHostile.map(({ name, source }) => [name, source] as const))("hostile: %s", (_name, source) => {
    const { items } = parseMarkdown(source);
    const possible = states.filter((state) => state !== "inapplicable" || !source.includes("~"));
    for (const item of items.slice(0, 6)) for (const state of possible) expectOnlyBoxChanged(source, item.index, state);
  });
});

describe("appendToSection", () => {
  it.each<[string, string, number, string, string | null]>([
    ["empty document", "", 0, "- [ ] new", "- [ ] new"],
    ["byte order mark alone", "\uFEFF", 0, "- [ ] new", "\uFEFF- [ ] new"],
    ["blank document", "\n\n", 0, "- [ ] new", "\n\n- [ ] new"],
    ["blanks without a line end", "      ", 0, "- [ ] new", "      \n- [ ] new"],
    ["before the first heading", "# A\n", 0, "- [ ] new", "- [ ] new\n\n# A\n"],
    ["before the first heading, blank line", "\n# A\n", 0, "- [ ] new", "\n- [ ] new\n\n# A\n"],
    ["front matter alone", "---\na: 1\n---", 0, "- [ ] new", "---\na: 1\n---\n- [ ] new"],
    ["heading alone", "# A", 1, "- [ ] new", "# A\n\n- [ ] new"],
    ["heading alone, next heading", "# A\n\n\n# B\n", 1, "- [ ] new", "# A\n\n- [ ] new\n\n\n# B\n"],
    ["list", "# A\n- [ ] a\n\n# B\n", 1, "- [ ] new\n", "# A\n- [ ] a\n- [ ] new\n\n# B\n"],
    ["list, heading right below", "# A\n- [ ] a\n# B\n", 1, "- [ ] new", "# A\n- [ ] a\n- [ ] new\n\n# B\n"],
    ["list, setext heading right below", "- a\n\nB\n===\n- b\n", 0, "- [ ] new", "- a\n- [ ] new\n\nB\n===\n- b\n"],
    ["list, text appended", "- a\n", 0, "text", "- a\n\ntext\n"],
    ["list with lazy lines", "- a\nlazy\n", 0, "- [ ] new", "- a\nlazy\n- [ ] new\n"],
    ["list with a fence never closed", "- a\n  ```\n  code\n", 0, "- [ ] new", "- a\n  ```\n  code\n- [ ] new\n"],
    ["list with trailing blanks", "- a  \n  \n", 0, "- [ ] new", "- a  \n- [ ] new\n  \n"],
    ["text", "# A\ntext", 1, "- [ ] new", "# A\ntext\n\n- [ ] new"],
    ["text, ordered", "text\n", 0, "2. [ ] new", "text\n\n2. [ ] new\n"],
    ["no-break space", "# A\n\u00A0\n# B", 1, "- [ ] new", "# A\n\u00A0\n\n- [ ] new\n\n# B"],
    ["quote", "> a\n", 0, "- [ ] new", "> a\n\n- [ ] new\n"],
    ["table", "a|b\n-|-\n", 0, "- [ ] new", "a|b\n-|-\n\n- [ ] new\n"],
    ["html", "<div>\n", 0, "- [ ] new", "<div>\n\n- [ ] new\n"],
    ["closed fence", "```\na\n```\n", 0, "- [ ] new", "```\na\n```\n\n- [ ] new\n"],
    ["closed fenced quote", ">>>\na\n>>>\n", 0, "- [ ] new", ">>>\na\n>>>\n\n- [ ] new\n"],
    [
      "CRLF",
      "# A\r\n- [ ] a\r\n# B\r\n",
      1,
      "- [ ] new\n  note",
      "# A\r\n- [ ] a\r\n- [ ] new\r\n  note\r\n\r\n# B\r\n",
    ],
    ["lone CR, which ends no line", "# A\rtext\r", 1, "- [ ] new", "# A\rtext\r\n\n- [ ] new"],
    ["fence never closed", "# A\n```\n", 1, "- [ ] new", null],
    ["a heading that a list item would swallow", "a\n\n  # B\n", 0, "- [ ] new", null],
    ["a heading indented by one", "a\n\n # B\n", 0, "- [ ] new", "a\n\n- [ ] new\n\n # B\n"],
    ["fence never closed, the section before it", "# A\n```\n", 0, "- [ ] new", "- [ ] new\n\n# A\n```\n"],
    ["comment never closed", "a\n\n<!--\n", 0, "- [ ] new", null],
    ["pre never closed", "<pre>\n\na", 0, "- [ ] new", null],
    ["processing instruction never closed", "<?a", 0, "- [ ] new", null],
    ["fenced quote never closed", ">>>\na\n", 0, "- [ ] new", null],
  ])("%s", (_name, source, section, block, expected) => {
    const document = parseMarkdown(source);
    const splice = appendToSection(document, document.sections[section] as Section, block);
    expect(splice === null ? null : apply(document, splice)).toBe(expected);
  });

  function expectAppended(source: string, pick: number): void {
    const document = parseMarkdown(source);
    const at = pick % document.sections.length;
    const section = document.sections[at] as Section;
    const splice = appendToSection(document, section, "- [ ] appended\n  and its note");
    if (splice === null) {
      expect(section.openEnded || /^\r*(?: {2,3}|\t)/.test(source.slice(section.range.end))).toBe(true);
      return;
    }
    expect(section.openEnded).toBe(false);
    expect(splice.start === splice.end && splice.start >= section.range.start && splice.end <= section.range.end).toBe(
      true,
    );
    const edited = apply(document, splice);
    const again = parseMarkdown(edited);
    const added = again.items.findIndex((item) => item.text === "appended\nand its note");
    expect(again.items[added]).toMatchObject({ state: "open", parent: null, groups: [], quoted: false });
    expect(again.items[added]?.headings).toHaveLength(section.path.length);
    const range = again.sections[at]?.range;
    expect(again.sections).toHaveLength(document.sections.length);
    expect(again.items[added]?.range.start).toBeGreaterThanOrEqual(range?.start as number);
    expect(again.items[added]?.range.end).toBeLessThanOrEqual(range?.end as number);
    expect(
      again.items.filter((_item, index) => index !== added).map((item) => [item.state, item.text, item.notes]),
    ).toEqual(document.items.map((item) => [item.state, item.text, item.notes]));
  }

  it("generated: it is a top-level item of that section, all else is as it was", () => {
    fc.assert(fc.property(arbitraryMarkdown(), fc.nat(), expectAppended), { numRuns: 600 });
  });

  it.each(smallHostile.map(({ name, source }) => [name, source] as const))("hostile: %s", (_name, source) => {
    for (let section = 0; section < 4; section++) expectAppended(source, section);
  });
});

describe("insertAfterItem", () => {
  it.each<[string, string, number, string, string | null]>([
    ["among siblings", "- [ ] a\n- [ ] b\n", 0, "- [ ] new\n", "- [ ] a\n- [ ] new\n- [ ] b\n"],
    ["at the end without a line end", "- [ ] a", 0, "- [ ] new", "- [ ] a\n- [ ] new"],
    [
      "after children and notes",
      "- [ ] a\n  - [ ] c\n\n  note\n\n# B",
      0,
      "- [ ] new",
      "- [ ] a\n  - [ ] c\n\n  note\n- [ ] new\n\n# B",
    ],
    [
      "nested",
      "- [ ] a\n  - [ ] c\n- [ ] b\n",
      1,
      "- [ ] new\n\n  note",
      "- [ ] a\n  - [ ] c\n  - [ ] new\n\n    note\n- [ ] b\n",
    ],
    ["nested by tabs", "- a\n\t- [ ] c\n", 0, "- [ ] new", "- a\n\t- [ ] c\n\t- [ ] new\n"],
    ["on its parent's line", "1. - [ ] c\n", 0, "- [ ] new", "1. - [ ] c\n   - [ ] new\n"],
    ["after a fence never closed", "- [ ] a\n  ```\n  x\n", 0, "- [ ] new", "- [ ] a\n  ```\n  x\n- [ ] new\n"],
    ["CRLF", "- [ ] a\r\n- [ ] b\r\n", 0, "- [ ] new\n  more", "- [ ] a\r\n- [ ] new\r\n  more\r\n- [ ] b\r\n"],
    ["mixed line ends", "# A\r\n- [ ] a\n  ```\ntext\r", 0, "- [ ] new", "# A\r\n- [ ] a\n  ```\n- [ ] new\n\ntext\r"],
    ["byte order mark", "\uFEFF- [ ] a\n", 0, "- [ ] new", "\uFEFF- [ ] a\n- [ ] new\n"],
    ["text right below", "- [ ] a\n  ```\ntext\n", 0, "- [ ] new", "- [ ] a\n  ```\n- [ ] new\n\ntext\n"],
    ["text that it would swallow", "-   [ ] a\n\n  text\n", 0, "- [ ] new", null],
    ["text below, indented by one", "- [ ] a\n\n text\n", 0, "- [ ] new", "- [ ] a\n- [ ] new\n\n text\n"],
    ["quoted", "> - [ ] a\n", 0, "- [ ] new", null],
  ])("%s", (_name, source, at, block, expected) => {
    const document = parseMarkdown(source);
    const splice = insertAfterItem(document, document.items[at] as TaskItem, block);
    expect(splice === null ? null : apply(document, splice)).toBe(expected);
  });

  it("generated: it is the next sibling, all else is as it was", () => {
    assertOften(
      { "one is inserted": 0.1 },
      (asserted) =>
        fc.property(arbitraryMarkdown(), fc.nat(), (source, pick) => {
          const document = parseMarkdown(source);
          const items = document.items.filter((item) => !item.quoted);
          if (items.length === 0) return;
          const item = items[pick % items.length] as TaskItem;
          const splice = insertAfterItem(document, item, "- [ ] inserted");
          if (splice === null) return;
          asserted("one is inserted");
          const again = parseMarkdown(apply(document, splice));
          const added = again.items.findIndex(({ text }) => text === "inserted");
          expect(again.items[added]).toMatchObject({
            state: "open",
            parent: item.parent,
            groups: item.groups,
            quoted: false,
          });
          expect(again.items.filter((_item, index) => index !== added).map(({ state, text }) => [state, text])).toEqual(
            document.items.map(({ state, text }) => [state, text]),
          );
        }),
      { numRuns: 400 },
    );
  });
});
