import type { PlainDate } from "../time/types.ts";
import { DAY_MS } from "../time/units.ts";
import { WEEKDAY_CODES } from "./repeat-vocabulary.ts";

type Parts = ReadonlyMap<string, string>;

/** Days that follow each other, counted since 1970. */
interface DaySpan {
  readonly first: number;
  readonly length: number;
}

/** A stretch of time in which a rule chooses its days, and the weeks in it where these have numbers. */
type Period = DaySpan & { readonly weeks: number };

interface Day {
  readonly number: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** `MO` to `SU`. */
  readonly weekday: string;
}

type Fits = (day: Day, period: Period) => boolean;

/**
 * The days, in order, that an RFC 5545 rule plans between two days (both included), its periods counted from the one
 * that holds `anchor` (DTSTART). Days before `anchor` are none of the rule.
 *
 * Every part of the rule limits: a day is planned when it lies in a period that the rule does not leave out and fits
 * each BY part there is (section 3.3.10, with what DTSTART gives where a part is missing), then BYSETPOS chooses among
 * the days of one period. Numbered weeks belong to the year in which most of their days lie, as ISO 8601 counts.
 * `rrule` is a body that `parseRrule` accepts; its COUNT and UNTIL are not looked at.
 */
export function expandRule(
  rrule: string,
  anchor: PlainDate,
  between: { readonly first: PlainDate; readonly last: PlainDate },
): readonly PlainDate[] {
  const parts: Parts = new Map(rrule.split(";").map((part) => part.split("=") as [string, string]));
  const interval = Number(parts.get("INTERVAL") ?? "1");
  const from = numberOf(anchor);
  const [first, last] = [Math.max(numberOf(between.first), from), numberOf(between.last)];
  const fits = conditionsOf(parts, dayOf(from));
  const found: PlainDate[] = [];
  for (let count = firstPeriod(parts, from, first, interval); ; count += interval) {
    const period = periodAt(parts, from, count);
    if (period.first > last) return found;
    for (const { number } of chosen(
      daysOf(period).filter((day) => fits.every((fit) => fit(day, period))),
      parts,
    )) {
      if (number >= first && number <= last) found.push(dateOf(number));
    }
  }
}

/** The last period of the rule, counted from the one of `from`, that cannot begin after `first`. */
function firstPeriod(parts: Parts, from: number, first: number, interval: number): number {
  const between = periodsBetween(parts, dayOf(from), dayOf(Math.max(from, first)));
  // The first days of January may lie in a week of the year before.
  return between - (between % interval) - (parts.has("BYWEEKNO") ? interval : 0);
}

function periodsBetween(parts: Parts, a: Day, b: Day): number {
  switch (parts.get("FREQ")) {
    case "DAILY":
      return b.number - a.number;
    case "WEEKLY":
      return (weekStart(b.number, parts) - weekStart(a.number, parts)) / 7;
    case "MONTHLY":
      return (b.year - a.year) * 12 + b.month - a.month;
    default:
      return b.year - a.year;
  }
}

function periodAt(parts: Parts, from: number, count: number): Period {
  const { year, month } = dayOf(from);
  switch (parts.get("FREQ")) {
    case "DAILY":
      return { first: from + count, length: 1, weeks: 0 };
    case "WEEKLY":
      return { first: weekStart(from, parts) + 7 * count, length: 7, weeks: 0 };
    case "MONTHLY":
      return { ...monthSpan(year, month + count), weeks: 0 };
    default: {
      if (!parts.has("BYWEEKNO")) return { ...yearSpan(year + count), weeks: 0 };
      const [first, next] = [firstWeek(year + count, parts), firstWeek(year + count + 1, parts)];
      return { first, length: next - first, weeks: (next - first) / 7 };
    }
  }
}

function daysOf({ first, length }: DaySpan): readonly Day[] {
  return Array.from({ length }, (_, index) => dayOf(first + index));
}

/** BYSETPOS: some of a period's days, by their place from either end. */
function chosen(days: readonly Day[], parts: Parts): readonly Day[] {
  const positions = numbersOf(parts, "BYSETPOS");
  return positions === null ? days : days.filter((_, index) => isAt(index, days.length, positions));
}

/** What a day must fit; where no part says which days of the period, those like `start` (DTSTART). */
function conditionsOf(parts: Parts, start: Day): readonly Fits[] {
  const yearly = parts.get("FREQ") === "YEARLY";
  const days = ["BYDAY", "BYMONTHDAY", "BYYEARDAY"].some((name) => parts.has(name));
  const ofMonth = !days && !parts.has("BYWEEKNO") && (yearly || parts.get("FREQ") === "MONTHLY");
  const ofWeek = !days && (parts.has("BYWEEKNO") || parts.get("FREQ") === "WEEKLY");
  const conditions: Fits[] = [...monthConditions(parts), ...dayConditions(parts)];
  if (ofMonth) conditions.push(({ day }) => day === start.day);
  if (ofMonth && yearly && !parts.has("BYMONTH")) conditions.push(({ month }) => month === start.month);
  if (ofWeek) conditions.push(({ weekday }) => weekday === start.weekday);
  return conditions;
}

function monthConditions(parts: Parts): readonly Fits[] {
  const conditions: Fits[] = [];
  const [months, weeks] = [numbersOf(parts, "BYMONTH"), numbersOf(parts, "BYWEEKNO")];
  if (months !== null) conditions.push(({ month }) => months.includes(month));
  if (weeks !== null)
    conditions.push(({ number }, period) => isAt(Math.floor((number - period.first) / 7), period.weeks, weeks));
  return conditions;
}

function dayConditions(parts: Parts): readonly Fits[] {
  const conditions: Fits[] = [];
  const [monthDays, yearDays] = [numbersOf(parts, "BYMONTHDAY"), numbersOf(parts, "BYYEARDAY")];
  const weekdays = parts.get("BYDAY")?.split(",").map(readWeekday) ?? null;
  const numberedIn = parts.get("FREQ") === "YEARLY" && !parts.has("BYMONTH") ? yearAround : monthAround;
  if (monthDays !== null) conditions.push((day) => isAtDay(day, monthAround(day), monthDays));
  if (yearDays !== null) conditions.push((day) => isAtDay(day, yearAround(day), yearDays));
  if (weekdays !== null) conditions.push((day) => weekdays.some((one) => isWeekday(day, one, numberedIn)));
  return conditions;
}

interface Weekday {
  readonly name: string;
  /** Which one in the month or year, from the end where negative; null is each. */
  readonly position: number | null;
}

function readWeekday(text: string): Weekday {
  const position = text.slice(0, -2);
  return { name: text.slice(-2), position: position === "" ? null : Number(position) };
}

function isWeekday(day: Day, { name, position }: Weekday, around: (day: Day) => DaySpan): boolean {
  if (day.weekday !== name || position === null) return day.weekday === name;
  const { first, length } = around(day);
  const [before, after] = [day.number - first, first + length - 1 - day.number];
  return Math.floor((position > 0 ? before : after) / 7) === Math.abs(position) - 1;
}

function isAtDay({ number }: Day, { first, length }: DaySpan, positions: readonly number[]): boolean {
  return isAt(number - first, length, positions);
}

/** True where something with an index among `length` stands at one of the positions: 1 is the first, -1 the last. */
function isAt(index: number, length: number, positions: readonly number[]): boolean {
  return positions.includes(index + 1) || positions.includes(index - length);
}

function numbersOf(parts: Parts, name: string): readonly number[] | null {
  return parts.get(name)?.split(",").map(Number) ?? null;
}

function weekStart(number: number, parts: Parts): number {
  const start = WEEKDAY_CODES.indexOf(parts.get("WKST") ?? "MO");
  return number - ((WEEKDAY_CODES.indexOf(dayOf(number).weekday) - start + 7) % 7);
}

/** The first day of week 1, the first that has at least four days in its year. */
function firstWeek(year: number, parts: Parts): number {
  return weekStart(yearSpan(year).first + 3, parts);
}

function monthAround({ year, month }: Day): DaySpan {
  return monthSpan(year, month);
}

function yearAround({ year }: Day): DaySpan {
  return yearSpan(year);
}

/** `month` may be beyond 12. */
function monthSpan(year: number, month: number): DaySpan {
  return spanTo(Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1));
}

function yearSpan(year: number): DaySpan {
  return spanTo(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
}

function spanTo(first: number, next: number): DaySpan {
  return { first: first / DAY_MS, length: (next - first) / DAY_MS };
}

function dayOf(number: number): Day {
  const date = new Date(number * DAY_MS);
  const weekday = WEEKDAY_CODES[(date.getUTCDay() + 6) % 7] as string;
  return { number, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday };
}

function numberOf(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function dateOf(number: number): PlainDate {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
