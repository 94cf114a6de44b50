import type { CarryInput } from "../domain/action-items/carry.ts";
import type { AgendaText } from "../domain/action-items/types.ts";
import { buildAgenda } from "../domain/agenda/build.ts";
import type { Agenda, AgendaTemplate } from "../domain/agenda/types.ts";
import type { Occurrence } from "../domain/schedule/types.ts";
import { toLocal } from "../domain/schedule/zoned-time.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

/** An agenda as the carry-forward sees it. */
export function agendaText(agenda: SeriesAgenda): AgendaText {
  const { iid, confidential, description } = agenda.issue;
  return { iid, confidential, description, date: agenda.date, byBot: agenda.byBot };
}

/** The agendas of a series that come before a call. */
export function agendasBefore(series: SeriesState, occurrence: Occurrence): readonly SeriesAgenda[] {
  return series.agendas.filter((agenda) => agenda.occurrence !== occurrence.id && agenda.date <= occurrence.date);
}

/** The last agenda of the series that stands for a call (not a twin). */
export function previousAgenda(agendas: readonly SeriesAgenda[]): SeriesAgenda | null {
  return agendas.findLast((agenda) => agenda.canonical) ?? null;
}

/** The call that follows one, by the decisions at hand. */
function followingCall(series: SeriesState, occurrence: Occurrence): Occurrence | null {
  const later = series.decisions.decisions.find(
    (one) => one.occurrence.state === "planned" && one.occurrence.start > occurrence.start,
  );
  return later?.occurrence ?? null;
}

/** The call whose agenda is made next, or null when the series has no more calls. */
export function nextToMake(series: SeriesState): Occurrence | null {
  const open = series.decisions.decisions.find(({ decision }) => decision === "due" || decision === "waiting");
  return open?.occurrence ?? null;
}

/** The agenda of one call as it would be created at this moment. */
export function draftAgenda(
  state: ProjectState,
  series: SeriesState,
  occurrence: Occurrence,
  template: AgendaTemplate,
): Agenda {
  const { configuration, at } = state.snapshot;
  const earlier = agendasBefore(series, occurrence);
  const previous = previousAgenda(earlier);
  return buildAgenda({
    occurrence,
    following: followingCall(series, occurrence),
    previous: previous === null ? null : { iid: previous.issue.iid, date: previous.date },
    rules: series.meeting,
    agendaLabel: configuration.agendaLabel,
    sides: configuration,
    mentions: configuration.mentions,
    template,
    agendas: earlier.map(agendaText),
    today: toLocal(at, configuration.timeZone).date,
  });
}

/** What would be carried into the agenda of one call if it were made at this moment, whatever its template brings. */
export function carryInput(
  state: ProjectState,
  series: SeriesState,
  occurrence: Occurrence,
  confidential: boolean,
): CarryInput {
  const { configuration, at } = state.snapshot;
  return {
    agendas: agendasBefore(series, occurrence).map(agendaText),
    confidential,
    today: toLocal(at, configuration.timeZone).date,
    templateItems: [],
    rules: series.meeting.carry,
    sides: configuration,
    mentions: configuration.mentions.carried,
    room: Number.MAX_SAFE_INTEGER,
  };
}
