import { MAX_LENGTH } from "../schema/leaf.ts";

/** A map of a file before its keys are checked. */
export type RawMap = { readonly [key: string]: unknown };

/** True for a map of a file. */
export function isMap(value: unknown): value is RawMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text of a file, else null; one that is too long for any value counts as none, the schema refuses it. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value.length <= MAX_LENGTH ? value : null;
}
