import { type BudgetStore, createMemoryBudgetStore } from "../../src/gitlab/budget/budget.ts";
import type { SharedStore } from "../../src/queue/store/types.ts";
import { sharedBudget } from "./shared-budget.ts";

/** Budgets of requests that are this process's own until they join those of the others. */
export interface JoinableBudget {
  /** The budget of a name. */
  readonly storeOf: (name: string) => BudgetStore;
  /** By what they count: the clock of this machine until they are shared. */
  readonly clock: () => number;
  /** From now on all of them are shared, and counted by the clock that is shared too. */
  join(store: SharedStore, clock: () => number): void;
}

/** GitLab is asked for the bot before the server of the queue is reached, so the first requests are counted alone. */
export function createJoinableBudget(own: () => number): JoinableBudget {
  let shared: SharedStore | null = null;
  let clock = own;
  return {
    storeOf(name) {
      const own = createMemoryBudgetStore();
      let joined: BudgetStore | null = null;
      return {
        update(change) {
          if (shared !== null) joined ??= sharedBudget(shared, name);
          return (joined ?? own).update(change);
        },
      };
    },
    clock: () => clock(),
    join(store, sharedClock) {
      shared = store;
      clock = sharedClock;
    },
  };
}
