import * as z from "zod/mini";
import type { BudgetState } from "./budget-decide.ts";

const Counts = z.array(z.tuple([z.int(), z.int()]));
const Told = z.object({ window: z.number(), limit: z.number(), remaining: z.number(), endsAt: z.number() });

const State = z.object({
  sent: Counts,
  swept: Counts,
  told: z.object({ api: z.optional(Told), files: z.optional(Told) }),
  closedUntil: z.number(),
  writes: z.record(z.string(), z.object({ sent: Counts, closedUntil: z.number() })),
});

/** The state of a budget as a text, for a store that processes share. */
export function renderBudgetState(state: BudgetState): string {
  return JSON.stringify(state);
}

/** Reads such a text; null for one that is none (another version's): nothing is known then, which costs some 429 at worst. */
export function parseBudgetState(text: string): BudgetState | null {
  try {
    const read = z.safeParse(State, JSON.parse(text));
    // What GitLab has not told stays absent.
    return read.success ? (read.data as BudgetState) : null;
  } catch {
    return null;
  }
}
