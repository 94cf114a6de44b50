/** How often something happened, by second since 1970, oldest first; as JSON, so that processes can share it. */
export type Counts = readonly (readonly [second: number, count: number])[];

/** Adds one event, and forgets those that are out of a window. */
export function countOne(counts: Counts, seconds: number, now: number): Counts {
  const second = Math.floor(now / 1000);
  const kept = counts.filter(([at]) => at >= second - seconds && at !== second);
  const here = counts.find(([at]) => at === second)?.[1] ?? 0;
  return [...kept, [second, here + 1]];
}

/**
 * Milliseconds until one more event leaves no window of `seconds` with more than `limit`; 0 for at once.
 *
 * GitLab's windows are fixed and begin by its own clock. A sliding window over whole seconds is within the limit of every
 * fixed one, wherever it begins.
 */
export function waitForRoom(counts: Counts, seconds: number, limit: number, now: number): number {
  const second = Math.floor(now / 1000);
  const inside = counts.filter(([at]) => at >= second - seconds);
  let room = limit - inside.reduce((sum, [, count]) => sum + count, 0);
  if (room >= 1) return 0;
  for (const [at, count] of inside) {
    room += count;
    if (room >= 1) return Math.max(1, (at + seconds + 1) * 1000 - now);
  }
  return (seconds + 1) * 1000;
}

/** Whether nothing is left to remember. */
export function isForgotten(counts: Counts, seconds: number, now: number): boolean {
  const second = Math.floor(now / 1000);
  return !counts.some(([at]) => at >= second - seconds);
}
