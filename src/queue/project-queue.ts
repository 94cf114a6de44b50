import { randomUUID } from "node:crypto";
import type { BullBackend, JobQueue } from "./backend.ts";
import { encodeJob, JobNote, type JobReason, type Payload } from "./contract.ts";
import { countJobs } from "./counts.ts";
import { atMost } from "./deadline.ts";
import { wakeIn } from "./delayed.ts";
import { forgetFailed, listFailed, retryFailed } from "./failed-jobs.ts";
import { type Addition, createJoiner } from "./join.ts";
import {
  RECONCILE,
  SWEEP,
  SWEEP_KEY,
  TIMER_DEFAULTS,
  TIMER_QUEUE,
  WAKE_UP,
  WORK_DEFAULTS,
  WORK_QUEUE,
} from "./names.ts";
import { listPending } from "./pending-jobs.ts";
import { createProjectKeys } from "./project-keys.ts";
import type { Enqueue, Enqueued, ProjectQueue, ProjectQueueOptions } from "./types.ts";
import { DEBOUNCE_MS, PRIORITY, type Wish } from "./urgency.ts";

/** A timer is set by the time that is left, so it rings a little late. */
const TIMER_SLACK_MS = 100;
/** Failed jobs that are looked through for such as are over. */
const MOST_FAILED = 100;
/** A server that hangs must not keep the process from ending. */
const CLOSE_MS = 1000;

/** Opens the queues of a backend for adding and asking. Close it before the backend. */
export function createProjectQueue(backend: BullBackend, options: ProjectQueueOptions = {}): ProjectQueue {
  const work = backend.openQueue(WORK_QUEUE, WORK_DEFAULTS);
  const timers = backend.openQueue(TIMER_QUEUE, TIMER_DEFAULTS);
  const joiner = createJoiner(work, backend);
  const keyOf = createProjectKeys();
  const { debounceMs = DEBOUNCE_MS.quiet, maxDebounceMs = DEBOUNCE_MS.longest } = options;
  const enqueue = async ({ project, reason, priority, delayMs }: Enqueue): Promise<Enqueued> => {
    const wait = delayMs ?? (priority === "edit" ? debounceMs : 0);
    const wish = {
      priority: PRIORITY[priority],
      at: backend.clock.now(),
      delayMs: wait,
      maxDelayMs: Math.max(wait, maxDebounceMs),
    };
    const addition = { name: RECONCILE, key: keyOf(project), ...newJob(project, reason, wish) };
    return backend.attempt(() => joiner.add(addition));
  };
  const enqueueSweep = async (reason: JobReason): Promise<Enqueued> => {
    const wish = { priority: PRIORITY.sweep, at: backend.clock.now(), delayMs: 0, maxDelayMs: 0 };
    const addition = { name: SWEEP, key: SWEEP_KEY, ...newJob(SWEEP, reason, wish) };
    return backend.attempt(() => joiner.add(addition));
  };
  return {
    enqueue,
    enqueueSweep,
    async scheduleWakeUp(project, at) {
      const now = backend.clock.now();
      // Both by the same clock, that of this machine: what is left is the same by any other.
      const leftMs = Date.parse(at) - backend.clock.own();
      const wish = { priority: PRIORITY["wake-up"], at: now + leftMs, delayMs: 0, maxDelayMs: 0 };
      const payload = newJob(project, { kind: "wake-up", at }, wish).payload();
      const key = keyOf(project);
      const setAt = await backend.attempt(async () => backend.delayedUntil?.(timers, key) ?? null);
      if (setAt !== null && Math.abs(setAt - wish.at) < TIMER_SLACK_MS) return;
      await backend.attempt(() => setTimer(timers, key, { payload, now, at: wish.at }));
    },
    wakeOverslept: async () => (await wakeIn(backend, work, "jobs")) + (await wakeIn(backend, timers, "timers")),
    counts: () => backend.attempt(() => countJobs(work, timers, backend.clock.now)),
    isPaused: () =>
      backend.attempt(async () => (await Promise.all([work.isPaused(), timers.isPaused()])).includes(true)),
    failed: (limit = 100) => backend.attempt(() => listFailed(work, limit)),
    pending: (limit = 100) => backend.attempt(() => listPending(work, limit, backend.delayedUntil)),
    retry: (jobId) => retryFailed({ work, backend, enqueue, enqueueSweep }, jobId),
    forgetFailed: (isOver) => backend.attempt(() => forgetFailed(work, MOST_FAILED, isOver)),
    async close() {
      joiner.close();
      await atMost(CLOSE_MS, Promise.allSettled([work.close(), timers.close()]));
    },
  };
}

/** Outside of `attempt`: a project or an instant that is none is the caller's mistake, not an outage. */
function newJob(project: string, reason: JobReason, wish: Wish): Pick<Addition, "payload" | "note"> {
  const note = JobNote.parse({ id: randomUUID(), reason, wish });
  const payload = (): Payload =>
    encodeJob({ project, reasons: [note.reason], wish: note.wish, tries: 0, notBefore: null, failure: null });
  return { payload, note };
}

interface Timer {
  readonly payload: Payload;
  /** Epoch milliseconds, both by the server's clock. */
  readonly at: number;
  readonly now: number;
}

async function setTimer(timers: JobQueue, key: string, { payload, at, now }: Timer): Promise<void> {
  await timers.add(WAKE_UP, payload, {
    jobId: randomUUID(),
    timestamp: now,
    delay: Math.max(0, at - now),
    // A sleeping timer is replaced. While one rings, the newer is kept and set when that is done.
    deduplication: { id: key, replace: true, keepLastIfActive: true },
  });
}
