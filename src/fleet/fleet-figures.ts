import { daysBetween } from "../domain/time/dates.ts";
import type { Instant } from "../domain/time/types.ts";
import type { CallFigures, OpenFigures } from "./project-figures.ts";
import type { FleetState, LastReconcile, SeenProject } from "./types.ts";

/** Days since an item was raised, by bucket: its name and its upper end. */
const AGES = [
  ["0-7d", 7],
  ["8-30d", 30],
  ["31-90d", 90],
  ["over-90d", Number.POSITIVE_INFINITY],
] as const satisfies readonly (readonly [name: string, upTo: number])[];

export type Age = (typeof AGES)[number][0];

/** A fleet in numbers. */
export interface FleetFigures {
  /** Projects that are served, and those of them whose last look went wrong. */
  readonly projects: number;
  readonly inError: number;
  /** Calls whose lead time has begun and that are not over, and those of them that have no agenda. */
  readonly agendasDue: number;
  readonly agendasMissing: number;
  /** Follow-ups whose participants were to be told by now (handbook A69). */
  readonly followUpsLate: number;
  /** Agendas that are open more than a business day after their call, calls of the last two weeks. */
  readonly agendasNotClosed: number;
  /** Follow-ups that are not made since too many are wanted together (law 6, no flood). */
  readonly followUpsHeldBack: number;
  readonly openItems: Readonly<Record<Age, number>>;
}

/** A project that is served, with what is known of it. */
export type ServedProject = readonly [SeenProject, LastReconcile | undefined];

/** Projects that are served: those seen that nothing holds up. */
export function* servedProjects({
  seen,
  reconciled,
}: Pick<FleetState, "seen" | "reconciled">): Generator<ServedProject> {
  for (const project of seen.values()) if (project.obstacle === null) yield [project, reconciled.get(project.id)];
}

/** Whether the last look at a project went wrong, or left something undone that people must mend first. */
export function isTroubled(last: Pick<LastReconcile, "outcome" | "problems"> | undefined): boolean {
  if (last === undefined) return false;
  return (last.outcome !== "reconciled" && last.outcome !== "no-configuration") || (last.problems ?? 0) > 0;
}

/** Calls of a project whose lead time has begun and that are not over. */
export function dueCalls(last: LastReconcile | undefined, at: Instant): readonly CallFigures[] {
  const now = Date.parse(at);
  return (last?.figures?.calls ?? []).filter(
    ({ dueFrom, until }) => Date.parse(dueFrom) <= now && now < Date.parse(until),
  );
}

/** Agendas of a project that should have been closed by now, the oldest first; what is older than two weeks is let be. */
export function lateToClose(last: LastReconcile | undefined, at: Instant): readonly OpenFigures[] {
  const now = Date.parse(at);
  return (last?.figures?.open ?? []).filter(
    ({ lateFrom, until }) => Date.parse(lateFrom) <= now && now < Date.parse(until),
  );
}

/** Counts a fleet as it is remembered. Pure; null while nothing is known of it. */
export function fleetFigures(state: Pick<FleetState, "seen" | "reconciled">, at: Instant): FleetFigures | null {
  if (state.seen.size === 0) return null;
  const today = at.slice(0, 10);
  const openItems: Record<Age, number> = { "0-7d": 0, "8-30d": 0, "31-90d": 0, "over-90d": 0 };
  const ages = new Map<string, Age>();
  let [projects, inError, agendasDue, agendasMissing, followUpsLate] = [0, 0, 0, 0, 0];
  let [agendasNotClosed, followUpsHeldBack] = [0, 0];
  for (const [, last] of servedProjects(state)) {
    projects += 1;
    if (isTroubled(last)) inError += 1;
    const due = dueCalls(last, at);
    agendasDue += due.length;
    agendasMissing += due.filter(({ made }) => !made).length;
    followUpsLate += (last?.figures?.unsent ?? []).filter((from) => Date.parse(from) <= Date.parse(at)).length;
    agendasNotClosed += lateToClose(last, at).length;
    followUpsHeldBack += last?.figures?.heldBack?.length ?? 0;
    for (const [raised, count] of Object.entries(last?.figures?.openItems ?? {})) {
      // Thousands of projects share a few hundred days.
      const age = ages.get(raised) ?? ageOf(daysBetween(raised, today));
      ages.set(raised, age);
      openItems[age] += count;
    }
  }
  const agendas = { agendasDue, agendasMissing, agendasNotClosed };
  return { projects, inError, ...agendas, followUpsLate, followUpsHeldBack, openItems };
}

function ageOf(days: number): Age {
  return AGES.find(([, upTo]) => days <= upTo)?.[0] ?? "over-90d";
}
