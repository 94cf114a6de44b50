import { readInlines } from "./inline/inline.ts";
import type { InlineNode } from "./inline/inline-nodes.ts";

/** Stands for what is shown and is no text: code, an image, an address, a formula, the mark of a footnote. */
export const NO_TEXT = "\uFFFC";

/** What people read of a text, and where in its source it stands. */
export interface ShownText {
  readonly text: string;
  /** By index into `text`: where its character begins in the source; the end of the source behind the last. */
  readonly startOf: (index: number) => number;
  /** By index into `text`: where its character ends in the source. */
  readonly endOf: (index: number) => number;
}

const NO_LABELS: ReadonlySet<string> = new Set();

/** What one piece shows beside plain text: nothing of emphasis, a blank of tags, comments and line ends. */
function shownOf({ text, start, end, html }: InlineNode, source: string): string {
  if (text !== null) return text;
  if (html || source[start] === "\n") return " ";
  return source[start] === "\\" ? source.slice(start + 1, end) : NO_TEXT;
}

/** Tells the pieces that are shown, in order; what is struck out is none of them: people take it back so. */
function eachVisible(nodes: readonly InlineNode[], source: string, tell: (node: InlineNode) => void): void {
  let struck = 0;
  for (const node of nodes) {
    const isStrike = node.text === "" && source[node.start] === "~";
    if (isStrike) struck += node.opens ? 1 : -1;
    else if (struck === 0 && node.inner !== null) eachVisible(node.inner, source, tell);
    else if (struck === 0) tell(node);
  }
}

/** What is shown and is no text, in words: code by what it holds where that is no tag, an address; nothing of images. */
function inWords({ start, end }: InlineNode, source: string): string {
  const written = source.slice(start, end);
  if (written.startsWith("![")) return "";
  const [ticks] = /^`+/.exec(written) ?? [];
  if (ticks === undefined) return written.replace(/^<|>$/g, "");
  return written.includes("<") ? written : written.slice(ticks.length, -ticks.length).trim();
}

/** A text in plain words on one line, as people read it and may write it again. */
export function plainWords(source: string): string {
  let words = "";
  eachVisible(readInlines(source, NO_LABELS).nodes, source, (node) => {
    const shown = shownOf(node, source);
    words += shown === NO_TEXT ? inWords(node, source) : shown;
  });
  return words.replace(/\s+/g, " ").trim();
}

/** The index of the last of some ascending numbers that is not above another one; -1 for none. */
function lastUpTo(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > most) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/**
 * The text of a paragraph as GitLab renders it: without emphasis, the addresses of links, comments, tags and what is
 * struck out. Characters that are written with a backslash or as an entity are themselves; links by reference are shown
 * as they are written, since their definitions stand elsewhere. Time is linear.
 */
export function showText(source: string): ShownText {
  // Of each run: where it begins in the text and in the source, and where it ends there. Numbers, since they may be many.
  const [at, from, to]: [number[], number[], number[]] = [[], [], []];
  let text = "";
  eachVisible(readInlines(source, NO_LABELS).nodes, source, (node) => {
    const shown = shownOf(node, source);
    if (shown === "") return;
    at.push(text.length);
    from.push(node.start);
    // Of emphasis that was used up in part less is shown than stands there.
    to.push(node.text === null || shown.length === 1 ? node.end : node.start + shown.length);
    text += shown;
  });
  const place = (index: number, end: 0 | 1): number => {
    if (index >= text.length) return source.length;
    const run = lastUpTo(at, index);
    const [start = 0, stop = 0, begin = 0] = [from[run], to[run], at[run]];
    const isWritten = stop - start === (at[run + 1] ?? text.length) - begin;
    if (isWritten) return start + index - begin + end;
    return end === 0 ? start : stop;
  };
  return { text, startOf: (index) => place(index, 0), endOf: (index) => place(index, 1) };
}
