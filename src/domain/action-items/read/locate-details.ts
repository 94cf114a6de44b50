import { type DueDate, findDueDate, readDayAlone } from "../../due-date/find-due-date.ts";
import type { DateReading } from "../../due-date/types.ts";
import { type ShownText, showText } from "../../markdown/shown-text.ts";
import type { Range } from "../../markdown/types.ts";

const MENTION = /(?<![\w`/@.\\-])@([A-Za-z0-9_][\w.-]*)(\/[\w.-]+)*/g;

/** Brackets further from the owner than this are none of its own. */
const LONGEST_BRACKET = 80;
/** Names of others, and what stands between them. */
const NAMES = /^(?:@[\w.-]+(?:\s+(?:and|und|et|y|e|en)\s+|\s*[&+/]\s*|\s+|$))*/;

/** `@bob (2 Dec)` */
const BRACKETS_BEHIND = /^( ?[([])[^()[\]]*[)\]]/;
const OTHER_NAME = /(?<!\s)\s+@[\w.-]+$/;

/** Where in the shown text an item names its owner and its due date. */
export interface LocatedDetails {
  readonly shown: ShownText;
  readonly owner: { readonly name: string; readonly range: Range } | null;
  readonly due: DueDate | null;
}

function findOwner(text: string): LocatedDetails["owner"] {
  for (const { 1: written = "", 2: path, index } of text.matchAll(MENTION)) {
    const name = written.replace(/(?<![.-])[.-]+$/, "");
    if (path === undefined && name.toLowerCase() !== "all")
      return { name, range: { start: index, end: index + 1 + name.length } };
  }
  return null;
}

/** What stands between the brackets around an owner or right behind one; null without brackets nearby. */
function bracketsAround(text: string, owner: Range): Range | null {
  const behind = BRACKETS_BEHIND.exec(text.slice(owner.end, owner.end + LONGEST_BRACKET));
  if (behind !== null) return { start: owner.end + (behind[1]?.length ?? 0), end: owner.end + behind[0].length - 1 };
  const before = text.slice(Math.max(0, owner.start - LONGEST_BRACKET), owner.start);
  const open = Math.max(before.lastIndexOf("("), before.lastIndexOf("["));
  const length = text.slice(owner.end, owner.end + LONGEST_BRACKET).search(/[)\]]/);
  if (open < 0 || length < 0 || /[)\]]/.test(before.slice(open))) return null;
  return { start: owner.start - (before.length - open) + 1, end: owner.end + length };
}

/** The day beside an owner in brackets of its own, `(@bob, 2026-12-01)`, which needs no due word. */
function findBracketDay(text: string, owner: Range, reading: DateReading): DueDate | null {
  const brackets = bracketsAround(text, owner);
  if (brackets === null) return null;
  let start = brackets.start;
  let unclear: DueDate | null = null;
  for (const part of text.slice(brackets.start, brackets.end).split(/([,;|]| [–—-] )/)) {
    const blanks = part.length - part.trimStart().length;
    const skipped = blanks + (NAMES.exec(part.slice(blanks))?.[0].length ?? 0);
    const written = part.slice(skipped).trimEnd().replace(OTHER_NAME, "");
    const day = written === "" ? null : readDayAlone(written, reading);
    if (day !== null) {
      const range = { start: start + skipped, end: start + skipped + written.length };
      const found = { date: day.date, isFixed: day.isFixed, day: range, phrase: range, isLoose: true };
      if (day.date !== null) return found;
      unclear ??= found;
    }
    start += part.length;
  }
  return unclear;
}

/**
 * Finds owner and due date of an item as GitLab shows its text: the first mention of a user, also a quiet one (`\@bob`;
 * `@all` and `@group/team` are nobody), and the first day behind a due word or in the owner's brackets.
 */
export function locateDetails(text: string, reading: DateReading): LocatedDetails {
  const shown = showText(text);
  const owner = findOwner(shown.text);
  const due = findDueDate(shown.text, reading, (at) => text[shown.startOf(at) - 1] === "[");
  if (owner === null || (due !== null && due.date !== null)) return { shown, owner, due };
  const beside = findBracketDay(shown.text, owner.range, reading);
  return { shown, owner, due: beside?.date == null ? (due ?? beside) : beside };
}
