import type { ProjectQueue } from "../src/queue/types.ts";
import { QueueUnavailableError } from "../src/queue/unavailable.ts";

/** How long a process stays out of service after it could not store, where nobody sends it anything to try with. */
const DOUBT_MS = 10_000;

export interface Stored {
  /** The same queue, listened to. */
  readonly queue: ProjectQueue;
  /** Whether the last event could not be stored, a moment ago. */
  readonly isRefusing: () => boolean;
}

/** Notes whether events get into the queue: whatever a check may say, what a webhook came upon is so. */
export function watchStoring(queue: ProjectQueue): Stored {
  let refusedAt = Number.NEGATIVE_INFINITY;
  return {
    queue: {
      ...queue,
      async enqueue(event) {
        try {
          const stored = await queue.enqueue(event);
          refusedAt = Number.NEGATIVE_INFINITY;
          return stored;
        } catch (error) {
          if (error instanceof QueueUnavailableError) refusedAt = performance.now();
          throw error;
        }
      },
    },
    isRefusing: () => performance.now() - refusedAt < DOUBT_MS,
  };
}
