import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineWishes, PRIORITY, type Wish } from "../../src/queue/urgency.ts";
import { assertOften } from "../support/assert-often.ts";

function wish(at: number, delayMs: number, priority: number = PRIORITY.edit): Wish {
  return { at, delayMs, maxDelayMs: 15_000, priority };
}

const anyWish = fc.record({
  priority: fc.constantFrom(...Object.values(PRIORITY)),
  at: fc.integer({ min: 0, max: 100_000 }),
  delayMs: fc.constantFrom(0, 1000, 3000, 60_000),
  maxDelayMs: fc.constantFrom(0, 15_000),
});
const wishes = fc.array(anyWish, { minLength: 1, maxLength: 12 });

describe("what many wishes come to", () => {
  it.each<[string, Wish[], number, number]>([
    ["one edit waits for quiet", [wish(1000, 3000)], 4000, 5],
    ["a later edit puts it off", [wish(1000, 3000), wish(2000, 3000)], 5000, 5],
    [
      "edits that never stop end at the limit after the first",
      [0, 3, 6, 9, 12, 14].map((second) => wish(1000 + second * 1000, 3000)),
      16_000,
      5,
    ],
    ["one that wants no delay is due when it came", [wish(1000, 3000), wish(2000, 0, 1)], 2000, 1],
    ["a lesser one takes nothing away", [wish(1000, 0, 1), wish(2000, 3000, 20)], 1000, 1],
    ["a delay longer than the limit is meant", [wish(1000, 60_000)], 61_000, 5],
  ])("%s", (_name, given, dueAt, priority) => {
    expect(combineWishes(given)).toEqual({ dueAt, priority });
  });

  it("the order in which they are seen does not matter", () => {
    fc.assert(
      fc.property(wishes, (given) => {
        expect(combineWishes(given.toReversed())).toEqual(combineWishes(given));
      }),
    );
  });

  it("a further wish never makes it less urgent, nor later than its own longest wait", () => {
    assertOften({ "at once": 0.08 }, (asserted) =>
      fc.property(wishes, anyWish, (given, more) => {
        const before = combineWishes(given);
        const after = combineWishes([...given, more]);
        expect(after.priority).toBeLessThanOrEqual(Math.min(before.priority, more.priority));
        const longest = Math.max(more.delayMs, more.delayMs > 0 ? more.maxDelayMs : 0);
        expect(after.dueAt).toBeLessThanOrEqual(more.at + longest);
        if (more.delayMs === 0) asserted("at once");
        if (more.delayMs === 0) expect(after.dueAt).toBeLessThanOrEqual(before.dueAt);
      }),
    );
  });

  it("no wish is an error", () => {
    expect(() => combineWishes([])).toThrow(RangeError);
  });
});
