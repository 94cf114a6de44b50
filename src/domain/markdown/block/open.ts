import { advance, advanceColumns, arrowsAt, findNonspace, skipBlank } from "./line.ts";
import { acceptsLines, type BlockNode, detach } from "./node.ts";
import { openDetails, openFootnote, openItem } from "./open-lists.ts";
import { type BlockReading, openNode, takeDefinitions } from "./reading.ts";
import { fenceStart, headingStart, htmlStart, isRule, underlineLevel } from "./scan.ts";
import { isDelimiterRow, isTableRow, readCells } from "./table.ts";

/**
 * Containers within containers beyond this are read as text, a list and its item being two: a line may cost a step for
 * each that is open. No description that GitLab takes can hold 1,500 lists one in another by indentation.
 */
const maxDepth = 3_000;

/** Blocks opened on one line beyond this open no lists, as comrak has it. */
const maxOpenedOnLine = 100;

const codeIndent = 4;

interface OpenPlace {
  readonly container: BlockNode;
  readonly allMatched: boolean;
  /** The line before ended in a paragraph, which this one may go on with. */
  readonly maybeLazy: boolean;
  readonly opened: number;
}

/** Opens what the rest of the line begins, and returns the innermost block that its text belongs to. */
export function openBlocks(reading: BlockReading, matched: BlockNode, allMatched: boolean): BlockNode {
  let container = matched;
  let maybeLazy = reading.current.kind === "paragraph";
  for (let opened = 1; !["code", "fence", "html"].includes(container.kind); opened++) {
    findNonspace(reading.line);
    const next = openOne(reading, { container, allMatched, maybeLazy, opened });
    if (next === null) break;
    container = next;
    if (acceptsLines(container.kind)) break;
    maybeLazy = false;
  }
  return container;
}

function openOne(reading: BlockReading, place: OpenPlace): BlockNode | null {
  const { line } = reading;
  const { container, opened, maybeLazy } = place;
  const indented = line.indent >= codeIndent;
  const deep = container.depth >= maxDepth;
  if (!indented && !line.blank) {
    const found =
      (deep ? null : openQuote(reading, container)) ??
      openHeading(reading, container) ??
      openFence(reading, container) ??
      openHtml(reading, container) ??
      underline(reading, container) ??
      openRule(reading, place) ??
      (deep || opened >= maxOpenedOnLine ? null : openFootnote(reading, container)) ??
      (deep ? null : openDetails(reading, container));
    if (found !== null) return found;
  }
  if (!indented && !deep && opened < maxOpenedOnLine) {
    const item = openItem(reading, container);
    if (item !== null) return item;
  }
  if (indented) return maybeLazy || line.blank ? null : openCode(reading, container);
  return openTable(reading, container);
}

function openQuote(reading: BlockReading, container: BlockNode): BlockNode | null {
  const { line } = reading;
  if (line.text[line.firstNonspace] !== ">") return null;
  const start = line.firstNonspace;
  const arrows = arrowsAt(line);
  const isFence = arrows.length >= 3 && (arrows.alone || arrows.alert);
  if (isFence || (arrows.alert && arrows.length === 1)) {
    const node = openNode(reading, container, isFence ? "fenced-quote" : "quote", start);
    node.fenceLength = arrows.length;
    node.fenceOffset = start - line.offset;
    advance(line, line.end - line.offset);
    return node;
  }
  advance(line, start + 1 - line.offset);
  skipBlank(line);
  return openNode(reading, container, "quote", start);
}

function openHeading(reading: BlockReading, container: BlockNode): BlockNode | null {
  const { line } = reading;
  const heading = headingStart(line);
  if (heading === null) return null;
  const start = line.firstNonspace;
  advance(line, start + heading.length - line.offset);
  const node = openNode(reading, container, "heading", start);
  node.level = heading.level;
  return node;
}

function openFence(reading: BlockReading, container: BlockNode): BlockNode | null {
  const { line } = reading;
  const run = fenceStart(line);
  if (run === "") return null;
  const node = openNode(reading, container, "fence", line.firstNonspace);
  node.mark = run[0] as string;
  node.fenceLength = run.length;
  node.fenceOffset = line.firstNonspace - line.offset;
  advance(line, line.firstNonspace + run.length - line.offset);
  return node;
}

function openHtml(reading: BlockReading, container: BlockNode): BlockNode | null {
  const { line } = reading;
  const kind = htmlStart(line, container.kind === "paragraph");
  if (kind === 0) return null;
  const node = openNode(reading, container, "html", line.firstNonspace);
  node.level = kind;
  return node;
}

/** Makes a heading of a paragraph. Where nothing but link definitions stood in it, the line is its text. */
function underline(reading: BlockReading, container: BlockNode): BlockNode | null {
  const { line } = reading;
  const level = container.kind === "paragraph" ? underlineLevel(line) : 0;
  if (level === 0) return null;
  if (takeDefinitions(reading, container)) {
    container.kind = "heading";
    container.level = level;
    container.end = line.end;
    advance(line, line.end - line.offset);
  }
  return container;
}

function openRule(reading: BlockReading, { container, allMatched }: OpenPlace): BlockNode | null {
  const { line } = reading;
  if ((container.kind === "paragraph" && !allMatched) || !isRule(line)) return null;
  const node = openNode(reading, container, "rule", line.firstNonspace);
  advance(line, line.end - line.offset);
  return node;
}

function openCode(reading: BlockReading, container: BlockNode): BlockNode {
  const { line } = reading;
  advanceColumns(line, codeIndent);
  // A tab that is indentation in part is none of the code.
  return openNode(reading, container, "code", line.offset + (line.partialTab ? 1 : 0));
}

function openTable(reading: BlockReading, container: BlockNode): BlockNode | null {
  if (container.kind === "table") return openRow(reading, container);
  return container.kind === "paragraph" ? openHead(reading, container) : null;
}

/** Makes a table of a paragraph whose last line is its head; the lines before stay a paragraph. */
function openHead(reading: BlockReading, paragraph: BlockNode): BlockNode | null {
  const { line, text } = reading;
  const delimiters = line.text.slice(line.firstNonspace, line.end);
  const head = paragraph.lines.at(-1);
  if (paragraph.noTable || head === undefined || !isDelimiterRow(delimiters)) return null;
  const columns = readCells(delimiters)?.length ?? 0;
  if (columns === 0 || columns !== readCells(text.slice(head.from, head.to))?.length) {
    paragraph.noTable = true;
    return null;
  }
  const parent = paragraph.parent as BlockNode;
  const table = openNode(reading, parent, "table", paragraph.start);
  if (paragraph.lines.length > 1) {
    paragraph.lines = paragraph.lines.slice(0, -1);
    paragraph.end = paragraph.lines.at(-1)?.to ?? paragraph.end;
    table.start = head.from;
    paragraph.open = false;
  } else detach(paragraph);
  table.level = columns;
  const row = openNode(reading, table, "row", table.start);
  row.end = head.to;
  row.lines = [head];
  advance(line, line.end - line.offset);
  return table;
}

function openRow(reading: BlockReading, table: BlockNode): BlockNode | null {
  const { line } = reading;
  if (line.blank || !isTableRow(line.text.slice(line.firstNonspace, line.end))) return null;
  const row = openNode(reading, table, "row", line.firstNonspace);
  row.lines = [{ from: line.firstNonspace, to: line.end }];
  table.end = line.end;
  advance(line, line.end - line.offset);
  return row;
}
