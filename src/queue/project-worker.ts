import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../domain/errors.ts";
import type { Log } from "../domain/log.ts";
import { ActiveRuns } from "./active-runs.ts";
import type { BullBackend, JobWorker } from "./backend.ts";
import type { ProjectResult } from "./contract.ts";
import { atMost } from "./deadline.ts";
import { finished, gaveUp, type JobRunner, runJob } from "./job-runner.ts";
import { KEPT, WORK_DEFAULTS, WORK_QUEUE } from "./names.ts";
import type { ProjectHandler, ProjectWorker, ProjectWorkerOptions } from "./types.ts";
import { unavailable } from "./unavailable.ts";

const LOCK_MS = 30_000;
const STALLED_CHECK_MS = 15_000;
/** A job that took so many workers with it is given up. */
const MAX_STALLED = 3;
const CLOSE_MS = 10_000;
const CLOSE_QUEUES_MS = 1000;
/** After a server that was away, or what ended a worker. BullMQ's own 15 seconds would be longer than most outages. */
const RESTART_MS = 1000;

/** Runs jobs until it is closed. Nothing that a handler throws gets out. */
export function createProjectWorker(
  backend: BullBackend,
  handler: ProjectHandler,
  options: ProjectWorkerOptions,
): ProjectWorker {
  const runs = new ActiveRuns();
  const work = backend.openQueue(WORK_QUEUE, WORK_DEFAULTS);
  const runner: JobRunner = { handler, options, runs, work, clock: backend.clock };
  const worker = backend.openWorker(WORK_QUEUE, (job, token) => runJob(runner, job, token), {
    ...KEPT,
    concurrency: options.concurrency,
    lockDuration: options.lockMs ?? LOCK_MS,
    stalledInterval: options.stalledCheckMs ?? STALLED_CHECK_MS,
    maxStalledCount: MAX_STALLED,
    runRetryDelay: RESTART_MS,
  });
  worker.on("completed", (job, result) => finished(runner, job, result as ProjectResult | null));
  worker.on("failed", (job, error) => gaveUp(runner, job, error));
  worker.on("lockRenewalFailed", (ids) => runs.abort(ids, new Error("another worker took the job over")));
  void keepRunning(worker, runs, options.log);
  return {
    async ready() {
      await worker.waitUntilReady().catch((error: unknown) => {
        throw unavailable(backend.place, error);
      });
    },
    async close(deadlineMs = CLOSE_MS) {
      const end = performance.now() + deadlineMs;
      runs.closing = true;
      // Not `worker.close()`: it waits for ever, and once called it cannot be hurried.
      await worker.pause(true).catch(() => undefined);
      const isIdle = await runs.drain(deadlineMs);
      // As long as there is: a server that is away for a moment has to take the goodbye, or connections keep the process alive.
      await atMost(Math.max(end - performance.now(), CLOSE_QUEUES_MS), worker.close(!isIdle));
      await atMost(CLOSE_QUEUES_MS, work.close());
    },
  };
}

/** A loop that ended for an error begins anew: a worker that takes no jobs looks like one that has none. Never rejects. */
async function keepRunning(worker: JobWorker, runs: ActiveRuns, log: Log): Promise<void> {
  while (!runs.closing) {
    try {
      await worker.run();
      // Ended by `close`, or not begun: it was closed before.
      return;
    } catch (error) {
      log.warn({ error: String(error) }, `a worker of the queue stopped and is started anew: ${messageOf(error)}`);
      await sleep(RESTART_MS);
    }
  }
}
