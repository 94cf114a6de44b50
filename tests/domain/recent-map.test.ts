import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createRecentMap } from "../../src/domain/recent-map.ts";
import { assertOften } from "../support/assert-often.ts";

it("knows what was written last, and never more than it may hold", () => {
  assertOften({ "something went": 0.3, "something stays": 0.7 }, (asserted) =>
    fc.property(
      fc.integer({ min: 2, max: 40 }),
      fc.array(fc.nat(60), { maxLength: 300, size: "max" }),
      (size, writes) => {
        const map = createRecentMap<number>(size);
        writes.forEach((key, at) => void map.set(String(key), at));
        const keys = [...new Set(writes)];
        const newest = [...new Set(writes.toReversed())].slice(0, Math.floor(size / 2));
        const known = keys.filter((key) => map.get(String(key)) !== undefined);
        expect(known.length).toBeLessThanOrEqual(size);
        if (known.length < keys.length) asserted("something went");
        if (newest.length > 0) asserted("something stays");
        for (const key of known) expect(map.get(String(key))).toBe(writes.lastIndexOf(key));
        expect(newest.filter((key) => map.get(String(key)) === undefined)).toEqual([]);
        for (const key of keys) map.delete(String(key));
        expect(keys.filter((key) => map.get(String(key)) !== undefined)).toEqual([]);
      },
    ),
  );
});

it("holds no more than it may together where keys weigh more than one another, and what was written last", () => {
  const written = fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 20 }), fc.boolean());
  assertOften({ "something went": 0.3, "several stay": 0.3 }, (asserted) =>
    fc.property(
      fc.integer({ min: 60, max: 120 }),
      fc.array(written, { maxLength: 200, size: "max" }),
      (size, writes) => {
        const map = createRecentMap<true>(size, (key) => key.length);
        let newest: readonly string[] = [];
        for (const [letter, length, stays] of writes) {
          const key = String(letter).repeat(length);
          map.set(key, true);
          newest = [key, ...newest.filter((other) => other !== key)];
          if (stays) continue;
          map.delete(key);
          newest = newest.slice(1);
        }
        const weightOf = (keys: readonly string[]) => keys.join("").length;
        const isKnown = (key: string) => map.get(key) === true;
        expect(weightOf(newest.filter(isKnown))).toBeLessThanOrEqual(size);
        const last = newest.filter((_, index) => weightOf(newest.slice(0, index + 1)) <= size / 2 - 20);
        if (!newest.every(isKnown)) asserted("something went");
        if (last.length > 1) asserted("several stay");
        expect(last.filter(isKnown)).toEqual(last);
      },
    ),
  );
});
