import type { HeaderReader } from "./transport.ts";

/** Wait for a refusal that names no time: GitLab's application limits count by the minute. */
export const DEFAULT_WAIT_MS = 60_000;

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
  if (retryAfter !== null) return retryAfter;
  const reset = parseCount(headers.get("ratelimit-reset"));
  const exhausted = status === 429 || parseCount(headers.get("ratelimit-remaining")) === 0;
  return exhausted && reset !== null ? Math.max(0, reset * 1000 - serverNow) : null;
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
