import { type Reason, reason } from "../reason.ts";
import { addDays } from "../time/dates.ts";
import type { HolidayCalendar, Instant, PlainDate } from "../time/types.ts";
import { addMinutes, epochOf, toLocal, type ZonedMoment, zonedMoment } from "../time/zoned-time.ts";
import { formatDay } from "./format.ts";
import { LONGEST_SHIFT, shiftOffHolidays } from "./holiday-shift.ts";
import { agendaDueAt } from "./lead-time.ts";
import { type Placement, place } from "./placement.ts";
import { ruleDates } from "./rule-dates.ts";
import type { Occurrence, OccurrenceOverrides, SeriesSchedule } from "./types.ts";

/** A shift brings planned days from this far outside the window into it, and is kept away by calls twice as far. */
const MARGIN = 2 * LONGEST_SHIFT;

/**
 * The occurrences of a series whose call begins in a window (`from <= start < to`), in order of start; the skipped
 * ones too, at the time they would have had.
 *
 * Where each is and why follows {@link place} and {@link shiftOffHolidays}. The rule alone decides which days are
 * planned: whatever is moved, shifted or skipped, the rhythm of the others stays. A moved call is found by where it
 * takes place, however far that is from the day it was planned for. Moves of days that the rule does not plan are left
 * out here and told by `checkSchedule`. Throws a RangeError for an unknown time zone.
 */
export function planOccurrences(
  schedule: SeriesSchedule,
  calendar: HolidayCalendar,
  overrides: OccurrenceOverrides,
  window: { readonly from: Instant; readonly to: Instant },
): readonly Occurrence[] {
  const [from, to] = [epochOf(window.from), epochOf(window.to)];
  // A day more on both sides: a clock change can carry a call over midnight.
  const first = addDays(toLocal(window.from, schedule.timeZone).date, -1);
  const last = addDays(toLocal(window.to, schedule.timeZone).date, 1);
  const placements = plannedDays(schedule, overrides, addDays(first, -MARGIN), addDays(last, MARGIN)).map((id) =>
    place(schedule, calendar, overrides, id),
  );
  return shiftOffHolidays(schedule, calendar, placements)
    .filter(({ date }) => date >= first && date <= last)
    .map((placement) => toOccurrence(schedule, calendar, placement))
    .filter(({ start }) => epochOf(start) >= from && epochOf(start) < to)
    .sort((a, b) => epochOf(a.start) - epochOf(b.start) || (a.id < b.id ? -1 : 1));
}

/** One occurrence of a series, wherever it takes place now; null for a day that the rule does not plan. */
export function occurrenceOf(
  schedule: SeriesSchedule,
  calendar: HolidayCalendar,
  overrides: OccurrenceOverrides,
  id: PlainDate,
): Occurrence | null {
  const { date } = place(schedule, calendar, overrides, id);
  const window = {
    from: `${addDays(date, -LONGEST_SHIFT - 2)}T00:00:00Z`,
    to: `${addDays(date, LONGEST_SHIFT + 2)}T00:00:00Z`,
  };
  return planOccurrences(schedule, calendar, overrides, window).find((occurrence) => occurrence.id === id) ?? null;
}

/** The planned days between two days, and those that somebody moved, wherever they are. */
function plannedDays(
  schedule: SeriesSchedule,
  overrides: OccurrenceOverrides,
  first: PlainDate,
  last: PlainDate,
): readonly PlainDate[] {
  const named = new Set([...schedule.move.map(({ date }) => date), ...overrides.moved.keys()]);
  const bounds = [...named, first, last].sort();
  const days = ruleDates(schedule, bounds[0] as PlainDate, bounds[bounds.length - 1] as PlainDate);
  return days.filter((day) => named.has(day) || (day >= first && day <= last));
}

function toOccurrence(schedule: SeriesSchedule, calendar: HolidayCalendar, placement: Placement): Occurrence {
  const moment = zonedMoment(placement.date, placement.time, schedule.timeZone);
  const call = { date: placement.date, time: placement.time, start: moment.instant };
  const clock = clockReason(placement, moment, schedule.timeZone);
  return {
    series: schedule.series,
    id: placement.id,
    date: moment.date,
    time: moment.time,
    start: moment.instant,
    end: addMinutes(moment.instant, schedule.durationMinutes),
    agendaDueAt: agendaDueAt(call, schedule.leadTime, schedule.timeZone, calendar),
    state: placement.state === "planned" && moment.clock !== "no-day" ? "planned" : "skipped",
    reasons: clock === null || placement.state === "skipped" ? placement.reasons : [...placement.reasons, clock],
  };
}

function clockReason({ date, time }: Placement, moment: ZonedMoment, timeZone: string): Reason | null {
  const data = { date, time, timeZone, start: moment.instant };
  const day = formatDay(date);
  switch (moment.clock) {
    case "plain":
      return null;
    case "gap":
      return reason(
        "clock-gap",
        `the clock in ${timeZone} skips ${time} on ${day}, the call begins at ${moment.time}`,
        data,
      );
    case "repeated":
      return reason(
        "clock-repeated",
        `${time} comes twice on ${day} in ${timeZone}, the call begins at the first`,
        data,
      );
    case "no-day":
      return reason("no-such-day", `the calendar of ${timeZone} has no ${day}`, data);
    default:
      return moment.clock satisfies never;
  }
}
