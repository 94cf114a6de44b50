import { addBusinessDays, isBusinessDay } from "../time/business-days.ts";
import { addDays } from "../time/dates.ts";
import type { HolidayCalendar, Instant, PlainDate, PlainTime } from "../time/types.ts";
import { addMinutes, epochOf, toInstant, toLocal } from "../time/zoned-time.ts";
import type { NoiseRules } from "./types.ts";

/** The clock and calendar by which people are left in peace. */
export interface AllowedTime {
  readonly quietHours: NoiseRules["quietHours"];
  readonly timeZone: string;
  readonly calendar: HolidayCalendar;
}

/**
 * The first instant from `instant` on (itself included) on a business day outside quiet hours. Quiet hours are from
 * `from` up to but not including `to`; when both are the same there are none.
 *
 * Throws a RangeError when the calendar has no business day within a year.
 */
export function nextAllowed(instant: Instant, { quietHours, timeZone, calendar }: AllowedTime): Instant {
  const local = toLocal(instant, timeZone);
  if (!isBusinessDay(local.date, calendar)) {
    const start = startOfDay(addBusinessDays(local.date, 1, calendar), timeZone);
    return nextAllowed(start, { quietHours, timeZone, calendar });
  }
  if (quietHours === null || !isQuiet(local.time, quietHours)) return instant;
  const { from, to } = quietHours;
  const day = from < to || local.time < to ? local.date : addDays(local.date, 1);
  const end = toInstant(day, to, timeZone);
  // Where the clock is set back the end of quiet hours may come twice, and the first one is over: look on by the minute.
  const later = epochOf(end) > epochOf(instant) ? end : addMinutes(instant, 1);
  return nextAllowed(later, { quietHours, timeZone, calendar });
}

/** The first instant of a day. */
export function startOfDay(date: PlainDate, timeZone: string): Instant {
  return toInstant(date, "00:00", timeZone);
}

function isQuiet(time: PlainTime, { from, to }: { readonly from: PlainTime; readonly to: PlainTime }): boolean {
  return from <= to ? from <= time && time < to : time >= from || time < to;
}
