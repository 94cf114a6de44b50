import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { arbitraryMarkdown, hostileDocuments } from "../../support/hostile-markdown.ts";

const markdownIt = new MarkdownIt({ html: true, maxNesting: 1_000 });

/** Task items as another parser sees them: a list item whose first block is a paragraph that begins with a box. */
function witness(source: string): readonly string[] {
  const tokens = markdownIt.parse(source, {});
  return tokens.flatMap((token, at) => {
    if (token.type !== "list_item_open" || tokens[at + 1]?.type !== "paragraph_open") return [];
    const content = tokens[at + 2]?.content ?? "";
    const [box, state] = /^\[([ \t\v\fxX~])\](?=[ \t\v\f\n]|$)/.exec(content) ?? [];
    return box === undefined ? [] : [`${state?.trim().toLowerCase()}|${plain(content.slice(3))}`];
  });
}

function ours(source: string): readonly string[] {
  const marks = { open: "", done: "x", inapplicable: "~" };
  return parseMarkdown(source).items.map(({ state, text }) => `${marks[state]}|${plain(text)}`);
}

function plain(text: string): string {
  return text.replaceAll("\0", "\uFFFD").replaceAll(/\s+/g, " ").trim();
}

/** What GitLab has and the witness has not: fenced quotes, front matter, a byte order mark. */
const onlyGitLab = />>>|^\s*(?:---|\+\+\+|;;;)|^\uFEFF/;

/** What is left out on purpose: link definitions stay text of their paragraph. */
const linkDefinition = /\]:/;

/**
 * Where the witness is off: a line of four blanks or more that goes on with a paragraph is text, whatever it begins with
 * (CommonMark, "Lists"); it starts a block there when the line stands left of the item's content.
 */
const indentedLazyLine = /^[ >\t]*(?: {4,}| {0,3}\t)[ \t]*(?:[-+*`~#<>=_|]|\d+[.)])/m;

/** Where the witness is off: it reads a table before a list item, though the item's line is the table's header. */
const tableBeforeList = /^[ \t>]*(?:[-+*]|\d+[.)])[ \t].*\|.*(?:\r\n|\n|\r)[ \t>]*[-:|][-:| \t]*$/m;

/** Where the library under ours is off: a line `>` does not end an HTML block in a quote. Quoted items are not used. */
const htmlInQuote = /^[ \t]*>.*<\/?[a-z]/im;

const differences = [onlyGitLab, linkDefinition, indentedLazyLine, tableBeforeList, htmlInQuote];

function isCommonGround(source: string): boolean {
  return !differences.some((difference) => difference.test(source));
}

test("agrees with markdown-it on number, states and texts of task items in generated documents", () => {
  fc.assert(
    fc.property(arbitraryMarkdown().filter(isCommonGround), (source) => {
      expect(ours(source)).toEqual(witness(source));
    }),
    { numRuns: 1_500 },
  );
});

const common = hostileDocuments.filter(({ source }) => source.length < 20_000 && isCommonGround(source));

test.each(common.map(({ name, source }) => [name, source] as const))("agrees on hostile: %s", (_name, source) => {
  expect(ours(source)).toEqual(witness(source));
});

test("agrees on lists nested 400 deep", () => {
  const source = Array.from({ length: 400 }, (_, level) => `${"  ".repeat(level)}- [ ] level ${level}\n`).join("");
  expect(ours(source)).toEqual(witness(source));
  expect(ours(source)).toHaveLength(400);
});
