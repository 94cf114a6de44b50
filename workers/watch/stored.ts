import { messageOf } from "../../src/domain/errors.ts";
import type { ProjectId } from "../../src/domain/ids.ts";
import type { Log } from "../../src/domain/log.ts";
import type { Enqueue, ProjectQueue } from "../../src/queue/types.ts";
import { isQueueUnavailableError } from "../../src/queue/unavailable.ts";

/** Projects whose event could not be stored; of more, the sweep finds what happened. */
const MOST_KEPT = 1000;
const AGAIN_MS = 5_000;

export interface Stored {
  /** The same queue, listened to. */
  readonly queue: ProjectQueue;
  /** Stores what could not be stored before. Throws what the queue throws as long as it cannot: whatever a check may say, that is so. */
  tryAgain(): Promise<void>;
  /** Tries now and then until it is ended. */
  start(): () => Promise<void>;
}

/**
 * Notes whether events get into the queue. One that does not is refused, so that GitLab knows, and yet kept: it says "look at
 * this project", so it can come late or twice, and storing it is the one honest proof that events can be stored again.
 */
export function watchStoring(queue: ProjectQueue, log: Log): Stored {
  const refused = new Map<ProjectId, Enqueue>();
  const tryAgain = async (): Promise<void> => {
    for (const event of [...refused.values()]) {
      await queue.enqueue(event);
      refused.delete(event.project);
    }
  };
  return {
    queue: {
      ...queue,
      async enqueue(event) {
        try {
          return await queue.enqueue(event);
        } catch (error) {
          if (isQueueUnavailableError(error) && (refused.size < MOST_KEPT || refused.has(event.project)))
            refused.set(event.project, event);
          throw error;
        }
      },
    },
    tryAgain,
    start() {
      const timer = setInterval(() => {
        const count = refused.size;
        if (count === 0) return;
        tryAgain().then(
          () => log.info({ events: count }, `${count} events that could not be stored are stored now`),
          (error: unknown) => log.debug({ error: messageOf(error) }, "events can still not be stored"),
        );
      }, AGAIN_MS);
      return async () => clearInterval(timer);
    },
  };
}
