import { addBusinessDays, isBusinessDay } from "./business-days.ts";
import { addDays } from "./dates.ts";
import type { HolidayCalendar, Instant, PlainDate, PlainTime } from "./types.ts";
import { DAY_MS, MINUTE_MS } from "./units.ts";
import { addMinutes, epochOf, fromEpoch, toInstant, toLocal } from "./zoned-time.ts";

/** From `from` up to but not including `to`, which may span midnight; when both are the same there are none. */
export interface QuietHours {
  readonly from: PlainTime;
  readonly to: PlainTime;
}

/**
 * When what mails people who did not just act may go out: on business days outside the quiet hours (null: at any hour of
 * them), or at `any-time`, which somebody asked for.
 */
export type KindHours = { readonly quietHours: QuietHours | null } | "any-time";

/** Kind hours with the clock and the calendar that they are read by. */
export interface MailTimes {
  readonly hours: KindHours;
  readonly timeZone: string;
  readonly calendar: HolidayCalendar;
}

/**
 * Returns the first instant from `instant` on (itself included) at which mail may go out.
 *
 * Throws a RangeError when the calendar has no business day within a year.
 */
export function nextAllowed(instant: Instant, times: MailTimes): Instant {
  const { hours, timeZone, calendar } = times;
  if (hours === "any-time") return instant;
  const local = toLocal(instant, timeZone);
  if (!isBusinessDay(local.date, calendar))
    return nextAllowed(startOfDay(addBusinessDays(local.date, 1, calendar), timeZone), times);
  const { quietHours } = hours;
  if (quietHours === null || !isQuiet(local.time, quietHours)) return instant;
  const { from, to } = quietHours;
  const day = from < to || local.time < to ? local.date : addDays(local.date, 1);
  const end = toInstant(day, to, timeZone);
  // Where the clock is set back the end of quiet hours may come twice, and the first one is over: look on by the minute.
  const later = epochOf(end) > epochOf(instant) ? end : addMinutes(instant, 1);
  return nextAllowed(later, times);
}

/**
 * Returns when something that is due since an instant goes out, seen from `now`: at once where it is due and mail may go
 * out, else at the next instant at which it may. What has been due for a whole business day of allowed hours goes out at
 * once, whatever the hour: nobody looked in them, and a pipeline that runs only at night would never send it.
 *
 * Throws a RangeError when the calendar has no business day within a year.
 */
export function goesOutAt(since: Instant, now: Instant, times: MailTimes): Instant {
  if (epochOf(since) > epochOf(now)) return nextAllowed(since, times);
  const allowed = nextAllowed(now, times);
  return epochOf(starvedAt(since, times)) <= epochOf(now) ? now : allowed;
}

/** When a business day's worth of allowed hours is over since an instant. */
function starvedAt(since: Instant, times: MailTimes): Instant {
  if (times.hours === "any-time") return since;
  let left = allowedLength(times.hours.quietHours);
  for (let at = nextAllowed(since, times); ; ) {
    const end = endOfAllowed(at, times.hours.quietHours, times.timeZone);
    if (end - epochOf(at) >= left) return fromEpoch(epochOf(at) + left);
    left -= end - epochOf(at);
    at = nextAllowed(fromEpoch(end), times);
  }
}

/** Milliseconds of a business day in which mail may go out. */
function allowedLength(quietHours: QuietHours | null): number {
  if (quietHours === null) return DAY_MS;
  const quiet = (minutesOf(quietHours.to) - minutesOf(quietHours.from)) * MINUTE_MS;
  return quiet < 0 ? -quiet : DAY_MS - quiet;
}

function minutesOf(time: PlainTime): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return 60 * hours + minutes;
}

/** Where the allowed hours that an instant lies in end: with the quiet hours, or with the day. */
function endOfAllowed(at: Instant, quietHours: QuietHours | null, timeZone: string): number {
  const { date, time } = toLocal(at, timeZone);
  const midnight = epochOf(startOfDay(addDays(date, 1), timeZone));
  if (quietHours === null || quietHours.from === quietHours.to || quietHours.from <= time) return midnight;
  const quiet = epochOf(toInstant(date, quietHours.from, timeZone));
  // An hour that comes twice.
  return quiet > epochOf(at) ? Math.min(quiet, midnight) : epochOf(at) + MINUTE_MS;
}

/** The first instant of a day. */
export function startOfDay(date: PlainDate, timeZone: string): Instant {
  return toInstant(date, "00:00", timeZone);
}

function isQuiet(time: PlainTime, { from, to }: QuietHours): boolean {
  return from <= to ? from <= time && time < to : time >= from || time < to;
}
