import { readInlines } from "./inline/inline.ts";
import type { Piece } from "./inline/pieces.ts";
import { NO_TEXT } from "./shown-text.ts";

const NO_LABELS: ReadonlySet<string> = new Set();

/** Whether a piece stays as it is written: words, line ends, and a comment that holds no other one. */
function staysIn({ text, start, end, html }: Piece, source: string): boolean {
  if (text !== null || source[start] === "\n") return true;
  return html && source.startsWith("<!--", start) && source.lastIndexOf("<!--", end - 1) === start;
}

/** Tells what of the pieces is blotted out; the text of a link is words, its address and title are none. */
function eachHidden(pieces: readonly Piece[], source: string, tell: (start: number, end: number) => void): void {
  for (const piece of pieces) {
    if (piece.inner !== null) {
      eachHidden(piece.inner, source, tell);
      tell(piece.inner.at(-1)?.end ?? piece.start, piece.end);
    } else if (!staysIn(piece, source)) tell(piece.start, piece.end);
  }
}

/**
 * A paragraph in which only its words and its own comments are left, and all else is blotted out: code, escaped characters,
 * addresses and titles of links, images, tags, formulas. What is left stands where it stood, lines stay lines: what a
 * pattern finds in it people see as words, or GitLab as a comment. Time is linear.
 */
export function maskHidden(source: string): string {
  if (!/[`\\<[$]|:\/\/|www\./i.test(source)) return source;
  const parts: string[] = [];
  let from = 0;
  eachHidden(readInlines(source, NO_LABELS).pieces, source, (start, end) => {
    parts.push(source.slice(from, start), source.slice(start, end).replace(/[^\n]/g, NO_TEXT));
    from = end;
  });
  return parts.join("") + source.slice(from);
}
