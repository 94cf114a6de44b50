import type { PlainDate } from "../time/types.ts";

/** The languages in which due dates are read, all at once. */
export const LANGUAGES = ["en", "de", "fr", "es", "pt", "nl"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How `01/02/2026` is meant; `unknown` where both are used, or nobody said. */
export type DayOrder = "day-first" | "month-first" | "unknown";

/** What a day in a text depends on beside its words. */
export interface DateReading {
  /** The day of the call at which it was said: `Friday` is the next one after it. */
  readonly callDate: PlainDate;
  readonly dayOrder: DayOrder;
}

/** What a due word says of the day behind it. */
export interface DueWord {
  readonly languages: readonly Language[];
  /**
   * Strong ones: it is `due` then, or they `name` the day (`deadline`). Weak ones, which say other things as well: something
   * is done `by` it, or `before` it, is meant `for` it, lasts `until` it, or `ends` then.
   */
  readonly kind: "due" | "names" | "by" | "before" | "for" | "until" | "ends";
}

/** A day as it stands at the beginning of a text. */
export interface WrittenDay {
  /** Null where it can be read in two ways, or is no day that there is. */
  readonly date: PlainDate | null;
  /** Characters of it. */
  readonly length: number;
  /** True when it means the same on every day: it says its year. */
  readonly isFixed: boolean;
}

/** True for a word that says of any day that something is due. */
export function isStrong({ kind }: DueWord): boolean {
  return kind === "due" || kind === "names";
}

/** True for the due words of languages whose clauses end with the verb. */
export function isVerbLast({ languages }: DueWord): boolean {
  return languages.length === 1 && (languages[0] === "de" || languages[0] === "nl");
}
