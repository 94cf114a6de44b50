import { reason } from "../domain/reason.ts";
import { unmatchedMoves } from "../domain/schedule/check-schedule.ts";
import { todayOf } from "./csm.ts";
import { upcomingAgendas } from "./relations.ts";
import type { Action, ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

/** Moves to come of days that the rule does not plan: most likely a slip, and nothing is moved. */
export function idleMoves(state: ProjectState, series: SeriesState): readonly string[] {
  const today = todayOf(state);
  return unmatchedMoves(series.meeting.schedule)
    .filter((move) => move.date >= today)
    .map(
      (move) =>
        `meetings.${series.meeting.id}.move: no call is planned on ${move.date}, so none was moved to ${move.toDate}`,
    );
}

/** What the marker of an agenda is to say of its call: where the rhythm changed, and where the configuration moved it. */
function wantedPlace(series: SeriesState, agenda: SeriesAgenda) {
  const decided = series.decisions.decisions.find((one) => one.occurrence.id === agenda.occurrence);
  if (decided === undefined || agenda.madeFor === null || agenda.occurrence === null) return null;
  const isBots = agenda.issue.dueDate === agenda.madeFor;
  const date = isBots ? decided.occurrence.date : (agenda.adopted?.date ?? agenda.madeFor);
  if (agenda.adopted === null && date === agenda.madeFor) return null;
  return { occurrence: agenda.occurrence, date, dueDate: isBots ? date : agenda.issue.dueDate };
}

/**
 * Agendas that the bot made follow the configuration: the day that it gives them stands in their marker, written with the
 * due date, so that it is never taken for a person's. A due date that differs from the marker's is one, and stays.
 */
export function followSchedule(series: SeriesState): readonly Action[] {
  return upcomingAgendas(series).flatMap((agenda): readonly Action[] => {
    const place = wantedPlace(series, agenda);
    if (place === null) return [];
    const { occurrence, date, dueDate } = place;
    const { iid, dueDate: previous } = agenda.issue;
    const what = agenda.adopted === null ? "the configuration moved the call" : "the rhythm changed: the call goes";
    const text = `${what} from ${agenda.madeFor} to ${date}; title and text of #${iid} are yours to change`;
    const why = reason("call-moved", text, { iid, from: agenda.madeFor, to: date });
    return [
      {
        kind: "set-due-date",
        series: series.meeting.id,
        iid,
        dueDate,
        previous,
        marker: { occurrence, date },
        reason: why,
      },
    ];
  });
}
