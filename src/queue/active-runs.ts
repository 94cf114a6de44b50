import { atMost } from "./deadline.ts";

/** Given to handlers that have to stop because the process does. */
export class ClosingError extends Error {
  override readonly name = "ClosingError";
}

const PATIENT_PART = 0.8;

interface Run {
  readonly jobId: string;
  readonly controller: AbortController;
  ended: Promise<unknown>;
}

/** What a worker is running now, and how it comes to an end. */
export class ActiveRuns {
  readonly #runs = new Set<Run>();
  /** Nothing more is to be begun. */
  closing = false;

  get size(): number {
    return this.#runs.size;
  }

  /** Does the work of a job, which is told to stop by the signal. */
  async run<T>(jobId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const run: Run = { jobId, controller, ended: Promise.resolve() };
    this.#runs.add(run);
    const ended = work(controller.signal).finally(() => this.#runs.delete(run));
    run.ended = ended;
    return ended;
  }

  abort(jobIds: readonly string[], reason: Error): void {
    for (const { jobId, controller } of this.#runs) if (jobIds.includes(jobId)) controller.abort(reason);
  }

  /** Ends all runs as `ProjectWorker.close` promises; false where one goes on. Never throws. */
  async drain(deadlineMs: number): Promise<boolean> {
    await atMost(deadlineMs * PATIENT_PART, this.#idle());
    for (const { controller } of this.#runs) controller.abort(new ClosingError("the process stops"));
    await atMost(deadlineMs * (1 - PATIENT_PART), this.#idle());
    return this.#runs.size === 0;
  }

  async #idle(): Promise<void> {
    await Promise.allSettled([...this.#runs].map(({ ended }) => ended));
  }
}
