import { NO_EVIDENCE } from "../../../domain/action-items/timeline/resolution.ts";
import type { RollUp } from "../../../domain/agenda/types.ts";
import type { Occurrence } from "../../../domain/schedule/types.ts";
import type { PlainDate } from "../../../domain/time/types.ts";
import { isOpen, itemsOf, newestFor, readItems, standingIn, withEvidence } from "../items.ts";
import type { Details, ProjectState, SeriesState } from "../types.ts";

/**
 * Returns what a check-in with leaders tells of the cadence calls (handbook D2, D6): how many of their items are open, how many
 * were done since the last check-in. Counts only, never the tasks. null for other types, and without cadence calls.
 */
export function rollUpOf(
  state: ProjectState,
  series: SeriesState,
  occurrence: Occurrence,
  details: Details | null,
): RollUp | null {
  if (series.meeting.type !== "leadership-check-in") return null;
  const cadence = state.series.filter(({ meeting }) => meeting.type === "cadence-call");
  if (cadence.length === 0) return null;
  const all = withEvidence(readItems(state, details?.comments), details?.evidence ?? NO_EVIDENCE);
  // What is confidential is not even counted where others read it (law 5).
  const { confidential } = series.meeting;
  const timelines = new Set(cadence.flatMap((one) => standingIn(state, one, itemsOf(all, one))));
  const seen = [...timelines].filter((one) => newestFor(one, confidential) !== null);
  const open = seen.filter(isOpen);
  const since = lastCheckIn(series, occurrence);
  const done = seen.filter(({ resolution, appearances }) => {
    const isDone = resolution.kind === "resolved" && resolution.state === "done";
    return isDone && (since === null || (appearances.at(-1)?.agenda.date ?? "") > since);
  });
  const isOverdue = (due: PlainDate | null | undefined): boolean => typeof due === "string" && due < state.today;
  const overdue = open.filter((one) => isOverdue(newestFor(one, confidential)?.details.due));
  return { open: open.length, overdue: overdue.length, done: done.length, isFirst: since === null };
}

/** The day of the last check-in that was held, or null. */
function lastCheckIn({ agendas }: SeriesState, { date }: Occurrence): PlainDate | null {
  return agendas.findLast((one) => one.stands && one.held && one.date < date)?.date ?? null;
}
