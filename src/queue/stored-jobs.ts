import type { BullBackend } from "./backend.ts";
import { createCoalescing } from "./coalescing.ts";
import { atMost } from "./deadline.ts";
import { wakeOverslept } from "./delayed.ts";
import { countJobs, findFailed, listFailed, listPending } from "./list-jobs.ts";
import { WORK_DEFAULTS, WORK_QUEUE } from "./names.ts";
import type { JobStore } from "./types.ts";

/** A server that hangs must not keep the process from ending. */
const CLOSE_MS = 1000;

/** The jobs of a store that BullMQ knows. */
export function openStoredJobs(backend: BullBackend): JobStore {
  const { attempt, clock, readDelayed } = backend;
  const work = backend.openQueue(WORK_QUEUE, WORK_DEFAULTS);
  return {
    add: createCoalescing(work, backend),
    wakeOverslept: () => attempt(() => wakeOverslept(work, readDelayed, clock.now())),
    counts: () => attempt(() => countJobs(work, clock.now())),
    isPaused: () => attempt(() => work.isPaused()),
    failed: (limit) => attempt(() => listFailed(work, limit)),
    findFailed: (jobId) => attempt(() => findFailed(work, jobId)),
    forget: (jobId) => attempt(() => work.remove(jobId)),
    pending: (limit) => attempt(() => listPending(work, limit, readDelayed)),
    close: () => atMost(CLOSE_MS, work.close()),
  };
}
