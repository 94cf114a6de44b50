/** Remembers keys for a while, the newest ones only; nothing may depend on it for being right. */
export interface RecentlySeen {
  has(key: string, now: number): boolean;
  add(key: string, now: number): void;
}

/** Keeps at most `size` keys, and at least half as many, each for `forMs` milliseconds since it was added. */
export function createRecentlySeen(size: number, forMs: number): RecentlySeen {
  // Two generations: to take single keys out of one large map costs more than all the rest of a webhook's bookkeeping.
  let newer = new Map<string, number>();
  let older: ReadonlyMap<string, number> = new Map();
  return {
    has: (key, now) => {
      const at = newer.get(key) ?? older.get(key);
      return at !== undefined && now - at < forMs;
    },
    add: (key, now) => {
      newer.set(key, now);
      if (newer.size < size / 2) return;
      older = newer;
      newer = new Map();
    },
  };
}
