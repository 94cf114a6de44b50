import { RRuleTemporal } from "rrule-temporal";
import { addDays } from "./dates.ts";
import { parseUntil, type RuleUntil } from "./rule-parts.ts";
import type { PlainDate, SeriesSchedule } from "./types.ts";
import { epochOf, toInstant } from "./zoned-time.ts";

/** What decides the days of a series before anything is moved or skipped. */
export type SeriesRule = Pick<SeriesSchedule, "recurrence" | "from" | "until" | "timeZone">;

/** Periods the library may step through, 270 years of days; its default of 10,000 fails 27 years after `from`. */
const MOST_PERIODS = 100_000;

/**
 * The days, in order, that a series' rule plans between two days (both included).
 *
 * RFC 5545 with DTSTART = `from`, so intervals are counted from the week, month or year that holds `from`; `from`
 * itself is a meeting only when the rule says so. Throws when the rule is not one that `parseRrule` accepts.
 *
 * The library sees whole days in UTC and no zone: RFC 5545 drops times that a clock change skips, people expect the
 * call to take place. COUNT and UNTIL are applied here for the same reason: UNTIL is a wall-clock or UTC time.
 */
export function ruleDates(rule: SeriesRule, first: PlainDate, last: PlainDate): readonly PlainDate[] {
  const { body, count, until } = splitLimits(rule.recurrence.rrule);
  const begin = count === null && first > rule.from ? first : rule.from;
  const end = rule.until !== null && rule.until < last ? rule.until : last;
  if (begin > end) return [];
  const expander = new RRuleTemporal({
    rruleString: `DTSTART:${compact(rule.from)}T000000Z\nRRULE:${body}`,
    strict: true,
    maxIterations: MOST_PERIODS,
  });
  const days = expander.between(utcMidnight(begin), utcMidnight(end), true).map((day) => day.toString().slice(0, 10));
  const counted = count === null ? days : days.slice(0, count);
  return counted.filter((day) => day >= first && (until === null || isWithin(day, until, rule)));
}

/** True when the rule itself plans a meeting on a day. */
export function isRuleDate(rule: SeriesRule, date: PlainDate): boolean {
  return ruleDates(rule, date, date).length > 0;
}

/** The first day, from a day on, that the rule plans, or null when there is none within that many days. */
export function firstRuleDate(rule: SeriesRule, from: PlainDate, days: number): PlainDate | null {
  return ruleDates(rule, from, addDays(from, days))[0] ?? null;
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

function isWithin(day: PlainDate, until: RuleUntil, rule: SeriesRule): boolean {
  if (until.kind === "day") return day <= until.date;
  if (until.kind === "wall-clock") return `${day}T${rule.recurrence.time}` <= `${until.date}T${until.time}`;
  return epochOf(toInstant(day, rule.recurrence.time, rule.timeZone)) <= epochOf(until.instant);
}

function utcMidnight(date: PlainDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

function compact(date: PlainDate): string {
  return date.replaceAll("-", "");
}
