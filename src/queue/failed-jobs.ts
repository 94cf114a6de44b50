import type { BullBackend, JobQueue } from "./backend.ts";
import { decodeJob, type JobReason } from "./contract.ts";
import { SWEEP } from "./names.ts";
import type { Enqueue, Enqueued, FailedJob } from "./types.ts";

/** Jobs that were given up, newest first. */
export async function listFailed(work: JobQueue, limit: number): Promise<FailedJob[]> {
  const jobs = await work.getJobs(["failed"], 0, limit - 1, false);
  return jobs.flatMap((job) => {
    if (job?.id === undefined) return [];
    const data = decodeJob(job.data);
    const said = { name: "Error", code: null, status: null, message: job.failedReason ?? "", remedy: null };
    return {
      jobId: job.id,
      project: data?.project ?? null,
      failure: data?.failure ?? said,
      tries: (data?.tries ?? 0) + 1,
      failedAt: new Date(job.finishedOn ?? job.timestamp).toISOString(),
    };
  });
}

/** Removes failed jobs, the newest `limit` of which are asked about. */
export async function forgetFailed(work: JobQueue, limit: number, isOver: (job: FailedJob) => boolean): Promise<void> {
  for (const failed of await listFailed(work, limit)) if (isOver(failed)) await work.remove(failed.jobId);
}

interface Retrying {
  readonly work: JobQueue;
  readonly backend: Pick<BullBackend, "attempt" | "clock">;
  readonly enqueue: (event: Enqueue) => Promise<Enqueued>;
  readonly enqueueSweep: (reason: JobReason) => Promise<Enqueued>;
}

/**
 * Asks for the project anew and removes the failed job. BullMQ's own retry would put the old job back beside one that
 * the project may have by now, and both would run at once. False when there is no such failed job.
 */
export async function retryFailed({ work, backend, enqueue, enqueueSweep }: Retrying, jobId: string): Promise<boolean> {
  const { attempt, clock } = backend;
  const job = await attempt(async () => {
    const found = await work.getJob(jobId);
    return found !== undefined && found !== null && (await found.isFailed()) ? found : null;
  });
  if (job === null) return false;
  const data = decodeJob(job.data);
  const reason = { kind: "manual", event: "retry", at: new Date(clock.now()).toISOString() } as const;
  if (job.name === SWEEP) await enqueueSweep(reason);
  else if (data?.project != null) await enqueue({ project: data.project, reason, priority: "edit", delayMs: 0 });
  await attempt(() => job.remove());
  return true;
}
