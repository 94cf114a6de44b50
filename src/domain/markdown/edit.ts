import { boxText, stateOfBox } from "./box.ts";
import { columnAfter, lastVisible, lineEndAt, lineStartAt, nextLineStart, splitLines } from "./source.ts";
import type { BoxState, MarkdownDocument, Section, Splice, TaskItem } from "./types.ts";

/**
 * The splice that shows `state` in the item's box, or null when it does already.
 * @throws RangeError when the document has no box where the item says: the item is of another document.
 */
export function setBox(document: MarkdownDocument, item: TaskItem, state: BoxState): Splice | null {
  const box = document.source.slice(item.box.start, item.box.end);
  if (stateOfBox(box) !== item.state) {
    throw new RangeError(
      `expected the box of an item, ${item.state}, at ${item.box.start}, found ${JSON.stringify(box)}`,
    );
  }
  return item.state === state ? null : { ...item.box, text: boxText(state) };
}

/**
 * The splice that adds `block` (Markdown at column 0) after the last content of a section, with the document's own line
 * ends and a blank line on both sides; list items join a list that the section ends with. Null where that is not safe:
 * the section ends in a block that never closes and would swallow it, or the next heading is indented so far that a
 * list item before it would swallow that.
 */
export function appendToSection(document: MarkdownDocument, section: Section, block: string): Splice | null {
  const { source } = document;
  if (section.openEnded || indentationAt(source, section.range.end) >= minContentColumn) return null;
  const { start, end } = section.range;
  const visible = lastVisible(source, start, end);
  const newline = newlineAt(source, visible);
  const text = withNewlines(block, newline);
  if (visible === start) {
    return insertion(end, startOfLine(source, end, newline) + text + beforeRest(source, end, newline));
  }
  const at = lineEndAt(source, visible);
  const joins = section.endsInList && /^(?:[-+*]|\d{1,9}[.)])[ \t]/.test(block);
  return insertion(at, newline + (joins ? "" : newline) + text + blankBefore(source, at, newline));
}

/**
 * The splice that adds `block` (a list item at column 0) as the next sibling of an item, indented like it. Null for a
 * quoted item, whose text is not ours to extend, and where what follows is indented so far that it would fall into the
 * new item.
 */
export function insertAfterItem(document: MarkdownDocument, item: TaskItem, block: string): Splice | null {
  if (item.quoted) return null;
  const { source } = document;
  const newline = newlineAt(source, item.range.end);
  const lead = source.slice(lineStartAt(source, item.range.start), item.range.start).replaceAll(/[\r\uFEFF]/g, "");
  const following = nextContentLine(source, item.range.end);
  if (indentationAt(source, following) >= columnAfter(lead) + minContentColumn) return null;
  const indentation = /^[ \t]*$/.test(lead) ? lead : " ".repeat(columnAfter(lead));
  const lines = splitLines(block.trimEnd()).map((line) => (line === "" ? "" : indentation + line));
  // A text right below would go on with the new item's.
  const next = document.items.find(({ range }) => range.start >= item.range.end);
  const isNextItem = next !== undefined && lineStartAt(source, next.range.start) === following;
  const after = isNextItem ? "" : blankBefore(source, item.range.end, newline);
  return insertion(item.range.end, newline + lines.join(newline) + after);
}

/** Content of a list item starts in this column or a later one, from its marker. */
const minContentColumn = 2;

/** Start of the next line that is not blank, or the end of the source. */
function nextContentLine(source: string, lineEnd: number): number {
  const visible = /[^ \t\r\n]/g;
  visible.lastIndex = lineEnd;
  const found = visible.exec(source);
  return found === null ? source.length : lineStartAt(source, found.index);
}

function indentationAt(source: string, lineStart: number): number {
  const blanks = /[ \t\r]*/y;
  blanks.lastIndex = lineStart;
  return columnAfter((blanks.exec(source)?.[0] ?? "").replaceAll("\r", ""));
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text };
}

/** The line end behind an offset, or the first of the document. */
function newlineAt(source: string, at: number): string {
  const newlines = /\r?\n/g;
  newlines.lastIndex = at;
  return (newlines.exec(source) ?? /\r?\n/.exec(source))?.[0] ?? "\n";
}

function withNewlines(block: string, newline: string): string {
  return splitLines(block.trimEnd()).join(newline);
}

function startOfLine(source: string, at: number, newline: string): string {
  return at === 0 || /[\n\uFEFF]/.test(source[at - 1] as string) ? "" : newline;
}

function beforeRest(source: string, at: number, newline: string): string {
  return at < source.length ? newline + newline : "";
}

/** One more line end when the line after `at` is not blank: a setext heading would run into the list otherwise. */
function blankBefore(source: string, at: number, newline: string): string {
  const next = nextLineStart(source, at);
  return lastVisible(source, next, lineEndAt(source, next)) === next ? "" : newline;
}
