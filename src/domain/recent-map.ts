/** A map that forgets what was written long ago when it is full; nothing may depend on it for being right. */
export interface RecentMap<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
}

/**
 * Keeps keys that weigh at most `size` together, and of those written last what weighs half of it. Each weighs 1 where nothing
 * else is said; none may weigh more than half of `size`.
 */
export function createRecentMap<V>(size: number, weigh: (key: string) => number = () => 1): RecentMap<V> {
  // Two generations: to take the oldest key out of one large map costs more than all else that is done with it.
  let newer = new Map<string, V>();
  let older = new Map<string, V>();
  let held = 0;
  return {
    get: (key) => newer.get(key) ?? older.get(key),
    set(key, value) {
      const added = newer.has(key) ? 0 : weigh(key);
      if (held + added > size / 2) {
        older = newer;
        newer = new Map();
        held = 0;
      }
      newer.set(key, value);
      held += added;
    },
    delete(key) {
      if (newer.delete(key)) held -= weigh(key);
      older.delete(key);
    },
  };
}
