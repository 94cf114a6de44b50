import { goesOutAt, type MailTimes, nextAllowed } from "../time/kind-hours.ts";
import type { HolidayCalendar, Instant } from "../time/types.ts";
import { DAY_MS } from "../time/units.ts";
import { epochOf, fromEpoch } from "../time/zoned-time.ts";
import {
  agendaExists,
  agendaHeld,
  agendaIsDue,
  agendaWaits,
  callMissed,
  sharesAgenda,
  skippedReason,
} from "./decision-reasons.ts";
import { planOccurrences } from "./occurrences.ts";
import type { Occurrence, OccurrenceDecision, OccurrenceOverrides, SeriesDecisions, SeriesSchedule } from "./types.ts";

/** How long a call that began without an agenda is reported as missed. */
const LOOK_BACK = 35 * DAY_MS;
/** Enough for three calls of a fortnightly, a monthly, a quarterly, a yearly series, and of one on leap days, even over 2100. */
const LOOK_AHEAD = [45 * DAY_MS, 120 * DAY_MS, 400 * DAY_MS, 1500 * DAY_MS, 20 * 366 * DAY_MS] as const;
/** So long after an open-ended pause began calls are still listed as skipped. */
const LEAST_AHEAD = 120 * DAY_MS;
/** Calls to come that are always listed, so that people see what the next runs would do. */
const CALLS_AHEAD = 3;
/** Skipped calls behind the last one that takes place that are listed: enough to say why there are no more. */
const SKIPPED_AHEAD = 3;

/** A call of the future and the earliest instant at which it may get its agenda. */
interface UpcomingCall {
  readonly occurrence: Occurrence;
  readonly makeAt: number;
  /** The call that must have ended first, where that is later than the lead time. */
  readonly after: Occurrence | null;
  /** Since when it is due, where kind hours put it off; else null. */
  readonly heldSince: number | null;
  /** It is made outside kind hours, since its call would begin without it. */
  readonly isLastMoment: boolean;
}

/**
 * Decides, at an instant, which calls of a series get an agenda and why not the others.
 *
 * - Only the next call that has not begun gets one, from `agendaDueAt` until it begins; while an earlier call is
 *   running the next one waits until that has ended (unless it begins before that end).
 * - Of calls that begin at the same instant one gets an agenda, which the others share.
 * - An agenda is made in the kind hours of the schedule, at the first instant of them; at any hour where nobody looked in
 *   a whole business day of them, or where its call would begin before the next.
 * - A call that began without an agenda in the last 35 days is `missed`: reported, never made for the past.
 * - Listed, in order of start: what was missed or skipped in the last 35 days, the running call, and the calls ahead
 *   up to the third that is not skipped. `next` is null when the series has ended.
 *
 * `existing` holds the ids of the occurrences that have an agenda, open or closed. `isNew`: nobody looked at the project
 * before, so that nothing can have been missed.
 */
export function decideAgendas(
  schedule: SeriesSchedule,
  calendar: HolidayCalendar,
  overrides: OccurrenceOverrides,
  existing: ReadonlySet<string>,
  now: Instant,
  isNew = false,
): SeriesDecisions {
  const at = epochOf(now);
  const occurrences = around(schedule, calendar, overrides, at);
  const shared = sharedCalls(occurrences, existing);
  const times = { hours: schedule.hours, timeZone: schedule.timeZone, calendar };
  const ahead = callsAhead(
    occurrences.filter((occurrence) => !shared.has(occurrence)),
    at,
    { ...times, isNew },
  );
  const decisions = occurrences.flatMap((occurrence): readonly OccurrenceDecision[] => {
    const other = shared.get(occurrence);
    if (other !== undefined) return [{ occurrence, decision: "skipped", reason: sharesAgenda(occurrence, other) }];
    const call = ahead.find((candidate) => candidate.occurrence === occurrence);
    const decision =
      call === undefined ? decideBegun(occurrence, existing, at) : decideAhead(schedule, call, existing, now);
    return decision === null ? [] : [decision];
  });
  const next = ahead[0]?.occurrence ?? null;
  return { series: schedule.series, decisions, next, nextChangeAt: nextChange(decisions, ahead[0], existing, at) };
}

function around(
  schedule: SeriesSchedule,
  calendar: HolidayCalendar,
  overrides: OccurrenceOverrides,
  at: number,
): readonly Occurrence[] {
  let found: readonly Occurrence[] = [];
  const end = Math.max(at + LEAST_AHEAD, lastPossible(schedule, overrides));
  // A series that begins in a year has no call before: days of calls are costly to find, so none is looked for twice.
  const begin = Math.max(at, firstPossible(schedule, overrides));
  for (const span of LOOK_AHEAD) {
    // Exactly 35 days ago is out: an instant later than that is the first that counts.
    found = planOccurrences(schedule, calendar, overrides, {
      from: fromEpoch(at - LOOK_BACK + 1),
      to: fromEpoch(Math.min(begin + span, end)),
    });
    const last = found.filter((occurrence) => isAhead(occurrence, at))[CALLS_AHEAD - 1];
    if (last !== undefined) return found.slice(0, found.indexOf(last) + 1);
    if (begin + span >= end) break;
  }
  const lastPlanned = found.findLastIndex(
    (occurrence) => occurrence.state === "planned" || epochOf(occurrence.start) <= at,
  );
  return found.slice(0, lastPlanned + 1 + SKIPPED_AHEAD);
}

/** Before a series begins only calls that people moved there take place. */
function firstPossible(schedule: SeriesSchedule, overrides: OccurrenceOverrides): number {
  const moved = [...schedule.move, ...overrides.moved.values()].map(({ toDate }) => toDate);
  return Math.min(...[schedule.from, ...moved].map((date) => Date.parse(date))) - 2 * DAY_MS;
}

/** After an open-ended pause begins, only calls that people moved take place. */
function lastPossible(schedule: SeriesSchedule, overrides: OccurrenceOverrides): number {
  const stops = [...schedule.pause, ...schedule.skip].flatMap((range) => (range.to === null ? [range.from] : []));
  if (stops.length === 0) return Number.POSITIVE_INFINITY;
  const moved = [...schedule.move, ...overrides.moved.values()].map(({ toDate }) => toDate);
  const stop = stops.reduce((a, b) => (a < b ? a : b));
  return Math.max(...[stop, ...moved].map((date) => Date.parse(date))) + 2 * DAY_MS;
}

function isAhead({ state, start }: Occurrence, at: number): boolean {
  return state === "planned" && epochOf(start) > at;
}

/** Calls without an agenda of their own that begin together with another: that one's agenda is theirs too. */
function sharedCalls(
  occurrences: readonly Occurrence[],
  existing: ReadonlySet<string>,
): ReadonlyMap<Occurrence, Occurrence> {
  const byStart = new Map<string, Occurrence>();
  const planned = occurrences.filter(({ state }) => state === "planned");
  const [withAgenda, without] = [true, false].map((has) => planned.filter(({ id }) => existing.has(id) === has));
  const shared = new Map<Occurrence, Occurrence>();
  for (const occurrence of [...(withAgenda ?? []), ...(without ?? [])]) {
    const other = byStart.get(occurrence.start);
    if (other === undefined) byStart.set(occurrence.start, occurrence);
    else if (!existing.has(occurrence.id)) shared.set(occurrence, other);
  }
  return shared;
}

type Times = MailTimes & { readonly isNew: boolean };

/** A pipeline that runs once a day must not come too late for a call. */
const RUN_APART = DAY_MS;

function callsAhead(occurrences: readonly Occurrence[], at: number, times: Times): readonly UpcomingCall[] {
  const planned = occurrences.filter(({ state }) => state === "planned");
  return planned
    .filter((occurrence) => isAhead(occurrence, at))
    .map((occurrence) => {
      const start = epochOf(occurrence.start);
      const dueAt = epochOf(occurrence.agendaDueAt);
      let [makeAt, after]: [number, Occurrence | null] = [dueAt, null];
      for (const earlier of planned.slice(0, planned.indexOf(occurrence))) {
        const end = epochOf(earlier.end);
        const free = end < start ? end : epochOf(earlier.start);
        if (free > makeAt) [makeAt, after] = [free, earlier];
      }
      return { occurrence, after, ...inKindHours(makeAt, start, at, times) };
    });
}

/**
 * When an agenda that is due at `dueAt` is made: in kind hours. One whose call begins before those is made at once; so is one
 * that was due in them and was not made, once its call begins within a day: the next run may come too late for it.
 */
function inKindHours(dueAt: number, start: number, at: number, times: Times) {
  const due = fromEpoch(dueAt);
  const since = times.isNew && dueAt < at ? fromEpoch(at) : due;
  const kindly = epochOf(goesOutAt(since, fromEpoch(at), times));
  const wasMissed = kindly > at && epochOf(nextAllowed(due, times)) <= at;
  const missedAt = wasMissed ? Math.max(at, start - RUN_APART) : Number.POSITIVE_INFINITY;
  const latest = kindly >= start ? Math.max(dueAt, at) : missedAt;
  return latest < kindly
    ? { makeAt: latest, heldSince: null, isLastMoment: true }
    : { makeAt: kindly, heldSince: kindly > dueAt ? dueAt : null, isLastMoment: false };
}

function decideBegun(occurrence: Occurrence, existing: ReadonlySet<string>, at: number): OccurrenceDecision | null {
  if (occurrence.state === "skipped") return { occurrence, decision: "skipped", reason: skippedReason(occurrence) };
  if (!existing.has(occurrence.id)) return { occurrence, decision: "missed", reason: callMissed(occurrence) };
  return epochOf(occurrence.end) > at
    ? { occurrence, decision: "exists", reason: agendaExists(occurrence, "running") }
    : null;
}

function decideAhead(
  schedule: SeriesSchedule,
  call: UpcomingCall,
  existing: ReadonlySet<string>,
  now: Instant,
): OccurrenceDecision {
  const { occurrence, makeAt, after, heldSince, isLastMoment } = call;
  if (existing.has(occurrence.id)) return { occurrence, decision: "exists", reason: agendaExists(occurrence, "ahead") };
  if (epochOf(now) >= makeAt)
    return { occurrence, decision: "due", reason: agendaIsDue(occurrence, schedule, now, isLastMoment) };
  const waits =
    heldSince === null
      ? agendaWaits(occurrence, schedule, fromEpoch(makeAt), after)
      : agendaHeld(occurrence, schedule, fromEpoch(makeAt), fromEpoch(heldSince), now);
  return { occurrence, decision: "waiting", reason: waits };
}

/** The first instant after now at which time alone changes the list. */
function nextChange(
  decisions: readonly OccurrenceDecision[],
  next: UpcomingCall | undefined,
  existing: ReadonlySet<string>,
  at: number,
): Instant | null {
  const begun = decisions.filter(({ occurrence }) => epochOf(occurrence.start) <= at);
  const instants = begun.map(({ occurrence, decision }) =>
    decision === "exists" ? epochOf(occurrence.end) : epochOf(occurrence.start) + LOOK_BACK,
  );
  if (next !== undefined) {
    instants.push(epochOf(next.occurrence.start));
    if (!existing.has(next.occurrence.id)) instants.push(next.makeAt);
  }
  const later = instants.filter((instant) => instant > at);
  return later.length === 0 ? null : fromEpoch(Math.min(...later));
}
