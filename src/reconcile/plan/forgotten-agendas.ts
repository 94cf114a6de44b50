import { reason } from "../../domain/reason.ts";
import { formatDay } from "../../domain/schedule/format.ts";
import { followUpOf } from "../model/follow-ups.ts";
import { notClosed } from "../model/open-calls.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "../model/types.ts";
import type { LeftOpen } from "./left-open.ts";

function whatClosingDoes(series: SeriesState, agenda: SeriesAgenda): string {
  const hasOne = followUpOf(series, agenda)?.issue.state === "opened";
  return hasOne || series.meeting.followUp.when === "off" ? "close it" : "close it, which makes its follow-up";
}

/** Agendas of a series that somebody forgot to close in the last two weeks, each with what to do. */
export function forgottenAgendas(state: ProjectState, series: SeriesState): readonly LeftOpen[] {
  return notClosed(state, series).map(({ agenda }) => {
    const { iid } = agenda.issue;
    const text = `is still open after its call of ${formatDay(agenda.date)}`;
    const remedy = `${whatClosingDoes(series, agenda)}; if the call did not take place, name its day under skip`;
    const why = reason("agenda-not-closed", `${text}: ${remedy}`, { iid, date: agenda.date });
    return { series: series.meeting.id, occurrence: agenda.occurrence, iid, reason: why, text, remedy };
  });
}
