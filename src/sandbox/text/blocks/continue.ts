import type { TextBlock } from "./block.ts";
import { type Cursor, lookAhead, readBlanks, readMark } from "./cursor.ts";
import { fenceEnd } from "./starts.ts";
import { isRowText } from "./table.ts";

/** Columns of indentation that make code, and the text of a footnote. */
export const CODE_INDENT = 4;

/** Whether an open block goes on with the line; `closes` where the line is its end and nothing else. */
export function continueBlock(block: TextBlock, cursor: Cursor): boolean | "closes" {
  const { indent, text } = lookAhead(cursor);
  const isBlank = text === "";
  switch (block.kind) {
    case "quote":
      return readQuoteMark(cursor);
    case "item":
    case "term":
      if (indent < block.indent) return isBlank && block.children.length > 0;
      readBlanks(cursor, block.indent);
      return true;
    case "code":
      readBlanks(cursor, CODE_INDENT);
      return isBlank || indent >= CODE_INDENT;
    case "footnote":
      // A blank line goes on with a footnote only where nothing at all stands on it.
      if (indent < CODE_INDENT) return cursor.line === "";
      readBlanks(cursor, CODE_INDENT);
      return true;
    case "fence":
      return indent < CODE_INDENT && fenceEnd(text, block.mark) >= block.size ? "closes" : readIndent(block, cursor);
    case "fenced-quote":
      return indent < CODE_INDENT && /^>{3,}[ \t]*$/.test(text) && text.trimEnd().length >= block.size
        ? "closes"
        : readIndent(block, cursor);
    case "html":
      return block.size < 6 || !isBlank;
    case "paragraph":
      return !isBlank;
    case "table":
      return isRowText(text);
    case "heading":
    case "rule":
      return false;
    default:
      return true;
  }
}

function readQuoteMark(cursor: Cursor): boolean {
  const { indent, text } = lookAhead(cursor);
  if (indent >= CODE_INDENT || !text.startsWith(">")) return false;
  readBlanks(cursor);
  readMark(cursor, 1);
  readBlanks(cursor, 1);
  return true;
}

function readIndent(block: TextBlock, cursor: Cursor): true {
  readBlanks(cursor, block.indent);
  return true;
}
