import type { Recurrence } from "./types.ts";

/** Words that could not be read: which part, and spellings that can. */
export interface UnreadWords {
  readonly ok: false;
  /** One sentence without a full stop; names the part that was not understood. */
  readonly problem: string;
  /** Spellings near to what was written that are understood. */
  readonly allowed: readonly string[];
}

/** The rule that people's words mean, or why there is none. */
export type RecurrenceResult = { readonly ok: true; readonly recurrence: Recurrence } | UnreadWords;

/** Builds a refusal. */
export function refuse(problem: string, allowed: readonly string[]): UnreadWords {
  return { ok: false, problem, allowed };
}
