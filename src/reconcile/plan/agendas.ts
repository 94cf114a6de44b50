import { reason } from "../../domain/reason.ts";
import { epochOf } from "../../domain/time/zoned-time.ts";
import type { Action, ProjectState, SeriesState } from "../model/types.ts";
import { type OpenAgenda, openAgendas } from "./open-agendas.ts";

/** What the marker of an agenda is to say of its call: where the rhythm changed, and where the configuration moved it. */
function wantedPlace({ agenda, call }: OpenAgenda) {
  const { issue, madeFor, adopted } = agenda;
  if (call === null || madeFor === null) return null;
  const isBots = issue.dueDate === madeFor;
  const date = isBots ? call.date : (adopted?.date ?? madeFor);
  if (adopted === null && date === madeFor) return null;
  return { date, dueDate: isBots ? date : issue.dueDate };
}

/**
 * Agendas that the bot made follow the configuration: the day that it gives them stands in their marker, written with the
 * due date, so that it is never taken for a person's. A due date that differs from the marker's is one, and stays.
 */
export function followSchedule(state: ProjectState, series: SeriesState): readonly Action[] {
  const { at } = state.snapshot;
  const toCome = openAgendas(state, series).filter(
    ({ call }) => call !== null && call.state === "planned" && epochOf(call.end) > epochOf(at),
  );
  return toCome.flatMap((one): readonly Action[] => {
    const place = wantedPlace(one);
    if (place === null) return [];
    const { agenda } = one;
    const { iid, dueDate: previous } = agenda.issue;
    const what = agenda.adopted === null ? "the configuration moved the call" : "the rhythm changed: the call goes";
    const text = `${what} from ${agenda.madeFor} to ${place.date}; title and text of #${iid} are yours to change`;
    return [
      {
        kind: "set-due-date",
        series: series.meeting.id,
        iid,
        dueDate: place.dueDate,
        previous,
        marker: { occurrence: agenda.occurrence, date: place.date },
        reason: reason("call-moved", text, { iid, from: agenda.madeFor, to: place.date }),
      },
    ];
  });
}
