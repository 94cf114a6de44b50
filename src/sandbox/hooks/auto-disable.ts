import type { StoredHook } from "../world/model.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const FAILURES_ALLOWED = 3;
const FAILURES_UNTIL_DISABLED = 40;

export type AlertStatus = "executable" | "temporarily_disabled" | "disabled";

/** How GitLab's API names a hook's state at an instant. */
export function alertStatus(hook: StoredHook, now: Date): AlertStatus {
  if (hook.recentFailures >= FAILURES_UNTIL_DISABLED) return "disabled";
  return hook.disabledUntil !== null && hook.disabledUntil > now ? "temporarily_disabled" : "executable";
}

/** Counts a failure: from the fourth in a row on the hook rests 1 minute, doubling, at most a day; at 40 for good. */
export function recordFailure(hook: StoredHook, now: Date): void {
  const before = hook.recentFailures;
  hook.recentFailures += 1;
  if (hook.recentFailures <= FAILURES_ALLOWED) return;
  const delay = Math.min(DAY, Math.max(MINUTE, MINUTE * 2 ** (before - FAILURES_ALLOWED)));
  hook.disabledUntil = new Date(now.getTime() + delay);
}

export function recordSuccess(hook: StoredHook): void {
  hook.recentFailures = 0;
  hook.disabledUntil = null;
}
