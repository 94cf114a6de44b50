import * as fc from "fast-check";
import { expect } from "vitest";

/** A property whose runs can be told apart. */
interface WithHooks<Values> extends fc.IRawProperty<Values> {
  beforeEach(hook: () => void): unknown;
}

/**
 * Checks a property that asserts some things under a condition only, and that each of them was asserted in its share of the runs
 * at least: a property whose condition never holds is one that nobody checks. It names what it asserts by calling `asserted`.
 */
export function assertOften<What extends string, Values>(
  least: Readonly<Record<What, number>>,
  make: (asserted: (what: What) => void) => WithHooks<Values>,
  options: fc.Parameters<Values> = {},
): void {
  const whats = Object.keys(least) as What[];
  const runsOf = new Map(whats.map((what) => [what, new Set<number>()]));
  let runs = 0;
  const property = make((what) => void runsOf.get(what)?.add(runs));
  property.beforeEach(() => {
    runs += 1;
  });
  fc.assert(property, options);
  const share = (what: What): number => (runsOf.get(what)?.size ?? 0) / runs;
  const tooRare = whats
    .filter((what) => share(what) < least[what])
    .map((what) => `${what}: ${share(what)} of ${runs} runs`);
  expect(tooRare).toEqual([]);
}
