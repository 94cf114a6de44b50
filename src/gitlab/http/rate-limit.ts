import { HOUR_MS, MINUTE_MS } from "../../domain/time/units.ts";
import type { HeaderReader } from "./transport.ts";

/** Wait for a refusal that names no time: GitLab's application limits count by the minute. */
export const DEFAULT_WAIT_MS = MINUTE_MS;

/**
 * The longest wait that is believed, whoever says it: the periods of GitLab's limits are a minute to an hour (its own default for
 * the API is an hour, `throttle_authenticated_api_period_in_seconds`), a ban lasts an hour. Who is told to wait longer asks once
 * more after it.
 */
export const LONGEST_WAIT_MS = HOUR_MS;

/** A moment before which nothing may be done, as it was stored; 0 where it lies further ahead than anybody can have said. */
export function believedUntil(until: number, now: number): number {
  return until - now > LONGEST_WAIT_MS ? 0 : until;
}

/**
 * How long an answer asks to wait before the next request, in milliseconds, or null where it asks nothing.
 *
 * `Retry-After` (seconds or an HTTP date) goes before `RateLimit-Reset` (Unix seconds), which counts on a 429 and where
 * nothing remains. Both are read against the server's own `Date`, since clocks differ.
 * GitLab doc: User and IP rate limits.
 */
export function requestedWait(status: number, headers: HeaderReader, nowMs: number): number | null {
  const serverNow = parseDate(headers.get("date")) ?? nowMs;
  const retryAfter = status >= 400 ? parseRetryAfter(headers.get("retry-after"), serverNow) : null;
  if (retryAfter !== null) return Math.min(retryAfter, LONGEST_WAIT_MS);
  const reset = parseCount(headers.get("ratelimit-reset"));
  const exhausted = status === 429 || parseCount(headers.get("ratelimit-remaining")) === 0;
  return exhausted && reset !== null ? Math.min(LONGEST_WAIT_MS, Math.max(0, reset * 1000 - serverNow)) : null;
}

function parseRetryAfter(value: string | null, serverNow: number): number | null {
  const seconds = parseCount(value);
  if (seconds !== null) return seconds * 1000;
  const date = parseDate(value);
  return date === null ? null : Math.max(0, date - serverNow);
}

function parseCount(value: string | null): number | null {
  return value !== null && /^\d{1,12}$/.test(value.trim()) ? Number(value) : null;
}

function parseDate(value: string | null): number | null {
  // Date.parse takes "12", "-1" and more; an HTTP date always has a month's name.
  const time = value !== null && /[A-Za-z]{3}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** Upper bound of the pause before try number `attempt + 1`: doubles from half a second up to 8 seconds. */
export function backoffBound(attempt: number): number {
  return Math.min(8_000, 500 * 2 ** (attempt - 1));
}
