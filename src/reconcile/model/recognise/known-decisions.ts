import { decideAgendas } from "../../../domain/schedule/decide.ts";
import type { SeriesDecisions, SeriesSchedule } from "../../../domain/schedule/types.ts";
import type { HolidayCalendar } from "../../../domain/time/types.ts";
import { DAY_MS } from "../../../domain/time/units.ts";
import { epochOf } from "../../../domain/time/zoned-time.ts";

/** Decides about the calls of a series, as `decideAgendas` does. */
export type DecideAgendas = typeof decideAgendas;

/** How far ahead skipped calls are listed moves with the time, which is no change: once a day is enough for it. */
const KEPT_MS = DAY_MS;

interface Decided {
  readonly calendar: HolidayCalendar;
  readonly existing: ReadonlySet<string>;
  readonly at: number;
  readonly decisions: SeriesDecisions;
}

/**
 * Decides anew only where something may have changed: between an instant and its `nextChangeAt` the list stays the same. What
 * is known of a series lives as long as its schedule does. A series with calls that people moved or skipped is decided each
 * time, as is one with an agenda due, of which the reason tells the time.
 */
export function knownDecisions(decide: DecideAgendas = decideAgendas): DecideAgendas {
  const known = new WeakMap<SeriesSchedule, Decided>();
  return (schedule, calendar, overrides, existing, now, isNew = false) => {
    const at = epochOf(now);
    const before = known.get(schedule);
    const isPlain = overrides.moved.size === 0 && overrides.skipped.size === 0 && !isNew;
    if (isPlain && before !== undefined && before.calendar === calendar && holds(before, existing, at))
      return before.decisions;
    const decisions = decide(schedule, calendar, overrides, existing, now, isNew);
    const isDue = decisions.decisions.some(({ decision }) => decision === "due");
    if (isPlain && !isDue) known.set(schedule, { calendar, existing: new Set(existing), at, decisions });
    return decisions;
  };
}

function holds(before: Decided, existing: ReadonlySet<string>, at: number): boolean {
  const { nextChangeAt } = before.decisions;
  if (at < before.at || at >= before.at + KEPT_MS || (nextChangeAt !== null && at >= epochOf(nextChangeAt)))
    return false;
  return existing.size === before.existing.size && [...existing].every((id) => before.existing.has(id));
}
