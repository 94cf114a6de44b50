import { isTransientError, TransientError } from "../../domain/errors.ts";
import type { IssueIid } from "../../domain/ids.ts";

export type EndedCode = "CADENCE_STALLED" | "CADENCE_OUT_OF_MEMORY" | "CADENCE_THREAD_DIED";
const CODES: ReadonlySet<string> = new Set<EndedCode>([
  "CADENCE_STALLED",
  "CADENCE_OUT_OF_MEMORY",
  "CADENCE_THREAD_DIED",
]);

/**
 * A thread was ended, or died, in the middle of a piece of work: to GitLab that is a kill at any request. It may come again,
 * but not as if nothing had happened: who does it again and again is put aside.
 */
export class ThreadEndedError extends TransientError {
  /** The issue whose text was read last; null where none was. */
  readonly iid: IssueIid | null;
  constructor(message: string, code: EndedCode, iid: IssueIid | null, options?: ErrorOptions) {
    super(message, { code, status: null, retryAfterMs: 0 }, options);
    this.iid = iid;
  }
}

export function isThreadEndedError(error: unknown): error is ThreadEndedError {
  return isTransientError(error) && CODES.has(error.code);
}

/** `about` is what the work was: `the look at acme/collaboration`. */
export function endedAsStalled(about: string, busyMs: number, iid: IssueIid | null): ThreadEndedError {
  const seconds = Math.round(busyMs / 1000);
  const text = `${about} was ended: it kept its thread busy for ${seconds} s, ${placeText(iid)}`;
  return new ThreadEndedError(text, "CADENCE_STALLED", iid);
}

/** `cause` is what the thread died of; null where it ended without a word. */
export function endedByItself(about: string, cause: Error | null, iid: IssueIid | null): ThreadEndedError {
  const isFull = (cause as NodeJS.ErrnoException | null)?.code === "ERR_WORKER_OUT_OF_MEMORY";
  const what = isFull ? "its thread had no memory left" : "its thread died";
  const code = isFull ? "CADENCE_OUT_OF_MEMORY" : "CADENCE_THREAD_DIED";
  const options = cause === null ? undefined : { cause };
  return new ThreadEndedError(`${about} was ended: ${what}, ${placeText(iid)}`, code, iid, options);
}

function placeText(iid: IssueIid | null): string {
  return iid === null ? "before it read the text of any issue" : `the last text it read was that of #${iid}`;
}
