import type { Range } from "../markdown/types.ts";
import { weekdayOf } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { promises } from "./before-due-word.ts";
import { goesOn } from "./behind-day.ts";
import { clauseOf, isQuoted, lastClauseOf } from "./clause.ts";
import { readDayAndMonth, readRelativeDay, readWeekday } from "./day-in-words.ts";
import { dueWords, type FoundWord } from "./due-words.ts";
import { lowerWords } from "./function-words.ts";
import { readDayNumber, readNumbers } from "./numbers.ts";
import { type DateReading, type DueWord, isStrong, LANGUAGES, type WrittenDay } from "./types.ts";

/** A due date in a text. */
export interface DueDate {
  /** Null where it can be read in two ways, or is no day that there is. */
  readonly date: PlainDate | null;
  /** The day as written. */
  readonly day: Range;
  /** From the due word to the end of the day. */
  readonly phrase: Range;
  /** True when it means the same on every day: it says its year. */
  readonly isFixed: boolean;
  /** True where the phrase is no part of what a sentence says: `send it by Friday`, but not `wait until Friday`. */
  readonly isLoose: boolean;
}

/** No day takes more characters, with the words around it. */
const LONGEST_DAY = 48;
const LONGEST_GAP = 80;
/** So much of a clause on either side tells what a due word means. */
const LONGEST_CLAUSE = 120;

/** What may stand between a due word and its day: `due date is:`, `by the end of the day on`, `fällig am`. */
const GAP =
  /^(?:[ \t]{0,4}(?:is|ist|est|es|é)(?=[ :]))?[ \t]{0,4}(?:(?:::?|=)[ \t]{0,4})?(?:[-–—→][ \t]{1,4})?(?:(?:on|at|or|by|before|of|the|latest|am|zum|bis|spätestens|den|dem|der|le|la|au|du|el|los|al|o|ao|dia|día|em|no|na|op|de|het|a|eod|cob|end of (?:the )?day|close of business|noon|midnight|this|diesen|ce|este|esta|deze|coming|kommenden?|komende|aanstaande|próxim[oa])[ \t,:]{1,4}){0,5}["'“«([]?/iu;
/** Between a word that names a day and the day: `Deadline for the questionnaire:`. */
const NAMED_GAP =
  /^ (?:for|of|für|zum|zur|des|der|pour|du|de|para|del|do|da|voor|van) [^:;,.()|[\]]{1,60}:[ \t]{1,4}/iu;
/** What follows no whole day: `2026-12-01-rc1`, `2026-12-01.log`, `Friday's`. */
const PART_OF_MORE = /^(?:[\p{L}\p{N}_]|[-/.:+@#~'’][\p{L}\p{N}])/u;
/** Between the name of a weekday and the date. */
const TO_DATE = /^[.,]{0,2} (?:(?:den|the|le|el|o|dia) )?/i;
const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "«": "»", "“": "”", '"': '"', "'": "'" };
/** `by the 15th`: a number alone is a day only behind an article. */
const ARTICLE = /(?:the|zum|dem|den|le|el|dia|día|de)[ \t]+$/i;
/** What an article says with a day falls away where another day takes its place. */
const LEAD = /(?:(?:the|this|coming|diesen|kommenden?|ce|este|esta|deze|komende|aanstaande|próxim[oa])[ \t]+){1,2}$/i;
/** The first day of a span; a number alone is none: `phase 2 until`. */
const FIRST_DAY = /(?:\d(?:\.|st|nd|rd|th|er|º)|(?<!\p{L})(?:from|vom?n?|du|del?|do|van) \d{1,2})\s*$/iu;
/** A time of day at the end of the first day of a span: `Freitag 18 Uhr bis`. */
const TIME_BEFORE_SPAN = / (?:um |at |à |às |a las )?\d{1,2}(?:[:.h]\d{0,2})?(?: ?(?:am|pm|h|uhr|uur))?$/iu;
/** What was due tells why something is missing, and promises nothing. */
const WAS = /(?<!\p{L})(?:was|were|been|war|waren|était|étaient|estava|estavam|estaba|estaban)(?: \p{L}+ly)? $/iu;
const LOOSE: ReadonlySet<DueWord["kind"]> = new Set(["due", "by", "before", "for"]);

type BeginsLink = (offset: number) => boolean;

/** A day of a calendar that a text begins with, whatever the language. */
function readDate(text: string, word: DueWord, reading: DateReading): WrittenDay | null {
  return readNumbers(text, word, reading) ?? readDayAndMonth(text, reading);
}

/** A day by its name, and by its date where that follows: `Fri, 27.11.`, `Friday the 27th`, `vendredi 4 décembre`. */
function readNamedDay(text: string, word: DueWord, reading: DateReading): WrittenDay | null {
  const day = readWeekday(text, word, reading);
  if (day === null || day.date === null) return day;
  const gap = TO_DATE.exec(text.slice(day.length))?.[0].length ?? 0;
  const rest = text.slice(day.length + gap);
  const weekday = weekdayOf(day.date);
  const date = readDate(rest, { ...word, kind: "names" }, reading) ?? readDayNumber(rest, weekday, reading);
  if (gap === 0 || date === null) return day;
  const fits = date.date !== null && weekdayOf(date.date) === weekday;
  return { ...date, date: fits ? date.date : null, length: day.length + gap + date.length };
}

/** The day that a text begins with, in figures or words; null for none. */
function readDay(text: string, word: DueWord, reading: DateReading): WrittenDay | null {
  const start = text.slice(0, LONGEST_DAY);
  const day =
    readDate(start, word, reading) ?? readNamedDay(start, word, reading) ?? readRelativeDay(start, word, reading);
  return day === null || PART_OF_MORE.test(text.slice(day.length, day.length + 2)) ? null : day;
}

/** True for the second half of a span, `1.12. bis 5.12.`, `Mon until Fri`: that is how long something lasts. */
function endsSpan(before: string, word: DueWord, reading: DateReading): boolean {
  if (word.kind !== "until") return false;
  if (FIRST_DAY.test(before)) return true;
  const words = before.trimEnd().replace(TIME_BEFORE_SPAN, "").split(" ").slice(-3);
  return words.some((_, at) => {
    const day = words.slice(at).join(" ");
    return readDay(day, word, reading)?.length === day.length;
  });
}

/** A day right behind a due word, with the characters between them; null for none. */
function dayBehind(after: string, word: DueWord, reading: DateReading) {
  const named = word.kind === "names" ? NAMED_GAP.exec(after) : null;
  const gap = (named ?? GAP.exec(after))?.[0] ?? "";
  const rest = after.slice(gap.length);
  const number = ARTICLE.test(gap) ? readDayNumber(rest, null, reading) : null;
  const day = readDay(rest, word, reading) ?? number;
  return day === null ? null : { gap, day };
}

function dueDateAt(text: string, word: FoundWord, reading: DateReading, beginsLink: BeginsLink): DueDate | null {
  const { range } = word;
  const found = dayBehind(text.slice(range.end, range.end + LONGEST_GAP + LONGEST_DAY), word, reading);
  if (found === null) return null;
  const { gap, day } = found;
  const start = range.end + gap.length;
  const end = start + day.length;
  const isClosed = text[end] !== undefined && CLOSERS[text[start - 1] ?? ""] === text[end];
  const phrase = { start: range.start, end: isClosed ? end + 1 : end };
  const before = text.slice(Math.max(0, range.start - LONGEST_CLAUSE), range.start);
  const behind = text.slice(phrase.end, phrase.end + LONGEST_CLAUSE);
  if (isQuoted(before, behind) || (isStrong(word) && WAS.test(before))) return null;
  const isApart = beginsLink(phrase.end + behind.length - behind.trimStart().length);
  const rest = isApart ? "" : behind;
  const isField = isClosed || /[:=]/.test(gap) || word.isSymbol;
  if (!isField && !goesOn(rest, lowerWords(lastClauseOf(before)), word)) return null;
  if (!isStrong(word) && (endsSpan(before, word, reading) || !promises(before, lowerWords(clauseOf(rest)), word)))
    return null;
  const lead = LEAD.exec(gap)?.[0].length ?? 0;
  const from = day.date === null ? start : start - lead;
  return { date: day.date, isFixed: day.isFixed, day: { start: from, end }, phrase, isLoose: LOOSE.has(word.kind) };
}

/**
 * The due date of a text: the first clear day behind a due word, else the first that is not clear; null for none. The words are looked for in `text` as people read it; only a few characters behind each are read as a day, so
 * that time is linear.
 *
 * @param beginsLink whether a link begins at an offset, which belongs to no sentence: `by Friday [notes](…)`
 */
export function findDueDate(text: string, reading: DateReading, beginsLink: BeginsLink = () => false): DueDate | null {
  let unclear: DueDate | null = null;
  for (const word of dueWords(text)) {
    const found = dueDateAt(text, word, reading, beginsLink);
    if (found !== null && found.date !== null) return found;
    unclear ??= found;
  }
  return unclear;
}

/** In the brackets of an owner a day needs no due word. */
const IN_BRACKETS: DueWord = { languages: LANGUAGES, kind: "names" };

/** A text that is nothing but a day, with a due word or without; null for any other. */
export function readDayAlone(text: string, reading: DateReading): WrittenDay | null {
  const day = readDay(text, IN_BRACKETS, reading);
  if (day === null) return null;
  // The dot of `4. Dez.` might end a sentence.
  return day.length === text.length || text.slice(day.length) === "." ? day : null;
}
