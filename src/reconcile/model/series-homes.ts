import type { Belonging } from "../../domain/action-items/carry/carry.ts";
import type { Appearance, ItemLife } from "../../domain/action-items/read/types.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { daysBetween } from "../../domain/schedule/dates.ts";
import { formatDay } from "../../domain/schedule/format.ts";
import { todayOf } from "./csm.ts";
import { everySeries } from "./former-series.ts";
import type { ProjectState, SeriesState } from "./types.ts";

/** Items wait for the next call of their own series as long as it is at most so many days away: a quarter has 98 at most. */
const LONGEST_WAIT_DAYS = 100;

/** Where the open items of a series, or one of them, go. */
export interface Home {
  /** Its next agenda takes them; null where none does. */
  readonly to: SeriesState | null;
  /** Why that is not their own series, in words; null where it is. */
  readonly why: string | null;
}

/** The id of a series as people know it. */
function nameOf({ meeting }: SeriesState): string {
  return meeting.id === "" ? "a meeting of its own" : meeting.id;
}

const homes = new WeakMap<SeriesState, Home>();

/** Where the open items of a series go, confidential ones apart (law 2). */
export function homeOfSeries(state: ProjectState, series: SeriesState): Home {
  const known = homes.get(series);
  if (known !== undefined) return known;
  const home = findHome(state, series);
  homes.set(series, home);
  return home;
}

function findHome(state: ProjectState, series: SeriesState): Home {
  const { id, carry, home } = series.meeting;
  if (!carry.enabled) return { to: null, why: `carry is off for ${id}` };
  const why = whyNotOwn(state, series);
  if (why === null) return { to: series, why };
  const successor = home === "main" ? null : successorOf(state, id);
  const to = successor ?? mainSeries(state);
  if (to === null) return { to, why: `${why}, and no other meeting that carries items has a call to come` };
  if (to === series) return { to, why: null };
  return { to, why: successor === null ? why : `${why}, and ${to.meeting.id} continues it` };
}

/** Why open items do not go to the next agenda of their own series; null where they do. */
function whyNotOwn(state: ProjectState, series: SeriesState): string | null {
  const { meeting, decisions, gone } = series;
  const { at } = state.snapshot;
  const running = decisions.decisions.some(({ occurrence }) => {
    const { start, end } = occurrence;
    return occurrence.state === "planned" && Date.parse(start) <= Date.parse(at) && Date.parse(at) < Date.parse(end);
  });
  // People are at work on the last agenda: its items do not move under their hands.
  if (running) return null;
  if (gone !== null) return gone;
  if (decisions.next === null) {
    const { until } = meeting.schedule;
    return until !== null && until <= todayOf(state)
      ? `the series ended on ${formatDay(until)}`
      : "it has no call to come";
  }
  if (meeting.home === "main") return "it says `home: main`";
  const isFar = daysBetween(todayOf(state), decisions.next.date) > LONGEST_WAIT_DAYS;
  if (meeting.home === "own" || !isFar) return null;
  return `its next call, on ${formatDay(decisions.next.date)}, is more than ${LONGEST_WAIT_DAYS} days away`;
}

function canTake({ meeting, decisions }: SeriesState): boolean {
  return meeting.carry.enabled && decisions.next !== null;
}

/** The series that goes on from one, or from the one that does; the configuration has no circles. */
function successorOf(state: ProjectState, id: string): SeriesState | null {
  const successor = state.series.find(({ meeting }) => meeting.continues.includes(id));
  if (successor === undefined) return null;
  return canTake(successor) ? successor : successorOf(state, successor.meeting.id);
}

/** What the file calls main, else the first of it, of those with a call to come. */
function mainSeries({ series }: ProjectState): SeriesState | null {
  const inOrder = [...series.filter(({ meeting }) => meeting.main), ...series];
  return inOrder.find(canTake) ?? null;
}

const places = new WeakMap<ProjectState, ReadonlyMap<number, SeriesState>>();

/** The series that an agenda or follow-up belongs to, by its iid. */
export function seriesOfIssue(state: ProjectState, iid: number): SeriesState | undefined {
  const known = places.get(state);
  if (known !== undefined) return known.get(iid);
  const all = everySeries(state).flatMap((series) =>
    [...series.agendas, ...series.followUps].map(({ issue }) => [issue.iid, series] as const),
  );
  places.set(state, new Map(all));
  return seriesOfIssue(state, iid);
}

/** The series that an item was raised in. */
function ownSeries(state: ProjectState, life: ItemLife): SeriesState | undefined {
  const first = life.appearances[0]?.agenda.iid;
  return seriesOfIssue(state, life.origin) ?? (first === undefined ? undefined : seriesOfIssue(state, first));
}

/** Agendas of a series are confidential by its configuration or by their template, as the last one shows. */
function isConfidential({ meeting, agendas }: SeriesState): boolean {
  return meeting.confidential || agendas.findLast((agenda) => agenda.canonical)?.issue.confidential === true;
}

/** Where one open item goes: as its series does, unless only those may read it who see confidential issues (law 5). */
function homeOfItem(state: ProjectState, life: ItemLife): Home & { readonly own: SeriesState | undefined } {
  const own = ownSeries(state, life);
  if (own === undefined) return { own, to: null, why: "the issue that it was raised in is gone" };
  const home = homeOfSeries(state, own);
  const { to } = home;
  if (to === null || to === own || isConfidential(to)) return { own, ...home };
  if (!life.appearances.every(({ agenda }) => agenda.confidential)) return { own, ...home };
  const why = `only confidential issues show it, and agendas of ${to.meeting.id} are none: ${home.why}`;
  return { own, to: canTake(own) ? own : null, why };
}

/** What people are told of where an item goes that stands in a series; null where it simply goes on there. */
export function homeReason(state: ProjectState, series: SeriesState, life: ItemLife): Reason | null {
  const { to, why } = homeOfItem(state, life);
  if (why === null || (to === series && series !== ownSeries(state, life))) return null;
  const facts = { to: to?.meeting.id ?? null };
  if (to === series) return reason("home", `stays here: ${why}`, facts);
  if (to === null) return reason("no-home", `is in no agenda to come: ${why}`, facts);
  return reason("home", `goes to the next agenda of ${nameOf(to)}: ${why}`, facts);
}

/** Answers whether the next agenda of a series is where an item belongs. */
export function belongsTo(state: ProjectState, target: SeriesState): (life: ItemLife) => Belonging {
  const standsHere = ({ agenda }: Appearance): boolean => seriesOfIssue(state, agenda.iid) === target;
  return (life) => {
    const { own, to, why } = homeOfItem(state, life);
    if (to === target) {
      if (own === target) return { here: true, note: why === null ? null : `stays here: ${why}` };
      const isNew = own !== undefined && !life.appearances.some(standsHere);
      return { here: true, note: isNew ? `moves here from ${nameOf(own)}: ${why}` : null };
    }
    const newest = life.appearances.at(-1);
    return { here: false, reason: newest !== undefined && standsHere(newest) ? homeReason(state, target, life) : null };
  };
}
