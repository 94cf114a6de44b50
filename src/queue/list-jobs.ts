import type { JobQueue, ReadDelayed, StoredJob } from "./backend.ts";
import { decodeJob, tellReasons } from "./contract.ts";
import { PRIORITY } from "./priority.ts";
import type { FailedJob, JobCounts, PendingJob } from "./types.ts";

/** What stands in the queue now. */
export async function countJobs(work: JobQueue, now: number): Promise<JobCounts> {
  const [jobs, oldest] = await Promise.all([
    work.getJobCounts("waiting", "prioritized", "paused" as never, "active", "delayed", "failed"),
    oldestWaiting(work),
  ]);
  const count = (...states: readonly string[]): number => states.reduce((sum, state) => sum + (jobs[state] ?? 0), 0);
  return {
    waiting: count("waiting", "prioritized", "paused"),
    active: count("active"),
    delayed: count("delayed"),
    failed: count("failed"),
    oldestWaitingMs: oldest === null ? null : Math.max(0, now - oldest),
  };
}

/** The store sorts by priority, then by arrival: the oldest is the first of one of the priorities. */
async function oldestWaiting(work: JobQueue): Promise<number | null> {
  const priorities = [...new Set(Object.values(PRIORITY))].toSorted((a, b) => a - b);
  const counts = await work.getCountsPerPriority(priorities);
  let rank = 0;
  const ranks = priorities.flatMap((priority) => {
    const first = rank;
    const size = counts[`${priority}`] ?? 0;
    rank += size;
    return size > 0 ? [first] : [];
  });
  const firsts = await Promise.all(ranks.map((at) => work.getJobs(["prioritized"], at, at, true)));
  const times = firsts.flat().flatMap((job) => job?.timestamp ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

/** Jobs that run, wait for their turn or for their time, at most `limit` of each; what cannot be read is passed over. */
export async function listPending(work: JobQueue, limit: number, read: ReadDelayed): Promise<readonly PendingJob[]> {
  // What was delayed once more is due later than it was first.
  const due = new Map((await read(work, limit)).map(({ jobId, dueAt }) => [jobId, dueAt]));
  const kinds = { active: ["active"], waiting: ["prioritized", "waiting"], delayed: ["delayed"] } as const;
  const lists = await Promise.all(
    (["active", "waiting", "delayed"] as const).map(async (state) => {
      const jobs = await work.getJobs([...kinds[state]], 0, limit - 1, true);
      return jobs.slice(0, limit).flatMap((job): PendingJob[] => {
        const data = decodeJob(job?.data);
        if (job?.id === undefined || data === null) return [];
        const dueAt = due.get(job.id) ?? job.timestamp + job.delay;
        return [
          {
            ...{ jobId: job.id, state, project: data.project, tries: data.tries, reason: tellReasons(data.reasons) },
            dueAt: state === "delayed" ? new Date(dueAt).toISOString() : null,
          },
        ];
      });
    }),
  );
  return lists.flat();
}

/** Jobs that were given up, newest first. */
export async function listFailed(work: JobQueue, limit: number): Promise<FailedJob[]> {
  const jobs = await work.getJobs(["failed"], 0, limit - 1, false);
  return jobs.flatMap((job) => (job?.id === undefined ? [] : failedOf(job, job.id)));
}

/** The job of this id that was given up; null where there is none. */
export async function findFailed(work: JobQueue, jobId: string): Promise<FailedJob | null> {
  const job = await work.getJob(jobId);
  return job != null && (await job.isFailed()) ? failedOf(job, jobId) : null;
}

function failedOf(job: StoredJob, jobId: string): FailedJob {
  const data = decodeJob(job.data);
  const said = { name: "Error", code: null, status: null, message: job.failedReason ?? "", remedy: null };
  return {
    jobId,
    project: data?.project ?? null,
    failure: data?.failure ?? said,
    tries: (data?.tries ?? 0) + 1,
    failedAt: new Date(job.finishedOn ?? job.timestamp).toISOString(),
  };
}
