import type { ServiceConfiguration } from "../../config/service/types.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { ReconcileJobResult } from "../../fleet/reconcile-job.ts";
import { recordJob } from "../../fleet/record-job.ts";
import type { FleetMemory } from "../../fleet/state.ts";
import type { Discovered, Sweep } from "../../fleet/sweep.ts";
import type { FleetState } from "../../fleet/types.ts";
import type { Repaired } from "../../reconcile/apply/restore-overwritten.ts";
import { isThreadEndedError, type ThreadEndedError } from "./ended.ts";
import type { Ordered } from "./job-thread.ts";
import { fromPlainError, type PlainError } from "./plain-error.ts";
import type { JobThreads } from "./pool.ts";
import type { ReconcileOrder, RepairOrder } from "./protocol.ts";
import type { ThreadLog } from "./thread-log.ts";

export interface ReconciledInThread extends ReconcileJobResult {
  readonly agendasCreated: number;
  /** Null unless the look had to be ended. */
  readonly ended: ThreadEndedError | null;
}

type Serving = Omit<Ordered, "about" | "project">;

/**
 * Looks at a project in a thread. A look that has to be ended, or whose thread dies, is one that failed, and remembered as such:
 * it stops none of the others.
 */
export async function reconcileInThread(
  threads: JobThreads,
  order: ReconcileOrder,
  serving: Serving & {
    readonly memory: FleetMemory;
    readonly now: () => Instant;
    readonly service: Pick<ServiceConfiguration, "sweep">;
  },
): Promise<ReconciledInThread> {
  const { job } = order;
  const { id, path } = job.project;
  const at = serving.now();
  try {
    const ordered = { ...serving, about: `the look at ${path}`, project: id };
    const { errors, ...answer } = await threads.run("reconcile", order, ordered);
    return { ...answer, errors: errors.map(fromPlainError), ended: null };
  } catch (error) {
    if (!isThreadEndedError(error)) throw error;
    const { reconciled: before } = await serving.memory.readProject(id);
    const found = { outcome: "failed", configuration: null, run: null, error } as const;
    const fingerprint = before?.fingerprint ?? null;
    const { everyMinutes } = serving.service.sweep;
    const record = recordJob(before, job, { at, ...found, fingerprint, now: serving.now(), everyMinutes });
    await serving.memory.write({ reconciled: [record] });
    const requests = { reads: 0, writes: 0 };
    return {
      job,
      outcome: "failed",
      customer: null,
      done: 0,
      errors: [error],
      requests,
      agendasCreated: 0,
      ended: error,
    };
  }
}

/** Puts back in a thread what the bot overwrote in a project. Throws `ThreadEndedError`, and what the stop of the process throws. */
export async function repairInThread(
  threads: JobThreads,
  order: RepairOrder,
  serving: Serving,
): Promise<
  Omit<Repaired, "refused"> & { readonly refused: readonly { readonly iid: IssueIid; readonly error: Error }[] }
> {
  const about = `the repair of overwritten texts in project ${order.project}`;
  const answer = await threads.run("repair", order, { ...serving, about, project: order.project });
  const refused = answer.refused.map(({ iid, error }) => ({ iid, error: fromPlainError(error) }));
  return { ...answer, refused, failure: answer.failure === null ? null : fromPlainError(answer.failure) };
}

/** Sweeps in a thread. Throws as `sweep` does, and `ThreadEndedError`. */
export async function sweepInThread(
  threads: JobThreads,
  serving: Serving,
): Promise<{ readonly swept: Sweep; readonly requests: number }> {
  const { swept, requests } = await threads.run("sweep", null, { ...serving, about: "the sweep", isLong: true });
  return { swept: { ...swept, problems: problemsOf(swept) }, requests };
}

/** Finds out in a thread which projects there are. Throws as `discoverFleet` does, and `ThreadEndedError`. */
export async function discoverInThread(
  threads: JobThreads,
  known: FleetState["seen"],
  log: ThreadLog,
): Promise<Discovered> {
  const about = "the list of projects";
  const found = await threads.run("discover", { known }, { log, about, isLong: true });
  return { ...found, problems: problemsOf(found) };
}

function problemsOf({
  problems,
}: {
  readonly problems: readonly { readonly source: string; readonly error: PlainError }[];
}) {
  return problems.map(({ source, error }) => ({ source, error: fromPlainError(error) }));
}
