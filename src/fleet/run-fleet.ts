import { MINUTE_MS } from "../domain/time/units.ts";
import type { Reconciled } from "../reconcile/reconcile.ts";
import { isTroubled } from "./fleet-figures.ts";
import { projectFigures } from "./project-figures.ts";
import { type ReconcileJobDependencies, type ReconcileJobResult, reconcileJob } from "./reconcile-job.ts";
import type { FleetMemory } from "./state.ts";
import { type Sweep, type SweepDependencies, sweep } from "./sweep.ts";
import { earliest, later } from "./times.ts";
import type { FleetState, ProjectRun, ReconcileJob, ReconcileOutcome } from "./types.ts";

export interface FleetRunOptions {
  readonly memory: FleetMemory;
  /** Projects looked at side by side; 4 unless said. Requests are shared out by the budget of the client. */
  readonly concurrency?: number;
  readonly onResult?: (result: ReconcileJobResult) => void;
  /** Once aborted no further look begins; those not begun are found again by the next sweep. */
  readonly signal?: AbortSignal;
}

export interface FleetRunDependencies extends SweepDependencies, ReconcileJobDependencies, FleetRunOptions {
  readonly memory: FleetMemory;
}

/** What a run over a fleet consists of, wherever it is done. */
export interface FleetSteps extends FleetRunOptions {
  readonly sweep: () => Promise<{ readonly swept: Sweep; readonly requests: number }>;
  /** Does not throw for what is wrong with one project. */
  readonly job: (job: ReconcileJob) => Promise<ReconcileJobResult>;
}

export interface FleetRun {
  readonly sweep: Sweep;
  /** In the order in which they ended. */
  readonly results: readonly ReconcileJobResult[];
  readonly summary: FleetSummary;
}

export interface FleetSummary {
  /** Projects of the fleet, and those of them that are held up: archived, without issues, without a role. */
  readonly projects: number;
  readonly heldUp: number;
  readonly looks: Readonly<Record<ReconcileOutcome, number>>;
  /** Looks that were due and did not begin. */
  readonly notBegun: number;
  readonly actions: number;
  /** Projects whose last look, now or earlier, did not succeed. */
  readonly troubled: readonly { readonly path: string; readonly outcome: ReconcileOutcome }[];
  /** Lists that could not be read. */
  readonly problems: number;
  readonly requests: { readonly lists: number; readonly looks: number };
}

/** Serves a whole fleet once, in this thread: see `runSteps`. */
export function runFleet(deps: FleetRunDependencies): Promise<FleetRun> {
  return runSteps({
    ...deps,
    async sweep() {
      const before = requestsOf(deps);
      const swept = await sweep(deps);
      return { swept, requests: requestsOf(deps) - before };
    },
    job: (job) => reconcileJob(job, deps),
  });
}

/**
 * Serves a whole fleet once: a sweep, then every look it asks for. What is wrong with one project, or one list, stops nobody
 * else (law 8).
 * @throws ConfigError for what concerns all of them: a token or an address that is wrong.
 */
export async function runSteps(steps: FleetSteps): Promise<FleetRun> {
  const { swept, requests } = await steps.sweep();
  const results: ReconcileJobResult[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const job = steps.signal?.aborted === true ? undefined : swept.jobs[next++];
      if (job === undefined) return;
      const result = await steps.job(job);
      results.push(result);
      steps.onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, steps.concurrency ?? 4) }, work));
  const troubled = troubledOf(await steps.memory.read());
  return { sweep: swept, results, summary: { ...summaryOf(swept, results, requests), troubled } };
}

function requestsOf({ gitlab }: Pick<SweepDependencies, "gitlab">): number {
  const { reads, writes } = gitlab.requests;
  return reads + writes;
}

function summaryOf(
  swept: Sweep,
  results: readonly ReconcileJobResult[],
  lists: number,
): Omit<FleetSummary, "troubled"> {
  const looks = { ...NO_JOBS };
  for (const { outcome } of results) looks[outcome]++;
  return {
    projects: swept.projects.length,
    heldUp: swept.projects.filter(({ obstacle }) => obstacle !== null).length,
    looks,
    notBegun: swept.jobs.length - results.length,
    actions: results.reduce((sum, { done }) => sum + done, 0),
    problems: swept.problems.length,
    requests: { lists, looks: results.reduce((sum, { requests }) => sum + requests.reads + requests.writes, 0) },
  };
}

function troubledOf({ seen, reconciled }: FleetState): FleetSummary["troubled"] {
  return [...seen.values()].flatMap(({ id, path, obstacle }) => {
    const last = reconciled.get(id);
    return obstacle === null && last !== undefined && isTroubled(last) ? [{ path, outcome: last.outcome }] : [];
  });
}

const NO_JOBS: Readonly<Record<ReconcileOutcome, number>> = {
  reconciled: 0,
  unchanged: 0,
  "no-configuration": 0,
  "broken-configuration": 0,
  refused: 0,
  failed: 0,
  "put-off": 0,
};

/** People were at work on an issue: they are given this long before the next look. */
const PUT_OFF_MS = 3 * MINUTE_MS;

/** What a reconcile tells the fleet. */
export function projectRunOf(reconciled: Reconciled): ProjectRun {
  const { plan, applied } = reconciled;
  const again = applied.some(({ outcome }) => outcome === "put-off") ? later(plan.at, PUT_OFF_MS) : null;
  return {
    nextWakeAt: earliest(again, plan.nextWakeAt),
    done: applied.filter(({ outcome }) => outcome === "done" || outcome === "already-done").length,
    failed: applied.flatMap(({ error }) => (error === null ? [] : [error])),
    problems: plan.problems,
    figures: projectFigures(reconciled),
  };
}
