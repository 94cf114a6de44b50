import { sourcesOf } from "../../domain/action-items/carry/nested.ts";
import { readTimelines } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { originOfItem } from "../../domain/marker/item-marker.ts";
import { reason } from "../../domain/reason.ts";
import { circleOf } from "./circles.ts";
import { agendasElsewhere, previousAgenda } from "./draft.ts";
import { agendaOf } from "./follow-ups.ts";
import { textsOfSeveral } from "./items.ts";
import { promotedIssues } from "./promoted.ts";
import type { Action, Details, LateItems, ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

/** Issues a new agenda is related to: the agenda before it and those its items come from, ascending. */
export function relationTargets(sources: readonly IssueIid[], previous: SeriesAgenda | null): readonly IssueIid[] {
  return [...new Set([...(previous === null ? [] : [previous.issue.iid]), ...sources])].sort((a, b) => a - b);
}

/** Upcoming agendas made by the bot: their relations are looked after until the call begins. */
export function upcomingAgendas(series: SeriesState): readonly SeriesAgenda[] {
  const open = new Set(
    series.decisions.decisions.filter((one) => one.decision === "exists").map((one) => one.occurrence.id),
  );
  return series.agendas.filter(
    (agenda) =>
      agenda.byBot &&
      agenda.issue.state === "opened" &&
      agenda.stands &&
      agenda.occurrence !== null &&
      open.has(agenda.occurrence),
  );
}

/** The issues an existing agenda should be related to: the one before it and those its items were taken from. */
function wantedRelations(state: ProjectState, series: SeriesState, agenda: SeriesAgenda): readonly IssueIid[] {
  const before = series.agendas.slice(0, series.agendas.indexOf(agenda));
  const earlier = before.filter((one) => one.occurrence !== agenda.occurrence);
  const others = circleOf(state, series)
    .filter((one) => one !== series)
    .map((one) => [one, agendasElsewhere(state, one, agenda.date)] as const);
  const { iid } = agenda.issue;
  const texts = textsOfSeveral(state, [...others, [series, [...earlier, agenda]]]);
  // What its template brought was not taken from anywhere.
  const taken = readTimelines(texts, series.meeting.carry).timelines.filter((timeline) =>
    timeline.appearances.some((place) => place.agenda.iid === iid && place.marked),
  );
  const sources = taken.flatMap((timeline) => {
    // A follow-up that came after it, in the same run or later, is no source of it.
    const before = timeline.appearances.findLast(
      ({ agenda: { iid: at, kind, confidential } }) =>
        at !== iid && (kind !== "follow-up" || at < iid) && (agenda.issue.confidential || !confidential),
    );
    return before === undefined ? [] : [before.agenda.iid];
  });
  return relationTargets(sources, previousAgenda(earlier));
}

/** What young issues of the bot should be related to, besides agendas: a follow-up to its agenda, an item's issue to where it was raised. */
function wantedLinks(state: ProjectState): ReadonlyMap<IssueIid, IssueIid> {
  const followUps = state.everySeries.flatMap((series) =>
    series.followUps.flatMap((one): readonly (readonly [IssueIid, IssueIid])[] => {
      const agenda = one.canonical ? agendaOf(series, one.marker) : null;
      return agenda === null ? [] : [[one.issue.iid, agenda.issue.iid]];
    }),
  );
  const items = [...promotedIssues(state.snapshot.own)].map(([id, issue]) => [issue.iid, originOfItem(id)] as const);
  return new Map([...followUps, ...items]);
}

/** Relations of follow-ups and of items' issues that a killed run left out. */
export function missingLinks(state: ProjectState, details: Details): readonly Action[] {
  return [...wantedLinks(state)].flatMap(([iid, to]): readonly Action[] => {
    const present = details.relations.get(iid);
    if (present === undefined || present.includes(to)) return [];
    const why = reason("relation-missing", `#${iid} belongs to #${to} and is not related to it yet`, { iid, to });
    return [{ kind: "relate", series: "", iid, to, reason: why }];
  });
}

/** Relations that an upcoming agenda should have and has not: a run that was killed left them out. */
export function missingRelations(state: ProjectState, series: SeriesState, details: Details): readonly Action[] {
  return upcomingAgendas(series).flatMap((agenda) => {
    const { iid } = agenda.issue;
    const present = details.relations.get(iid);
    // Not asked for: the agenda is older than the runs that would have to be repaired.
    if (present === undefined) return [];
    return wantedRelations(state, series, agenda)
      .filter((to) => !present.includes(to))
      .map((to) => relate(series, iid, to));
  });
}

function relate(series: SeriesState, iid: IssueIid, to: IssueIid): Action {
  const why = reason("relation-missing", `#${iid} follows #${to} and is not related to it yet`, { iid, to });
  return { kind: "relate", series: series.meeting.id, iid, to, reason: why };
}

/** Relations of an agenda that is given late items, made together with those: once they stand there they are asked for. */
export function lateRelations(
  state: ProjectState,
  series: SeriesState,
  [agenda, { items }]: readonly [SeriesAgenda, LateItems],
  details: Details,
): readonly Action[] {
  const { iid } = agenda.issue;
  const present = details.relations.get(iid);
  if (present === undefined || !agenda.byBot) return [];
  const wanted = new Set([...present, ...wantedRelations(state, series, agenda), iid]);
  const later = new Set(state.everySeries.flatMap((one) => one.followUps.map(({ issue }) => issue.iid)));
  return sourcesOf(items)
    .filter((to) => !wanted.has(to) && !(later.has(to) && to > iid))
    .map((to) => relate(series, iid, to));
}
