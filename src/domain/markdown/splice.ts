import type { Splice } from "./types.ts";

/**
 * Applies splices, in any order, to `source`; every character outside them stays. Insertions at one offset keep the
 * order in which they are given.
 * @throws RangeError when a splice lies outside the source or two overlap.
 */
export function applySplices(source: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, text } of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const isApart = start >= done && end >= start && end <= source.length;
    if (!isApart) {
      throw new RangeError(
        `expected splices apart and within 0..${source.length}, found ${start}..${end} after ${done}`,
      );
    }
    parts.push(source.slice(done, start), text);
    done = end;
  }
  return parts.join("") + source.slice(done);
}
