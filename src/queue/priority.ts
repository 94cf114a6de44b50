import { z } from "zod";

/**
 * What is asked for, and whose turn comes first when workers are busy: the smaller number. A check reads the configuration
 * first and does nothing more where that is known; a repair puts back what the bot may have overwritten, and looks only where
 * it did: both do less than a whole look.
 */
export const PRIORITY = { close: 1, edit: 5, repair: 5, "wake-up": 10, sweep: 20, check: 20 } as const;
export type Priority = keyof typeof PRIORITY;

/** People edit several times in a row: a project is looked at when it was quiet for a while, however long they go on. */
export const DEBOUNCE_MS = { quiet: 3_000, longest: 15_000 };

/** How an event wants to be served. Times in milliseconds, `at` since the epoch on the asker's clock. */
export const Debounce = z.strictObject({
  priority: z.int().min(1).max(1000),
  at: z.int(),
  delayMs: z.int().min(0).describe("How long to wait for more of the same; 0 runs at once"),
  maxDelayMs: z.int().min(0).describe("However many follow, no longer than this after the first"),
});
export type Debounce = z.output<typeof Debounce>;

/** Whether it does less than a whole look. */
export function isPartial(priority: Priority): boolean {
  return priority === "check" || priority === "repair";
}

/** Whether people's edits are waited for: each puts the look off. */
export function isDebounced(priority: Priority): boolean {
  return priority === "edit" || priority === "repair";
}

const WHOLE = ["close", "edit", "wake-up", "sweep"] as const;

/** What one look for both has to be: as urgent as the more urgent one, and a whole one unless both do the same. */
export function combine(one: Priority, other: Priority): Priority {
  if (one === other) return one;
  const number = Math.min(PRIORITY[one], PRIORITY[other]);
  return WHOLE.find((each) => PRIORITY[each] === number) ?? "close";
}
