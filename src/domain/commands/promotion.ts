import { lastVisible, splitLines } from "../markdown/source.ts";
import type { Range } from "../markdown/types.ts";
import { paragraphLines, plainLines } from "./plain-lines.ts";

const COMMAND = /^[ \t]*\/cadence[ \t]+issue[ \t]*$/i;

/** Text and notes of an item. */
export interface ItemText {
  readonly text: string;
  readonly notes: string;
}

/**
 * Whether an item's people ask for an issue of its own: `/cadence issue` alone on a line of the item's text (its first
 * paragraph) or of a paragraph of its notes. GitLab knows no such quick action and leaves the line. Not in code, quotes
 * and lists, and not when the item has no other text: there would be nothing to name the issue after.
 */
export function readPromotion(text: string, notes: string): boolean {
  const asked = commandLines(text, wholeText(text)).length + commandLines(notes, plainLines(notes)).length;
  return asked > 0 && stripPromotion(text, notes).text.trim() !== "";
}

/** Takes `/cadence issue` off an item; what else it holds stays byte for byte, but for the line breaks around. */
export function stripPromotion(text: string, notes: string): ItemText {
  return {
    text: removeLines(text, commandLines(text, wholeText(text))),
    notes: removeLines(notes, commandLines(notes, plainLines(notes))),
  };
}

function wholeText(text: string): readonly Range[] {
  return paragraphLines(text, { start: 0, end: text.length });
}

function commandLines(source: string, lines: readonly Range[]): readonly Range[] {
  return lines.filter(({ start, end }) => COMMAND.test(source.slice(start, end)));
}

/** The end of a text, as what is taken out before it asks: the blanks it begins with, and the pieces after them, last first. */
interface Tail {
  blanks: string;
  readonly parts: string[];
}

/** From the last line to the first, and never over what follows again: an item may hold nothing but such lines. */
function removeLines(source: string, lines: readonly Range[]): string {
  const tail: Tail = { blanks: "", parts: [] };
  prepend(tail, source.slice(lines.at(-1)?.end ?? 0));
  for (let at = lines.length - 1; at >= 0; at--) {
    const before = source.slice(lines[at - 1]?.end ?? 0, lines[at]?.start);
    prepend(tail, takeOut(tail, before, at === 0));
  }
  return tail.blanks + tail.parts.toReversed().join("");
}

function prepend(tail: Tail, text: string): void {
  const visible = text.search(/[^ \t\r\n]/);
  if (visible < 0) tail.blanks = text + tail.blanks;
  else {
    tail.parts.push(tail.blanks, text.slice(visible));
    tail.blanks = text.slice(0, visible);
  }
}

/** Takes the line break after a line: a paragraph that ends now has no hard break, one that is gone no gap. Returns what stays before it. */
function takeOut(tail: Tail, before: string, isFirst: boolean): string {
  const next = /^(?:\r\n|\n|\r)?/.exec(tail.blanks)?.[0].length ?? 0;
  if (!isBlankLineAt(tail, next)) {
    tail.blanks = tail.blanks.slice(next);
    return before;
  }
  const visible = lastVisible(before, 0, before.length);
  const gap = splitLines(before.slice(visible)).length - 1;
  const kept = before.slice(0, visible);
  // Right below the text of the same paragraph: that text ends here now.
  if (gap === 1 && (visible > 0 || !isFirst)) return kept.replace(/(?<!\\)((?:\\\\)*)\\$/, "$1");
  tail.blanks = "";
  return tail.parts.every((part) => part === "") ? kept : before;
}

function isBlankLineAt({ blanks, parts }: Tail, start: number): boolean {
  const end = start + (/^[ \t]*/.exec(blanks.slice(start))?.[0].length ?? 0);
  return end < blanks.length || parts.every((part) => part === "");
}
