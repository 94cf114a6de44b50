import { formatDay } from "../../domain/schedule/format.ts";
import { daysBetween } from "../../domain/time/dates.ts";
import type { ItemsHome, ProjectState, SeriesState } from "./types.ts";

/** Items wait for the next call of their own series as long as it is at most so many days away: a quarter has 98 at most. */
const LONGEST_WAIT_DAYS = 100;

/** What is known of a project before it is known where items go. */
type ProjectSeries = Pick<ProjectState, "snapshot" | "today" | "series">;

/** Where the open items of a series go, confidential ones apart (law 2). */
export function homeOfSeries(state: ProjectSeries, series: SeriesState): ItemsHome {
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
function whyNotOwn(state: ProjectSeries, series: SeriesState): string | null {
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
    return until !== null && until <= state.today
      ? `the series ended on ${formatDay(until)}`
      : "it has no call to come";
  }
  if (meeting.home === "main") return "it says `home: main`";
  const isFar = daysBetween(state.today, decisions.next.date) > LONGEST_WAIT_DAYS;
  if (meeting.home === "own" || !isFar) return null;
  return `its next call, on ${formatDay(decisions.next.date)}, is more than ${LONGEST_WAIT_DAYS} days away`;
}

/** Whether the next agenda of a series takes items. */
export function canTake({ meeting, decisions }: SeriesState): boolean {
  return meeting.carry.enabled && decisions.next !== null;
}

/** The series that goes on from one, or from the one that does; the configuration has no circles. */
function successorOf(state: ProjectSeries, id: string): SeriesState | null {
  const successor = state.series.find(({ meeting }) => meeting.continues.includes(id));
  if (successor === undefined) return null;
  return canTake(successor) ? successor : successorOf(state, successor.meeting.id);
}

/** What the file calls main, else the first of it, of those with a call to come; leaders are given no tasks (handbook D2). */
function mainSeries({ series }: ProjectSeries): SeriesState | null {
  const others = series.filter(({ meeting }) => meeting.type !== "leadership-check-in");
  const inOrder = [...series.filter(({ meeting }) => meeting.main), ...others];
  return inOrder.find(canTake) ?? null;
}
