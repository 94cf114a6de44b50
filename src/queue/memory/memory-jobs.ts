import { randomUUID } from "node:crypto";
import type { ProjectId } from "../../domain/ids.ts";
import { DAY_MS } from "../../domain/time/units.ts";
import type { RetryDecision } from "../back-off.ts";
import { type Failure, type JobReason, mergeReasons, type StoredWork, tellReasons } from "../contract.ts";
import { combine, PRIORITY } from "../priority.ts";
import type { Addition, Enqueued, FailedJob, JobCounts, PendingJob } from "../types.ts";

/** Of more that were given up the oldest are forgotten. */
const MOST_FAILED = 500;
/** Timers of Node.js go no further than three weeks. */
const LONGEST_TIMER_MS = DAY_MS;

/** A look that is asked for, or a sweep. Times in milliseconds by the queue's clock. */
export interface MemoryJob extends Pick<StoredWork, "project" | "reasons" | "priority" | "tries"> {
  readonly id: string;
  /** When it was asked for first. */
  readonly since: number;
  readonly dueAt: number;
  /** Back-off, which no later event shortens. */
  readonly notBefore: number;
  /** Edits put it off no further. */
  readonly latestAt: number;
}

/** A project's jobs: one that runs and one that waits at most. */
interface Slot {
  readonly project: ProjectId | null;
  running: MemoryJob | null;
  waiting: MemoryJob | null;
  /** Rings when the waiting one is due. */
  timer?: NodeJS.Timeout;
}

/** All jobs of this process: what is due, and when, and what became of it. */
export class MemoryJobs {
  readonly now: () => number;
  readonly #slots = new Map<ProjectId | null, Slot>();
  /** Those with a job that is due, by its priority, in the order in which they became so. */
  readonly #due = new Map<number, Set<Slot>>(
    Object.values(PRIORITY)
      .toSorted((one, other) => one - other)
      .map((priority) => [priority, new Set()]),
  );
  readonly #failed = new Map<string, FailedJob>();
  readonly #takers = new Set<() => void>();
  readonly #onSettled: () => void;
  #isCalling = false;

  /** `now` counts milliseconds and is never set; `onSettled` hears of each job that ends. */
  constructor(now: () => number, onSettled: () => void) {
    this.now = now;
    this.#onSettled = onSettled;
  }

  /** Becomes a job, part of the one that waits, or the one that follows the running one. */
  add({ project, priority, reasons, delayMs, maxDelayMs }: Addition): Enqueued {
    const slot = this.#slotOf(project);
    const { running, waiting } = slot;
    const now = this.now();
    const latestAt = Math.min(waiting?.latestAt ?? Number.POSITIVE_INFINITY, now + maxDelayMs);
    if (waiting === null) {
      const times = { since: now, dueAt: now + delayMs, notBefore: 0, latestAt };
      slot.waiting = { id: randomUUID(), project, priority, reasons, tries: 0, ...times };
    } else {
      const dueAt = delayMs === 0 ? Math.min(now, waiting.dueAt) : Math.min(now + delayMs, latestAt);
      slot.waiting = {
        ...waiting,
        reasons: mergeReasons(reasons, waiting.reasons),
        priority: combine(waiting.priority, priority),
        // What is due already is not put off any more.
        dueAt: waiting.dueAt <= now ? waiting.dueAt : Math.max(waiting.notBefore, dueAt),
        latestAt: delayMs === 0 ? waiting.latestAt : latestAt,
      };
    }
    this.#place(slot);
    return { jobId: slot.waiting.id, isCoalesced: running !== null || waiting !== null };
  }

  /** The job whose turn it is, which runs from now on. */
  take(): MemoryJob | null {
    for (const due of this.#due.values()) {
      const [slot] = due;
      if (slot === undefined) continue;
      due.delete(slot);
      [slot.running, slot.waiting] = [slot.waiting, null];
      return slot.running;
    }
    return null;
  }

  /** A taken job is done. */
  settle(job: MemoryJob): void {
    const slot = this.#slotOf(job.project);
    slot.running = null;
    this.#place(slot);
    this.#onSettled();
  }

  /** A taken job is kept for people to see. */
  giveUp(job: MemoryJob, failure: Failure): void {
    const failedAt = new Date(this.now()).toISOString();
    this.#failed.set(job.id, { jobId: job.id, project: job.project, failure, tries: job.tries + 1, failedAt });
    for (const id of [...this.#failed.keys()].slice(0, -MOST_FAILED)) this.#failed.delete(id);
    this.settle(job);
  }

  /** A taken job waits again; what came meanwhile is part of it. Without a decision its turn comes at once. */
  putBack(job: MemoryJob, decision: Extract<RetryDecision, { kind: "wait" }> | null = null): void {
    const slot = this.#slotOf(job.project);
    const { delayMs, leastMs, asked } = decision ?? { delayMs: 0, leastMs: 0, asked: true };
    const [now, newer] = [this.now(), slot.waiting];
    slot.running = null;
    slot.waiting = {
      ...job,
      reasons: mergeReasons(newer?.reasons ?? [], job.reasons),
      priority: combine(newer?.priority ?? job.priority, job.priority),
      tries: job.tries + (asked ? 0 : 1),
      notBefore: now + leastMs,
      dueAt: Math.max(now + leastMs, Math.min(now + delayMs, newer?.dueAt ?? Number.POSITIVE_INFINITY)),
      latestAt: newer?.latestAt ?? Number.POSITIVE_INFINITY,
    };
    this.#place(slot);
  }

  /** Calls a worker whenever a job may be due. Returns how to end that. */
  onDue(take: () => void): () => void {
    this.#takers.add(take);
    this.#callTakers();
    return () => this.#takers.delete(take);
  }

  /** Projects that somebody but a sweep asked for, whose look has not ended. */
  owed(): readonly ProjectId[] {
    return [...this.#slots.values()].flatMap(({ project, running, waiting }) =>
      project !== null && [running, waiting].some((job) => job?.reasons.some(isOwed)) ? [project] : [],
    );
  }

  counts(): JobCounts {
    const now = this.now();
    const waiting = this.#list("waiting");
    const due = waiting.filter(({ dueAt }) => dueAt <= now);
    return {
      waiting: due.length,
      active: this.#list("running").length,
      delayed: waiting.length - due.length,
      failed: this.#failed.size,
      oldestWaitingMs: due.length === 0 ? null : now - due.reduce((oldest, { since }) => Math.min(oldest, since), now),
    };
  }

  /** At most `limit` jobs of each state, those that are due first before the others. */
  pending(limit: number): readonly PendingJob[] {
    const now = this.now();
    const waiting = this.#list("waiting").toSorted((one, other) => one.dueAt - other.dueAt);
    const states = {
      active: this.#list("running"),
      waiting: waiting.filter(({ dueAt }) => dueAt <= now),
      delayed: waiting.filter(({ dueAt }) => dueAt > now),
    };
    return (["active", "waiting", "delayed"] as const).flatMap((state) =>
      states[state].slice(0, limit).map(({ id, project, dueAt, reasons, tries }) => ({
        ...{ jobId: id, state, project, tries, reason: tellReasons(reasons) },
        dueAt: state === "delayed" ? new Date(dueAt).toISOString() : null,
      })),
    );
  }

  /** Newest first. */
  failed(limit: number): readonly FailedJob[] {
    return [...this.#failed.values()].toReversed().slice(0, limit);
  }

  findFailed(jobId: string): FailedJob | null {
    return this.#failed.get(jobId) ?? null;
  }

  /** A failed job is forgotten. */
  forget(jobId: string): void {
    this.#failed.delete(jobId);
  }

  /** Nothing rings any more. */
  close(): void {
    this.#takers.clear();
    for (const { timer } of this.#slots.values()) clearTimeout(timer);
  }

  #list(which: "running" | "waiting"): readonly MemoryJob[] {
    return [...this.#slots.values()].flatMap((slot) => slot[which] ?? []);
  }

  #slotOf(project: ProjectId | null): Slot {
    const slot = this.#slots.get(project) ?? { project, running: null, waiting: null };
    this.#slots.set(project, slot);
    return slot;
  }

  /** Puts a project where its jobs belong now: among those that are due, behind a timer, or nowhere. */
  #place(slot: Slot): void {
    const { project, running, waiting, timer } = slot;
    clearTimeout(timer);
    const left = (waiting?.dueAt ?? 0) - this.now();
    const rank = running === null && waiting !== null && left <= 0 ? PRIORITY[waiting.priority] : null;
    // Where it stands already it keeps its place.
    for (const [priority, due] of this.#due) if (priority !== rank) due.delete(slot);
    if (running === null && waiting === null) this.#slots.delete(project);
    else if (rank !== null) this.#due.get(rank)?.add(slot);
    else if (running === null)
      slot.timer = setTimeout(() => this.#place(slot), Math.min(Math.ceil(left), LONGEST_TIMER_MS)).unref();
    // Also where none is due: a worker that has ended one has room.
    this.#callTakers();
  }

  /** Once for all that happens in a turn of the event loop. */
  #callTakers(): void {
    if (this.#isCalling) return;
    this.#isCalling = true;
    setImmediate(() => {
      this.#isCalling = false;
      for (const take of this.#takers) take();
    });
  }
}

/** Whether somebody waits for the look; what a sweep or a timer asked for, the next sweep finds again. */
export function isOwed({ kind }: JobReason): boolean {
  return kind === "webhook" || kind === "manual";
}
