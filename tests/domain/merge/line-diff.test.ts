import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "../../../src/domain/merge/line-diff.ts";
import { processorTime } from "../../support/processor-time.ts";

/** The second list, built from the first and the hunks alone. */
function apply(a: readonly string[], b: readonly string[]): readonly string[] {
  let built: string[] = [];
  let done = 0;
  for (const { start, end, otherStart, otherEnd } of diffLines(a, b)) {
    built = [...built, ...a.slice(done, start), ...b.slice(otherStart, otherEnd)];
    done = end;
  }
  return [...built, ...a.slice(done)];
}

/** Length of the longest common subsequence, by the book. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const line of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j++) {
      next.push(line === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!));
    }
    row = next;
  }
  return row[b.length]!;
}

const someLines = fc.array(fc.constantFrom("a", "b", "c", "", "constructor", "__proto__"), { maxLength: 12 });

describe("diffLines", () => {
  it("finds what differs", () => {
    expect(diffLines(["a", "b", "c"], ["a", "x", "c", "d"])).toEqual([
      { start: 1, end: 2, otherStart: 1, otherEnd: 2 },
      { start: 3, end: 3, otherStart: 3, otherEnd: 4 },
    ]);
    expect(diffLines(["a"], ["a"])).toEqual([]);
    expect(diffLines([], ["a"])).toEqual([{ start: 0, end: 0, otherStart: 0, otherEnd: 1 }]);
  });

  it("leads from one list to the other by as few lines as can be", () => {
    fc.assert(
      fc.property(someLines, someLines, (a, b) => {
        expect(apply(a, b)).toEqual(b);
        const changed = diffLines(a, b).reduce(
          (sum, one) => sum + one.end - one.start + one.otherEnd - one.otherStart,
          0,
        );
        expect(changed).toBe(a.length + b.length - 2 * commonLength(a, b));
      }),
      { numRuns: 500 },
    );
  });

  it("small edits of huge texts are quick, whatever their lines repeat", () => {
    const passed = processorTime();
    for (const line of [() => "", (at: number) => `line ${at}`]) {
      const a = Array.from({ length: 300_000 }, (_, at) => line(at));
      const b = ["first", ...a.slice(0, 150_000), "middle", ...a.slice(150_001), "last"];
      expect(apply(a, b)).toEqual(b);
    }
    expect(passed()).toBeLessThan(8_000);
  });

  it("texts that have nothing in common come back as one hunk, soon", () => {
    const a = Array.from({ length: 20_000 }, (_, at) => `a${at}`);
    const b = Array.from({ length: 20_000 }, (_, at) => `b${at}`);
    const passed = processorTime();
    expect(diffLines(["same", ...a], ["same", ...b])).toEqual([
      { start: 1, end: 20_001, otherStart: 1, otherEnd: 20_001 },
    ]);
    expect(passed()).toBeLessThan(8_000);
  });

  it("huge texts of the same two lines that differ all over come back as one hunk as well", () => {
    const lines = Array.from({ length: 500_000 }, (_, at) => (at % 2 === 0 ? "a" : "b"));
    const passed = processorTime();
    const changed = lines.map((line, at) => (at % 531 === 0 ? "b" : line));
    expect(diffLines(lines, changed)).toHaveLength(1);
    expect(passed()).toBeLessThan(4_000);
  });
});
