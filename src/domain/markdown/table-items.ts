import type { Block, Row } from "./blocks.ts";
import type { Box } from "./box.ts";
import type { Cell } from "./boxes.ts";
import type { Range } from "./types.ts";

/** A box that is all that a table cell holds, with what its row says. */
export interface RowBox {
  readonly box: Box;
  readonly row: Range;
  /** The last cell of the row that says something; an empty range where none does. */
  readonly textRange: Range;
  readonly text: string;
}

function textOf(source: string, { start, end }: Range): string {
  return source.slice(start, end).replaceAll("\r", "").replaceAll("\\|", "|");
}

/** What stands above a cell in the head of its table; nothing for a cell of the head itself. */
function headOf(source: string, rows: readonly Row[], row: Row, column: number): string {
  const head = rows[0]?.cells[column];
  return head === undefined || rows[0] === row || head.box !== null ? "" : textOf(source, head);
}

/**
 * The boxes of a table in the order of the source. The text of one is that of the other cells in its row; where several
 * boxes share a row, the head of its column tells them apart.
 */
export function boxesOfTable(source: string, { rows }: Block): readonly RowBox[] {
  return rows.flatMap((row) => boxesOfRow(source, rows, row));
}

function boxesOfRow(source: string, rows: readonly Row[], row: Row): readonly RowBox[] {
  const boxes = row.cells.flatMap(({ box }, column) => (box === null ? [] : [{ box, column }]));
  const words = row.cells.filter((cell: Cell) => cell.box === null && cell.end > cell.start);
  const last = words.at(-1);
  const shared = words.map((cell) => textOf(source, cell)).join(" – ");
  return boxes.map(({ box, column }) => {
    const head = boxes.length === 1 ? "" : headOf(source, rows, row, column);
    const { end } = box.range;
    const textRange = last === undefined ? { start: end, end } : { start: last.start, end: last.end };
    return { box, row: { start: row.start, end: row.end }, textRange, text: [head, shared].filter(Boolean).join(": ") };
  });
}
