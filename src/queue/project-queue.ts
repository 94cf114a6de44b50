import { randomUUID } from "node:crypto";
import type { Backend, JobQueue } from "./backend.ts";
import { encodeJob, type Note, type Payload, projectKey, type Reason } from "./contract.ts";
import { countJobs } from "./counts.ts";
import { listFailed, retryFailed } from "./failed-jobs.ts";
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
import type { Enqueue, Enqueued, ProjectQueue } from "./types.ts";
import { atMost } from "./unavailable.ts";
import { addNote, urge } from "./urge.ts";
import { PRIORITY, type Wish } from "./urgency.ts";

export interface ProjectQueueOptions {
  /** How long a project must be quiet before people's edits are looked at. */
  readonly debounceMs?: number;
  /** However long they go on editing, no longer than this after the first edit. */
  readonly maxDebounceMs?: number;
}

const DEBOUNCE_MS = 3000;
const MAX_DEBOUNCE_MS = 15_000;
/** A server that hangs must not keep the process from ending. */
const CLOSE_MS = 1000;
/** A job that ends while a note is on its way to it leaves a successor; more often than this in a row is no race. */
const MAX_HOPS = 5;

/** Opens the queues of a backend for adding and asking. Close it before the backend. */
export function createProjectQueue(backend: Backend, options: ProjectQueueOptions = {}): ProjectQueue {
  const work = backend.openQueue(WORK_QUEUE, WORK_DEFAULTS);
  const timers = backend.openQueue(TIMER_QUEUE, TIMER_DEFAULTS);
  const { debounceMs = DEBOUNCE_MS, maxDebounceMs = MAX_DEBOUNCE_MS } = options;
  const enqueue = async ({ project, reason, priority, delayMs }: Enqueue): Promise<Enqueued> => {
    const wait = delayMs ?? (priority === "edit" ? debounceMs : 0);
    const wish = {
      priority: PRIORITY[priority],
      at: Date.now(),
      delayMs: wait,
      maxDelayMs: Math.max(wait, maxDebounceMs),
    };
    const addition = { name: RECONCILE, key: projectKey(project), ...newJob(project, reason, wish) };
    return backend.attempt(() => add(work, addition));
  };
  const enqueueSweep = async (reason: Reason): Promise<Enqueued> => {
    const wish = { priority: PRIORITY.sweep, at: Date.now(), delayMs: 0, maxDelayMs: 0 };
    const addition = { name: SWEEP, key: SWEEP_KEY, ...newJob(SWEEP, reason, wish) };
    return backend.attempt(() => add(work, addition));
  };
  return {
    enqueue,
    enqueueSweep,
    async scheduleWakeUp(project, at) {
      const wish = { priority: PRIORITY["wake-up"], at: Date.parse(at), delayMs: 0, maxDelayMs: 0 };
      const { payload } = newJob(project, { kind: "wake-up", at }, wish);
      await backend.attempt(() => setTimer(timers, projectKey(project), { payload, at: wish.at }));
    },
    scheduleSweep: (everyMs) => backend.attempt(() => scheduleSweep(timers, everyMs)),
    counts: () => backend.attempt(() => countJobs(work, timers)),
    failed: (limit = 100) => backend.attempt(() => listFailed(work, limit)),
    retry: (jobId) => retryFailed({ work, attempt: backend.attempt, enqueue, enqueueSweep }, jobId),
    async close() {
      await atMost(CLOSE_MS, Promise.allSettled([work.close(), timers.close()]));
    },
  };
}

interface NewJob {
  readonly payload: Payload;
  readonly reason: Reason;
  readonly wish: Wish;
}

/** Outside of `attempt`: a project or an instant that is none is the caller's mistake, not an outage. */
function newJob(project: string, reason: Reason, wish: Wish): NewJob {
  const payload = encodeJob({ project, reasons: [reason], wish, tries: 0, notBefore: null, failure: null });
  return { payload, reason, wish };
}

interface Addition extends NewJob {
  readonly name: string;
  readonly key: string;
}

/**
 * One running and one waiting at most: the store takes a job only when the project has none; while one runs it keeps
 * the newest addition and makes a job of it at the end. An addition that was not taken leaves a note with its wish,
 * so that neither an early delay nor a low priority of what stands there holds it up (`urge`).
 */
async function add(queue: JobQueue, { name, key, payload, reason, wish }: Addition): Promise<Enqueued> {
  const own = randomUUID();
  const { id } = await queue.add(name, payload, {
    jobId: own,
    priority: wish.priority,
    delay: wish.delayMs,
    deduplication: { id: key, keepLastIfActive: true },
  });
  let holder = id ?? own;
  if (holder === own) return { jobId: own, joined: false };
  const note: Note = { id: own, reason, wish };
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    if (await addNote(queue, holder, note)) {
      const state = await urge(queue, holder);
      // The worker that runs it hands the notes on to the successor when it ends.
      if (state !== "completed" && state !== "failed" && state !== "unknown") break;
    }
    // It ended before it could see the note: the successor, if any, gets it from here.
    const successor = await queue.getDeduplicationJobId(key);
    if (successor === null || successor === holder) break;
    holder = successor;
    if (holder === own) break;
  }
  return { jobId: holder, joined: true };
}

interface Timer {
  readonly payload: Payload;
  /** Epoch milliseconds. */
  readonly at: number;
}

async function setTimer(timers: JobQueue, key: string, { payload, at }: Timer): Promise<void> {
  await timers.add(WAKE_UP, payload, {
    jobId: randomUUID(),
    delay: Math.max(0, at - Date.now()),
    // A sleeping timer is replaced. While one rings, the newer is kept and set when that is done.
    deduplication: { id: key, replace: true, keepLastIfActive: true },
  });
}

async function scheduleSweep(timers: JobQueue, everyMs: number | null): Promise<void> {
  if (everyMs === null) await timers.removeJobScheduler(SWEEP);
  else await timers.upsertJobScheduler(SWEEP, { every: everyMs }, { name: SWEEP, data: { json: "{}" } });
}
