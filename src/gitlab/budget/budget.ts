import { createHash } from "node:crypto";
import { messageOf } from "../../domain/errors.ts";
import type { Log } from "../../domain/log.ts";
import { createThrottle } from "../../domain/throttle.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";
import type { Urgency } from "../fleet-port.ts";
import { laneOf } from "../http/lanes.ts";
import type { RequestTurns, Turn } from "../http/request-turns.ts";
import { type BudgetRules, type BudgetState, decideTurn, LEASE_MS, leaseTurns, NOTHING_SENT } from "./budget-decide.ts";
import { learnFrom } from "./budget-learn.ts";
import { createLeases } from "./leases.ts";

export type { BudgetRules, BudgetState } from "./budget-decide.ts";

/**
 * gitlab.com allows 2,000 requests per minute and user, 200 new issues per project, 60 comments. A self-managed GitLab has
 * no general limit by default, but people who work with it. GitLab docs: GitLab.com settings, Rate limits.
 */
export const DEFAULT_BUDGET_RULES: BudgetRules = {
  perMinute: 1200,
  reserve: 0.2,
  issuesPerMinute: 200,
  notesPerMinute: 60,
};

/** Where the budget of one instance and token is kept: in the process, or where all processes find it. */
export interface BudgetStore {
  /**
   * Puts in place of the state what `change` makes of it, as one step that no other process comes between, and answers the
   * result; `change` gets null where there is no state yet, and is called again where another process was faster.
   */
  update<T>(change: (state: BudgetState | null) => { readonly state: BudgetState; readonly result: T }): Promise<T>;
}

export interface BudgetOptions {
  readonly rules: BudgetRules;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Default: the memory of this process. */
  readonly store?: BudgetStore;
  readonly log?: Log;
}

/** The requests that one token may send to one instance, shared out. */
export interface RequestBudget {
  /** The `turns` of clients that do one kind of work. */
  as(urgency: Urgency): RequestTurns;
}

const LEASED: Turn = { waitMs: 0, canLeave: false };

/** A store that failed is left alone for this long: one that hangs would hold up every request. */
const LEFT_ALONE_MS = 2000;
/** While a store is away this is said so often. */
const SAID_EVERY_MS = MINUTE_MS;

/**
 * Shares out the requests of one instance and token among all clients that get their `turns` from it. While the store is
 * away it goes on from what the store said last: without the others' counts GitLab's headers still tell.
 */
export function createRequestBudget({ rules, now, store, log }: BudgetOptions): RequestBudget {
  const update = store === undefined ? createMemoryBudgetStore().update : withoutFail(store, now, log);
  let seen = NOTHING_SENT;
  const leases = createLeases();
  return {
    as: (urgency) => ({
      async take(request) {
        const lane = laneOf(request);
        const lease = leases.of(`${urgency} ${lane.throttle}`);
        if (lane.write === null) {
          if (lease.use(now())) return LEASED;
          const shared = lease.share(now);
          if (shared !== null && (await shared)) return LEASED;
        }
        const wanted = store === undefined || lane.write !== null ? 0 : lease.ask();
        let granted = { count: 0, until: 0 };
        try {
          return await update((state) => {
            const at = now();
            const { state: decided, ...turn } = decideTurn(state ?? NOTHING_SENT, lane, urgency, rules, at);
            const leased = leaseTurns(decided, lane, urgency, rules, { wanted: turn.waitMs > 0 ? 0 : wanted, now: at });
            seen = leased.state;
            granted = { count: leased.count, until: at + LEASE_MS };
            return { state: seen, result: turn };
          });
        } finally {
          if (wanted > 0) lease.grant(granted.count, granted.until);
        }
      },
      async learn(request, outcome) {
        if (outcome.kind !== "answer") return;
        const lane = laneOf(request);
        // What is no news to the state last seen is none to a later one: within a window counts only go down, ends only up.
        if (learnFrom(seen, lane, outcome, now()) === seen) return;
        // What it says may leave less than was taken, or nothing.
        leases.clear();
        await update((state) => {
          seen = learnFrom(state ?? NOTHING_SENT, lane, outcome, now());
          return { state: seen, result: undefined };
        });
      },
    }),
  };
}

/** A store that never rejects. */
function withoutFail(store: BudgetStore, now: () => number, log: Log | undefined): BudgetStore["update"] {
  let [known, aloneUntil]: [BudgetState | null, number] = [null, 0];
  const throttle = createThrottle(SAID_EVERY_MS);
  return async (change) => {
    const noted: typeof change = (state) => {
      const changed = change(state);
      known = changed.state;
      return changed;
    };
    if (now() < aloneUntil) return noted(known).result;
    try {
      return await store.update(noted);
    } catch (error) {
      aloneUntil = now() + LEFT_ALONE_MS;
      if (throttle("away", now()) !== null)
        log?.warn(
          { error: String(error) },
          `the shared budget of requests cannot be reached, counting alone: ${messageOf(error)}`,
        );
      return noted(known).result;
    }
  };
}

/** A store in the memory of this process. */
export function createMemoryBudgetStore(): BudgetStore {
  let current: BudgetState | null = null;
  return {
    update: async (change) => {
      const { state, result } = change(current);
      current = state;
      return result;
    },
  };
}

/** A name for the budget of an instance and token, under which processes share it; it tells nothing about the token. */
export function budgetName(url: string, token: string): string {
  const digest = createHash("sha256")
    .update(`${new URL(url).origin}\n${token}`)
    .digest("hex");
  return `cadence:budget:${digest.slice(0, 24)}`;
}
