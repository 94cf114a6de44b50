import { JobReason } from "../contract.ts";
import { DEBOUNCE_MS, isDebounced, PRIORITY } from "../priority.ts";
import type { ProjectQueue, ProjectQueueOptions } from "../types.ts";
import { isOwed } from "./memory-job.ts";
import type { MemoryJobs } from "./memory-jobs.ts";
import { countJobsOf, listPendingOf } from "./tell-jobs.ts";
import type { WaitingFile } from "./waiting-file.ts";

/** The producer's side of jobs in memory. What is enqueued for people stands in the file before it counts. */
export function createMemoryQueue(
  jobs: MemoryJobs,
  file: WaitingFile,
  { debounceMs = DEBOUNCE_MS.quiet, maxDebounceMs = DEBOUNCE_MS.longest }: ProjectQueueOptions = {},
): ProjectQueue {
  const { now, wall } = jobs.clocks;
  const enqueueSweep: ProjectQueue["enqueueSweep"] = async (reason) =>
    jobs.add(null, JobReason.parse(reason), { priority: PRIORITY.sweep, at: now(), delayMs: 0, maxDelayMs: 0 });
  const enqueue: ProjectQueue["enqueue"] = async ({ project, reason, priority, delayMs }) => {
    const wait = delayMs ?? (isDebounced(priority) ? debounceMs : 0);
    const added = jobs.add(project, JobReason.parse(reason), {
      priority: PRIORITY[priority],
      at: now(),
      delayMs: wait,
      maxDelayMs: Math.max(wait, maxDebounceMs),
    });
    if (isOwed(reason)) await file.keep(project);
    return added;
  };
  return {
    enqueue,
    enqueueSweep,
    wakeOverslept: async () => 0,
    counts: async () => countJobsOf(jobs),
    isPaused: async () => false,
    failed: async (limit = 100) => jobs.failed(limit),
    pending: async (limit = 100) => listPendingOf(jobs, limit),
    async retry(jobId) {
      const job = jobs.forget(jobId);
      if (job === null) return false;
      const reason = { kind: "manual", event: "retry", at: new Date(wall()).toISOString() } as const;
      if (job.project === null) await enqueueSweep(reason);
      else await enqueue({ project: job.project, reason, priority: "edit", delayMs: 0 });
      return true;
    },
    async forgetFailed(isOver) {
      for (const job of jobs.failed(100)) if (isOver(job)) jobs.forget(job.jobId);
    },
    async close() {},
  };
}
