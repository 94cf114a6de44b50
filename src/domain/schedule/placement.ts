import { type Reason, reason } from "../reason.ts";
import type { HolidayCalendar, PlainDate, PlainTime } from "../time/types.ts";
import { formatDay } from "./format.ts";
import { recurrenceOn } from "./rule-dates.ts";
import type { DateRange, Move, OccurrenceOverrides, SeriesSchedule } from "./types.ts";

/** Where one planned day ends up on the wall clock, before neighbours and the zone's clock changes are looked at. */
export interface Placement {
  readonly id: PlainDate;
  readonly date: PlainDate;
  readonly time: PlainTime;
  /** `holiday`: the holiday policy must still find it another day. */
  readonly state: "planned" | "skipped" | "holiday";
  readonly reasons: readonly Reason[];
}

/**
 * Places one planned day by what people said, strongest first: what they did in GitLab (`overrides`), a configured
 * `move`, `skip` and `pause`, the holiday policy. A move wins over a skip of the same day, into skipped days and onto
 * holidays too: whoever names one call means it.
 *
 * A call moved in GitLab keeps the time it had; moved back to its planned day it gets the series' time again.
 */
export function place(
  schedule: SeriesSchedule,
  calendar: HolidayCalendar,
  overrides: OccurrenceOverrides,
  id: PlainDate,
): Placement {
  const moved = movedPlacement(schedule, overrides, id);
  const placed = moved ?? {
    id,
    date: id,
    time: recurrenceOn(schedule, id).time,
    state: "planned" as const,
    reasons: [],
  };
  const skipped = overrides.skipped.get(id);
  if (skipped !== undefined) return { ...placed, state: "skipped", reasons: [...placed.reasons, skipped] };
  if (moved !== null) return moved;
  const stopped = skipReason(schedule, id);
  if (stopped !== null) return { ...placed, state: "skipped", reasons: [stopped] };
  return onHoliday(schedule, calendar, placed);
}

function movedPlacement(schedule: SeriesSchedule, overrides: OccurrenceOverrides, id: PlainDate): Placement | null {
  const configured = schedule.move.find((move) => move.date === id);
  const override = overrides.moved.get(id);
  if (override === undefined && configured === undefined) return null;
  const usual = recurrenceOn(schedule, id).time;
  const time = configured?.toTime ?? usual;
  if (override !== undefined && override.toDate !== configured?.toDate) {
    const keptTime = override.toDate === id ? usual : time;
    const overruled = configured === undefined ? [] : [overruledReason(configured)];
    return { id, date: override.toDate, time: keptTime, state: "planned", reasons: [override.reason, ...overruled] };
  }
  if (configured === undefined) return null;
  const { toDate } = configured;
  const where = `moved from ${formatDay(id)} to ${formatDay(toDate)}, ${time}`;
  const text = configured.reason === null ? where : `${where}: ${configured.reason}`;
  return {
    id,
    date: toDate,
    time,
    state: "planned",
    reasons: [reason("moved", text, { date: id, toDate, toTime: time, reason: configured.reason })],
  };
}

function overruledReason({ date, toDate }: Move): Reason {
  const text = `the configuration moves it to ${formatDay(toDate)}, which is not used: the day was chosen in GitLab`;
  return reason("move-overruled", text, { date, toDate });
}

/** Why `skip` or `pause` keep a day free, or null when they do not. */
export function skipReason(schedule: Pick<SeriesSchedule, "skip" | "pause">, date: PlainDate): Reason | null {
  const skip = schedule.skip.find((range) => covers(range, date));
  if (skip !== undefined) return rangeReason("skip", "skipped", skip);
  const pause = schedule.pause.find((range) => covers(range, date));
  return pause === undefined ? null : rangeReason("pause", "the series is paused", pause);
}

/** True when a day lies in a range; both ends belong to it. */
export function covers(range: DateRange, date: PlainDate): boolean {
  return range.from <= date && (range.to === null || date <= range.to);
}

function rangeReason(rule: "skip" | "pause", verb: string, range: DateRange): Reason {
  const days =
    range.from === range.to
      ? `on ${formatDay(range.from)}`
      : `from ${formatDay(range.from)}${range.to === null ? "" : ` to ${formatDay(range.to)}`}`;
  const text = range.reason === null ? `${verb} ${days}` : `${verb} ${days}: ${range.reason}`;
  return reason(rule, text, { from: range.from, to: range.to, reason: range.reason });
}

function onHoliday(schedule: SeriesSchedule, calendar: HolidayCalendar, placed: Placement): Placement {
  const holiday = schedule.holidays === "ignore" ? null : calendar(placed.date);
  if (holiday === null) return placed;
  if (schedule.holidays !== "skip") return { ...placed, state: "holiday" };
  const text = `${formatDay(placed.date)} is ${holiday}`;
  return { ...placed, state: "skipped", reasons: [reason("holiday", text, { date: placed.date, holiday })] };
}
