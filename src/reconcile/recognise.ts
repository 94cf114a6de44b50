import type { MeetingSeries } from "../config/types.ts";
import { parseIssueMarker } from "../domain/marker/issue-marker.ts";
import { reason } from "../domain/reason.ts";
import { addDays, daysBetween } from "../domain/schedule/dates.ts";
import type { Occurrence } from "../domain/schedule/types.ts";
import type { Issue } from "../gitlab/port.ts";
import { adoptWithin, lostItsCall, type PlannedBetween } from "./lost-calls.ts";
import type { SeriesOfMarker } from "./renamed.ts";
import type { SeriesAgenda, Snapshot, Unplaced } from "./types.ts";

/** Stands for the id of a series where meetings belong to none; no series can have it. */
export const ONE_OFFS = "";

/** A hand-written agenda belongs to the call within this many days of its due date. */
export const NEAR_DAYS = 3;

export interface Recognised {
  readonly bySeries: ReadonlyMap<string, readonly SeriesAgenda[]>;
  /** Agendas of series that the configuration does not have, by id; hand-written ones of no series by `ONE_OFFS`. */
  readonly former: ReadonlyMap<string, readonly SeriesAgenda[]>;
  readonly unplaced: readonly Unplaced[];
}

type Draft = Omit<SeriesAgenda, "canonical" | "stands">;

/**
 * A twin that the bot closed is over, whatever becomes of the agenda that stayed (law 1). It lost its label with that;
 * an agenda closed because somebody skipped the call by a comment did not.
 */
export function isEndedTwin(issue: Issue, label: string): boolean {
  return issue.state === "closed" && issue.closedById === issue.author.id && !issue.labels.includes(label);
}

function withCanonical(agendas: readonly Draft[], agendaLabel: string): readonly SeriesAgenda[] {
  const lowest = new Map<string, number>();
  for (const { occurrence, issue } of agendas) {
    if (occurrence !== null) lowest.set(occurrence, Math.min(lowest.get(occurrence) ?? issue.iid, issue.iid));
  }
  return agendas
    .map((agenda) => {
      const canonical = agenda.occurrence === null || lowest.get(agenda.occurrence) === agenda.issue.iid;
      const ended = agenda.byBot && isEndedTwin(agenda.issue, agendaLabel);
      return { ...agenda, canonical, stands: canonical && agenda.occurrence !== null && !ended };
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

/** An issue that says it is an agenda, but not of which call. */
interface Homeless {
  readonly issue: Issue;
  readonly byBot: boolean;
}

interface Adoption {
  readonly meetings: readonly MeetingSeries[];
  readonly bySeries: ReadonlyMap<string, Draft[]>;
  /** Takes what was written for no series. */
  readonly oneOffs: Draft[];
  readonly planned: PlannedBetween;
}

interface Slot {
  readonly series: string;
  readonly occurrence: Occurrence;
}

function nearestFreeSlot(due: string, issue: Issue, context: Adoption): Slot | null {
  const near = context.meetings
    .flatMap((meeting) =>
      context
        .planned(meeting, addDays(due, -NEAR_DAYS), addDays(due, NEAR_DAYS))
        .map((occurrence) => ({ series: meeting.id, occurrence })),
    )
    .filter(
      ({ series, occurrence }) => !context.bySeries.get(series)?.some((agenda) => agenda.occurrence === occurrence.id),
    )
    .map((slot) => ({ slot, distance: Math.abs(daysBetween(slot.occurrence.date, due)) }))
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        labelsShared(issue, b.slot, context.meetings) - labelsShared(issue, a.slot, context.meetings),
    );
  return near[0]?.slot ?? null;
}

function labelsShared(issue: Issue, slot: Slot, meetings: readonly MeetingSeries[]): number {
  const labels = meetings.find((meeting) => meeting.id === slot.series)?.labels ?? [];
  return labels.filter((label) => issue.labels.includes(label)).length;
}

/** The one series an old agenda can belong to: the only one, or the only one all of whose labels it wears. */
function soleSeries(issue: Issue, meetings: readonly MeetingSeries[]): string | null {
  if (meetings.length === 1) return meetings[0]?.id ?? null;
  const fitting = meetings.filter(
    (meeting) => meeting.labels.length > 0 && meeting.labels.every((label) => issue.labels.includes(label)),
  );
  return fitting.length === 1 ? (fitting[0]?.id ?? null) : null;
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
  const homeless: Homeless[] = [];
  const lost = new Map<MeetingSeries, readonly Draft[]>();
  const ownIids = new Set(snapshot.own.map((issue) => issue.iid));
  for (const issue of snapshot.own) {
    const marked = byMarker(issue, seriesOf);
    const meeting = meetings.find((one) => one.id === marked?.series);
    if (marked === null) {
      if (issue.labels.includes(agendaLabel)) homeless.push({ issue, byBot: true });
    } else if (meeting === undefined) {
      former.set(marked.series, [...(former.get(marked.series) ?? []), marked.agenda]);
      if (issue.state === "opened") unplaced.push(ofUnknownSeries(issue, marked.series));
    } else if (lostItsCall(marked.agenda, meeting, snapshot.at)) {
      lost.set(meeting, [...(lost.get(meeting) ?? []), marked.agenda]);
    } else bySeries.get(meeting.id)?.push(marked.agenda);
  }
  for (const [meeting, agendas] of lost) {
    const own = bySeries.get(meeting.id) ?? [];
    for (const agenda of adoptWithin(agendas, own, meeting, planned, snapshot.at)) own.push(agenda);
  }
  homeless.push(
    ...snapshot.labelled.filter((issue) => !ownIids.has(issue.iid)).map((issue) => ({ issue, byBot: false })),
  );
  const oneOffs: Draft[] = [];
  for (const issue of adopt(homeless, { meetings, bySeries, oneOffs, planned })) unplaced.push(issue);
  if (oneOffs.length > 0) former.set(ONE_OFFS, oneOffs);
  const settled = (drafts: ReadonlyMap<string, readonly Draft[]>): Recognised["bySeries"] =>
    new Map([...drafts].map(([id, agendas]) => [id, withCanonical(agendas, agendaLabel)]));
  return { bySeries: settled(bySeries), former: settled(former), unplaced };
}

function ofUnknownSeries(issue: Issue, series: string): Unplaced {
  const text = `is the agenda of ${series}, which the configuration no longer has`;
  const remedy = `close it, or write \`continues: ${series}\` in the meeting that goes on from it`;
  return { issue, reason: reason("unknown-series", text, { series }), remedy };
}

/** Puts hand-written agendas into `bySeries` or `oneOffs`, the oldest issue first; returns those that people have to look at. */
function adopt(homeless: readonly Homeless[], context: Adoption): readonly Unplaced[] {
  const oldestFirst = [...homeless].sort((a, b) => a.issue.iid - b.issue.iid);
  return oldestFirst.flatMap(({ issue, byBot }): readonly Unplaced[] => {
    const { dueDate } = issue;
    if (dueDate === null) {
      const text = "wears the agenda label and has no due date";
      return [{ issue, reason: reason("agenda-without-date", text), remedy: "set the day of its call" }];
    }
    const slot = nearestFreeSlot(dueDate, issue, context);
    const agendas = context.bySeries.get(slot?.series ?? soleSeries(issue, context.meetings) ?? "");
    if (agendas === undefined) {
      context.oneOffs.push({
        issue,
        occurrence: null,
        date: dueDate,
        byBot,
        madeFor: null,
        writtenFor: null,
        adopted: null,
      });
      if (issue.state === "closed") return [];
      const text = `is due on ${dueDate}, when no meeting series has a call without an agenda`;
      const remedy = "move its due date to the day of a call, or take the label off";
      return [{ issue, reason: reason("agenda-off-schedule", text, { due: dueDate }), remedy }];
    }
    agendas.push({
      issue,
      occurrence: slot?.occurrence.id ?? null,
      date: dueDate,
      byBot,
      madeFor: null,
      writtenFor: null,
      adopted: null,
    });
    return [];
  });
}
