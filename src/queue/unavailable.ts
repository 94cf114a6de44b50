import { isTransientError, messageOf, TransientError } from "../domain/errors.ts";
import { createDeadline } from "./deadline.ts";

const TRY_AGAIN_MS = 5000;
const CODE = "QUEUE_UNAVAILABLE";

/** The queue's server cannot be reached or does not answer in time: nothing is known to be stored. */
export class QueueUnavailableError extends TransientError {
  override readonly name = "QueueUnavailableError";
  constructor(message: string, options?: ErrorOptions) {
    super(message, { code: CODE, status: null, retryAfterMs: TRY_AGAIN_MS }, options);
  }
}

export function isQueueUnavailableError(error: unknown): error is QueueUnavailableError {
  return isTransientError(error) && error.code === CODE;
}

/** Returns what a failure of a server is to its callers. */
export function unavailable(place: string, error: unknown): QueueUnavailableError {
  if (isQueueUnavailableError(error)) return error;
  return new QueueUnavailableError(`the queue (${place}) is not available: ${messageOf(error)}`, { cause: error });
}

/**
 * Makes what runs operations of one server. A caller who waits for a webhook's answer must not hang on a dead server.
 * Throws QueueUnavailableError when an operation fails or takes longer; it may then still come to pass, which is
 * harmless: jobs say "look at it" and nothing more.
 */
export function createAttempt(timeoutMs: number, place: string): <T>(operation: () => Promise<T>) => Promise<T> {
  const problem = `the queue (${place}) did not answer within ${timeoutMs} ms`;
  const inTime = createDeadline(timeoutMs, () => new QueueUnavailableError(problem));
  return async (operation) => {
    try {
      return await inTime(operation());
    } catch (error) {
      throw unavailable(place, error);
    }
  };
}
