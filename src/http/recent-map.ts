/** A map that forgets what was written long ago when it is full; nothing may depend on it for being right. */
export interface RecentMap<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
}

/** Keeps at most `size` keys, and at least the half as many that were written last. */
export function createRecentMap<V>(size: number): RecentMap<V> {
  // Two generations: to take the oldest key out of one large map costs more than all else that is done with it.
  let newer = new Map<string, V>();
  let older = new Map<string, V>();
  return {
    get: (key) => newer.get(key) ?? older.get(key),
    set(key, value) {
      newer.set(key, value);
      if (newer.size < size / 2) return;
      older = newer;
      newer = new Map();
    },
    delete(key) {
      newer.delete(key);
      older.delete(key);
    },
  };
}
