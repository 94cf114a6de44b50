import type { BullBackend } from "./backend.ts";
import { createCoalescing } from "./coalescing.ts";
import { JobReason, projectKey } from "./contract.ts";
import { countJobs } from "./counts.ts";
import { atMost } from "./deadline.ts";
import { wakeOverslept } from "./delayed.ts";
import { forgetFailed, listFailed, retryFailed } from "./failed-jobs.ts";
import { RECONCILE, SWEEP, SWEEP_KEY, WORK_DEFAULTS, WORK_QUEUE } from "./names.ts";
import { listPending } from "./pending-jobs.ts";
import { DEBOUNCE_MS, isDebounced } from "./priority.ts";
import type { Enqueue, Enqueued, ProjectQueue, ProjectQueueOptions } from "./types.ts";

/** Failed jobs that are looked through for such as are over. */
const MOST_FAILED = 100;
/** A server that hangs must not keep the process from ending. */
const CLOSE_MS = 1000;

/** Opens the queue of a backend for adding and asking. Close it before the backend. */
export function createProjectQueue(backend: BullBackend, options: ProjectQueueOptions = {}): ProjectQueue {
  const { attempt, clock } = backend;
  const work = backend.openQueue(WORK_QUEUE, WORK_DEFAULTS);
  const coalesce = createCoalescing(work, backend);
  const { debounceMs = DEBOUNCE_MS.quiet, maxDebounceMs = DEBOUNCE_MS.longest } = options;
  const enqueue = async (event: Enqueue): Promise<Enqueued> => {
    const { project, priority, delayMs = isDebounced(priority) ? debounceMs : 0 } = event;
    // Outside of `attempt`: a reason that is none is the caller's mistake, not an outage.
    const reasons = [JobReason.parse(event.reason)];
    const times = { at: clock.now(), delayMs, maxDelayMs: Math.max(delayMs, maxDebounceMs) };
    const addition = { name: RECONCILE, key: projectKey(project), project, priority, reasons, ...times };
    return coalesce(addition);
  };
  const enqueueSweep = async (reason: JobReason): Promise<Enqueued> => {
    const about = { name: SWEEP, key: SWEEP_KEY, project: null, priority: "sweep", reasons: [reason] } as const;
    return coalesce({ ...about, at: clock.now(), delayMs: 0, maxDelayMs: 0 });
  };
  return {
    enqueue,
    enqueueSweep,
    wakeOverslept: () => attempt(() => wakeOverslept(work, backend.readDelayed, clock.now())),
    counts: () => attempt(() => countJobs(work, clock.now)),
    isPaused: () => attempt(() => work.isPaused()),
    failed: (limit = 100) => attempt(() => listFailed(work, limit)),
    pending: (limit = 100) => attempt(() => listPending(work, limit, backend.readDelayed)),
    retry: (jobId) => retryFailed({ work, backend, enqueue, enqueueSweep }, jobId),
    forgetFailed: (isOver) => attempt(() => forgetFailed(work, MOST_FAILED, isOver)),
    close: () => atMost(CLOSE_MS, work.close()),
  };
}
