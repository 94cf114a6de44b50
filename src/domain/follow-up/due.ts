import type { LeadTime } from "../schedule/types.ts";
import { addBusinessDays, isBusinessDay } from "../time/business-days.ts";
import { addDays } from "../time/dates.ts";
import { startOfDay } from "../time/kind-hours.ts";
import type { HolidayCalendar, Instant, PlainDate } from "../time/types.ts";
import { addMinutes, toLocal } from "../time/zoned-time.ts";

/** The call that a follow-up is about: its day, and when it began where that is known. */
export interface CallOfFollowUp {
  readonly date: PlainDate;
  readonly start: Instant | null;
}

function dayAfter(call: CallOfFollowUp, due: LeadTime, timeZone: string, calendar: HolidayCalendar): PlainDate {
  const later = (minutes: number): PlainDate =>
    toLocal(addMinutes(call.start ?? startOfDay(call.date, timeZone), minutes), timeZone).date;
  switch (due.unit) {
    case "minutes":
      return later(due.amount);
    case "hours":
      return later(due.amount * 60);
    case "days":
      return addDays(call.date, due.amount);
    case "weeks":
      return addDays(call.date, due.amount * 7);
    case "business-days":
      return addBusinessDays(call.date, due.amount, calendar);
    default:
      return due.unit satisfies never;
  }
}

/**
 * Returns the day by which a follow-up is to be sent: so long after its call, on the project's calendar, and never on a
 * weekend or holiday but on the next business day (handbook A69: within one business day of the call).
 *
 * Throws a RangeError when the calendar has no business day within a year.
 */
export function followUpDue(
  call: CallOfFollowUp,
  due: LeadTime,
  timeZone: string,
  calendar: HolidayCalendar,
): PlainDate {
  const day = dayAfter(call, due, timeZone, calendar);
  return isBusinessDay(day, calendar) ? day : addBusinessDays(day, 1, calendar);
}
