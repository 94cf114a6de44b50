import { setTimeout as sleep } from "node:timers/promises";
import type { JobWorker } from "./backend.ts";
import { atMost } from "./deadline.ts";

/** Given to handlers that have to stop because the process does. */
export class ClosingError extends Error {
  override readonly name = "ClosingError";
}

const POLL_MS = 10;
const PATIENT_PART = 0.8;

/** What this process is running now, and how it comes to an end. */
export class ActiveRuns {
  readonly #runs = new Map<string, AbortController>();
  #closing = false;

  get closing(): boolean {
    return this.#closing;
  }

  /** Returns what tells the handler to stop. */
  begin(jobId: string): AbortSignal {
    const controller = new AbortController();
    this.#runs.set(jobId, controller);
    return controller.signal;
  }

  end(jobId: string): void {
    this.#runs.delete(jobId);
  }

  abort(jobIds: Iterable<string>, reason: Error): void {
    for (const jobId of jobIds) this.#runs.get(jobId)?.abort(reason);
  }

  /** Ends all runs as `ProjectWorker.close` promises. Never throws. */
  async drain(worker: JobWorker, deadlineMs: number): Promise<void> {
    const end = performance.now() + deadlineMs;
    this.#closing = true;
    // Not `worker.close()`: it waits for ever, and once called it cannot be hurried.
    await worker.pause(true).catch(() => undefined);
    await this.#idleBy(performance.now() + deadlineMs * PATIENT_PART);
    this.abort([...this.#runs.keys()], new ClosingError("the process stops"));
    await this.#idleBy(end);
    const idle = this.#runs.size === 0;
    const grace = Math.max(end - performance.now(), 1000);
    await atMost(grace, worker.close(!idle));
  }

  async #idleBy(end: number): Promise<void> {
    while (this.#runs.size > 0 && performance.now() < end) await sleep(POLL_MS);
  }
}
