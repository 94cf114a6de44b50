import { addDays, isPlainDate, weekdayOf } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { type DateReading, type DueWord, isStrong, type WrittenDay } from "./types.ts";

/** `2026-11-30`, also with a time behind it: `2026-11-30T10:00`. */
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:T\d\d:?\d\d(?::?\d\d(?:\.\d{1,9})?)?Z?)?/;
/** `30.11.2026`, `11/30/26`. */
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
/** `30.11.`, `30/11`. */
const NO_YEAR = /^(\d{1,2})(?:(\/)(\d{1,2})|\.(\d{1,2})\.)(?![\d/])/;

/** `15th`, `15.`, with nothing behind it that it could be a number of; `bis zum 15. schicken`. */
const DAY_ALONE =
  /^(\d{1,2})(?:\.(?= \p{Ll})|(?:st|nd|rd|th|er|e|º|\.)?(?=[.,;:!?)\]]?(?:\s|$))(?!\.? *[\p{L}\p{N}%€$]))/u;
const MONTHS_AHEAD = 12;
/** Nobody gives the day of the week of a day further away without the month. */
const LOOKS_AHEAD = 62;

/** So long after it a day without a year is most likely meant; later it is the one to come. */
const LOOKS_BACK = 60;
/** A year of two figures further away than this is none, but the last part of a version. */
const YEARS_AHEAD = 5;

/** A day of the calendar; null where there is none. */
export function dateOf(year: number | string, month: string, day: string): PlainDate | null {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isPlainDate(date) ? date : null;
}

/** True for the number of a day in a month, `02` or `31`. */
export function mayBeDay(day: string): boolean {
  return Number(day) >= 1 && Number(day) <= 31;
}

function mayBeMonth(month: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12;
}

/** A year of two figures or four with its century. */
export function inFull(year: string): string {
  return year.length === 4 ? year : `20${year}`;
}

/** The day of a year of which only the month and the day are known: the one nearest to the call, most likely ahead. */
export function nearestYear(month: string, day: string, { callDate }: DateReading): PlainDate | null {
  const from = addDays(callDate, -LOOKS_BACK);
  const year = Number(from.slice(0, 4));
  const days = [year, year + 1].map((one) => dateOf(one, month, day));
  return days.find((date) => date !== null && date >= from) ?? null;
}

/** True for a year in full, and for one in two figures that somebody may mean. */
export function isNearYear(year: string, { callDate }: DateReading): boolean {
  const ahead = Number(inFull(year)) - Number(callDate.slice(0, 4));
  return year.length === 4 || (ahead >= -1 && ahead <= YEARS_AHEAD);
}

/**
 * The day that two figures stand for, in the order of the project's country; null where there are two, or there is no such day
 * (`31.11.`), undefined where they are none of a day and a month.
 */
function inOrder(
  [first, second]: readonly [string, string],
  separator: string,
  { dayOrder }: DateReading,
  make: (month: string, day: string) => PlainDate | null,
): PlainDate | null | undefined {
  const isDayFirst = mayBeDay(first) && mayBeMonth(second);
  const isMonthFirst = separator !== "." && mayBeDay(second) && mayBeMonth(first);
  if (!isDayFirst && !isMonthFirst) return undefined;
  const dayFirst = isDayFirst ? make(second, first) : null;
  const monthFirst = isMonthFirst ? make(first, second) : null;
  if (dayFirst === null || monthFirst === null || dayFirst === monthFirst) return dayFirst ?? monthFirst;
  if (dayOrder === "unknown") return null;
  return dayOrder === "day-first" ? dayFirst : monthFirst;
}

/** `2026-11-30`: with hyphens nothing but a day; with dots it may be a version as well. */
function readYearFirst([all, year = "", separator, month = "", day = ""]: RegExpExecArray): WrittenDay | null {
  const date = dateOf(year, month, day);
  const isMeant = separator === "-" || (mayBeMonth(month) && mayBeDay(day) && (separator === "/" || all.length === 10));
  return date === null && !isMeant ? null : { date, length: all.length, isFixed: true };
}

/**
 * The day in figures that a text begins with; null for none. One that there is not (`2026-02-30`, `31.11.`) is as unclear
 * as `01/02/2026`. `17.4` and `1/2` are more often versions and parts than days: without a year both figures have two
 * digits, or the due word is a strong one.
 */
export function readNumbers(text: string, word: DueWord, reading: DateReading): WrittenDay | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return readYearFirst(yearFirst);
  const full = YEAR_LAST.exec(text);
  if (full !== null) {
    const [all, first = "", separator = "", second = "", year = ""] = full;
    const date = inOrder([first, second], separator, reading, (month, day) => dateOf(inFull(year), month, day));
    return date === undefined || !isNearYear(year, reading) ? null : { date, length: all.length, isFixed: true };
  }
  const [all = "", first = "", slash = ".", afterSlash, afterDot] = NO_YEAR.exec(text) ?? [];
  const second = afterSlash ?? afterDot ?? "";
  const isSure = isStrong(word) || (slash === "." ? word.languages.includes("de") : all.length === 5);
  if (all === "" || !isSure) return null;
  const date = inOrder([first, second], slash, reading, (month, day) => nearestYear(month, day, reading));
  return date === undefined ? null : { date, length: all.length, isFixed: false };
}

/** The next day of any month that has the number which a text begins with, and the day of the week where one is given. */
export function readDayNumber(text: string, weekday: number | null, { callDate }: DateReading): WrittenDay | null {
  const [all, day = ""] = DAY_ALONE.exec(text) ?? [];
  if (all === undefined) return null;
  const [year, month] = callDate.split("-").map(Number) as [number, number];
  const days = Array.from({ length: MONTHS_AHEAD }, (_, ahead) => {
    const at = year * 12 + (month - 1) + ahead;
    return dateOf(Math.floor(at / 12), String((at % 12) + 1), day);
  });
  const date = days.find((one) => one !== null && one >= callDate && (weekday === null || weekdayOf(one) === weekday));
  if (date == null) return null;
  const isNext = weekday === null || date <= addDays(callDate, LOOKS_AHEAD);
  return { date: isNext ? date : null, length: all.length, isFixed: false };
}
