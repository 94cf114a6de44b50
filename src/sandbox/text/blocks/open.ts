import { holds, makeBlock, type TextBlock } from "./block.ts";
import { CODE_INDENT } from "./continue.ts";
import { type Cursor, lookAhead, readBlanks, readMark } from "./cursor.ts";
import { definitionLines } from "./definitions.ts";
import {
  fenceOpening,
  footnoteIn,
  htmlIn,
  isDetails,
  isHeading,
  isRuleText,
  isUnderline,
  listMarkerIn,
} from "./starts.ts";
import { isDelimiterText, isTableHead } from "./table.ts";

/** The line that is read, and what is known of it. */
export interface LinePlace {
  readonly cursor: Cursor;
  /** From 0. */
  readonly number: number;
  /** Every open block goes on with the line. */
  readonly allMatched: boolean;
  /** The line before ended in a paragraph, and no block has been opened since. */
  readonly maybeLazy: boolean;
  /** How many blocks were opened on the line. */
  readonly opened: number;
}

const MAX_DEPTH = 1_000;
/** Beyond this a line opens no lists (comrak). */
const MAX_OPENED = 100;

/** Opens the block that the rest of the line begins in `container` and answers it; null where that is text. */
export function openBlock(container: TextBlock, place: LinePlace): TextBlock | null {
  const { indent, text } = lookAhead(place.cursor);
  if (indent >= CODE_INDENT) return place.maybeLazy || text === "" ? null : openCode(container, place);
  if (text === "") return null;
  const inParagraph = container.kind === "paragraph";
  const isDeep = container.depth >= MAX_DEPTH;
  if (text.startsWith(">") && !isDeep) return openQuote(container, text, place);
  if (isHeading(text)) return openWhole("heading", container, place);
  const fence = fenceOpening(text);
  if (fence !== "") return openFence(container, fence, place);
  const whole = text + place.cursor.end;
  const html = htmlIn(whole, inParagraph);
  if (html > 0) return Object.assign(add("html", container, place.number), { size: html });
  if (inParagraph && isUnderline(text)) return underline(container, place);
  if (isRuleText(text) && !(inParagraph && !place.allMatched)) return openWhole("rule", container, place);
  if (isDeep) return openTable(container, place);
  const mayNest = place.opened < MAX_OPENED;
  return (
    (mayNest ? openFootnote(container, text, place) : null) ??
    openDetails(container, text, place) ??
    (mayNest ? openItem(container, whole, place) : null) ??
    openTable(container, place)
  );
}

/** Adds a block to the innermost one that may hold it, closing those between. */
export function add(kind: TextBlock["kind"], parent: TextBlock, line: number): TextBlock {
  let holder = parent;
  while (!holds(holder.kind, kind)) holder = closeTextBlock(holder);
  const block = makeBlock(kind, holder, line);
  holder.children.push(block);
  return block;
}

/** Closes a block and returns the one around it. A paragraph of nothing but link definitions was none. */
export function closeTextBlock(block: TextBlock): TextBlock {
  block.open = false;
  const parent = block.parent as TextBlock;
  if (block.kind === "paragraph" && !takeDefinitions(block)) remove(block);
  return parent;
}

/** Takes link definitions off the start of a paragraph; false where nothing else stands in it. */
function takeDefinitions(paragraph: TextBlock): boolean {
  if (!paragraph.lines[0]?.startsWith("[")) return true;
  paragraph.lines.splice(0, definitionLines(paragraph.lines.join("")));
  return paragraph.lines.length > 0;
}

function remove(block: TextBlock): void {
  const { parent } = block;
  if (parent !== null) parent.children.splice(parent.children.lastIndexOf(block), 1);
}

function readRest(cursor: Cursor): void {
  readMark(cursor, cursor.line.length - cursor.at);
}

function openWhole(kind: "heading" | "rule", container: TextBlock, { cursor, number }: LinePlace): TextBlock {
  readRest(cursor);
  return add(kind, container, number);
}

function openCode(container: TextBlock, { cursor, number }: LinePlace): TextBlock {
  readBlanks(cursor, CODE_INDENT);
  return add("code", container, number);
}

/** `>>>` on its own, or an alert's title: what follows is no paragraph that a line could go on with. */
function openQuote(container: TextBlock, text: string, { cursor, number }: LinePlace): TextBlock {
  const run = /^>*/.exec(text)?.[0].length ?? 0;
  const isAlert = / \[!(?:note|tip|important|warning|caution)\]/iy;
  isAlert.lastIndex = run;
  const titled = isAlert.test(text);
  const indent = readBlanks(cursor);
  if (run >= 3 && (titled || text.slice(run).trim() === "")) {
    readRest(cursor);
    return Object.assign(add("fenced-quote", container, number), { indent, size: run });
  }
  if (titled && run === 1) readRest(cursor);
  else {
    readMark(cursor, 1);
    readBlanks(cursor, 1);
  }
  return add("quote", container, number);
}

function openFence(container: TextBlock, run: string, { cursor, number }: LinePlace): TextBlock {
  const indent = readBlanks(cursor);
  readRest(cursor);
  return Object.assign(add("fence", container, number), { indent, size: run.length, mark: run[0] });
}

/** Makes a heading of a paragraph; where only link definitions stood in it, the line is its text. */
function underline(paragraph: TextBlock, { cursor, number }: LinePlace): TextBlock {
  if (!takeDefinitions(paragraph)) return paragraph;
  paragraph.kind = "heading";
  paragraph.last = number;
  readRest(cursor);
  return paragraph;
}

function openFootnote(container: TextBlock, text: string, { cursor, number }: LinePlace): TextBlock | null {
  const length = footnoteIn(text);
  if (length === 0) return null;
  readBlanks(cursor);
  readMark(cursor, length);
  return add("footnote", container, number);
}

/** The details of a term: below the paragraph that is the term, or below other details of it. */
function openDetails(container: TextBlock, text: string, { cursor, number }: LinePlace): TextBlock | null {
  if (!isDetails(text)) return null;
  const holder = container.kind === "paragraph" ? (container.parent as TextBlock) : container;
  const last = holder.children.at(-1);
  if (last?.kind !== "paragraph" && last?.kind !== "term") return null;
  const indent = lookAhead(cursor).indent;
  const list = last.kind === "term" ? (last.parent as TextBlock) : listOfTerms(holder, last);
  readBlanks(cursor);
  readMark(cursor, 1);
  const width = readBlanks(cursor);
  return Object.assign(add("term", list, number), { indent: indent + 1 + width });
}

/** The terms that a paragraph joins; it is one of them from now on. */
function listOfTerms(holder: TextBlock, term: TextBlock): TextBlock {
  remove(term);
  const before = holder.children.at(-1);
  const list = before?.kind === "terms" ? before : add("terms", holder, term.first);
  for (let block: TextBlock | null = list; block !== null; block = block.parent) block.open = true;
  return list;
}

function openItem(container: TextBlock, text: string, { cursor, number }: LinePlace): TextBlock | null {
  const marker = listMarkerIn(text, container.kind === "paragraph");
  if (marker === "") return null;
  const indent = readBlanks(cursor);
  readMark(cursor, marker.length);
  const blanks = lookAhead(cursor).indent;
  const isEmpty = lookAhead(cursor).text === "";
  const width = blanks < 1 || blanks > 4 || isEmpty ? 1 : blanks;
  readBlanks(cursor, width);
  const mark = marker.at(-1) ?? "";
  const goesOn = container.kind === "list" && container.mark === mark;
  const list = goesOn ? container : Object.assign(add("list", container, number), { mark });
  return Object.assign(add("item", list, number), { indent: indent + marker.length + width });
}

/** Makes a table of a paragraph whose last line is its head, the lines before stay a paragraph; or goes on with a table. */
function openTable(container: TextBlock, { cursor, number }: LinePlace): TextBlock | null {
  const { text } = lookAhead(cursor);
  if (container.kind === "table") return container;
  const head = container.kind === "paragraph" ? container.lines.at(-1) : undefined;
  if (head === undefined || container.isNoTable || !isDelimiterText(text)) return null;
  if (!isTableHead(head.replace(/\n$/, ""), text)) {
    container.isNoTable = true;
    return null;
  }
  readRest(cursor);
  container.lines.pop();
  container.last -= 1;
  container.open = false;
  if (container.lines.length === 0) remove(container);
  return add("table", container.parent as TextBlock, number - 1);
}
