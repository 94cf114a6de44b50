import { randomUUID } from "node:crypto";
import type { ProjectId } from "../../domain/ids.ts";
import type { RetryDecision } from "../back-off.ts";
import { type Failure, type JobReason, mergeReasons } from "../contract.ts";
import type { Enqueued, FailedJob } from "../types.ts";
import { addWish, dueAt, isBefore, isOwed, type MemoryJob, type Wished } from "./memory-job.ts";

/** Of more that were given up the oldest are forgotten. */
const MOST_FAILED = 500;
/** Timers of Node.js go no further than three weeks. */
const LONGEST_TIMER_MS = 86_400_000;

/** A project's jobs: one that runs and one that waits at most. */
interface Slot {
  running: MemoryJob | null;
  waiting: MemoryJob | null;
}

/** The clock that nobody sets, and that of this machine (epoch milliseconds). */
export interface Clocks {
  readonly now: () => number;
  readonly wall: () => number;
}

/** All jobs of this process, times in milliseconds on the clock that nobody sets: what is due, and when, and what became of it. */
export class MemoryJobs {
  readonly clocks: Clocks;
  readonly #slots = new Map<ProjectId | null, Slot>();
  readonly #failed = new Map<string, FailedJob>();
  readonly #takers = new Set<() => void>();
  readonly #onSettled: () => void;
  #stirring: NodeJS.Immediate | null = null;
  #timer: NodeJS.Timeout | undefined;

  /** `onSettled` hears of each job that ends. */
  constructor(clocks: Clocks, onSettled: () => void) {
    this.clocks = clocks;
    this.#onSettled = onSettled;
  }

  /** Becomes a job, part of the one that waits, or the one that follows the running one. */
  add(project: ProjectId | null, reason: JobReason, wish: Wished): Enqueued {
    const slot = this.#slotOf(project);
    const { running, waiting } = slot;
    const base = waiting ?? { id: randomUUID(), project, reasons: [], tries: 0, notBefore: 0, since: wish.at };
    const reasons = mergeReasons([reason], base.reasons);
    slot.waiting = { ...base, reasons, wishes: addWish(wish, waiting?.wishes) };
    this.#stir();
    return { jobId: slot.waiting.id, joined: running !== null || waiting !== null };
  }

  /** The job whose turn it is, which runs from now on. */
  take(): MemoryJob | null {
    const now = this.clocks.now();
    let best: MemoryJob | null = null;
    for (const { running, waiting } of this.#slots.values()) {
      if (running !== null || waiting === null || dueAt(waiting) > now) continue;
      if (best === null || isBefore(waiting, best)) best = waiting;
    }
    if (best === null) return null;
    const slot = this.#slotOf(best.project);
    [slot.running, slot.waiting] = [best, null];
    return best;
  }

  /** A taken job is done. */
  settle(job: MemoryJob): void {
    const slot = this.#slotOf(job.project);
    slot.running = null;
    if (slot.waiting === null) this.#slots.delete(job.project);
    this.#onSettled();
    this.#stir();
  }

  /** A taken job is kept for people to see. */
  giveUp(job: MemoryJob, failure: Failure): void {
    const failedAt = new Date(this.clocks.wall()).toISOString();
    this.#failed.set(job.id, { jobId: job.id, project: job.project, failure, tries: job.tries + 1, failedAt });
    for (const id of [...this.#failed.keys()].slice(0, -MOST_FAILED)) this.#failed.delete(id);
    this.settle(job);
  }

  /** A taken job waits again; what came meanwhile is part of it. Without a decision its turn comes at once. */
  putBack(job: MemoryJob, decision: Extract<RetryDecision, { kind: "wait" }> | null = null): void {
    const slot = this.#slotOf(job.project);
    const at = this.clocks.now();
    const { priority } = job.wishes;
    const again = addWish(
      { priority, at: at + (decision?.delayMs ?? 0), delayMs: 0, maxDelayMs: 0 },
      slot.waiting?.wishes,
    );
    slot.running = null;
    slot.waiting = {
      ...job,
      reasons: mergeReasons(slot.waiting?.reasons ?? [], job.reasons),
      wishes: again,
      tries: job.tries + (decision === null || decision.asked ? 0 : 1),
      notBefore: at + (decision?.leastMs ?? 0),
    };
    this.#stir();
  }

  /** Calls a worker whenever a job may be due. Returns how to end that. */
  onDue(take: () => void): () => void {
    this.#takers.add(take);
    this.#stir();
    return () => this.#takers.delete(take);
  }

  /** Projects that somebody but a sweep asked for, whose look has not ended. */
  owed(): readonly ProjectId[] {
    return [...this.#slots].flatMap(([project, { running, waiting }]) =>
      project !== null && [running, waiting].some((job) => job?.reasons.some(isOwed)) ? [project] : [],
    );
  }

  /** All there are, as they stand now. */
  all(): { readonly running: readonly MemoryJob[]; readonly waiting: readonly MemoryJob[] } {
    const slots = [...this.#slots.values()];
    const running = slots.flatMap((slot) => slot.running ?? []);
    return { running, waiting: slots.flatMap((slot) => slot.waiting ?? []) };
  }

  /** Newest first. */
  failed(limit = MOST_FAILED): readonly FailedJob[] {
    return [...this.#failed.values()].toReversed().slice(0, limit);
  }

  /** The failed job, which is forgotten; null where there is none. */
  forget(jobId: string): FailedJob | null {
    const job = this.#failed.get(jobId) ?? null;
    this.#failed.delete(jobId);
    return job;
  }

  /** Nothing rings any more. */
  close(): void {
    this.#takers.clear();
    clearTimeout(this.#timer);
    if (this.#stirring !== null) clearImmediate(this.#stirring);
  }

  #slotOf(project: ProjectId | null): Slot {
    const slot = this.#slots.get(project) ?? { running: null, waiting: null };
    this.#slots.set(project, slot);
    return slot;
  }

  /** Once for all that happens in a turn of the event loop. */
  #stir(): void {
    this.#stirring ??= setImmediate(() => {
      this.#stirring = null;
      for (const take of this.#takers) take();
      this.#setTimer();
    });
  }

  #setTimer(): void {
    const now = this.clocks.now();
    let next = Number.POSITIVE_INFINITY;
    for (const { waiting } of this.#slots.values()) {
      const at = waiting === null ? now : dueAt(waiting);
      if (at > now) next = Math.min(next, at);
    }
    clearTimeout(this.#timer);
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#stir(), Math.min(Math.max(1, Math.ceil(next - now)), LONGEST_TIMER_MS));
    this.#timer.unref();
  }
}
