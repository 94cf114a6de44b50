import { readInlines } from "./inline/inline.ts";
import type { Piece } from "./inline/pieces.ts";

/** Stands for what is shown and is no text: code, an image, an address, a formula, the mark of a footnote. */
export const NO_TEXT = "\uFFFC";

/** What people read of a text, and where in its source each of its characters stands. */
export interface ShownText {
  readonly text: string;
  /** By index into `text`: where the character begins. */
  readonly starts: readonly number[];
  /** By index into `text`: where the character ends. */
  readonly ends: readonly number[];
}

const NO_LABELS: ReadonlySet<string> = new Set();

/** What one piece shows beside plain text: nothing of emphasis, a blank of tags, comments and line ends. */
function shownOf({ text, start, end, html }: Piece, source: string): string {
  if (text !== null) return text;
  if (html || source[start] === "\n") return " ";
  return source[start] === "\\" ? source.slice(start + 1, end) : NO_TEXT;
}

/** Pieces in the order in which they are shown, without what is struck out: people take it back so. */
function* visible(pieces: readonly Piece[], source: string): Generator<Piece> {
  let struck = 0;
  for (const piece of pieces) {
    const isStrike = piece.text === "" && source[piece.start] === "~";
    if (isStrike) struck += piece.opens ? 1 : -1;
    else if (struck === 0 && piece.inner !== null) yield* visible(piece.inner, source);
    else if (struck === 0) yield piece;
  }
}

/** What is shown and is no text, in words: code by what it holds, an address as it is; nothing of images. */
function inWords({ start, end }: Piece, source: string): string {
  const written = source.slice(start, end);
  if (written.startsWith("![")) return "";
  return written.replace(/^`+ ?|(?<![ `]) ?`+$|^<|>$/g, "");
}

/** A text in plain words on one line, as people read it and may write it again. */
export function plainWords(source: string): string {
  const pieces = [...visible(readInlines(source, NO_LABELS).pieces, source)];
  const words = pieces.map((piece) => {
    const shown = shownOf(piece, source);
    return shown === NO_TEXT ? inWords(piece, source) : shown;
  });
  return words.join("").replace(/\s+/g, " ").trim();
}

/**
 * The text of a paragraph as GitLab renders it: without emphasis, the addresses of links, comments, tags and what is
 * struck out. Characters that are written with a backslash or as an entity are themselves; links by reference are shown
 * as they are written, since their definitions stand elsewhere. Time is linear.
 */
export function showText(source: string): ShownText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  for (const piece of visible(readInlines(source, NO_LABELS).pieces, source)) {
    const shown = shownOf(piece, source);
    const isWritten = piece.text !== null && source.startsWith(shown, piece.start);
    for (let at = 0; at < shown.length; at++) {
      starts.push(isWritten ? piece.start + at : piece.start);
      ends.push(isWritten ? piece.start + at + 1 : piece.end);
    }
    text += shown;
  }
  return { text, starts, ends };
}
