import { createRecentMap } from "../domain/recent-map.ts";
import { HOUR_MS, MINUTE_MS } from "../domain/time/units.ts";

/** Makes whoever guesses wrong wait longer each time. */
export interface BackOff {
  /** Milliseconds until the next guess is looked at; 0 where it may come now. */
  wait(who: string): number;
  fail(who: string): void;
  /** Whoever was right may be wrong again, and is let in while all others have to wait. */
  succeed(who: string): void;
}

/** Mistakes that cost nothing: of one, and of all together. */
const FREE = { one: 5, all: 50 };
const FIRST_MS = 1_000;
/** What one has to wait at most, and what all have to. */
const LONGEST_MS = { one: 15 * MINUTE_MS, all: MINUTE_MS };
/** So long after the last mistake it is forgotten. */
const FORGET_MS = HOUR_MS;
const MAX_KNOWN = 10_000;

interface Mistakes {
  readonly count: number;
  readonly at: number;
}

const NONE: Mistakes = { count: 0, at: Number.NEGATIVE_INFINITY };

/**
 * Twice the time after each mistake, for one address and for all together: whoever has many addresses is no better off.
 * `now` in milliseconds on a clock that only goes forward.
 */
export function createBackOff(now: () => number = () => performance.now()): BackOff {
  const mistakes = createRecentMap<Mistakes>(MAX_KNOWN);
  const right = createRecentMap<true>(MAX_KNOWN);
  let all = NONE;
  const current = (one: Mistakes): Mistakes => (now() - one.at < FORGET_MS ? one : NONE);
  const waitOf = (one: Mistakes, free: number, longest: number): number => {
    const { count, at } = current(one);
    if (count < free) return 0;
    return Math.max(0, at + Math.min(longest, FIRST_MS * 2 ** Math.min(count - free, 30)) - now());
  };
  return {
    wait: (who) =>
      Math.max(
        waitOf(mistakes.get(who) ?? NONE, FREE.one, LONGEST_MS.one),
        right.get(who) === true ? 0 : waitOf(all, FREE.all, LONGEST_MS.all),
      ),
    fail(who) {
      const { count } = current(mistakes.get(who) ?? NONE);
      mistakes.set(who, { count: count + 1, at: now() });
      all = { count: current(all).count + 1, at: now() };
    },
    succeed(who) {
      mistakes.delete(who);
      right.set(who, true);
    },
  };
}
