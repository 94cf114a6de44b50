import type { BudgetState, BudgetStore } from "../../src/gitlab/budget/budget.ts";
import { parseBudgetState, renderBudgetState } from "../../src/gitlab/budget/budget-text.ts";
import type { SharedStore } from "../../src/queue/store/types.ts";

/** The budget of one instance and token (`budgetName`), shared by all processes of a queue. */
export function sharedBudget(store: SharedStore, name: string): BudgetStore {
  // The text to change is mostly the one that this process made last.
  let made: { readonly text: string; readonly state: BudgetState } | null = null;
  const read = (text: string): BudgetState | null => (made?.text === text ? made.state : parseBudgetState(text));
  return {
    update: (change) =>
      store.change(name, (before) => {
        const { state, result } = change(before === null ? null : read(before));
        const text = made?.state === state ? made.text : renderBudgetState(state);
        made = { text, state };
        return { text, result };
      }),
  };
}
