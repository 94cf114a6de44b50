import { addDays, addMonths, weekdayOf } from "../time/dates.ts";
import type { PlainDate, PlainTime } from "../time/types.ts";
import { describeRule } from "./describe-rule.ts";
import { WEEKDAY_CODES } from "./repeat-vocabulary.ts";
import type { Recurrence } from "./types.ts";

/** How long after a call another one is: whole days, weeks or months. */
export interface CallDistance {
  readonly amount: number;
  readonly unit: "days" | "weeks" | "months";
}

/** Makes the calls of a series out of those of another that were held: each is followed by one, some time later. */
export interface CallTrigger {
  /** Id of the series whose calls are followed. */
  readonly after: string;
  readonly distance: CallDistance;
  /** The weekday of the calls: 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  readonly time: PlainTime;
}

/** Returns the day of the call that follows one that was held: the first of its weekday once the time has passed. */
export function triggeredDay(held: PlainDate, { distance, weekday }: CallTrigger): PlainDate {
  const { amount, unit } = distance;
  const day = unit === "months" ? addMonths(held, amount) : addDays(held, unit === "weeks" ? amount * 7 : amount);
  return firstWeekdayFrom(day, weekday);
}

/** Returns the first of a weekday (1 is Monday, 7 Sunday) from a day on, which may be that day. */
export function firstWeekdayFrom(day: PlainDate, weekday: number): PlainDate {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7);
}

/** A day before all calls: a rule of this one day plans nothing from any series' first day on. */
const BEFORE_ALL = "1970-01-01";

/** What stands for the rhythm of a series that follows another, as long as no call of that one was held. */
export function waitingForCall(text: string, time: PlainTime): Recurrence {
  return { rrule: "FREQ=DAILY;COUNT=1", time, text, countedFrom: BEFORE_ALL };
}

/** A single call on a day. */
export function onceOn(day: PlainDate, text: string, time: PlainTime): Recurrence {
  return { rrule: "FREQ=DAILY;COUNT=1", time, text, countedFrom: day };
}

/** A rule with its time, and with the words that `repeat` has for it. */
export function ruleInWords(rrule: string, time: PlainTime): Recurrence {
  return { rrule, time, text: describeRule(rrule, time) };
}

/** Returns a weekday (1 is Monday, 7 Sunday) as RFC 5545 has it: `TU`. */
export function weekdayCode(weekday: number): string {
  return WEEKDAY_CODES[weekday - 1] ?? "";
}

/**
 * Returns which of its kind in the month the weekday is that lies in the week of a day, as RFC 5545 has it: `2TU`. The fifth
 * is the last, `-1TU`, since not each month has five.
 *
 * @param weekday 1 is Monday, 7 Sunday
 */
export function weekdayInMonth(day: PlainDate, weekday: number): string {
  const nth = Math.ceil(dayInWeekOf(day, weekday).getUTCDate() / 7);
  return `${nth === 5 ? -1 : nth}${weekdayCode(weekday)}`;
}

function dayInWeekOf(day: PlainDate, weekday: number): Date {
  return new Date(`${addDays(day, weekday - weekdayOf(day))}T00:00:00Z`);
}

/**
 * Returns a month of the contract year as a rule of the calendar: the weekday in the third week of that month of the
 * contract, so that it lies in it each year.
 *
 * @param month 1 is the month that begins with the first day of the contract
 * @param weekday 1 is Monday, 7 Sunday
 */
export function contractMonth(since: PlainDate, month: number, weekday: number): string {
  const day = addDays(addMonths(since, month - 1), 14);
  const calendarMonth = dayInWeekOf(day, weekday).getUTCMonth() + 1;
  return `FREQ=YEARLY;BYMONTH=${calendarMonth};BYDAY=${weekdayInMonth(day, weekday)}`;
}
