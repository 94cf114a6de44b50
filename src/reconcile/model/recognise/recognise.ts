import type { MeetingSeries } from "../../../config/resolve/types.ts";
import { parseIssueMarker } from "../../../domain/marker/issue-marker.ts";
import { reason } from "../../../domain/reason.ts";
import type { Issue } from "../../../gitlab/port.ts";
import type { RecognisedAgenda, Snapshot, Unplaced } from "../types.ts";
import { followedCalls } from "./followed-calls.ts";
import { type AgendaWithoutCall, adopt, adoptOnTheDay, type Draft } from "./hand-written.ts";
import { adoptWithin, lostItsCall, type PlannedBetween } from "./lost-calls.ts";
import { oldDayOf, seriesOfOld } from "./old-day.ts";
import type { SeriesOfMarker } from "./renamed.ts";

export interface Recognised {
  readonly bySeries: ReadonlyMap<string, readonly RecognisedAgenda[]>;
  /** Agendas of series that the configuration does not have, by id; hand-written ones of no series by `ONE_OFFS`. */
  readonly former: ReadonlyMap<string, readonly RecognisedAgenda[]>;
  readonly unplaced: readonly Unplaced[];
}

/**
 * A duplicate that the bot closed is over, whatever becomes of the agenda that stayed (law 1). It lost its label with that;
 * an agenda closed because somebody skipped the call by a comment did not.
 */
export function isEndedDuplicate(issue: Issue, label: string): boolean {
  return issue.state === "closed" && issue.closedById === issue.author.id && !issue.labels.includes(label);
}

function withCanonical(agendas: readonly Draft[], agendaLabel: string): readonly RecognisedAgenda[] {
  const hasEnded = ({ byBot, issue }: Draft): boolean => byBot && isEndedDuplicate(issue, agendaLabel);
  // What has ended stands for nothing as long as there is another one, whichever is older.
  const inOrder = agendas.toSorted((a, b) => Number(hasEnded(b)) - Number(hasEnded(a)) || b.issue.iid - a.issue.iid);
  const staying = new Map(inOrder.map((agenda) => [agenda.occurrence, agenda]));
  return agendas
    .map((agenda) => {
      const canonical = agenda.occurrence === null || staying.get(agenda.occurrence) === agenda;
      return { ...agenda, canonical, stands: canonical && agenda.occurrence !== null && !hasEnded(agenda) };
    })
    .sort(
      (a, b) =>
        a.date.localeCompare(b.date) ||
        (a.occurrence ?? "").localeCompare(b.occurrence ?? "") ||
        Number(a.canonical) - Number(b.canonical) ||
        a.issue.iid - b.issue.iid,
    );
}

function byMarker(issue: Issue, seriesOf: SeriesOfMarker): { readonly series: string; readonly agenda: Draft } | null {
  const marker = parseIssueMarker(issue.description);
  if (marker === null || marker.kind !== "agenda") return null;
  return {
    series: seriesOf(marker),
    agenda: {
      issue,
      occurrence: marker.occurrence,
      date: issue.dueDate ?? marker.date ?? marker.occurrence,
      byBot: true,
      madeFor: marker.date,
      writtenFor: marker.when,
      adopted: null,
    },
  };
}

/**
 * Finds the agendas of every series. A marker counts on the bot's own issues only (law 1), and names the series for good.
 * An issue that wears the agenda label and has a due date was written by hand (or lost its marker): it is adopted for the
 * nearest call without an agenda, so that none is made twice.
 */
export function recogniseAgendas(
  snapshot: Snapshot,
  planned: PlannedBetween,
  seriesOf: SeriesOfMarker = ({ series }) => series,
): Recognised {
  const { meetings, agendaLabel } = snapshot.configuration;
  const bySeries = new Map(meetings.map((meeting) => [meeting.id, [] as Draft[]]));
  const former = new Map<string, Draft[]>();
  const unplaced: Unplaced[] = [];
  const withoutCall: AgendaWithoutCall[] = [];
  const lost = new Map<MeetingSeries, readonly Draft[]>();
  const ended: (readonly [series: string, agenda: Draft])[] = [];
  const ownIids = new Set(snapshot.own.map((issue) => issue.iid));
  const without = (issue: Issue, byBot: boolean): void => {
    const day = oldDayOf(issue, snapshot.configuration);
    if (day !== null) withoutCall.push({ issue, byBot, day, isOld: true });
    else if (issue.labels.includes(agendaLabel)) withoutCall.push({ issue, byBot, day: issue.dueDate, isOld: false });
  };
  for (const issue of snapshot.own) {
    const marked = byMarker(issue, seriesOf);
    const meeting = meetings.find((one) => one.id === marked?.series);
    if (marked === null) {
      without(issue, true);
    } else if (meeting === undefined) {
      former.set(marked.series, [...(former.get(marked.series) ?? []), marked.agenda]);
      if (issue.state === "opened") unplaced.push(ofUnknownSeries(issue, marked.series));
    } else if (isEndedDuplicate(issue, agendaLabel)) {
      ended.push([meeting.id, marked.agenda]);
    } else if (lostItsCall(marked.agenda, meeting, snapshot.at)) {
      lost.set(meeting, [...(lost.get(meeting) ?? []), marked.agenda]);
    } else bySeries.get(meeting.id)?.push(marked.agenda);
  }
  for (const issue of snapshot.labelled) if (!ownIids.has(issue.iid)) without(issue, false);
  const { timeZone, history } = snapshot.configuration;
  const old = history === null ? null : { meetings: seriesOfOld(snapshot.configuration), before: history.before };
  const followed = followedCalls(snapshot.own, { bySeries, former }, seriesOf);
  const adoption = { meetings, bySeries, former, planned, followed, timeZone, old };
  const others = lost.size === 0 ? withoutCall : adoptOnTheDay(withoutCall, adoption);
  for (const [meeting, agendas] of lost) {
    const own = bySeries.get(meeting.id) ?? [];
    for (const agenda of adoptWithin(agendas, own, meeting, planned, snapshot.at)) own.push(agenda);
  }
  for (const issue of adopt(others, adoption)) unplaced.push(issue);
  // They leave the call to whoever stayed, be that an agenda of a person's.
  for (const [series, agenda] of ended) bySeries.get(series)?.push(agenda);
  const settled = (drafts: ReadonlyMap<string, readonly Draft[]>): Recognised["bySeries"] =>
    new Map([...drafts].map(([id, agendas]) => [id, withCanonical(agendas, agendaLabel)]));
  return { bySeries: settled(bySeries), former: settled(former), unplaced };
}

function ofUnknownSeries(issue: Issue, series: string): Unplaced {
  const text = `is the agenda of ${series}, which the configuration no longer has`;
  const remedy = `close it, or write \`continues: ${series}\` in the meeting that goes on from it`;
  return { issue, reason: reason("unknown-series", text, { series }), remedy };
}
