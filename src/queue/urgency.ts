import { z } from "zod";

/** Whose turn comes first when workers are busy: the smaller number. */
export const PRIORITY = { close: 1, edit: 5, "wake-up": 10, sweep: 20 } as const;
export type Priority = keyof typeof PRIORITY;

/** People edit several times in a row: a project is looked at when it was quiet for a while, however long they go on. */
export const DEBOUNCE_MS = { quiet: 3_000, longest: 15_000 };

/** How an event wants to be served. Times in milliseconds, `at` since the epoch on the asker's clock. */
export const Wish = z.strictObject({
  priority: z.int().min(1).max(1000),
  at: z.int(),
  delayMs: z.int().min(0).describe("How long to wait for more of the same; 0 runs at once"),
  maxDelayMs: z.int().min(0).describe("However many follow, no longer than this after the first"),
});
export type Wish = z.output<typeof Wish>;

export interface JobUrgency {
  readonly priority: number;
  /** Epoch milliseconds. */
  readonly dueAt: number;
}

/**
 * What many wishes for one project come to: the most urgent priority; due at once when one of them wants no delay,
 * else a while after the last of them, but never later than the longest wait after the first. It depends on the set
 * of wishes alone, not on their order, so that workers and producers who see the same notes decide the same.
 * Throws a RangeError for no wishes.
 */
export function combineWishes(wishes: readonly Wish[]): JobUrgency {
  if (wishes.length === 0) throw new RangeError("no wish to combine");
  const hurried = wishes.filter((wish) => wish.delayMs === 0).map((wish) => wish.at);
  const patient = wishes.filter((wish) => wish.delayMs > 0);
  const quiet = patient.map((wish) => wish.at + wish.delayMs);
  const patience = patient.map((wish) => wish.at + Math.max(wish.delayMs, wish.maxDelayMs));
  const debounced = quiet.length === 0 ? Number.POSITIVE_INFINITY : Math.min(Math.max(...quiet), Math.min(...patience));
  return { priority: Math.min(...wishes.map((wish) => wish.priority)), dueAt: Math.min(debounced, ...hurried) };
}
