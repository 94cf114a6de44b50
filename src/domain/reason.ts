/** A value that survives a round trip through JSON. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Why something is done or left alone (law 7).
 *
 * `rule` is a stable kebab-case name for machines, `text` one sentence for people (no full stop),
 * `data` the facts the rule looked at.
 */
export interface Reason {
  readonly rule: string;
  readonly text: string;
  readonly data: { readonly [key: string]: JsonValue };
}

/** Builds a reason; `data` defaults to no facts. */
export function reason(rule: string, text: string, data: Reason["data"] = {}): Reason {
  return { rule, text, data };
}
