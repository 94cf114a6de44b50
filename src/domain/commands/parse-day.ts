import { formatDay } from "../schedule/format.ts";
import { MONTHS, WEEKDAYS } from "../schedule/repeat-vocabulary.ts";
import { isPlainDate, weekdayOf } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";

/** A day, or what is wrong with it: half a sentence for people, which may quote what they wrote. */
export type DayResult =
  | { readonly ok: true; readonly date: PlainDate }
  | { readonly ok: false; readonly problem: string };

const EXAMPLES = "2026-12-03 or 3 Dec 2026";
const IN_WORDS = /^(?:([a-z]+),? +)?(\d{1,2})(?:st|nd|rd|th|\.)? +([a-z]+)\.?(?:,? +(\d{4}))?$/i;
const WEEKDAY_ORDER = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** 29 February may be eight years away. */
const YEARS_AHEAD = 8;

function refuse(problem: string): DayResult {
  return { ok: false, problem };
}

function pad(number: string): string {
  return number.padStart(2, "0");
}

/**
 * Reads a day as people write it: `2026-12-03`, `3 Dec 2026`, `Thu 3 December`. Without a year it is the next such day,
 * `today` included. Days that can be read in two ways (`03/04`), relative ones and days before `today` are refused.
 */
export function parseDay(text: string, today: PlainDate): DayResult {
  const words = text.trim();
  if (words === "") return refuse(`the day is missing; write it as ${EXAMPLES}`);
  const inWords = IN_WORDS.exec(words);
  const result = inWords === null ? parseNumbers(words) : parseWords(inWords, words, today);
  if (result.ok && result.date < today) return refuse(`${formatDay(result.date)} is over`);
  return result;
}

function parseNumbers(words: string): DayResult {
  if (isPlainDate(words)) return { ok: true, date: words };
  if (/^\d{4}-\d\d-\d\d$/.test(words)) return refuse(`there is no day ${words}`);
  if (/^\d{1,4}[./-]\d{1,2}(?:[./-]\d{0,4})?$/.test(words))
    return refuse(`${words} can be read in more than one way; write it as ${EXAMPLES}`);
  return refuse(`expected a day such as ${EXAMPLES}, not "${words}"`);
}

function parseWords([, weekday, day = "", month = "", year]: RegExpExecArray, words: string, today: string): DayResult {
  const number = MONTHS.get(month.toLowerCase());
  const wanted = weekday === undefined ? null : WEEKDAYS.get(weekday.toLowerCase());
  if (number === undefined || wanted === undefined) return refuse(`expected a day such as ${EXAMPLES}, not "${words}"`);
  const first = Number(today.slice(0, 4));
  const years = year === undefined ? Array.from({ length: YEARS_AHEAD + 1 }, (_, index) => first + index) : [year];
  const days = years.map((one) => `${one}-${pad(number)}-${pad(day)}`).filter(isPlainDate);
  const date = days.find((one) => year !== undefined || one >= today);
  if (date === undefined) return refuse(`there is no day ${words}`);
  if (wanted !== null && WEEKDAY_ORDER[weekdayOf(date) - 1] !== wanted)
    return refuse(`${words} does not fit: that day is ${formatDay(date)}`);
  return { ok: true, date };
}
