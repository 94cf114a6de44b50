import { isAskedToWait, isConfigError, isPermanentError, isTransientError, messageOf } from "../domain/errors.ts";
import { HOUR_MS } from "../domain/time/units.ts";
import type { Failure } from "./contract.ts";

/** Runs that may end in a passing error before the job is given up: about five hours. A sweep starts anew. */
export const MAX_TRIES = 10;

const FIRST_MS = 10_000;
const LONGEST_MS = HOUR_MS;
const LONGEST_TEXT = 2000;

export type RetryDecision =
  | {
      readonly kind: "wait";
      readonly delayMs: number;
      /** Events may shorten the delay, but not below this. */
      readonly leastMs: number;
      readonly asked: boolean;
    }
  | { readonly kind: "give-up"; readonly failure: Failure };

/**
 * What becomes of a job whose run threw. `tries` counts the failed runs before this one; `random` is in [0, 1).
 * A wait that was asked for lasts as long as asked and is not counted. Other passing errors and errors that nobody
 * foresaw double the wait, up to an hour, half of it by chance so that projects do not come back all at once.
 */
export function judgeError(error: unknown, tries: number, random: number): RetryDecision {
  if (isPermanentError(error) || isConfigError(error)) return giveUp(error);
  const asked = isTransientError(error) ? Math.max(0, error.retryAfterMs) : 0;
  if (isAskedToWait(error)) return { kind: "wait", delayMs: asked, leastMs: asked, asked: true };
  if (tries + 1 >= MAX_TRIES) return giveUp(error);
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
  const leastMs = Math.max(asked, FIRST_MS / 2);
  return { kind: "wait", delayMs: Math.max(leastMs, ceiling / 2 + (ceiling / 2) * random), leastMs, asked: false };
}

function giveUp(error: unknown): RetryDecision {
  return { kind: "give-up", failure: toFailure(error) };
}

/** An error as people read it later. PostgreSQL stores neither NUL nor halves of characters. */
export function toFailure(error: unknown): Failure {
  const known = isPermanentError(error) || isTransientError(error) ? error : null;
  const code = known?.code ?? (isConfigError(error) ? error.code : null);
  const text = messageOf(error);
  return {
    name: error instanceof Error ? error.name : "Error",
    code,
    status: known?.status ?? null,
    message: clean(text),
    remedy: isPermanentError(error) ? clean(error.remedy) : null,
  };
}

function clean(text: string): string {
  return text
    .replaceAll("\0", "")
    .slice(0, LONGEST_TEXT)
    .replace(/\p{Surrogate}/gu, "\u{FFFD}");
}
