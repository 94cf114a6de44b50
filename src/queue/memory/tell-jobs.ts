import type { JobCounts, PendingJob } from "../types.ts";
import { dueAt, type MemoryJob } from "./memory-job.ts";
import type { MemoryJobs } from "./memory-jobs.ts";

/** How many jobs stand where. */
export function countJobsOf(jobs: MemoryJobs): JobCounts {
  const now = jobs.clocks.now();
  const { running, waiting } = jobs.all();
  const due = waiting.filter((job) => dueAt(job) <= now);
  return {
    waiting: due.length,
    active: running.length,
    delayed: waiting.length - due.length,
    failed: jobs.failed().length,
    oldestWaitingMs: due.length === 0 ? null : now - due.reduce((since, job) => Math.min(since, job.since), now),
  };
}

/** At most `limit` jobs of each state, those that are due first before the others. */
export function listPendingOf(jobs: MemoryJobs, limit: number): readonly PendingJob[] {
  const { now, wall } = jobs.clocks;
  const { running, waiting } = jobs.all();
  const sorted = waiting.toSorted((one, other) => dueAt(one) - dueAt(other));
  const isDue = (job: MemoryJob): boolean => dueAt(job) <= now();
  const states = [
    ["active", running],
    ["waiting", sorted.filter(isDue)],
    ["delayed", sorted.filter((job) => !isDue(job))],
  ] as const;
  return states.flatMap(([state, those]) =>
    those.slice(0, limit).map((job) => ({
      jobId: job.id,
      state,
      project: job.project,
      dueAt: state === "delayed" ? new Date(wall() + dueAt(job) - now()).toISOString() : null,
      reason: `${job.reasons[0]?.kind ?? ""} ${job.reasons[0]?.event ?? ""}`.trim(),
      tries: job.tries,
    })),
  );
}
