import type { JobQueue, ReadDelayed, StoredJob } from "./backend.ts";
import { decodeJob } from "./contract.ts";
import type { PendingJob } from "./types.ts";

const STATES = ["active", "waiting", "delayed"] as const;

/** Jobs that run, wait for their turn or for their time, at most `limit` of each; what cannot be read is passed over. */
export async function listPending(work: JobQueue, limit: number, read: ReadDelayed): Promise<readonly PendingJob[]> {
  // What was put off once more is due later than it was first.
  const due = new Map((await read(work, limit)).map(({ jobId, dueAt }) => [jobId, dueAt]));
  const lists = await Promise.all(
    STATES.map(async (state) => {
      const kinds = state === "waiting" ? (["prioritized", "waiting"] as const) : ([state] as const);
      const jobs = await work.getJobs([...kinds], 0, limit - 1, true);
      return jobs.slice(0, limit).flatMap((job) => pendingOf(job, state, due) ?? []);
    }),
  );
  return lists.flat();
}

function pendingOf(
  job: StoredJob | undefined,
  state: PendingJob["state"],
  due: ReadonlyMap<string, number>,
): PendingJob | null {
  const data = decodeJob(job?.data);
  if (job?.id === undefined || data === null) return null;
  const { project, tries } = data;
  const [{ kind = "", event = "" } = {}] = data.reasons;
  const dueAt = state === "delayed" ? new Date(due.get(job.id) ?? job.timestamp + job.delay).toISOString() : null;
  return { jobId: job.id, state, project, dueAt, reason: `${kind} ${event}`.trim(), tries };
}
