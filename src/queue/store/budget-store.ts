import type { BudgetStore } from "../../gitlab/budget.ts";
import { parseBudgetState, renderBudgetState } from "../../gitlab/budget-text.ts";
import type { SharedStore } from "./types.ts";

/** The budget of one instance and token (`budgetName`), shared by all processes of a queue. */
export function sharedBudget(store: SharedStore, name: string): BudgetStore {
  return {
    update: (change) =>
      store.change(name, (text) => {
        const { state, result } = change(text === null ? null : parseBudgetState(text));
        return { text: renderBudgetState(state), result };
      }),
  };
}
