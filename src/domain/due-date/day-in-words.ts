import { NUMBERS } from "../schedule/repeat-vocabulary.ts";
import { addDays, weekdayOf } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { monthOf, nearDayIn, spanOf, weekdayNamed } from "./names.ts";
import { dateOf, inFull, isNearYear, mayBeDay, nearestYear } from "./numbers.ts";
import { type DateReading, type DueWord, isStrong, type WrittenDay } from "./types.ts";

/** `20 January 2027`, `1er déc.`, `20 de enero de 2027`, `30-Nov-26`. */
const DAY_MONTH =
  /^(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[ /-]?(?:(?:of|de) |d['’] ?)?(\p{L}{3,12})\.?(?:(?:,? (?:del? )?|[/-])(\d{4}|\d{2}(?![ \d]))(?![\p{L}\d:]))?(?![\p{L}\d])/iu;
/** `Jan 20`, `January 20th, 2027`: in English only. */
const MONTH_DAY =
  /^((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?[ -](\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4})(?![\p{L}\d:]))?(?![\p{L}\d:])/iu;

const WEEKDAY =
  /^(?:(next|nächste[nrms]?|volgende) )?(\p{L}{2,10})(?:[ -]feira)?\.?(?: (?:prochain|próximo|que viene|que vem))?/iu;
/** The week after that of the call, said behind the day. */
const NEXT_WEEK =
  /^,? (?:(?:of|in|de|da|do|la|der) ){0,2}(?:next week|nächste[rn]? woche|semaine prochaine|próxima semana|semana que vem|volgende week)/iu;
/** What makes another day of a name, or one that is over. */
const OTHER_WEEK = /^,? (?:(?:of|in|de|da|do|la|der) ){0,2}(?:next|week|woche|semaine|semana|dernier|pasado|passad)/iu;

const AHEAD =
  /^(?:in|dans|en|em|over) (\d{1,2}|[a-z]{1,6}) (?:(days?|tagen?|jours?|días?|dias?|dagen?)|weeks?|wochen?|semaines?|semanas?|weken)(?!\p{L})/iu;
const END =
  /^(?:(eow)|(eom|month[ -]end|monatsende)|(eoy|year[ -]end|jahresende)|(?:end|ende|fin|finales|fim|final|eind|einde)(?: (?:of|de|des|der|du|del|do|da|van|the|la|l['’]|het|this)){0,3} ?(?<=[ '’])(\p{L}{3,12}))(?!\p{L}| \d)/iu;

/** A day of a named month; null for one that there is not, undefined where its number or its year is none. */
function dayOfMonth(
  day: string,
  month: number,
  year: string | undefined,
  reading: DateReading,
): PlainDate | null | undefined {
  if (!mayBeDay(day)) return undefined;
  const number = String(month);
  if (year === undefined) return nearestYear(number, day, reading);
  return isNearYear(year, reading) ? dateOf(inFull(year), number, day) : undefined;
}

/** Without the dot that ends the sentence. */
function withoutStop(length: number, text: string): number {
  return text[length - 1] === "." && /^\s*(?:$|\s\p{Lu})/u.test(text.slice(length)) ? length - 1 : length;
}

/** The day of a named month that a text begins with, in any of the languages; null for none. */
export function readDayAndMonth(text: string, reading: DateReading): WrittenDay | null {
  const dayFirst = DAY_MONTH.exec(text);
  const found = dayFirst ?? MONTH_DAY.exec(text);
  const [all = "", first = "", second = "", year] = found ?? [];
  const [day, name] = dayFirst === null ? [second, first] : [first, second];
  const month = found === null ? null : monthOf(name, text.slice(all.length));
  const date = month === null ? undefined : dayOfMonth(day, month, year, reading);
  if (date === undefined) return null;
  return { date, length: withoutStop(all.length, text), isFixed: year !== undefined };
}

/** The next day of a name after the call that a text begins with: `Friday`, `nächsten Montag`; null for none. */
export function readWeekday(text: string, { languages }: DueWord, { callDate }: DateReading): WrittenDay | null {
  const [all = "", next = "", name = ""] = WEEKDAY.exec(text) ?? [];
  const afterName = text.slice(next === "" ? name.length : next.length + 1 + name.length);
  const numbers = languages.map((language) => weekdayNamed(name, afterName, language));
  const weekday = numbers.find((number) => number !== null);
  if (weekday == null) return null;
  const after = text.slice(all.length);
  const inNextWeek = NEXT_WEEK.exec(after)?.[0] ?? "";
  if (inNextWeek === "" && OTHER_WEEK.test(after)) return null;
  const today = weekdayOf(callDate);
  const isNext = next !== "" || inNextWeek !== "";
  // Nobody calls the day of the call by its name.
  const ahead = isNext ? 7 + weekday - today : ((weekday - today + 6) % 7) + 1;
  return { date: addDays(callDate, ahead), length: withoutStop(all.length, text) + inNextWeek.length, isFixed: false };
}

/** `tomorrow` and the like; what lasts until today is no promise. */
function readNearDay(text: string, { languages, kind }: DueWord, { callDate }: DateReading): WrittenDay | null {
  const found = languages.map((language) => nearDayIn(text, language)).find((one) => one !== null);
  if (found == null || (found.days === 0 && kind === "until")) return null;
  return { date: addDays(callDate, found.days), length: found.length, isFixed: false };
}

/** `in 2 weeks`, but not `by two weeks`, which is a length. */
function readDaysAhead(text: string, word: DueWord, { callDate }: DateReading): WrittenDay | null {
  const [all, amount = "", days] = AHEAD.exec(text) ?? [];
  const number = NUMBERS.get(amount.toLowerCase()) ?? Number(amount);
  if (all === undefined || !isStrong(word) || Number.isNaN(number)) return null;
  return { date: addDays(callDate, number * (days === undefined ? 7 : 1)), length: all.length, isFixed: false };
}

/** The last day of the month of a day. */
function endOfMonth(date: PlainDate): PlainDate {
  return addDays(`${addDays(`${date.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1);
}

/** `end of November`, `EOW`: the last day of a month or a year, the Friday of a week. */
function readEnd(text: string, reading: DateReading): WrittenDay | null {
  const [all = "", week, month, year, word = ""] = END.exec(text) ?? [];
  if (all === "") return null;
  const { callDate } = reading;
  const short = [week, month, year].findIndex((one) => one !== undefined);
  const span = (["week", "month", "year"] as const)[short] ?? spanOf(word);
  const named = span === null ? monthOf(word, "") : null;
  const inMonth = named === null ? callDate : nearestYear(String(named), "28", reading);
  if (inMonth === null || (span === null && named === null)) return null;
  if (span === "year") return { date: `${callDate.slice(0, 4)}-12-31`, length: all.length, isFixed: false };
  const date = span === "week" ? addDays(callDate, (5 - weekdayOf(callDate) + 7) % 7) : endOfMonth(inMonth);
  return { date, length: all.length, isFixed: false };
}

/** A day that is said by its distance from the call and that a text begins with; null for none. */
export function readRelativeDay(text: string, word: DueWord, reading: DateReading): WrittenDay | null {
  return readNearDay(text, word, reading) ?? readDaysAhead(text, word, reading) ?? readEnd(text, reading);
}
