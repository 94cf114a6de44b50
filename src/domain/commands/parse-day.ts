import { monthOf, weekdaysNamed } from "../due-date/names.ts";
import type { Texts } from "../texts/texts.ts";
import { isPlainDate, weekdayOf } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";

/** What is wrong with a day; `words` are a person's. */
type DayProblem =
  | { readonly kind: "missing" }
  | { readonly kind: "over"; readonly date: PlainDate }
  | { readonly kind: "none" | "ambiguous" | "unreadable"; readonly words: string }
  | { readonly kind: "other-weekday"; readonly words: string; readonly date: PlainDate };

/** A day, or what is wrong with it. */
export type DayResult =
  | { readonly ok: true; readonly date: PlainDate }
  | { readonly ok: false; readonly problem: DayProblem };

const IN_WORDS = /^(?:(\p{L}+)\.?,? +)?(\d{1,2})(?:st|nd|rd|th|\.)? +(\p{L}+)\.?(?:,? +(\d{4}))?$/iu;
/** 29 February may be eight years away. */
const YEARS_AHEAD = 8;

function refuse(problem: DayProblem): DayResult {
  return { ok: false, problem };
}

function pad(number: string | number): string {
  return `${number}`.padStart(2, "0");
}

/**
 * Reads a day as people write it: `2026-12-03`, `3 Dec 2026`, `Thu 3 December`, `Do., 3. Dez.`; names count in the languages
 * in which due dates are read, whichever one the project has. Without a year it is the next such day, `today` included. Days that can be read in two ways (`03/04`), relative ones and days before `today` are refused.
 */
export function parseDay(text: string, today: PlainDate): DayResult {
  const words = text.trim();
  if (words === "") return refuse({ kind: "missing" });
  const inWords = IN_WORDS.exec(words);
  const result = inWords === null ? parseNumbers(words) : parseWords(inWords, words, today);
  if (result.ok && result.date < today) return refuse({ kind: "over", date: result.date });
  return result;
}

function parseNumbers(words: string): DayResult {
  if (isPlainDate(words)) return { ok: true, date: words };
  if (/^\d{4}-\d\d-\d\d$/.test(words)) return refuse({ kind: "none", words });
  if (/^\d{1,4}[./-]\d{1,2}(?:[./-]\d{0,4})?$/.test(words)) return refuse({ kind: "ambiguous", words });
  return refuse({ kind: "unreadable", words });
}

function parseWords([, weekday, day = "", month = "", year]: RegExpExecArray, words: string, today: string): DayResult {
  const number = monthOf(month, "");
  const wanted = weekday === undefined ? null : weekdaysNamed(weekday);
  if (number === null || wanted?.length === 0) return refuse({ kind: "unreadable", words });
  const first = Number(today.slice(0, 4));
  const years = year === undefined ? Array.from({ length: YEARS_AHEAD + 1 }, (_, index) => first + index) : [year];
  const days = years.map((one) => `${one}-${pad(number)}-${pad(day)}`).filter(isPlainDate);
  const date = days.find((one) => year !== undefined || one >= today);
  if (date === undefined) return refuse({ kind: "none", words });
  if (wanted?.includes(weekdayOf(date)) === false) return refuse({ kind: "other-weekday", words, date });
  return { ok: true, date };
}

/** What is wrong with a day, as half a sentence for people. */
export function dayProblem(problem: DayProblem, { commands, format }: Texts): string {
  switch (problem.kind) {
    case "missing":
      return commands.dayMissing;
    case "over":
      return commands.dayIsOver({ day: format.day(problem.date) });
    case "none":
      return commands.noSuchDay({ words: problem.words });
    case "ambiguous":
      return commands.dayAmbiguous({ words: problem.words });
    case "unreadable":
      return commands.noDay({ words: problem.words });
    case "other-weekday":
      return commands.dayDoesNotFit({ words: problem.words, day: format.day(problem.date) });
  }
}
