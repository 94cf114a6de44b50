import { readInlines } from "./inline/inline.ts";
import type { Piece } from "./inline/pieces.ts";
import { NO_TEXT } from "./shown-text.ts";

const NO_LABELS: ReadonlySet<string> = new Set();

function isHidden({ text, start }: Piece, source: string): boolean {
  return text === null && (source[start] === "`" || source[start] === "\\");
}

/**
 * A paragraph with code and escaped characters blotted out, in which all else stands where it stood: what a pattern finds
 * in it is no part of them. Time is linear.
 */
export function maskCode(source: string): string {
  if (!/[`\\]/.test(source)) return source;
  const parts: string[] = [];
  let from = 0;
  for (const piece of readInlines(source, NO_LABELS).pieces) {
    if (!isHidden(piece, source)) continue;
    parts.push(source.slice(from, piece.start), NO_TEXT.repeat(piece.end - piece.start));
    from = piece.end;
  }
  return parts.join("") + source.slice(from);
}
