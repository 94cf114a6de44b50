import { LEASE_MS } from "./budget-decide.ts";

/** Turns that a process takes at once: as many as a hundred a second need. */
const MOST = 50;

/** Turns of one kind that were taken for the moment to come. Times in milliseconds. */
export interface Lease {
  /** Whether one is left, which is used up by this. */
  use(now: number): boolean;
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

function createLease(): Lease & { clear(): void } {
  let [left, until, isAsked] = [0, 0, false];
  let period = { begun: 0, needed: 0, before: 0 };
  return {
    use(now) {
      const age = now - period.begun;
      if (age >= LEASE_MS || age < 0)
        period = { begun: now, needed: 0, before: age < 2 * LEASE_MS && age >= 0 ? period.needed : 0 };
      period.needed += 1;
      if (left < 1 || now >= until) return false;
      left -= 1;
      return true;
    },
    ask() {
      if (isAsked) return 0;
      const wanted = Math.min(MOST, Math.max(period.before, period.needed) - 1);
      isAsked = wanted > 0;
      return Math.max(0, wanted);
    },
    grant(count, end) {
      [left, until, isAsked] = [count, end, false];
    },
    clear() {
      left = 0;
    },
  };
}
