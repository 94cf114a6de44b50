import type { LeadTime } from "../schedule/types.ts";
import { addBusinessDays, isBusinessDay } from "../time/business-days.ts";
import { addDays } from "../time/dates.ts";
import type { HolidayCalendar, Instant, PlainDate } from "../time/types.ts";
import { addMinutes, toLocal } from "../time/zoned-time.ts";

function dayAfter(closedAt: Instant, due: LeadTime, timeZone: string, calendar: HolidayCalendar): PlainDate {
  const { date } = toLocal(closedAt, timeZone);
  switch (due.unit) {
    case "minutes":
      return toLocal(addMinutes(closedAt, due.amount), timeZone).date;
    case "hours":
      return toLocal(addMinutes(closedAt, due.amount * 60), timeZone).date;
    case "days":
      return addDays(date, due.amount);
    case "weeks":
      return addDays(date, due.amount * 7);
    case "business-days":
      return addBusinessDays(date, due.amount, calendar);
    default:
      return due.unit satisfies never;
  }
}

/**
 * The day by which a follow-up is promised: so long after its agenda was closed, on the project's calendar, and never on
 * a weekend or holiday but on the next business day (handbook A69: within one business day).
 *
 * Throws a RangeError when the calendar has no business day within a year.
 */
export function followUpDue(closedAt: Instant, due: LeadTime, timeZone: string, calendar: HolidayCalendar): PlainDate {
  const day = dayAfter(closedAt, due, timeZone, calendar);
  return isBusinessDay(day, calendar) ? day : addBusinessDays(day, 1, calendar);
}
