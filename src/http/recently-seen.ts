import { createRecentMap } from "../domain/recent-map.ts";

/** Remembers keys for a while, the newest ones only; nothing may depend on it for being right. */
export interface RecentlySeen {
  has(key: string, now: number): boolean;
  add(key: string, now: number): void;
}

/** Keeps at most `size` keys, and at least half as many, each for `forMs` milliseconds since it was added. */
export function createRecentlySeen(size: number, forMs: number): RecentlySeen {
  const seen = createRecentMap<number>(size);
  return {
    has: (key, now) => {
      const at = seen.get(key);
      return at !== undefined && now - at < forMs;
    },
    add: (key, now) => seen.set(key, now),
  };
}
