import { longestRun } from "../markdown/backticks.ts";
import type { Block } from "../markdown/blocks.ts";
import { findComments, findInlineComments } from "../markdown/comments.ts";
import { columnAfter, lineStartAt, splitLines } from "../markdown/source.ts";
import type { Range } from "../markdown/types.ts";

function cutOut(source: string, { start, end }: Range, ranges: readonly Range[]): string {
  let text = "";
  let from = start;
  for (const range of ranges) {
    text += source.slice(from, range.start);
    from = range.end;
  }
  return text + source.slice(from, end);
}

/** A paragraph as written, without hidden comments. */
export function paragraphText(source: string, block: Range): string {
  return cutOut(source, block, findInlineComments(source, block.start, block.end));
}

/** The title of what is folded says what stands there. */
const FOLD_TITLE = /<summary>[^<]*<\/summary>/gi;

/** Raw HTML as the words in it: tags would only be shown. Without the titles of what is folded where these do not count. */
export function wordsOfHtml(source: string, block: Block, titles: "with-titles" | "no-titles" = "with-titles"): string {
  const text = cutOut(source, block, findComments(source, block.start, block.end));
  return (titles === "with-titles" ? text : text.replace(FOLD_TITLE, " ")).replace(/<[^<>]*>/g, " ");
}

/** A block as it stands, moved to column 0, without the hidden comments of tables and list items. */
export function literal(source: string, block: Block): string {
  const column = columnAfter(source.slice(lineStartAt(source, block.start), block.start));
  const indentation = new RegExp(`^[ \\t]{0,${column}}`);
  const isText = block.kind === "table" || block.kind === "item";
  const text = isText ? paragraphText(source, block) : source.slice(block.start, block.end);
  const [first = "", ...others] = splitLines(text);
  return [first, ...others.map((line) => line.replace(indentation, ""))].join("\n");
}

/** Indented code between fences: what stands above it no longer decides whether it is code. */
export function fenced(code: string): string {
  const marks = "`".repeat(longestRun(code, 2) + 1);
  return `${marks}\n${code}\n${marks}`;
}
