import { ActiveRuns } from "../active-runs.ts";
import { judgeError } from "../back-off.ts";
import { callHandler, type Handling, tellListener } from "../call-handler.ts";
import type { ProjectWorker, RunEvent } from "../types.ts";
import type { MemoryJob, MemoryJobs } from "./memory-jobs.ts";

const CLOSE_MS = 10_000;

interface Working extends Handling {
  readonly jobs: MemoryJobs;
}

/** Runs jobs in memory until it is closed. Nothing that a handler throws gets out. */
export function createMemoryWorker(working: Working): ProjectWorker {
  const { jobs, options } = working;
  const runs = new ActiveRuns();
  const leave = jobs.onDue(() => {
    while (runs.size < options.concurrency) {
      const job = jobs.take();
      if (job === null) return;
      void runs.run(job.id, (signal) => runJob(working, job, signal));
    }
  });
  return {
    async ready() {},
    async close(deadlineMs = CLOSE_MS) {
      leave();
      await runs.drain(deadlineMs);
    },
  };
}

/** Never rejects. */
async function runJob(working: Working, job: MemoryJob, signal: AbortSignal): Promise<void> {
  const { jobs, options } = working;
  const startedAt = jobs.now();
  const told = (): RunEvent => ({
    project: job.project,
    jobId: job.id,
    durationMs: jobs.now() - startedAt,
    waitedMs: startedAt - job.since,
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
