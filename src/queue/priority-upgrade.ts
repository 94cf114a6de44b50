import type { JobState } from "bullmq";
import type { BullBackend, JobQueue } from "./backend.ts";
import { decodeJob, encodeJob, mergeReasons, type StoredWork } from "./contract.ts";
import { believed } from "./delayed.ts";
import { combine, PRIORITY } from "./priority.ts";

/** Each round sees what others changed meanwhile; two are the rule. */
const MAX_ROUNDS = 10;

/** BullMQ's codes: the job is gone; it is not in that state any more. */
const GONE = -1;
const MOVED = -3;

type UpgradeClock = BullBackend["clock"];

/** What joins a job. */
interface Coalesced extends Pick<StoredWork, "priority" | "reasons"> {
  readonly delayMs: number;
}

/**
 * Makes a job that waits as urgent, and as whole, as what has joined it. Reading and changing are steps in which others may
 * do the same, so each looks again after its change. "taken" when it waits no more: it runs, or ran, as it was before.
 */
export async function upgrade(
  queue: JobQueue,
  jobId: string,
  { priority: asked, delayMs, reasons }: Coalesced,
  clock: UpgradeClock,
): Promise<"stands" | "taken"> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [job, state] = await Promise.all([queue.getJob(jobId), queue.getJobState(jobId)]);
    if (job == null) return "taken";
    const data = decodeJob(job.data);
    const notBefore = believed(data?.notBefore ?? null, clock.now());
    if (!isWaiting(state)) return "taken";
    const priority = combine(data?.priority ?? asked, asked);
    const isSlow = job.priority > PRIORITY[priority];
    const isChanged = data !== null && (isSlow || priority !== data.priority);
    if (isChanged) await job.updateData(encodeJob({ ...data, priority, reasons: mergeReasons(reasons, data.reasons) }));
    if (isSlow) await unlessMoved(job.changePriority({ priority: PRIORITY[priority] }));
    if (isChanged) continue;
    // Events may shorten a back-off, but not to before the time that GitLab asked for.
    if (state === "delayed" && delayMs === 0) await moveDue(queue, jobId, notBefore, clock);
    return "stands";
  }
  return "stands";
}

/** Whether a job has its turn before it. */
function isWaiting(state: JobState | "unknown"): boolean {
  return state === "delayed" || state === "waiting" || state === "prioritized";
}

/** Has a delayed job wait until then, in epoch milliseconds by the server's clock. */
export async function moveDue(
  queue: JobQueue,
  jobId: string,
  dueAt: number,
  { now, own }: UpgradeClock,
): Promise<void> {
  const backend = queue.getBackend();
  // BullMQ counts from the clock of this machine. Where that is ahead of the time, the job runs a little early.
  const left = dueAt - own();
  await unlessMoved(dueAt <= now() || left <= 0 ? backend.promote(jobId) : backend.changeDelay(jobId, left));
}

/** Meanwhile the job may have become due, started or ended: then there is nothing left to change. */
async function unlessMoved(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code !== GONE && code !== MOVED) throw error;
  }
}
