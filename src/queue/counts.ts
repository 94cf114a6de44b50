import type { JobQueue } from "./backend.ts";
import { PRIORITY } from "./priority.ts";
import type { JobCounts } from "./types.ts";

/** What stands in the queue now. */
export async function countJobs(work: JobQueue, now: () => number): Promise<JobCounts> {
  const [jobs, oldest] = await Promise.all([
    work.getJobCounts("waiting", "prioritized", "paused" as never, "active", "delayed", "failed"),
    oldestWaiting(work),
  ]);
  const count = (state: string): number => jobs[state] ?? 0;
  return {
    waiting: count("waiting") + count("prioritized") + count("paused"),
    active: count("active"),
    delayed: count("delayed"),
    failed: count("failed"),
    oldestWaitingMs: oldest === null ? null : Math.max(0, now() - oldest),
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
