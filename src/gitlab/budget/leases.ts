import { LEASE_MS } from "./budget-decide.ts";

/** Turns that a process takes at once: as many as a hundred a second need. */
const MOST = 50;

/** Turns of one kind that were taken for the moment to come. Times in milliseconds. */
export interface Lease {
  /** Whether one is left, which is used up by this. */
  use(now: number): boolean;
  /** Waits for those that somebody else asks for now, and uses one; false where too few come of it. Null where nobody asks. */
  share(now: () => number): Promise<boolean> | null;
  /** How many to take: as many as were needed in as long a time before. 0 while somebody else asks. */
  ask(): number;
  /** What came of asking. */
  grant(count: number, until: number): void;
}

export interface Leases {
  of(kind: string): Lease;
  /** Nothing is left of any. */
  clear(): void;
}

/** What a process may send without asking the store again. */
export function createLeases(): Leases {
  const leases = new Map<string, Lease & { clear(): void }>();
  return {
    of(kind) {
      const known = leases.get(kind) ?? createLease();
      leases.set(kind, known);
      return known;
    },
    clear() {
      for (const lease of leases.values()) lease.clear();
    },
  };
}

interface Asking {
  readonly granted: Promise<void>;
  readonly end: () => void;
}

function beginAsking(): Asking {
  let end = (): void => {};
  const granted = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { granted, end };
}

function createLease(): Lease & { clear(): void } {
  let [left, until] = [0, 0];
  let asked: Asking | null = null;
  let period = { begun: 0, needed: 0, before: 0 };
  const useLeft = (now: number): boolean => {
    if (left < 1 || now >= until) return false;
    left -= 1;
    return true;
  };
  return {
    use(now) {
      const age = now - period.begun;
      if (age >= LEASE_MS || age < 0)
        period = { begun: now, needed: 0, before: age < 2 * LEASE_MS && age >= 0 ? period.needed : 0 };
      period.needed += 1;
      return useLeft(now);
    },
    share: (now) => asked?.granted.then(() => useLeft(now())) ?? null,
    ask() {
      const wanted = Math.min(MOST, Math.max(period.before, period.needed) - 1);
      if (asked !== null || wanted < 1) return 0;
      asked = beginAsking();
      return wanted;
    },
    grant(count, end) {
      [left, until] = [count, end];
      asked?.end();
      asked = null;
    },
    clear() {
      left = 0;
    },
  };
}
