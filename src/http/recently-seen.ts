/** Remembers keys for a while, the newest ones only; nothing may depend on it for being right. */
export interface RecentlySeen {
  has(key: string, now: number): boolean;
  add(key: string, now: number): void;
}

/** Keeps at most `size` keys, each for `forMs` milliseconds since it was added. */
export function createRecentlySeen(size: number, forMs: number): RecentlySeen {
  const seen = new Map<string, number>();
  return {
    has: (key, now) => {
      const at = seen.get(key);
      return at !== undefined && now - at < forMs;
    },
    add: (key, now) => {
      seen.delete(key);
      seen.set(key, now);
      // A map yields its keys in the order they were added.
      for (const oldest of seen.keys()) {
        if (seen.size <= size) break;
        seen.delete(oldest);
      }
    },
  };
}
