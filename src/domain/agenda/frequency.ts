import { expandRule } from "../schedule/expand-rule.ts";
import type { Texts } from "../texts/texts.ts";
import { daysBetween, weekdayOf } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";

/** How often a rule meets: `times` in `every` units, all of it or on the average. */
export type Frequency =
  | { readonly kind: "once" }
  | { readonly kind: "weekdays" }
  | { readonly kind: "times"; readonly times: number; readonly every: number; readonly unit: Unit }
  | { readonly kind: "about"; readonly times: number; readonly every: number; readonly unit: "year" };

type Unit = "day" | "week" | "month" | "year";

/** Twelve years with leap years in them, from a Monday on: what comes back within four of them shows. */
const FIRST: PlainDate = "2001-01-01";
const LAST: PlainDate = "2012-12-31";
const YEARS = 12;
const MOST_WEEKS = 52;
const MOST_MONTHS = 48;

const UNITS: Readonly<Record<string, Unit>> = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" };
const DAYS_OF: Readonly<Record<Unit, number>> = { day: 1, week: 7, month: 30, year: 365 };
/** A rule of longer periods has too few of them in those years to be seen. */
const LONGEST_PERIOD = 4 * 366;

/** The smallest number of places after which a row repeats itself, or null beyond `most`. */
function periodOf(row: readonly number[], most: number): number | null {
  for (let period = 1; period <= most; period += 1) {
    if (row.every((value, index) => index < period || value === row[index - period])) return period;
  }
  return null;
}

/** The weekdays of each week, as bits from Monday on. */
function byWeek(days: readonly PlainDate[]): readonly number[] {
  const weeks = Array.from({ length: Math.floor((daysBetween(FIRST, LAST) + 1) / 7) }, () => 0);
  for (const day of days) {
    const week = Math.floor(daysBetween(FIRST, day) / 7);
    if (week < weeks.length) weeks[week] = (weeks[week] ?? 0) | (1 << (weekdayOf(day) - 1));
  }
  return weeks;
}

function byMonth(days: readonly PlainDate[]): readonly number[] {
  const months = Array.from({ length: YEARS * 12 }, () => 0);
  for (const day of days) {
    const [year = 0, month = 1] = day.split("-").map(Number);
    const index = (year - 2001) * 12 + month - 1;
    months[index] = (months[index] ?? 0) + 1;
  }
  return months;
}

function bitsOf(value: number): number {
  return value === 0 ? 0 : (value & 1) + bitsOf(value >> 1);
}

function sum(row: readonly number[]): number {
  return row.reduce((total, value) => total + value, 0);
}

function inDays(days: readonly PlainDate[]): Frequency | null {
  const [first, second] = days;
  if (first === undefined || second === undefined) return null;
  const apart = daysBetween(first, second);
  const isEven = days.every((day, index) => index === 0 || daysBetween(days[index - 1] ?? day, day) === apart);
  if (!isEven || days.length < 3) return null;
  if (apart % 7 === 0) return { kind: "times", times: 1, every: apart / 7, unit: "week" };
  // 29 February comes every 1461 days.
  return apart > 366 ? null : { kind: "times", times: 1, every: apart, unit: "day" };
}

function inWeeks(days: readonly PlainDate[]): Frequency | null {
  const weeks = byWeek(days);
  const every = periodOf(weeks, MOST_WEEKS);
  if (every === null) return null;
  if (every === 1 && weeks[0] === 0b11111) return { kind: "weekdays" };
  return { kind: "times", times: sum(weeks.slice(0, every).map(bitsOf)), every, unit: "week" };
}

function inMonths(days: readonly PlainDate[]): Frequency | null {
  const months = byMonth(days);
  const every = periodOf(months, MOST_MONTHS);
  if (every === null) return null;
  const times = sum(months.slice(0, every));
  if (times > 1 && every > 1 && 12 % every === 0) {
    return { kind: "times", times: (times * 12) / every, every: 1, unit: "year" };
  }
  if (every % 12 === 0) return times === 1 ? { kind: "times", times, every: every / 12, unit: "year" } : null;
  return { kind: "times", times, every, unit: "month" };
}

function onTheAverage(count: number): Frequency {
  if (count < YEARS) return { kind: "about", times: 1, every: Math.max(1, Math.round(YEARS / count)), unit: "year" };
  const kind = count % YEARS === 0 ? "times" : "about";
  return { kind, times: Math.round(count / YEARS), every: 1, unit: "year" };
}

/**
 * Returns how often an RFC 5545 rule meets, told by its days and not by its words: `FREQ=MONTHLY;BYDAY=1TU,3TU` meets twice
 * a month, `FREQ=MONTHLY;BYDAY=TU` every week. `rrule` is a body that `parseRrule` accepts.
 */
export function frequencyOf(rrule: string): Frequency {
  const parts = rrule.split(";").filter((part) => !/^(?:UNTIL|COUNT)=/.test(part));
  if (/COUNT=1(?!\d)/.test(rrule)) return { kind: "once" };
  const body = parts.join(";");
  const unit = UNITS[/FREQ=([A-Z]+)/.exec(body)?.[1] ?? ""] ?? "year";
  const every = Number(/INTERVAL=(\d+)/.exec(body)?.[1] ?? "1");
  const bare: Frequency = { kind: "times", times: 1, every, unit };
  if (every * DAYS_OF[unit] > LONGEST_PERIOD) return bare;
  const days = expandRule(body, FIRST, { first: FIRST, last: LAST });
  if (days.length === 0) return bare;
  return inDays(days) ?? inWeeks(days) ?? inMonths(days) ?? onTheAverage(days.length);
}

type FrequencyWords = Texts["titles"];

/** Those that have a word of their own. */
function usualWord(
  { times, every, unit }: Extract<Frequency, { times: number }>,
  titles: FrequencyWords,
): string | null {
  const words: Readonly<Record<string, string>> = {
    "1 1 day": titles.daily,
    "1 1 week": titles.weekly,
    "1 2 week": titles.biWeekly,
    "2 1 week": titles.twiceWeekly,
    "1 1 month": titles.monthly,
    "2 1 month": titles.twiceMonthly,
    "1 3 month": titles.quarterly,
    "1 6 month": titles.halfYearly,
    "1 1 year": titles.yearly,
  };
  return words[`${times} ${every} ${unit}`] ?? null;
}

function timesWord({ times, every, unit }: Extract<Frequency, { times: number }>, titles: FrequencyWords): string {
  return times === 1 ? titles.every[unit]({ count: every }) : titles.timesIn[unit]({ times, count: every });
}

/**
 * Returns how often a rule meets as the handbook's second meeting name uses it ("GitLab - Bi-weekly Collaboration"): Weekly,
 * Bi-weekly, Twice-monthly, Every 2 Months, Quarterly, 5 Times a Year, One-time, ...
 */
export function frequencyWord(rrule: string, { titles }: Texts): string {
  const frequency = frequencyOf(rrule);
  switch (frequency.kind) {
    case "once":
      return titles.once;
    case "weekdays":
      return titles.everyWeekday;
    case "times":
      return usualWord(frequency, titles) ?? timesWord(frequency, titles);
    case "about":
      return titles.about({ often: timesWord(frequency, titles) });
    default:
      return frequency satisfies never;
  }
}
