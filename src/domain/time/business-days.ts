import { addDays, isWeekend } from "./dates.ts";
import type { HolidayCalendar, PlainDate } from "./types.ts";

/** Days searched before it is clear that a calendar has no business day left. */
const LONGEST_BREAK = 366;

/** True from Monday to Friday, unless the day is a public holiday. */
export function isBusinessDay(date: PlainDate, calendar: HolidayCalendar): boolean {
  return !isWeekend(date) && calendar(date) === null;
}

/**
 * The business day that is `count` business days after a day; the day itself is never counted and may be any day.
 * A count of 0 gives the day back, a negative one goes back in time.
 *
 * Throws a RangeError when `count` is no whole number, or when the calendar has no business day within a year.
 */
export function addBusinessDays(date: PlainDate, count: number, calendar: HolidayCalendar): PlainDate {
  if (!Number.isInteger(count)) throw new RangeError(`expected a whole number of business days, got ${count}`);
  let day = date;
  for (let left = Math.abs(count); left > 0; left--) day = nextBusinessDay(day, count < 0 ? -1 : 1, calendar);
  return day;
}

/** The business day that is `count` business days before a day; the mirror of {@link addBusinessDays}. */
export function subtractBusinessDays(date: PlainDate, count: number, calendar: HolidayCalendar): PlainDate {
  return addBusinessDays(date, -count, calendar);
}

function nextBusinessDay(date: PlainDate, step: 1 | -1, calendar: HolidayCalendar): PlainDate {
  let day = date;
  for (let tries = 0; tries < LONGEST_BREAK; tries++) {
    day = addDays(day, step);
    if (isBusinessDay(day, calendar)) return day;
  }
  throw new RangeError(`the calendar has no business day within a year of ${date}`);
}
