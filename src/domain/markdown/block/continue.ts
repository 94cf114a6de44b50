import { advanceColumns, arrowsAt, charAt, findNonspace, isBlankAt, type Line, skipBlank } from "./line.ts";
import type { BlockNode } from "./node.ts";
import { type BlockReading, close, toNonspace } from "./reading.ts";
import { fenceEndLength } from "./scan.ts";
import { isTableRow } from "./table.ts";

/** Columns of indentation that make code, and the text of a footnote. */
const codeIndent = 4;

/** Where a line stands: the innermost block that goes on with it, and whether all that were open do. */
export interface Matched {
  readonly container: BlockNode;
  readonly all: boolean;
}

/** Finds the open blocks that go on with the line. Null when the line closed a fence and has been read whole. */
export function matchOpenBlocks(reading: BlockReading): Matched | null {
  let container = reading.root;
  for (;;) {
    const last = container.children.at(-1);
    if (last === undefined || !last.open) return { container, all: true };
    findNonspace(reading.line);
    const goesOn = continues(reading, last);
    if (goesOn === "closed") return null;
    if (!goesOn) return { container, all: false };
    container = last;
  }
}

function continues(reading: BlockReading, node: BlockNode): boolean | "closed" {
  const { line } = reading;
  switch (node.kind) {
    case "quote":
      return continueQuote(line, node);
    case "item":
    case "term-entry":
      return continueItem(line, node);
    case "code":
      return continueCode(line);
    case "fence":
      return continueFence(reading, node);
    case "fenced-quote":
      return continueFencedQuote(reading, node);
    case "html":
      return node.level < 6 || !line.blank;
    case "paragraph":
      return !line.blank;
    case "table":
      return isTableRow(line.text.slice(line.firstNonspace, line.end));
    case "footnote":
      return continueFootnote(line);
    case "heading":
    case "row":
      return false;
    default:
      return true;
  }
}

function continueQuote(line: Line, node: BlockNode): boolean {
  if (line.indent >= codeIndent || charAt(line, line.firstNonspace) !== ">") return false;
  advanceColumns(line, line.indent + 1);
  skipBlank(line);
  node.end = line.end;
  return true;
}

function continueItem(line: Line, node: BlockNode): boolean {
  if (line.indent >= node.padding) {
    advanceColumns(line, node.padding);
    return true;
  }
  if (!line.blank || node.children.length === 0) return false;
  toNonspace(line);
  return true;
}

function continueCode(line: Line): boolean {
  if (line.indent >= codeIndent) {
    advanceColumns(line, codeIndent);
    return true;
  }
  if (!line.blank) return false;
  toNonspace(line);
  return true;
}

function continueFence(reading: BlockReading, node: BlockNode): boolean | "closed" {
  const { line } = reading;
  const mayClose = line.indent < codeIndent && charAt(line, line.firstNonspace) === node.mark;
  if (mayClose && fenceEndLength(line) >= node.fenceLength) return end(reading, node);
  skipFenceOffset(line, node);
  return true;
}

function continueFencedQuote(reading: BlockReading, node: BlockNode): boolean | "closed" {
  const { line } = reading;
  if (line.indent < codeIndent && charAt(line, line.firstNonspace) === ">") {
    const arrows = arrowsAt(line);
    if (arrows.alone && arrows.length >= node.fenceLength) {
      const last = node.children.at(-1);
      if (last?.open === true) close(reading, last);
      return end(reading, node);
    }
  }
  skipFenceOffset(line, node);
  return true;
}

function end(reading: BlockReading, node: BlockNode): "closed" {
  node.closed = true;
  node.end = reading.line.end;
  reading.current = close(reading, node);
  return "closed";
}

function skipFenceOffset(line: Line, node: BlockNode): void {
  for (let left = node.fenceOffset; left > 0 && isBlankAt(line, line.offset); left--) advanceColumns(line, 1);
}

/** A blank line goes on with a footnote only where nothing at all stands on it. */
function continueFootnote(line: Line): boolean {
  if (line.indent < codeIndent) return line.start === line.end;
  advanceColumns(line, codeIndent);
  return true;
}
