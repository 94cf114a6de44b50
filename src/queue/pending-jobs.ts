import type { BullBackend, JobQueue, StoredJob } from "./backend.ts";
import { decodeJob, projectKey } from "./contract.ts";
import { RECONCILE, SWEEP } from "./names.ts";
import type { PendingJob } from "./types.ts";

const STATES = ["active", "waiting", "delayed"] as const;

/** Jobs that run, wait for their turn or for their time, at most `limit` of each; what cannot be read is passed over. */
export async function listPending(
  work: JobQueue,
  limit: number,
  delayedUntil: BullBackend["delayedUntil"],
): Promise<readonly PendingJob[]> {
  const lists = await Promise.all(
    STATES.map(async (state) => {
      const kinds = state === "waiting" ? (["prioritized", "waiting"] as const) : ([state] as const);
      const jobs = await work.getJobs([...kinds], 0, limit - 1, true);
      return Promise.all(jobs.slice(0, limit).map((job) => pendingOf(job, state, { work, delayedUntil })));
    }),
  );
  return lists.flat(2);
}

interface Asking {
  readonly work: JobQueue;
  readonly delayedUntil: BullBackend["delayedUntil"];
}

async function pendingOf(
  job: StoredJob | undefined,
  state: PendingJob["state"],
  { work, delayedUntil }: Asking,
): Promise<readonly PendingJob[]> {
  const data = decodeJob(job?.data);
  if (job?.id === undefined || data === null) return [];
  const isSweep = job.name === SWEEP;
  const [newest] = data.reasons;
  // What was put off once more is due later than it was first.
  const asked = Math.max(data.notBefore ?? 0, job.timestamp + job.delay);
  const dueAt =
    state !== "delayed"
      ? null
      : ((job.name === RECONCILE ? await delayedUntil?.(work, projectKey(data.project)) : null) ?? asked);
  return [
    {
      jobId: job.id,
      state,
      project: isSweep ? null : data.project,
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
      reason: newest === undefined ? "" : `${newest.kind} ${newest.event ?? ""}`.trim(),
      tries: data.tries,
    },
  ];
}
