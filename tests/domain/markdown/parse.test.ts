import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import type { MarkdownDocument, Range, TaskItem } from "../../../src/domain/markdown/types.ts";
import { arbitraryMarkdown, hostileDocuments } from "../../support/hostile/hostile-markdown.ts";

/** One line per item: state, text, and marks for what matters in the test. */
function outline(source: string): readonly string[] {
  return parseMarkdown(source).items.map(({ state, text, quoted, parent }) => {
    const box = { open: "[ ]", done: "[x]", inapplicable: "[~]" }[state];
    return `${parent === null ? "" : `${parent} > `}${box} ${JSON.stringify(text).slice(1, -1)}${quoted ? " (quoted)" : ""}`;
  });
}

describe("task items as GitLab shows them", () => {
  it.each<[string, string, readonly string[]]>([
    ["incomplete", "- [ ] incomplete", ["[ ] incomplete"]],
    ["completed", "- [x] completed", ["[x] completed"]],
    ["capital X", "- [X] completed", ["[x] completed"]],
    ["inapplicable", "- [~] inapplicable", ["[~] inapplicable"]],
    ["inapplicable, loose", "- [~] inapplicable\n\n  text in loose list", ["[~] inapplicable"]],
    ["every marker", "- [ ] a\n* [ ] b\n+ [ ] c\n1. [ ] d\n1) [ ] e\n", ["[ ] a", "[ ] b", "[ ] c", "[ ] d", "[ ] e"]],
    ["nested", "- [x] a\n  1. [ ] b\n     - [~] c\n", ["[x] a", "0 > [ ] b", "1 > [~] c"]],
    ["loose", "- [ ] a\n\n- [x] b\n", ["[ ] a", "[x] b"]],
    ["several lists on a line", "- - [ ] a", ["[ ] a"]],
    ["not first in its item", "- a\n\n  [ ] b", []],
    ["first in its item, a line below", "-\n  [ ] a", ["[ ] a"]],
    ["two blank lines end an empty item", "-\n\n  [ ] a", []],
    ["block quote", "> - [ ] a\n>   more", ["[ ] a\\nmore (quoted)"]],
    ["fenced quote", ">>>\n- [ ] a\n>>>\n- [ ] b", ["[ ] a (quoted)", "[ ] b"]],
    ["fenced quote never closed", ">>>\n- [ ] a", ["[ ] a (quoted)"]],
    ["fenced quote, longer fence closes", ">>>\n- [ ] a\n>>>>\n- [ ] b", ["[ ] a (quoted)", "[ ] b"]],
    ["fenced quote, shorter fence opens another", ">>>>\n>>>\n- [ ] a\n>>>>\n- [ ] b", ["[ ] a (quoted)", "[ ] b"]],
    ["fenced quote, text after the mark", ">>>\n>>> a\n- [ ] b\n>>>\n- [ ] c", ["[ ] b (quoted)", "[ ] c"]],
    ["fenced quote closes a fence", ">>>\n```\n>>>\n- [ ] a", ["[ ] a"]],
    ["fenced quote in a fence is code", "```\n>>>\n```\n- [ ] a", ["[ ] a"]],
    [
      "fenced quote, indented",
      "   >>>\n   - [ ] a\n     - [ ] b\n   >>>\n- [ ] c",
      ["[ ] a (quoted)", "0 > [ ] b (quoted)", "[ ] c"],
    ],
    ["fenced quote, indented, content too", "   >>>\n     - [ ] a\n   >>>", ["[ ] a (quoted)"]],
    ["fenced quote as code", "    >>>\n\n- [ ] a", ["[ ] a"]],
    ["fenced quote in an item", "- [ ] a\n  >>>\n  - [ ] b\n- [ ] c", ["[ ] a", "[ ] b (quoted)", "[ ] c"]],
    ["fenced quote in a quote", "> >>>\n> a\n> >>>\n> - [ ] b", ["[ ] b (quoted)"]],
    ["fenced alert", ">>> [!warning] Careful\n- [ ] a\n>>>\n- [ ] b", ["[ ] a (quoted)", "[ ] b"]],
    ["an alert opens but does not close", ">>>\n>>> [!note]\n- [ ] a\n>>>\n- [ ] b", ["[ ] a (quoted)", "[ ] b"]],
    ["tab in the box", "- [\t] a", ["[ ] a"]],
    ["no-break space in the box", "- [\u00A0] a", ["[ ] a"]],
    ["any blank of Unicode in the box", "- [\u2007] a\n- [\u202F] b\n- [\u3000] c", ["[ ] a", "[ ] b", "[ ] c"]],
    ["a blank that is none of Unicode", "- [\u200B] a\n- [\uFEFF] b", []],
    ["a blank written as an entity", "- [&nbsp;] a\n- [&#x20;] b", ["[ ] a", "[ ] b"]],
    ["no-break space after the box", "- [ ]\u00A0a", []],
    ["two blanks in the box", "- [  ] a", []],
    ["another letter", "- [y] a", []],
    ["nothing in the box", "- [] a", []],
    ["no blank after the box", "- [ ]a\n- [x](b)", []],
    ["box alone", "- [ ]\n- [x] \n- [~]\t\n", ["[ ] ", "[x] ", "[~] "]],
    ["text on the next line", "- [ ]\n  a", ["[ ] a"]],
    ["box alone with children", "- [ ]\n  - [x] a", ["[ ] ", "0 > [x] a"]],
    ["escaped", "- \\[ ] a", []],
    ["code span", "- `[ ] a`", []],
    ["not in a list", "[ ] a", []],
    ["no blank after the marker", "-[ ] a", []],
    ["table cell with text", "| a |\n|---|\n| [ ] b |", []],
    ["box alone in a table cell", "| | a | b |\n|-|-|-|\n| [ ] | Call | Ann |", ["[ ] Call – Ann"]],
    ["box in the head of a table", "| [x] | Call |\n|-|-|", ["[x] Call"]],
    ["two boxes in a row", "| | Us | Them |\n|-|-|-|\n| Call | [ ] | [x] |", ["[ ] Us: Call", "[x] Them: Call"]],
    ["more cells than the table has columns", "a|b\n-|-\nc|[ ]|[ ]", ["[ ] c"]],
    ["code glued to the box", "- [ ]`a`\n- [ ]**b**\n- [x]<br>c", ["[ ] `a`", "[ ] **b**", "[x] <br>c"]],
    ["a mark of emphasis that is text glued to the box", "- [ ]*a", []],
    ["a box that is a link", "- [x](b)\n- [x] c\n\n[x]: /u", []],
    ["struck out", "- [~] a [~]\n- [~] b~\n- [~] c", ["[~] c"]],
    ["behind a link definition", "- [a]: /b\n  [ ] c\n- [a]: /b\n\n  [x] d", ["[ ] c", "[x] d"]],
    ["details of a term", "a\n: - [ ] b\n\n  - [x] c", ["[ ] b", "[x] c"]],
    ["a term is no item", "- [ ] a\n  : b", []],
    ["footnote", "a[^1]\n\n[^1]: - [ ] b\n\n    - [x] c", ["[ ] b", "[x] c"]],
    ["footnote that nothing refers to", "a\n\n[^1]: - [ ] b", []],
    ["alert", "> [!note]\n> - [ ] a", ["[ ] a (quoted)"]],
    ["a delimiter row of one column", "- [ ] a\n  -:", []],
    ["a delimiter row left of the content", "- [ ] a\n-:", ["[ ] a\\n-:"]],
    ["list item that is a table", "- [ ] a | b\n  --- | ---\n  1 | 2", []],
    ["table under a text", "- [ ] a\n  b | c\n  --- | ---\n  1 | 2", ["[ ] a"]],
    ["no table, other number of cells", "- [ ] a | b\n  ---|---|---", ["[ ] a | b\\n---|---|---"]],
    ["no table, escaped bar", "- [ ] a \\| b\n  ---|---", ["[ ] a \\\\| b\\n---|---"]],
    ["no table, delimiters indented like code", "- [ ] a | b\n      --- | ---", ["[ ] a | b\\n--- | ---"]],
    ["rule after a table", "- a\n\n  b | c\n  ---|---\n  1 | 2\n  ---\n  - [ ] d", ["[ ] d"]],
    ["heading in an item", "- # [ ] a", []],
    ["setext heading in an item", "- [ ] a\n  ---\n- [ ] b\n  -\n", []],
    ["fence", "```\n- [ ] a\n```\n~~~\n- [ ] a\n~~~\n", []],
    ["indented code", "    - [ ] a", []],
    ["code in an item", "-     [ ] a", []],
    ["comment", "<!--\n- [ ] a\n-->\n<!-- b -->\n- [ ] c", ["[ ] c"]],
    ["html block ends at a blank line", "<div>\n- [ ] a\n\n- [ ] b", ["[ ] b"]],
    ["html block, CRLF", "<div>\r\n- [ ] a\r\n\r\n- [ ] b", ["[ ] b"]],
    ["lazy continuation", "- [ ] a\nb\n  c", ["[ ] a\\nb\\nc"]],
    ["a lone CR ends no line", "- [ ] a\r- [x] b\r", ["[ ] a- [x] b"]],
    ["a number interrupts no paragraph", "1. [ ] a\n   2. [ ] b", ["[ ] a\\n2. [ ] b"]],
    ["a number leaves a quote", "> a\n2. [ ] b", ["[ ] b"]],
    [
      "deep in tabs",
      "- [ ] a\n\t- [ ] b\n\t\t- [ ] c\n\n\t\t  note\n\t\t\t- [ ] d",
      ["[ ] a", "0 > [ ] b", "1 > [ ] c", "2 > [ ] d"],
    ],
    ["byte order mark", "\uFEFF- [ ] a\n  - [ ] b\n- [ ] c", ["[ ] a", "0 > [ ] b", "[ ] c"]],
    ["front matter, YAML", "---\n- [ ] a\n---\n- [ ] b", ["[ ] b"]],
    ["front matter, TOML", "+++\n- [ ] a\n+++\n- [ ] b", ["[ ] b"]],
    ["front matter, JSON", ";;;\n- [ ] a\n;;;\n- [ ] b", ["[ ] b"]],
    [
      "front matter, encoding line, blank lines, dots",
      "# coding: utf-8\n\n--- yaml\n- [ ] a\n... \n- [ ] b",
      ["[ ] b"],
    ],
    ["front matter, CRLF", "---\r\n- [ ] a\r\n---\r\n- [ ] b", ["[ ] b"]],
    ["front matter never closed", "---\n- [ ] a\n ---", ["[ ] a"]],
    ["no front matter further down", "a\n\n---\n- [ ] a\n---", ["[ ] a"]],
    ["indented opening of front matter", " ---\n- [ ] a\n---", ["[ ] a"]],
    ["table of contents", "[[_TOC_]]\n\n- [ ] a", ["[ ] a"]],
  ])("%s", (_name, source, items) => {
    expect(outline(source)).toEqual(items);
  });

  it("99 list markers on one line open lists, more are text", () => {
    expect(outline(`${"- ".repeat(99)}[ ] a`)).toEqual(["[ ] a"]);
    expect(outline(`${"- ".repeat(100)}[ ] a`)).toEqual([]);
  });

  it("lists nested a thousand deep are all seen, more than that are not but do no harm", () => {
    const nested = (depth: number) =>
      Array.from({ length: depth }, (_, level) => `${" ".repeat(2 * level)}- [ ] a\n`).join("");
    expect(parseMarkdown(nested(1_000)).items.map((item) => item.parent)).toEqual([null, ...Array(999).keys()]);
    const deeper = parseMarkdown(`${nested(1_100)}- [ ] last`);
    expect(deeper.items.length).toBeGreaterThan(1_000);
    expect(deeper.items.at(-1)).toMatchObject({ text: "last", parent: null });
  });
});

describe("fields of an item", () => {
  const source =
    "# A\n## B ##\n- Group\n  - [x] T `<!-- 0 -->` <!-- 1 -->\n    more\n    1. [ ] child <!-- 2 -->\n\n    <!-- 3 -->\n    <!-- 4\n\n    -->\n    > <!-- 5 -->\n";
  const document = parseMarkdown(source);
  const [task, child] = document.items as [TaskItem, TaskItem];
  const at = (range: Range) => source.slice(range.start, range.end);

  it("ranges and text", () => {
    expect(at(task.box)).toBe("[x]");
    expect(at(task.textRange)).toBe("T `<!-- 0 -->` <!-- 1 -->\n    more");
    expect(task.text).toBe("T `<!-- 0 -->` <!-- 1 -->\nmore");
    expect(at(task.range)).toBe(source.slice(source.indexOf("- [x]"), -1));
    expect(at(child.range)).toBe("1. [ ] child <!-- 2 -->");
  });

  it("headings, groups, family, order", () => {
    expect(task.headings.map(({ level, text }) => [level, text])).toEqual([
      [1, "A"],
      [2, "B"],
    ]);
    expect([task.groups, child.groups]).toEqual([["Group"], []]);
    expect([task.parent, task.children, child.parent, child.children]).toEqual([null, [1], 0, []]);
    expect([task.ordered, child.ordered]).toEqual([false, true]);
  });

  it("comments of its own lines", () => {
    expect(task.comments.map(at)).toEqual(["<!-- 1 -->", "<!-- 3 -->", "<!-- 4\n\n    -->"]);
    expect(child.comments.map(at)).toEqual(["<!-- 2 -->"]);
  });

  it.each<[string, readonly string[]]>([
    ["\\<!-- a --> <!-- b -->", ["<!-- b -->"]],
    ["<!--> <!---> <!-- -->", ["<!-->", "<!--->", "<!-- -->"]],
    ["`` <!-- a --> ` <!-- b --> `` <!-- c -->", ["<!-- c -->"]],
    ["` <!-- a --> ``", ["<!-- a -->"]],
    ["\\` <!-- a --> `", ["<!-- a -->"]],
    ["<!-- a ` --> ` <!-- b -->", ["<!-- a ` -->", "<!-- b -->"]],
    ["<!-- a --> <!-- b", ["<!-- a -->"]],
    ["a\n  <div><!-- b --></div>", ["<!-- b -->"]],
    ["a\n\n  <!-- b", ["<!-- b"]],
    ["a\n\n      <!-- code -->", []],
  ])("comments in %j", (text, comments) => {
    const source = `- [ ] ${text}`;
    const found = parseMarkdown(source).items[0]?.comments.map(({ start, end }) => source.slice(start, end));
    expect(found).toEqual(comments);
  });

  it.each<[string, readonly (readonly string[])[]]>([
    ["- a\n  - b\n    - [ ] t\n      - c\n        - [ ] u", [["a", "b"], ["c"]]],
    ["- a\n  lazy\n  - [ ] t", [["a\nlazy"]]],
    ["- - [ ] t", [[]]],
    ["- # a\n  - [ ] t", [[]]],
    ["> - a\n>   b\n>   - [ ] t", [["a\nb"]]],
    ["- a\n  > - [ ] t", [[]]],
  ])("groups in %j", (source, groups) => {
    expect(parseMarkdown(source).items.map((item) => item.groups)).toEqual(groups);
  });

  it("a block quote is a wall between items", () => {
    const { items } = parseMarkdown("- [ ] a\n  > - [ ] b\n  >   - [ ] c\n");
    expect(items.map(({ parent, children, quoted }) => [parent, children, quoted])).toEqual([
      [null, [], false],
      [null, [2], true],
      [1, [], true],
    ]);
  });
});

function expectSound(document: MarkdownDocument): void {
  const { source, items, sections } = document;
  const within = (inner: Range, outer: Range) =>
    inner.start >= outer.start && inner.start <= inner.end && inner.end <= outer.end;
  const whole = { start: 0, end: source.length };
  let last = -1;
  for (const [at, item] of items.entries()) {
    expect(item.index).toBe(at);
    expect(item.box.start).toBeGreaterThan(last);
    last = item.box.start;
    expect(source.slice(item.box.start, item.box.end)).toMatch(
      { open: /^\[(?:[\s\u0085]|&[#\w]+;)\]$/, done: /^\[[xX]\]$/, inapplicable: /^\[~\]$/ }[item.state],
    );
    expect(within(item.range, whole) && within(item.box, item.range) && within(item.textRange, item.range)).toBe(true);
    if (item.cell) continue;
    expect(item.textRange.start).toBeGreaterThanOrEqual(item.box.end);
    expect(/\n[ \t]*$/.test(source.slice(item.range.start, item.range.end))).toBe(false);
    expect(item.text === "").toBe(item.textRange.start === item.textRange.end);
    if (item.parent !== null) {
      const parent = items[item.parent] as TaskItem;
      expect(within(item.range, parent.range) && parent.children.includes(at) && item.parent < at).toBe(true);
    }
    for (const comment of item.comments) expect(within(comment, item.range)).toBe(true);
  }
  for (const [at, { range, comments }] of sections.entries()) {
    expect(within(range, whole) && range.end === (sections[at + 1]?.range.start ?? source.length)).toBe(true);
    for (const comment of comments) expect(within(comment, range)).toBe(true);
  }
}

describe("any document", () => {
  it.each(hostileDocuments.map(({ name, source }) => [name, source] as const))("hostile: %s", (_name, source) => {
    const document = parseMarkdown(source);
    expect(document.source).toBe(source);
    const { items } = document;
    expectSound(items.length < 5_000 ? document : { ...document, items: items.slice(0, 100) });
  });

  it("generated: positions and families are sound", () => {
    fc.assert(
      fc.property(arbitraryMarkdown(), (source) => expectSound(parseMarkdown(source))),
      { numRuns: 800 },
    );
  });

  it("any string: never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (source) => expectSound(parseMarkdown(source))),
    );
  });
});
