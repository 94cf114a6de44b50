import { judgeError } from "../back-off.ts";
import { callHandler, type Handling, tellListener } from "../call-handler.ts";
import { atMost } from "../deadline.ts";
import type { ProjectWorker, RunEvent } from "../types.ts";
import type { MemoryJob } from "./memory-job.ts";
import type { MemoryJobs } from "./memory-jobs.ts";

const CLOSE_MS = 10_000;
const PATIENT_PART = 0.8;

interface Working extends Handling {
  readonly jobs: MemoryJobs;
}

/** Runs jobs in memory until it is closed. Nothing that a handler throws gets out. */
export function createMemoryWorker(working: Working): ProjectWorker {
  const { jobs, options } = working;
  const running = new Map<AbortController, Promise<void>>();
  const take = (): void => {
    while (running.size < options.concurrency) {
      const job = jobs.take();
      if (job === null) return;
      const controller = new AbortController();
      const run = runJob(working, job, controller.signal).finally(() => running.delete(controller));
      running.set(controller, run);
    }
  };
  const leave = jobs.onDue(take);
  return {
    async ready() {},
    async close(deadlineMs = CLOSE_MS) {
      leave();
      await atMost(deadlineMs * PATIENT_PART, Promise.all(running.values()));
      for (const controller of running.keys()) controller.abort(new Error("the process stops"));
      await atMost(deadlineMs * (1 - PATIENT_PART), Promise.all(running.values()));
    },
  };
}

/** Never rejects. */
async function runJob(working: Working, job: MemoryJob, signal: AbortSignal): Promise<void> {
  const { jobs, options } = working;
  const { now } = jobs.clocks;
  const startedAt = now();
  const told = (): RunEvent => ({
    project: job.project,
    jobId: job.id,
    durationMs: now() - startedAt,
    waitedMs: Math.max(0, startedAt - job.since),
  });
  try {
    const result = await callHandler(working, job, { signal, jobId: job.id });
    jobs.settle(job);
    tellListener(working, () => options.onCompleted?.({ ...told(), result }));
  } catch (error) {
    // The process stops: the look is for the next start.
    if (signal.aborted) return jobs.putBack(job);
    const decision = judgeError(error, job.tries, Math.random());
    if (decision.kind === "give-up") {
      jobs.giveUp(job, decision.failure);
      return tellListener(working, () => options.onFailed?.({ ...told(), error }));
    }
    const delayMs = Math.round(decision.delayMs);
    jobs.putBack(job, decision);
    tellListener(working, () => options.onRetry?.({ ...told(), error, delayMs }));
  }
}
