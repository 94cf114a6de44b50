/** How far a line has been read. A tab reaches to the next multiple of four columns and may be read in part. */
export interface Cursor {
  /** Without its end. */
  readonly line: string;
  /** The empty string where the document ends without one. */
  readonly end: "\n" | "";
  at: number;
  column: number;
  /** Columns left of a tab that was read in part. */
  tabLeft: number;
}

/** The start of a line that is given with its end. */
export function startOf(source: string): Cursor {
  const end = source.endsWith("\n") ? "\n" : "";
  return { line: end === "" ? source : source.slice(0, -1), end, at: 0, column: 0, tabLeft: 0 };
}

/** Reads blanks, as many columns as there are up to a bound, and answers how many. */
export function readBlanks(cursor: Cursor, columns = Number.POSITIVE_INFINITY): number {
  const start = cursor.column;
  let left = columns;
  while (left > 0) {
    const width = cursor.tabLeft > 0 ? cursor.tabLeft : widthAt(cursor);
    if (width === 0) break;
    const step = Math.min(left, width);
    cursor.column += step;
    cursor.tabLeft = width - step;
    if (cursor.tabLeft === 0) cursor.at += 1;
    left -= step;
  }
  return cursor.column - start;
}

function widthAt({ line, at, column }: Cursor): number {
  if (line[at] === " ") return 1;
  return line[at] === "\t" ? 4 - (column % 4) : 0;
}

/** Reads characters that are no tabs. */
export function readMark(cursor: Cursor, length: number): void {
  cursor.at += length;
  cursor.column += length;
}

/** What a line holds behind its indentation. */
export interface Ahead {
  /** Columns. */
  readonly indent: number;
  readonly text: string;
}

/** Looks at the rest of the line without reading it. */
export function lookAhead(cursor: Cursor): Ahead {
  const { line, column, tabLeft } = cursor;
  let { at } = cursor;
  let end = column;
  if (tabLeft > 0) {
    end += tabLeft;
    at += 1;
  }
  for (; line[at] === " " || line[at] === "\t"; at += 1) end += line[at] === " " ? 1 : 4 - (end % 4);
  return { indent: end - column, text: line.slice(at) };
}
