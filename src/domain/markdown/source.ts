/**
 * The same text for the block parser, offset by offset: every line end is one `\n`, long runs of blank lines are one
 * line of spaces (a blank line costs as many steps as containers are open).
 */
export function prepare(source: string): string {
  const text = source.includes("\r") ? source.replaceAll("\r\n", " \n").replaceAll("\r", "\n") : source;
  return text.replace(/\n(?:[ \t]*\n){16,}/g, (run) => `\n${" ".repeat(run.length - 2)}\n`);
}

/** End of the line that holds `offset`, without its line end. */
export function lineEndAt(source: string, prepared: string, offset: number): number {
  const newline = prepared.indexOf("\n", offset);
  if (newline < 0) return source.length;
  return source[newline] === "\n" && source[newline - 1] === "\r" ? newline - 1 : newline;
}

/** Start of the line that holds `offset`. */
export function lineStartAt(source: string, offset: number): number {
  let start = offset;
  while (start > 0 && source[start - 1] !== "\n" && source[start - 1] !== "\r") start--;
  return start;
}

/** Start of the line after the one that ends at `lineEnd`. */
export function nextLineStart(source: string, lineEnd: number): number {
  return source.startsWith("\r\n", lineEnd) ? lineEnd + 2 : Math.min(lineEnd + 1, source.length);
}

/** Splits at `\n`, `\r\n` and lone `\r`. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

/** Column after `text` when it starts in column `from`; tab stops are 4 columns apart. */
export function columnAfter(text: string, from = 0): number {
  let column = from;
  for (let at = 0; at < text.length; at++) column += text[at] === "\t" ? 4 - (column % 4) : 1;
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
