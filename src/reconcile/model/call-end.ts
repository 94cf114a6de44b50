import { occurrenceOf } from "../../domain/schedule/occurrences.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import type { Instant, PlainTime } from "../../domain/time/types.ts";
import { addMinutes, epochOf, toInstant } from "../../domain/time/zoned-time.ts";
import type { ProjectFacts, SeriesAgenda, SeriesState } from "./types.ts";

/** When a meeting of which only the day is known counts as over, on the project's clock. */
const END_OF_MEETING: PlainTime = "17:00";

type Series = Pick<SeriesState, "meeting" | "decisions" | "overrides">;

/** The call of an agenda as the configuration and people have it now; null where it has none, or that is not planned. */
function callOf({ snapshot }: ProjectFacts, series: Series, { occurrence }: SeriesAgenda): Occurrence | null {
  if (occurrence === null) return null;
  const decided = series.decisions.decisions.find((one) => one.occurrence.id === occurrence);
  return decided?.occurrence ?? occurrenceOf(series.meeting.schedule, snapshot.calendar, series.overrides, occurrence);
}

/**
 * When the call of an open agenda ends or ended: its beginning and the meeting's duration, or five in the afternoon where only
 * its day is known. null where it does not take place: it is skipped, or nobody plans it any more.
 */
export function endOfCall(state: ProjectFacts, series: Series, agenda: SeriesAgenda): Instant | null {
  const { meeting } = series;
  const { timeZone } = state.snapshot.configuration;
  const call = callOf(state, series, agenda);
  // A meeting that people wrote an agenda for takes place, whatever the rhythm plans.
  if (call === null && !agenda.byBot) return toInstant(agenda.date, END_OF_MEETING, timeZone);
  if (call === null || call.state === "skipped") return null;
  const byIssue = agenda.start === null ? call.end : addMinutes(agenda.start, meeting.schedule.durationMinutes);
  // The configuration may have moved it since: the agenda follows with the next run.
  return epochOf(call.end) > epochOf(byIssue) ? call.end : byIssue;
}
