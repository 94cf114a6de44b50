/** How often something happened, by quarter of a second since 1970, oldest first; as JSON, so that processes can share it. */
export type CountsByTick = readonly (readonly [tick: number, count: number])[];

/**
 * A sliding window of whole ticks is up to one tick longer than the window it stands for: a minute of seconds would cost
 * 1/61 of what is allowed, one of quarters 1/241. What is left is for requests that are slower on their way than others.
 */
export const TICK_MS = 250;

/** Adds one event, or so many that come within the next `aheadMs`, and forgets those that are out of a window. */
export function countOne(
  counts: CountsByTick,
  seconds: number,
  now: number,
  { count, aheadMs } = { count: 1, aheadMs: 0 },
): CountsByTick {
  const tick = Math.floor((now + aheadMs) / TICK_MS);
  const kept = counts.filter(([at]) => isIn(at, seconds, now) && at !== tick);
  const here = counts.find(([at]) => at === tick)?.[1] ?? 0;
  const later = kept.findIndex(([at]) => at > tick);
  return kept.toSpliced(later < 0 ? kept.length : later, 0, [tick, here + count]);
}

/** How many more events leave no window of `seconds` with more than `limit`. */
export function freeIn(counts: CountsByTick, seconds: number, limit: number, now: number): number {
  return limit - counts.reduce((sum, [at, count]) => (isIn(at, seconds, now) ? sum + count : sum), 0);
}

/**
 * Milliseconds until one more event leaves no window of `seconds` with more than `limit`; 0 for at once.
 *
 * GitLab's windows are fixed and begin by its own clock. A sliding window over whole ticks is within the limit of every
 * fixed one, wherever it begins.
 */
export function waitUntilFree(counts: CountsByTick, seconds: number, limit: number, now: number): number {
  const inside = counts.filter(([at]) => isIn(at, seconds, now));
  let free = limit - inside.reduce((sum, [, count]) => sum + count, 0);
  if (free >= 1) return 0;
  const length = seconds * 1000 + TICK_MS;
  for (const [at, count] of inside) {
    free += count;
    if (free >= 1) return Math.max(1, at * TICK_MS + length - now);
  }
  return length;
}

/** Whether nothing is left to remember. */
export function isForgotten(counts: CountsByTick, seconds: number, now: number): boolean {
  return !counts.some(([at]) => isIn(at, seconds, now));
}

/** Clocks of processes may differ a little; what was counted further ahead than this was counted by one that was wrong. */
const AHEAD_TICKS = 5000 / TICK_MS;

/** Whether something of a tick may lie in the last `seconds`. */
function isIn(at: number, seconds: number, now: number): boolean {
  const tick = Math.floor(now / TICK_MS);
  return at >= tick - (seconds * 1000) / TICK_MS && at <= tick + AHEAD_TICKS;
}
