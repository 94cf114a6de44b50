import { isMap } from "../check/raw.ts";
import { inlineYaml } from "../problems/describe-schema.ts";
import type { Path } from "../yaml/places.ts";
import type { ConfigurationValue, ValueSource, WrittenConfiguration } from "./types.ts";

/** A value without keys of its own, and the keys that lead to it. */
export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Returns the values below a value, those of maps key by key; lists and single words are one value. */
export function leavesOf(value: unknown, path: Path = []): readonly Leaf[] {
  if (value === undefined) return [];
  if (!isMap(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, below]) => leavesOf(below, [...path, key]));
}

/** A value as it would stand in a file; a single text has no quotes. */
export function written(value: unknown): string {
  return typeof value === "string" ? value : inlineYaml(value);
}

/** The source of a value that is as it is by default: the handbook's where a row of it says so. */
export function defaultSource(row: string | undefined): ValueSource {
  return row === undefined ? { part: null, from: "default", row: null } : { part: null, from: `handbook ${row}`, row };
}

/** The source of a value that stands in a file, at a place in words. */
export function atPlace(from: string): ValueSource {
  return { part: null, from, row: null };
}

/** Returns the values below a value of the file, each with the place where it stands. */
export function writtenValues(
  value: unknown,
  path: Path,
  place: WrittenConfiguration["place"],
): readonly ConfigurationValue[] {
  return leavesOf(value, path).map((leaf) => ({
    key: leaf.path.join("."),
    value: written(leaf.value),
    sources: [atPlace(place(leaf.path))],
  }));
}
