import { addDays } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { epochOf, toInstant } from "../time/zoned-time.ts";
import { expandRule } from "./expand-rule.ts";
import { parseUntil, type RuleUntil } from "./rule-parts.ts";
import type { Recurrence, SeriesSchedule } from "./types.ts";

/** What decides the days of a series before anything is moved or skipped. */
export type SeriesRule = Pick<SeriesSchedule, "recurrences" | "from" | "until" | "timeZone">;

/** The days, in order, that the rules of a series plan between two days (both included). Throws when one is not a rule that `parseRrule` accepts. */
export function ruleDates(rule: SeriesRule, first: PlainDate, last: PlainDate): readonly PlainDate[] {
  const days = rule.recurrences.map((recurrence) => datesOf(recurrence, rule, first, last));
  return days.length === 1 ? (days[0] ?? []) : [...new Set(days.flat())].sort();
}

/**
 * RFC 5545 with DTSTART = `from`, so intervals are counted from the week, month or year that holds `from`; `from` itself
 * is a meeting only when the rule says so. What else a series is given does not change how one of its rules counts.
 *
 * Whole days are planned, whatever the clock of the zone does: RFC 5545 drops times that a clock change skips, people
 * expect the call to take place. COUNT and UNTIL are applied here for the same reason: UNTIL is a wall-clock or UTC time.
 */
function datesOf(recurrence: Recurrence, rule: SeriesRule, first: PlainDate, last: PlainDate): readonly PlainDate[] {
  const { countedFrom = rule.from, firstDay = rule.from, lastDay = last } = recurrence;
  const { body, count, until } = splitLimits(recurrence.rrule);
  const from = latest(firstDay, rule.from, first);
  const end = [lastDay, rule.until ?? last, last].sort()[0] as PlainDate;
  if (from > end) return [];
  const days = expandRule(body, countedFrom, { first: count === null ? from : countedFrom, last: end });
  const counted = count === null ? days : days.slice(0, count);
  return counted.filter((day) => day >= from && (until === null || isWithin(day, until, recurrence, rule)));
}

function latest(...dates: readonly PlainDate[]): PlainDate {
  return dates.reduce((a, b) => (a > b ? a : b));
}

/** The rule that plans a day of the series, the first where none does. */
export function recurrenceOn(rule: SeriesRule, date: PlainDate): Recurrence {
  const [first, ...others] = rule.recurrences as readonly [Recurrence, ...Recurrence[]];
  if (others.length === 0) return first;
  return rule.recurrences.find((one) => datesOf(one, rule, date, date).length > 0) ?? first;
}

/** True when the rules themselves plan a meeting on a day. */
export function isRuleDate(rule: SeriesRule, date: PlainDate): boolean {
  return ruleDates(rule, date, date).length > 0;
}

/** Days after which the calendar repeats itself: what does not meet within them, from year to year, never does. */
const ALL_YEARS = 400 * 365.2425;

/** The first day, from a day on, that the rules plan, or null when there is none within 400 years. */
export function firstRuleDate(rule: SeriesRule, from: PlainDate): PlainDate | null {
  for (const span of [400, 9 * 366, ALL_YEARS]) {
    const [first] = ruleDates(rule, from, addDays(from, span));
    if (first !== undefined) return first;
  }
  return null;
}

function splitLimits(rrule: string): {
  readonly body: string;
  readonly count: number | null;
  readonly until: RuleUntil | null;
} {
  const parts = rrule.replace(/^RRULE:/i, "").split(";");
  const value = (name: string): string | null =>
    parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  const count = value("COUNT");
  const until = value("UNTIL");
  return {
    body: parts.filter((part) => !/^(COUNT|UNTIL)=/.test(part)).join(";"),
    count: count === null ? null : Number(count),
    until: until === null ? null : parseUntil(until),
  };
}

function isWithin(day: PlainDate, until: RuleUntil, { time }: Recurrence, { timeZone }: SeriesRule): boolean {
  if (until.kind === "day") return day <= until.date;
  if (until.kind === "wall-clock") return `${day}T${time}` <= `${until.date}T${until.time}`;
  return epochOf(toInstant(day, time, timeZone)) <= epochOf(until.instant);
}
