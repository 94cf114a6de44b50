import { addBusinessDays } from "../../domain/time/business-days.ts";
import { addDays } from "../../domain/time/dates.ts";
import { startOfDay } from "../../domain/time/kind-hours.ts";
import type { Instant } from "../../domain/time/types.ts";
import { toInstant, toLocal } from "../../domain/time/zoned-time.ts";
import { endOfCall } from "./call-end.ts";
import { CALL_DAYS, followedFrom } from "./follow-up-flood.ts";
import { isCounted } from "./follow-ups.ts";
import { isToCome } from "./kind-hours.ts";
import type { ProjectFacts, SeriesAgenda, SeriesState } from "./types.ts";

/** An open agenda that somebody has to close after its call. */
export interface OpenCall {
  readonly agenda: SeriesAgenda;
  /** A business day after the end of the call, at its hour: from then on it is missed. */
  readonly lateFrom: Instant;
  /** Two business days after it: from then on people may be asked for it. */
  readonly askedFrom: Instant;
  /** From then on its call is too long ago for a follow-up, and nobody is asked. */
  readonly until: Instant;
}

function businessDaysLater(state: ProjectFacts, instant: Instant, count: number): Instant {
  const { calendar, configuration } = state.snapshot;
  const { date, time } = toLocal(instant, configuration.timeZone);
  return toInstant(addBusinessDays(date, count, calendar), time, configuration.timeZone);
}

/** When the call of an open agenda ends that waits for somebody's click; null for all others. */
function endOf(state: ProjectFacts, series: SeriesState, agenda: SeriesAgenda): Instant | null {
  const isAsked = agenda.issue.state === "opened" && isCounted(agenda) && !agenda.beforeBot && series.gone === null;
  if (!isAsked || agenda.date < followedFrom(state)) return null;
  // Where the follow-up is made without a click nobody has to close it.
  return series.meeting.followUp.when === "after-call" ? null : endOfCall(state, series, agenda);
}

/** Open agendas of a series, of calls to come and of the last two weeks, the oldest first. Pure. */
export function openCalls(state: ProjectFacts, series: SeriesState): readonly OpenCall[] {
  const { timeZone } = state.snapshot.configuration;
  return series.agendas.flatMap((agenda): readonly OpenCall[] => {
    const end = endOf(state, series, agenda);
    if (end === null) return [];
    return [
      {
        agenda,
        lateFrom: businessDaysLater(state, end, 1),
        askedFrom: businessDaysLater(state, end, 2),
        until: startOfDay(addDays(agenda.date, CALL_DAYS + 1), timeZone),
      },
    ];
  });
}

/** Those of them that should have been closed by now: a business day has passed since their call. */
export function notClosed(state: ProjectFacts, series: SeriesState): readonly OpenCall[] {
  return openCalls(state, series).filter(({ lateFrom }) => !isToCome(state, lateFrom));
}

/** Open agendas of a series whose calls were longer ago than two weeks, the oldest first. Pure. */
export function longOpen(state: ProjectFacts, series: SeriesState): readonly SeriesAgenda[] {
  if (series.meeting.followUp.when === "after-call") return [];
  return series.agendas.filter(
    (agenda) =>
      agenda.issue.state === "opened" && isCounted(agenda) && !agenda.beforeBot && agenda.date < followedFrom(state),
  );
}
