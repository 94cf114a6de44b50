import type { BlockContext, LeafBlock, LeafBlockParser, Line, MarkdownConfig } from "@lezer/markdown";
import { isLazy } from "./lazy.ts";

function isDelimiterRow(row: string): boolean {
  return row.includes("|") && /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/.test(row);
}

function countCells(row: string): number {
  const bars = row.match(/\\.|\|/g)?.filter((token) => token === "|").length ?? 0;
  return bars + 1 - (row.startsWith("|") ? 1 : 0) - (/[^\\]\|$/.test(row) ? 1 : 0);
}

/** Watches a paragraph for a delimiter row under a header row; the lines before the header stay a paragraph. */
function watchForTable(leaf: LeafBlock): LeafBlockParser {
  let previous = { text: leaf.content.trim(), from: leaf.start, end: leaf.start + leaf.content.length };
  let beforeHeader = leaf.start;
  let header: number | null = null;
  const addTable = (context: BlockContext): boolean => {
    if (header === null) return false;
    if (header > leaf.start) context.addElement(context.elt("Paragraph", leaf.start, beforeHeader));
    context.addElement(context.elt("Table", header, leaf.start + leaf.content.length));
    return true;
  };
  return {
    nextLine(context: BlockContext, line: Line): boolean {
      const text = line.text.slice(line.pos).trim();
      if (header !== null) {
        // A setext underline would make a heading of the whole leaf: no row of a table can be one.
        return (isLazy(context, line) || /^(?:=+|-+)$/.test(text)) && addTable(context);
      }
      const mayStart = !isLazy(context, line) && line.indent < line.baseIndent + 4;
      if (mayStart && isDelimiterRow(text) && countCells(text) === countCells(previous.text)) {
        header = previous.from;
        return false;
      }
      beforeHeader = previous.end;
      previous = { text, from: context.lineStart + line.pos, end: context.lineStart + line.text.length };
      return false;
    },
    finish: addTable,
  };
}

/** GFM tables, read as one block without their cells. The library's own reader is quadratic on long blank lines. */
export const table: MarkdownConfig = {
  defineNodes: [{ name: "Table", block: true }],
  parseBlock: [{ name: "Table", leaf: (_context, leaf) => watchForTable(leaf), before: "SetextHeading" }],
};
