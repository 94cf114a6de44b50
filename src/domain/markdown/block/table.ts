import type { LineText } from "./node.ts";

/** More cells than this make no row. */
const maxCells = 65_535;

const delimiterRow = /^\|?[ \t\v\f]*:?-+:?(?:[ \t\v\f]*\|[ \t\v\f]*:?-+:?)*[ \t\v\f]*(?:\|[ \t\v\f]*)?$/;

/** Whether a line is what stands between the head of a table and its rows. */
export function isDelimiterRow(row: string): boolean {
  return delimiterRow.test(row);
}

/** The cells of a row without the blanks around them, as offsets into it; null when there are none. */
export function readCells(row: string): readonly LineText[] | null {
  const cells: LineText[] = [];
  let at = afterBar(row, 0);
  const cell = /(?:[^|\\]|\\\|?)+/y;
  while (at < row.length) {
    cell.lastIndex = at;
    const length = cell.exec(row)?.[0].length ?? 0;
    const next = afterBar(row, at + length);
    if (length > 0 || next > at + length) cells.push(trimmed(row, at, at + length));
    if (next === at + length) break;
    at = next;
  }
  return cells.length === 0 || cells.length > maxCells ? null : cells;
}

/** Whether a line is a row of the table above it. */
export function isTableRow(row: string): boolean {
  return readCells(row) !== null;
}

function afterBar(row: string, at: number): number {
  const bar = /\|[ \t\v\f]*/y;
  bar.lastIndex = at;
  return at + (bar.exec(row)?.[0].length ?? 0);
}

function trimmed(row: string, from: number, to: number): LineText {
  let start = from;
  let end = to;
  while (end > start && " \t".includes(row[end - 1] as string)) end--;
  while (start < end && " \t".includes(row[start] as string)) start++;
  return { from: start, to: end };
}
