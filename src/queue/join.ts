import { createRecentMap } from "../domain/recent-map.ts";
import type { BullBackend, JobQueue, WaitingJob } from "./backend.ts";
import type { JobNote, Payload } from "./contract.ts";
import { createPutOff } from "./put-off.ts";
import type { Enqueued } from "./types.ts";
import { addJobNote, KEEP_NOTES, urge } from "./urge.ts";
import type { Wish } from "./urgency.ts";

/** A job that ends while a note is on its way to it leaves a successor; more often than this in a row is no race. */
const MAX_HOPS = 5;
/** Of the time until the run is due: so long the edits of a burst wait to put it off together. */
const PART_OF_DELAY = 2 / 3;
/** A job that is due and not taken yet, with all workers busy, is not worth looking at for each event. */
const MIN_PUT_OFF_MS = 50;
/** Projects that had a job a moment ago. One that is forgotten costs a few round trips more. */
const MAX_RECENT = 10_000;

/** One event on its way into the queue. */
export interface Addition {
  readonly name: string;
  readonly key: string;
  /** Made only where a job is added: most events become part of one that stands already. */
  readonly payload: () => Payload;
  readonly note: JobNote;
}

export interface Joiner {
  /** Resolves when the event cannot be lost any more. Throws what the store throws. */
  add(addition: Addition): Promise<Enqueued>;
  /** Nothing is put off any more. */
  close(): void;
}

/** Brings events into the queue: each becomes a job, or part of the one that its project has. */
export function createJoiner(queue: JobQueue, { attempt, noteWaiting, clock }: BullBackend): Joiner {
  const leaveNote = noteWaiting?.(queue, KEEP_NOTES) ?? null;
  const recent = createRecentMap<true>(MAX_RECENT);
  const putOff = createPutOff(async (jobId) => {
    // A server that is away says so elsewhere; all that is lost is that the run waits for the end of the burst.
    await attempt(() => urge(queue, jobId, clock)).catch(() => {});
  });
  return {
    async add(addition) {
      const { key, note } = addition;
      const { wish } = note;
      const known = leaveNote !== null && recent.get(key) === true;
      const waiting = known ? await leaveNote(key, JSON.stringify(note)) : null;
      if (waiting === null) {
        recent.set(key, true);
        return addOrJoin(queue, addition, clock);
      }
      if (isLate(waiting, wish)) await urge(queue, waiting.jobId, clock);
      else if (isEarly(waiting, wish)) {
        putOff.later(waiting.jobId, Math.max(MIN_PUT_OFF_MS, (waiting.dueAt - clock.now()) * PART_OF_DELAY));
      }
      return { jobId: waiting.jobId, joined: true };
    },
    close: putOff.close,
  };
}

/** Whether a job comes later than an event wishes. */
function isLate({ priority, dueAt }: WaitingJob, wish: Wish): boolean {
  return priority > wish.priority || (dueAt !== null && dueAt > wish.at + wish.delayMs);
}

/** Whether an event wishes a job to wait longer. */
function isEarly(job: WaitingJob, wish: Wish): job is WaitingJob & { readonly dueAt: number } {
  return job.dueAt !== null && job.dueAt < wish.at + wish.delayMs;
}

/**
 * One running and one waiting at most: the store takes a job only when the project has none; while one runs it keeps
 * the newest addition and makes a job of it at the end. An addition that was not taken leaves a note with its wish,
 * so that neither an early delay nor a low priority of what stands there holds it up (`urge`).
 */
async function addOrJoin(
  queue: JobQueue,
  { name, key, payload, note }: Addition,
  clock: BullBackend["clock"],
): Promise<Enqueued> {
  const own = note.id;
  const { id } = await queue.add(name, payload(), {
    jobId: own,
    priority: note.wish.priority,
    timestamp: note.wish.at,
    delay: note.wish.delayMs,
    deduplication: { id: key, keepLastIfActive: true },
  });
  let holder = id ?? own;
  if (holder === own) return { jobId: own, joined: false };
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    if (await addJobNote(queue, holder, note)) {
      const state = await urge(queue, holder, clock);
      // The worker that runs it hands the notes on to the successor when it ends.
      if (state !== "completed" && state !== "failed" && state !== "unknown") break;
    }
    // It ended before it could see the note: the successor, if any, gets it from here.
    const successor = await queue.getDeduplicationJobId(key);
    if (successor === null || successor === holder) break;
    holder = successor;
    if (holder === own) break;
  }
  return { jobId: holder, joined: true };
}
