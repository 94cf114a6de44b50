/** The line being read and how far. Offsets count from the start of the document, columns from that of the line. */
export interface Line {
  readonly text: string;
  start: number;
  /** Without the line end. */
  end: number;
  offset: number;
  column: number;
  firstNonspace: number;
  firstNonspaceColumn: number;
  indent: number;
  blank: boolean;
  partialTab: boolean;
  /** Up to here the line was looked at for a rule and is none. */
  noRuleBefore: number;
  /** The run of `>` that was looked at last. */
  arrows: Arrows | null;
}

export interface Arrows {
  readonly end: number;
  /** Nothing but blanks behind it. */
  readonly alone: boolean;
  /** Behind it stands the name of an alert. */
  readonly alert: boolean;
}

const tab = 9;
const blank = 32;

export function makeLine(text: string): Line {
  return {
    text,
    start: 0,
    end: 0,
    offset: 0,
    column: 0,
    firstNonspace: 0,
    firstNonspaceColumn: 0,
    indent: 0,
    blank: false,
    partialTab: false,
    noRuleBefore: 0,
    arrows: null,
  };
}

/** Goes to the line between two offsets. */
export function beginLine(line: Line, start: number, end: number): void {
  line.start = start;
  line.end = end;
  line.offset = start;
  line.column = 0;
  line.firstNonspace = start;
  line.firstNonspaceColumn = 0;
  line.indent = 0;
  line.blank = false;
  line.partialTab = false;
  line.noRuleBefore = start;
  line.arrows = null;
}

/** The character at an offset of the line, the empty string at its end. */
export function charAt(line: Line, at: number): string {
  return at < line.end ? (line.text[at] as string) : "";
}

export function isBlankAt(line: Line, at: number): boolean {
  if (at >= line.end) return false;
  const code = line.text.charCodeAt(at);
  return code === blank || code === tab;
}

/** Finds the first character that is no blank from where the line was read to. */
export function findNonspace(line: Line): void {
  if (line.firstNonspace <= line.offset) {
    let column = line.column;
    let at = line.offset;
    for (; isBlankAt(line, at); at++) column += line.text.charCodeAt(at) === tab ? 4 - (column % 4) : 1;
    line.firstNonspace = at;
    line.firstNonspaceColumn = column;
  }
  line.indent = line.firstNonspaceColumn - line.column;
  line.blank = line.firstNonspace >= line.end;
}

/** Reads on by a number of characters. */
export function advance(line: Line, characters: number): void {
  for (let left = characters; left > 0 && line.offset < line.end; left--) {
    line.partialTab = false;
    line.column += line.text.charCodeAt(line.offset) === tab ? 4 - (line.column % 4) : 1;
    line.offset += 1;
  }
}

/** Reads on by a number of columns; a tab may be read in part. */
export function advanceColumns(line: Line, columns: number): void {
  let left = columns;
  while (left > 0 && line.offset < line.end) {
    const width = line.text.charCodeAt(line.offset) === tab ? 4 - (line.column % 4) : 1;
    const step = Math.min(left, width);
    line.partialTab = step < width;
    line.column += step;
    if (!line.partialTab) line.offset += 1;
    left -= step;
  }
}

/** Reads one blank where one stands, which belongs to the mark before it. */
export function skipBlank(line: Line): void {
  if (isBlankAt(line, line.offset)) advanceColumns(line, 1);
}

/** The run of `>` that begins at the first character. It is looked at once, however many quotes it opens. */
export function arrowsAt(line: Line): Arrows & { readonly length: number } {
  const at = line.firstNonspace;
  let run = line.arrows;
  if (run === null || run.end <= at) {
    let end = at;
    while (charAt(line, end) === ">") end++;
    let rest = end;
    while (isBlankAt(line, rest)) rest++;
    const alert = / \[!(?:note|tip|important|warning|caution)\]/iy;
    alert.lastIndex = end;
    run = { end, alone: rest >= line.end, alert: alert.test(line.text) };
    line.arrows = run;
  }
  return { ...run, length: run.end - at };
}
