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

function removeLines(source: string, lines: readonly Range[]): string {
  return lines.toReversed().reduce((text, { start, end }) => joinAround(text.slice(0, start), text.slice(end)), source);
}

/** Puts together what stood before and after a line: a paragraph that ends now has no hard break, one that is gone no gap. */
function joinAround(before: string, after: string): string {
  const next = /^(?:\r\n|\n|\r)?/.exec(after)?.[0].length ?? 0;
  if (!isBlankLineAt(after, next)) return before + after.slice(next);
  const visible = lastVisible(before, 0, before.length);
  const gap = splitLines(before.slice(visible)).length - 1;
  const kept = before.slice(0, visible);
  // Right below the text of the same paragraph: that text ends here now.
  if (gap === 1 && visible > 0) return kept.replace(/(?<!\\)((?:\\\\)*)\\$/, "$1") + after;
  const rest = after.replace(/^[ \t\r\n]+/, "");
  return rest === "" ? kept : before + rest;
}

function isBlankLineAt(text: string, start: number): boolean {
  const blanks = /[ \t]*/y;
  blanks.lastIndex = start;
  blanks.test(text);
  return /^[\r\n]?$/.test(text.charAt(blanks.lastIndex));
}
