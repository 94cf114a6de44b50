import type { RawMap } from "../check/raw.ts";
import type { Path } from "../yaml/places.ts";

/** Where a value, or a part of it, is from. */
export interface ValueSource {
  /** The part of the value that is meant; null is all of it. */
  readonly part: string | null;
  /** In words: `line 7`, `handbook C13, strategic priority 1`, `default`. */
  readonly from: string;
  /** The row of the handbook, or null. */
  readonly row: string | null;
}

/** One value of a configuration, as it would stand in the file, and where it is from. */
export interface ConfigurationValue {
  /** `timezone`, `meetings.cadence-call.lead_time` */
  readonly key: string;
  readonly value: string;
  readonly sources: readonly ValueSource[];
}

/** A configuration as people wrote it, and where each of its keys stands. */
export interface WrittenConfiguration {
  readonly map: RawMap;
  /** In words, for a key that is there: `line 7`. */
  readonly place: (path: Path) => string;
}
