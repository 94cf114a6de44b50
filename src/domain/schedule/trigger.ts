import { addDays, addMonths, weekdayOf } from "../time/dates.ts";
import type { PlainDate, PlainTime } from "../time/types.ts";
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

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

/**
 * Returns a month of the contract year as a rhythm of the calendar, `every year on the third tuesday of june`: the weekday in the
 * third week of that month of the contract, so that it lies in it each year.
 *
 * @param month 1 is the month that begins with the first day of the contract
 * @param ordinalOf which of its kind in the month the weekday in the week of a day is
 */
export function contractMonth(
  since: PlainDate,
  month: number,
  weekday: { readonly name: string; readonly number: number },
  ordinalOf: (day: PlainDate, weekday: number) => string,
): string {
  const day = addDays(addMonths(since, month - 1), 14);
  const date = addDays(day, weekday.number - weekdayOf(day));
  const name = MONTHS[Number(date.split("-")[1]) - 1] ?? "";
  return `every year on the ${ordinalOf(date, weekday.number)} ${weekday.name} of ${name}`;
}
