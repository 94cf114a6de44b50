import { TransientError } from "../domain/errors.ts";

const TRY_AGAIN_MS = 5000;

/** The queue's server cannot be reached or does not answer in time: nothing is known to be stored. */
export class QueueUnavailableError extends TransientError {
  override readonly name = "QueueUnavailableError";
  constructor(message: string, options?: ErrorOptions) {
    super(message, { code: "QUEUE_UNAVAILABLE", status: null, retryAfterMs: TRY_AGAIN_MS }, options);
  }
}

/**
 * What the operation gives, within a time. A caller who waits for a webhook's answer must not hang on a dead server.
 * Throws QueueUnavailableError when it fails or takes longer; it may then still come to pass, which is harmless:
 * jobs say "look at it" and nothing more.
 */
export async function within<T>(timeoutMs: number, place: string, operation: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const problem = `the queue (${place}) did not answer within ${timeoutMs} ms`;
    timer = setTimeout(() => reject(new QueueUnavailableError(problem)), timeoutMs);
  });
  const running = operation();
  // When the time-out wins, the loser's failure has no other listener.
  running.catch(() => {});
  try {
    return await Promise.race([running, late]);
  } catch (error) {
    if (error instanceof QueueUnavailableError) throw error;
    throw new QueueUnavailableError(`the queue (${place}) is not available: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for something to end, but not for ever. Never throws: what is asked to end may do so in its own time. */
export async function atMost(limitMs: number, ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([ending.catch(() => {}), limit]);
  clearTimeout(timer);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  // Node.js tries IPv6 and IPv4 and packs both refusals into an error without a text.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : null;
  return first instanceof Error ? first.message : ((error as NodeJS.ErrnoException).code ?? error.name);
}
