import type { Range } from "./types.ts";

/** A source as the block parser reads it, and where what it finds stands in the source. */
export interface Prepared {
  readonly text: string;
  /** Offset from which the blocks are read. */
  readonly start: number;
  readonly rangeOf: (start: number, end: number) => Range;
}

/** The source without carriage returns, which GitLab deletes before it reads a text. */
export function prepare(source: string, from: number): Prepared {
  if (!source.includes("\r")) {
    return { text: source, start: from, rangeOf: (start, end) => ({ start, end }) };
  }
  // For each carriage return, the offset in the text before which it stood.
  const offsets = Array.from(source.matchAll(/\r/g), ({ index }, at) => index - at);
  const toSource = (offset: number): number => offset + countUpTo(offsets, offset);
  return {
    text: source.replaceAll("\r", ""),
    start: source.slice(0, from).replaceAll("\r", "").length,
    rangeOf: (start, end) => ({ start: toSource(start), end: end > start ? toSource(end - 1) + 1 : toSource(start) }),
  };
}

/** How many of the numbers, ascending, are not above a limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Start of the line that holds `offset`. */
export function lineStartAt(source: string, offset: number): number {
  return offset === 0 ? 0 : source.lastIndexOf("\n", offset - 1) + 1;
}

/** End of the line that holds `offset`, without its line end. */
export function lineEndAt(source: string, offset: number): number {
  const newline = source.indexOf("\n", offset);
  let end = newline < 0 ? source.length : newline;
  while (newline >= 0 && end > offset && source[end - 1] === "\r") end--;
  return end;
}

/** Start of the line after the one that holds `offset`, or the end of the source. */
export function nextLineStart(source: string, offset: number): number {
  const newline = source.indexOf("\n", offset);
  return newline < 0 ? source.length : newline + 1;
}

function withoutReturns(line: string): string {
  let end = line.length;
  while (line[end - 1] === "\r") end--;
  return line.slice(0, end);
}

/** Splits at line ends, `\n` and `\r\n`: a lone `\r` ends no line in GitLab. */
export function splitLines(text: string): string[] {
  return text.split("\n").map((line, at, lines) => (at === lines.length - 1 ? line : withoutReturns(line)));
}

/** Column after `text` when it starts in column `from`; tab stops are 4 columns apart, carriage returns are not there. */
export function columnAfter(text: string, from = 0): number {
  let column = from;
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\r") column += text[at] === "\t" ? 4 - (column % 4) : 1;
  }
  return column;
}

/**
 * End of what `source.slice(start, end)` holds before its trailing blanks; `start` when it is blank. Blanks are the
 * characters that Markdown leaves out of account at the ends of lines; others, the no-break space too, are text.
 */
export function lastVisible(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && " \t\r\n".includes(source[at - 1] as string)) at--;
  return at;
}
