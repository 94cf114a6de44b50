import { JobReason } from "./contract.ts";
import { DEBOUNCE_MS, isDebounced } from "./priority.ts";
import type { JobStore, ProjectQueue, ProjectQueueOptions } from "./types.ts";

/** Jobs that are told of where nobody says how many, and failed ones that are looked through for such as are over. */
const MOST_TOLD = 100;

/** The producer's side of the jobs of a backend. `now` tells epoch milliseconds. */
export function createProjectQueue(
  jobs: JobStore,
  now: () => number,
  { debounceMs = DEBOUNCE_MS.quiet, maxDebounceMs = DEBOUNCE_MS.longest }: ProjectQueueOptions = {},
): ProjectQueue {
  const enqueue: ProjectQueue["enqueue"] = async ({ project, priority, reason, delayMs }) => {
    const delay = delayMs ?? (isDebounced(priority) ? debounceMs : 0);
    // A reason that is none is the caller's mistake, not an outage.
    const reasons = [JobReason.parse(reason)];
    const times = { at: now(), delayMs: delay, maxDelayMs: Math.max(delay, maxDebounceMs) };
    return jobs.add({ project, priority, reasons, ...times });
  };
  const enqueueSweep: ProjectQueue["enqueueSweep"] = async (reason) =>
    jobs.add({ project: null, priority: "sweep", reasons: [reason], at: now(), delayMs: 0, maxDelayMs: 0 });
  return {
    ...jobs,
    enqueue,
    enqueueSweep,
    failed: (limit = MOST_TOLD) => jobs.failed(limit),
    pending: (limit = MOST_TOLD) => jobs.pending(limit),
    async retry(jobId) {
      const failed = await jobs.findFailed(jobId);
      if (failed === null) return false;
      // BullMQ's own retry would put the old job back beside one that the project may have by now, and both would run at once.
      const reason = { kind: "manual", event: "retry", at: new Date(now()).toISOString() } as const;
      if (failed.project === null) await enqueueSweep(reason);
      else await enqueue({ project: failed.project, reason, priority: "edit", delayMs: 0 });
      await jobs.forget(jobId);
      return true;
    },
    async forgetFailed(isOver) {
      for (const job of await jobs.failed(MOST_TOLD)) if (isOver(job)) await jobs.forget(job.jobId);
    },
  };
}
