import { HOUR_MS, MINUTE_MS } from "../domain/time/units.ts";
import type { JobQueue, ReadDelayed } from "./backend.ts";
import { decodeJob } from "./contract.ts";
import type { Debounce } from "./priority.ts";

/** Of each end of the queue, each time: where more are wrong, the next time goes on. */
const MOST_READ = 50;
/** Workers wake jobs to the second. */
const OVERDUE_MS = 30_000;
/** The longest wait of our own (`back-off.ts`), and of GitLab's. */
const LONGEST_WAIT_MS = HOUR_MS;
/** So far clocks of machines may differ without harm. */
const SLACK_MS = MINUTE_MS;

/**
 * The longest that a time stored with a job is believed: what lies further ahead was set by a clock that was wrong, and counts as
 * over.
 */
export function believed(notBefore: number | null, now: number): number {
  return notBefore === null || notBefore - now > LONGEST_WAIT_MS + SLACK_MS ? 0 : notBefore;
}

/** Until when a job may sleep that was asked for so, in epoch milliseconds: when the event came is in the past, whatever the clock of who heard of it said. */
function latest(debounce: Debounce | null, now: number): number {
  return (debounce === null ? now : Math.max(now, Math.min(debounce.at, now) + debounce.delayMs)) + LONGEST_WAIT_MS;
}

/**
 * Wakes jobs that sleep longer than they can have been told to: those whose time has come by the server's clock while the
 * workers' own clocks say otherwise, and those that a clock which was wrong has put hours ahead. To wake one too early costs a
 * look, or less: what GitLab asked for stands in the job. Returns how many.
 */
export async function wakeOverslept(queue: JobQueue, read: ReadDelayed, now: number): Promise<number> {
  let woken = 0;
  for (const { jobId, dueAt } of await read(queue, MOST_READ)) {
    const job = dueAt < now - OVERDUE_MS || dueAt > now ? await queue.getJob(jobId) : null;
    if (job == null) continue;
    const debounce = decodeJob(job.data)?.debounce ?? null;
    if (dueAt >= now - OVERDUE_MS && dueAt <= latest(debounce, now) + SLACK_MS) continue;
    // Meanwhile somebody else may have, or it is one of both ends.
    woken += await job.promote().then(
      () => 1,
      () => 0,
    );
  }
  return woken;
}
