import { type Reason, reason } from "../reason.ts";
import { isBusinessDay } from "../time/business-days.ts";
import { addDays } from "../time/dates.ts";
import type { HolidayCalendar, PlainDate } from "../time/types.ts";
import { formatDay } from "./format.ts";
import { type Placement, skipReason } from "./placement.ts";
import type { SeriesSchedule } from "./types.ts";

/** A call is shifted by this many days at most; a longer break skips it. */
export const LONGEST_SHIFT = 31;

/**
 * Shifts the calls that fall on public holidays to the next or the previous business day, in the order they were
 * planned. A call is skipped instead, with the reason said, when that day already has a call of the series (two calls
 * on one day or on the days around a holiday help nobody), is skipped or paused, or lies outside `from` to `until`.
 */
export function shiftOffHolidays(
  schedule: SeriesSchedule,
  calendar: HolidayCalendar,
  placements: readonly Placement[],
): readonly Placement[] {
  const taken = new Map(placements.filter(({ state }) => state === "planned").map(({ date, id }) => [date, id]));
  return placements.map((placement) => {
    if (placement.state !== "holiday") return placement;
    const target = businessDayNear(placement.date, schedule.holidays === "shift-previous-day" ? -1 : 1, calendar);
    const blocked = target === null ? "no business day is near" : blockedBy(schedule, target, taken);
    const holiday = calendar(placement.date);
    const day = `${formatDay(placement.date)} is ${holiday}`;
    if (target === null || blocked !== null) {
      const why = reason("holiday-shift-blocked", `${day}; ${blocked}`, { date: placement.date, holiday, target });
      return { ...placement, state: "skipped", reasons: [why] };
    }
    taken.set(target, placement.id);
    return { ...placement, date: target, state: "planned", reasons: [shifted(placement.date, target, day, holiday)] };
  });
}

function shifted(date: PlainDate, target: PlainDate, day: string, holiday: string | null): Reason {
  return reason("holiday-shift", `shifted to ${formatDay(target)}: ${day}`, { date, toDate: target, holiday });
}

function businessDayNear(date: PlainDate, step: 1 | -1, calendar: HolidayCalendar): PlainDate | null {
  for (let days = 1; days <= LONGEST_SHIFT; days++) {
    const candidate = addDays(date, days * step);
    if (isBusinessDay(candidate, calendar)) return candidate;
  }
  return null;
}

function blockedBy(
  schedule: SeriesSchedule,
  target: PlainDate,
  taken: ReadonlyMap<PlainDate, PlainDate>,
): string | null {
  const day = formatDay(target);
  const other = taken.get(target);
  if (other !== undefined) return `${day} already has the call planned for ${formatDay(other)}`;
  const stopped = skipReason(schedule, target);
  if (stopped !== null) return `${day} is no alternative: ${stopped.text}`;
  if (target < schedule.from || (schedule.until !== null && target > schedule.until))
    return `${day} lies outside the series`;
  return null;
}
