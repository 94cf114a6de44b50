import type { JobState } from "bullmq";
import type { BullBackend, JobQueue, ReadLines, StoredJob } from "./backend.ts";
import { decodeJob, decodeNotes, type JobNote } from "./contract.ts";
import { believed } from "./delayed.ts";
import { combineWishes } from "./urgency.ts";

/** More notes than anybody reads, fewer than hurt: a burst of thousands must not fill the store. */
export const KEEP_NOTES = 50;
/** Each round sees notes that came meanwhile; two are the rule. */
const MAX_ROUNDS = 10;

/** BullMQ's codes: the job is gone; it is not in that state any more. */
const GONE = -1;
const MOVED = -3;

type Clock = BullBackend["clock"];
export type State = JobState | "unknown";

/**
 * Puts a note beside a job. Appending is the one change of a job that any number of processes can make at once
 * without losing one. False when the job is gone.
 */
export async function addJobNote(queue: JobQueue, jobId: string, note: JobNote): Promise<boolean> {
  for (let tries = 0; ; tries++) {
    try {
      return (await queue.getBackend().addLog(jobId, JSON.stringify(note), KEEP_NOTES)) > 0;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === GONE) return false;
      // PostgreSQL numbers the lines itself: of two at the same moment one has to try again.
      if (code !== "23505" || tries >= 50) throw error;
    }
  }
}

/** The notes beside a job, oldest first. */
export async function readNotes(
  queue: JobQueue,
  jobId: string,
  readLines: ReadLines | null = null,
): Promise<JobNote[]> {
  if (readLines !== null) return decodeNotes(await readLines(queue, jobId, KEEP_NOTES));
  const { logs } = await queue.getJobLogs(jobId, 0, KEEP_NOTES - 1, false);
  return decodeNotes(logs.toReversed());
}

/**
 * Gives a job that waits the urgency that its notes add up to, and tells in what state it is. Reading, deciding and
 * changing are three steps in which others may do the same; each looks again after its change and goes on until it
 * finds what it set. So the last one to change anything has seen all notes, and no order of events leaves a job
 * less urgent than its most urgent note.
 */
export async function urge(queue: JobQueue, jobId: string, clock: Clock): Promise<State> {
  let applied = "";
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [job, notes, state] = await Promise.all([
      queue.getJob(jobId),
      readNotes(queue, jobId),
      queue.getJobState(jobId),
    ]);
    const data = decodeJob(job?.data);
    if (job == null || data === null || !isWaiting(state)) return state;
    const wanted = combineWishes([data.wish, ...notes.map((note) => note.wish)]);
    const key = `${wanted.priority} ${wanted.dueAt}`;
    if (key === applied) return state;
    if (job.priority > wanted.priority) await unlessMoved(job.changePriority({ priority: wanted.priority }));
    // Events may shorten a back-off, but not to before the time that GitLab asked for.
    const dueAt = Math.max(wanted.dueAt, believed(data.notBefore, clock.now()));
    if (state === "delayed") await unlessMoved(moveDue(job, dueAt, clock));
    applied = key;
  }
  return queue.getJobState(jobId);
}

function isWaiting(state: State): boolean {
  return state === "delayed" || state === "waiting" || state === "prioritized";
}

async function moveDue(job: StoredJob, dueAt: number, { now, own }: Clock): Promise<void> {
  // BullMQ counts from the clock of this machine. Where that is ahead of the time, the job runs a little early.
  const left = dueAt - own();
  await (dueAt <= now() || left <= 0 ? job.promote() : job.changeDelay(left));
}

/** Meanwhile the job may have become due, started or ended: then there is nothing left to hurry. */
async function unlessMoved(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code !== GONE && code !== MOVED) throw error;
  }
}
