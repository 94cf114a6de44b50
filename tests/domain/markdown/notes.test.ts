import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { assertOften } from "../../support/assert-often.ts";
import { arbitraryMarkdown } from "../../support/hostile/hostile-markdown.ts";

function notesOf(source: string): string | undefined {
  return parseMarkdown(source).items[0]?.notes;
}

function indented(text: string): string {
  // A lone carriage return ends no line.
  const lines = text.split("\n").map((line) => (/^ *$/.test(line) ? "" : `  ${line}`));
  return lines.join("\n");
}

describe("notes of an item", () => {
  it.each<[string, string, string]>([
    ["none", "- [ ] a\n  lazy\n", ""],
    ["paragraphs", "- [ ] a\n\n  b\n  c\n\n\n  d\n\n- [ ] e", "b\nc\n\nd"],
    ["CRLF", "- [ ] a\r\n\r\n  b\r\n  c\r\n\r\n  d\r\n", "b\nc\n\nd"],
    ["CR doubled", "- [ ] a\r\r\n\r\n  b\r\r\n\r\n  c", "b\n\nc"],
    ["plain list", "- [ ] a\n  - b\n    1. c\n  - d\n", "- b\n  1. c\n- d"],
    ["quote with its tasks", "- [ ] a\n  > b\n  > - [ ] c\n", "> b\n> - [ ] c"],
    ["children are no notes", "- [ ] a\n  - [ ] b\n\n    c\n", ""],
    ["between children", "- [ ] a\n  - [ ] b\n\n  c\n  - [ ] d\n\n  e", "c\n\ne"],
    ["plain items around a child stay together", "- [ ] a\n  - b\n  - [ ] c\n  - d\n", "- b\n- d"],
    ["quotes around a child stay apart", "- [ ] a\n  > b\n  - [ ] c\n  > d\n", "> b\n\n> d"],
    ["a bullet with nothing but tasks is a group", "- [ ] a\n  - b\n    - [ ] c\n    - d\n      - [ ] e\n", ""],
    ["a bullet without a text and with tasks", "- [ ] a\n  - - [ ] b\n", ""],
    ["a bullet with tasks and more", "- [ ] a\n  - b\n    - [ ] c\n\n    d\n  - e\n", "- b\n\n  d\n- e"],
    ["a bullet with tasks and bullets", "- [ ] a\n  - b\n    - c\n    - [ ] d\n    - e\n", "- b\n  - c\n  - e"],
    ["a bullet that begins with a quote", "- [ ] a\n  - > b\n    - [ ] c\n", "- > b"],
    ["a bullet that begins with a task", "- [ ] a\n  - - [ ] b\n\n    c\n", "c"],
    [
      "a bullet that begins with a task, fence never closed",
      "- [ ] a\n  - - [ ] b\n\n    ```\n    c\n  - d",
      "```\nc\n```\n- d",
    ],
    ["indented code", "- [ ] a\n\n      b\n        c\n", "    b\n      c"],
    ["fence", "- [ ] a\n  ```js\n    b\n  ```\n", "```js\n  b\n```"],
    ["fence never closed", "- [ ] a\n  ~~~~\n  b\n\n\n- [ ] c", "~~~~\nb\n~~~~"],
    ["fence never closed, empty", "- [ ] a\n  ```", "```\n```"],
    ["fence never closed in a bullet", "- [ ] a\n  - ```\n    b\n  - c", "- ```\n  b\n- c"],
    [
      "fence never closed in a bullet with tasks",
      "- [ ] a\n  - b\n    - [ ] c\n\n    ```\n    d\n",
      "- b\n\n  ```\n  d",
    ],
    ["comment never closed", "- [ ] a\n  <!-- b\n", "<!-- b\n-->"],
    ["raw HTML never closed", "- [ ] a\n  <PRE>\n\n  b\n", "<PRE>\n\nb\n</pre>"],
    ["script never closed", "- [ ] a\n  <script>\n", "<script>\n</script>"],
    ["style never closed", "- [ ] a\n  <style>\n", "<style>\n</style>"],
    ["textarea never closed", "- [ ] a\n  <textarea>\n", "<textarea>\n</textarea>"],
    ["declaration never closed", "- [ ] a\n  <!DOCTYPE b\n", "<!DOCTYPE b\n>"],
    ["character data never closed", "- [ ] a\n  <![CDATA[ b\n", "<![CDATA[ b\n]]>"],
    ["processing instruction never closed", "- [ ] a\n  <? b\n", "<? b\n?>"],
    ["fenced quote never closed", "- [ ] a\n  >>>>\n  b\n", ">>>>\nb\n>>>>"],
    ["closed comment and HTML", "- [ ] a\n  <!-- b\n  -->\n  <div>\n", "<!-- b\n-->\n<div>"],
    ["lazy lines", "- [ ] a\n\n  b\nlazy\n", "b\nlazy"],
    ["lazy lines that only look like blocks", "1. [ ] a\n\n   b\n===\n  ```\n", "b\n    ==="],
    ["tabs", "- [ ] a\n\n\tb\n\n\t- c\n\n\t  d\n", "  b\n\n  - c\n\n    d"],
    ["tab after a bullet", "- [ ] a\n  -\tb\n\n    c\n", "- b\n\n  c"],
    ["tab that straddles the border of code", "- [ ] a\n\n  ```\n\tb\tc\n\t\td\n  ```\n", "```\n  b\tc\n  \td\n```"],
    ["tabs before indented code", "- [ ] a\n\n\t\tb\n", "      b"],
    ["tab after the indentation of code", "10. [ ] a\n\n        \tb\n", "    \tb"],
    ["a carriage return alone before the item", "\r 1. [ ] a\n\n\t\t- b\n", "    - b"],
    ["tab in indented code", "- [ ] a\n\n      -\tb\n", "    -\tb"],
    ["tab in code on a bullet's line", "- [ ] a\n  -     b\n", "-     b"],
    ["pre as code", "- [ ] a\n\n      <pre>\n", "    <pre>"],
    ["table and rule", "- [ ] a\n\n  b|c\n  -|-\n  ***\n", "b|c\n-|-\n***"],
    ["heading", "- [ ] a\n  ## b\n", "## b"],
    ["wide marker", "10. [ ] a\n\n    b\n", "b"],
    ["box alone", "- [ ]\n\n  b\n", "b"],
    ["quoted item", "> - [ ] a\n>\n>   b\n", ""],
  ])("%s", (_name, source, notes) => {
    expect(notesOf(source)).toBe(notes);
  });

  const itemWithNotes = arbitraryMarkdown().map((notes) => `- [ ] item\n\n${indented(notes)}`);
  it("generated: under a new item they are its notes again, and swallow neither a child nor the next item", () => {
    assertOften(
      { "an item": 0.4, notes: 0.2 },
      (asserted) =>
        fc.property(fc.oneof(arbitraryMarkdown(), itemWithNotes), (source) => {
          for (const { notes } of parseMarkdown(source).items) {
            asserted("an item");
            if (notes.trim() !== "") asserted("notes");
            const copy = parseMarkdown(`- [ ] copy\n\n${indented(notes)}\n\n  - [ ] child\n- [ ] next`);
            const [first, ...others] = copy.items.filter((item) => !item.quoted);
            expect(first).toMatchObject({ text: "copy", notes: first?.notes });
            expect(others.map(({ text, parent }) => [text, parent])).toEqual([
              ["child", 0],
              ["next", null],
            ]);
            expect(first?.notes.replaceAll(/\s+/g, " ").trim()).toBe(notes.replaceAll(/\s+/g, " ").trim());
          }
        }),
      { numRuns: 500 },
    );
  });

  /** HTML of the body of a list item. Blanks count in code only, and there tabs may have become spaces. */
  function htmlOf(text: string, keepCode: boolean): string {
    const html = new MarkdownIt({ html: true }).render(`- (x)\n\n${text}\n`).replaceAll(/\s*<\/code>/g, "</code>");
    return html.replaceAll(/<pre>.*?<\/pre>|\s+/gs, (part) =>
      keepCode && part.startsWith("<") ? part : part.replaceAll(/\s+/g, " "),
    );
  }

  it.each([
    ["tabs", "\t"],
    ["no tabs", "    "],
  ])("generated, %s: under a new item they look as they did, by another parser", (_name, tab) => {
    // The witness knows no fenced quotes and minds two blank lines after an empty item; without boxes all is notes; what
    // is unclosed is closed, which HTML shows.
    const body = arbitraryMarkdown().map((text) =>
      text
        .replaceAll(">>>", "")
        .replaceAll(/[[<]/g, "(")
        .replaceAll("\t", tab)
        .replaceAll(/\r\n?/g, "\n")
        .replaceAll(/^[ \t]+$/gm, "")
        .replaceAll(/\n{3,}/g, "\n\n"),
    );
    fc.assert(
      fc.property(body, (text) => {
        const item = indented(text);
        fc.pre(parseMarkdown(`- (x)\n\n${item}`).sections.length === 1);
        expect(htmlOf(indented(notesOf(`- [ ] x\n\n${item}\n`) ?? ""), tab !== "\t")).toBe(htmlOf(item, tab !== "\t"));
      }),
      { numRuns: 300 },
    );
  });
});
