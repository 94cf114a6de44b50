import { describe, expect, it } from "vitest";
import { formatDay } from "../../../src/domain/schedule/format.ts";
import { addDays } from "../../../src/domain/time/dates.ts";
import { DE, EN } from "../../support/texts.ts";

describe("how days and lists are written", () => {
  it("is in English what the terminal says, on every day of a year", () => {
    for (let day = 0; day < 366; day++) {
      const date = addDays("2028-01-01", day);
      expect(EN.format.day(date)).toBe(formatDay(date));
      expect(EN.format.day(date, { year: false })).toBe(formatDay(date, { year: false }));
    }
  });

  it.each([
    ["2026-03-24", "Di., 24. März 2026", "Di., 24. März"],
    ["2026-09-03", "Do., 3. Sept. 2026", "Do., 3. Sept."],
    ["2026-11-29", "So., 29. Nov. 2026", "So., 29. Nov."],
  ])("in German: %s", (date, long, short) => {
    expect(DE.format.day(date)).toBe(long);
    expect(DE.format.day(date, { year: false })).toBe(short);
    expect(DE.format.instant(`${date}T12:00:00Z`, "UTC")).toBe(`${long}, 12:00`);
  });

  it("refuses what is no day", () => {
    expect(() => DE.format.day("2026-02-30")).toThrow(RangeError);
  });

  it.each([
    [["a"], "a", "a"],
    [["a", "b"], "a and b", "a und b"],
    [["a", "b", "c"], "a, b and c", "a, b und c"],
    [[], "", ""],
  ])("%j", (words, english, german) => {
    expect(EN.format.list(words)).toBe(english);
    expect(DE.format.list(words)).toBe(german);
  });
});
