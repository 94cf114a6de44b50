import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createRecentMap } from "../../src/http/recent-map.ts";

it("knows what was written last, and never more than it may hold", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.array(fc.nat(60), { maxLength: 300 }), (size, writes) => {
      const map = createRecentMap<number>(size);
      writes.forEach((key, at) => void map.set(String(key), at));
      const keys = [...new Set(writes)];
      const known = keys.filter((key) => map.get(String(key)) !== undefined);
      expect(known.length).toBeLessThanOrEqual(size);
      for (const key of known) expect(map.get(String(key))).toBe(writes.lastIndexOf(key));
      const newest = [...new Set(writes.toReversed())].slice(0, Math.floor(size / 2));
      expect(newest.filter((key) => map.get(String(key)) === undefined)).toEqual([]);
      for (const key of keys) map.delete(String(key));
      expect(keys.filter((key) => map.get(String(key)) !== undefined)).toEqual([]);
    }),
  );
});
