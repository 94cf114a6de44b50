import type { PlainDate } from "./types.ts";
import { DAY_MS } from "./units.ts";

// Days are counted on Date's UTC calendar: it has no zone and no clock change, and costs a hundredth of Temporal.PlainDate.

/** True for a day that exists, written `YYYY-MM-DD` with a year from 1900 to 8999. */
export function isPlainDate(text: string): boolean {
  if (!/^(19|[2-8]\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  // Date rolls 31 June over to 1 July: only what comes back unchanged is a day.
  return !Number.isNaN(milliseconds) && dateOf(milliseconds) === text;
}

/** The day `count` days later; a negative count goes back. Throws a RangeError for what is no day. */
export function addDays(date: PlainDate, count: number): PlainDate {
  return dateOf(midnight(date) + count * DAY_MS);
}

/** The same day `count` months later, or the last of that month where it has fewer days. */
export function addMonths(date: PlainDate, count: number): PlainDate {
  const day = new Date(midnight(date));
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month, Math.min(day.getUTCDate(), last)));
}

/** Days from one day to another, negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((midnight(to) - midnight(from)) / DAY_MS);
}

/** The day of the week: 1 Monday to 7 Sunday (ISO 8601). */
export function weekdayOf(date: PlainDate): number {
  return new Date(midnight(date)).getUTCDay() || 7;
}

/** True on Saturdays and Sundays. */
export function isWeekend(date: PlainDate): boolean {
  return weekdayOf(date) > 5;
}

function midnight(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dateOf(milliseconds: number): PlainDate {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
