import { subtractBusinessDays } from "../time/business-days.ts";
import { addDays } from "../time/dates.ts";
import type { HolidayCalendar, Instant, PlainDate, PlainTime } from "../time/types.ts";
import { addMinutes, toInstant } from "../time/zoned-time.ts";
import type { LeadTime } from "./types.ts";

/**
 * The instant from which the agenda of a call is due.
 *
 * Minutes and hours are exact time before the start. Days, weeks and business days keep the call's time of day on the
 * zone's clock, over clock changes; business days step over weekends and holidays. `date` and `time` are the planned
 * wall clock, `start` its instant.
 */
export function agendaDueAt(
  call: { readonly date: PlainDate; readonly time: PlainTime; readonly start: Instant },
  leadTime: LeadTime,
  timeZone: string,
  calendar: HolidayCalendar,
): Instant {
  switch (leadTime.unit) {
    case "minutes":
      return addMinutes(call.start, -leadTime.amount);
    case "hours":
      return addMinutes(call.start, -leadTime.amount * 60);
    case "days":
      return toInstant(addDays(call.date, -leadTime.amount), call.time, timeZone);
    case "weeks":
      return toInstant(addDays(call.date, -leadTime.amount * 7), call.time, timeZone);
    case "business-days":
      return toInstant(subtractBusinessDays(call.date, leadTime.amount, calendar), call.time, timeZone);
    default:
      return leadTime.unit satisfies never;
  }
}
