const delimiters = /^\|?[ \t\v\f]*:?-+:?(?:[ \t\v\f]*\|[ \t\v\f]*:?-+:?)*[ \t\v\f]*(?:\|[ \t\v\f]*)?$/;
/** A cell, or an empty one that a bar closes. */
const cell = /(?:[^|\\]|\\\|?)+\|?[ \t\v\f]*|\|[ \t\v\f]*/y;
const MAX_CELLS = 65_535;

/** Whether a line is what stands below the head of a table. */
export function isDelimiterText(text: string): boolean {
  return delimiters.test(text);
}

/** Whether a line has as many cells as the delimiters below it. */
export function isTableHead(head: string, below: string): boolean {
  const columns = countCells(below);
  return columns > 0 && columns === countCells(head);
}

export function isRowText(text: string): boolean {
  return countCells(text) > 0;
}

function countCells(row: string): number {
  let cells = 0;
  cell.lastIndex = /^(?:\|[ \t\v\f]*)?/.exec(row)?.[0].length ?? 0;
  while (cell.lastIndex < row.length && cell.test(row)) cells += 1;
  cell.lastIndex = 0;
  return cells > MAX_CELLS ? 0 : cells;
}
