import { setTimeout as sleep } from "node:timers/promises";
import type { JobWorker } from "./backend.ts";
import { atMost } from "./deadline.ts";

/** One run of a handler. */
export interface Run {
  readonly controller: AbortController;
  readonly startedAt: number;
  /** The notes that the handler was told of. */
  readonly seen: Set<string>;
}

/** Given to handlers that have to stop because the process does. */
export class ClosingError extends Error {
  override readonly name = "ClosingError";
}

const POLL_MS = 10;
const PATIENT_PART = 0.8;

/** What this process is running now, and how it comes to an end. */
export class ActiveRuns {
  readonly #runs = new Map<string, Run>();
  readonly #ended = new Map<string, Run>();
  readonly #following = new Set<Promise<void>>();
  #closing = false;

  get closing(): boolean {
    return this.#closing;
  }

  /** `startedAt` in milliseconds since 1970. */
  begin(jobId: string, startedAt: number): Run {
    const run: Run = { controller: new AbortController(), startedAt, seen: new Set() };
    this.#runs.set(jobId, run);
    return run;
  }

  /** The handler is done; what comes of it is not yet stored. */
  end(jobId: string): void {
    const run = this.#runs.get(jobId);
    this.#runs.delete(jobId);
    if (run !== undefined) this.#ended.set(jobId, run);
  }

  /** The job goes back to wait: no outcome follows. */
  forget(jobId: string): void {
    this.#runs.delete(jobId);
  }

  /** The run whose outcome is stored now, once. Undefined when the job ended without one. */
  take(jobId: string): Run | undefined {
    const run = this.#ended.get(jobId);
    this.#ended.delete(jobId);
    return run;
  }

  abort(jobIds: Iterable<string>, reason: Error): void {
    for (const jobId of jobIds) this.#runs.get(jobId)?.controller.abort(reason);
  }

  /** Work that follows a job and must be done before the connections close. It must not reject. */
  track(work: Promise<void>): void {
    this.#following.add(work);
    work.finally(() => this.#following.delete(work));
  }

  /** Ends all runs as `ProjectWorker.close` promises. Never throws. */
  async drain(workers: readonly JobWorker[], deadlineMs: number): Promise<void> {
    const end = performance.now() + deadlineMs;
    this.#closing = true;
    // Not `worker.close()`: it waits for ever, and once called it cannot be hurried.
    await Promise.allSettled(workers.map((worker) => worker.pause(true)));
    await this.#idleBy(performance.now() + deadlineMs * PATIENT_PART);
    this.abort([...this.#runs.keys()], new ClosingError("the process stops"));
    await this.#idleBy(end);
    const idle = this.#runs.size === 0;
    const grace = Math.max(end - performance.now(), 1000);
    await atMost(grace, Promise.allSettled(workers.map((worker) => worker.close(!idle))));
    await atMost(grace, Promise.allSettled(this.#following));
  }

  async #idleBy(end: number): Promise<void> {
    while (this.#runs.size > 0 && performance.now() < end) await sleep(POLL_MS);
  }
}
