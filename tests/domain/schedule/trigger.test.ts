import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRepeat } from "../../../src/domain/schedule/parse-repeat.ts";
import { ruleDates } from "../../../src/domain/schedule/rule-dates.ts";
import { contractMonth, ruleInWords, triggeredDay, waitingForCall } from "../../../src/domain/schedule/trigger.ts";
import { addDays, addMonths, daysBetween, weekdayOf } from "../../../src/domain/time/dates.ts";

describe("the day that follows a call", () => {
  it.each([
    ["2026-06-16", { amount: 3, unit: "months" }, 2, "2026-09-22"],
    ["2026-06-16", { amount: 3, unit: "months" }, 3, "2026-09-16"],
    ["2026-11-30", { amount: 3, unit: "months" }, 1, "2027-03-01"],
    ["2026-06-16", { amount: 2, unit: "weeks" }, 2, "2026-06-30"],
    ["2026-06-16", { amount: 10, unit: "days" }, 5, "2026-06-26"],
    ["2026-06-16", { amount: 11, unit: "days" }, 5, "2026-07-03"],
  ] as const)("%s, %o later, weekday %d: %s", (held, distance, weekday, day) => {
    expect(triggeredDay(held, { after: "business-review", distance, weekday, time: "10:00" })).toBe(day);
  });
});

it("months are counted in the calendar, and end with their last day", () => {
  expect([
    addMonths("2026-01-31", 1),
    addMonths("2028-01-31", 1),
    addMonths("2026-10-31", 4),
    addMonths("2026-03-31", -1),
  ]).toEqual(["2026-02-28", "2028-02-29", "2027-02-28", "2026-02-28"]);
});

it("a month of the contract is one day a year, and lies in that month of it, in every year", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      (offset, month, number) => {
        const since = addDays("2023-01-01", offset);
        const recurrence = ruleInWords(contractMonth(since, month, number), "10:00");
        // The words are such as people could write.
        expect(parseRepeat(recurrence.text)).toEqual({ ok: true, recurrence });
        const rule = { recurrences: [recurrence], from: since, until: null, timeZone: "UTC" };
        const days = ruleDates(rule, since, addDays(addMonths(since, 48), -1));
        expect(days).toHaveLength(4);
        for (const [year, day] of days.entries()) {
          const first = addMonths(since, 12 * year + month - 1);
          expect(weekdayOf(day)).toBe(number);
          expect(daysBetween(first, day)).toBeGreaterThanOrEqual(0);
          expect(daysBetween(first, day)).toBeLessThan(28);
        }
      },
    ),
    { numRuns: 300 },
  );
});

it("what waits for a call plans no day", () => {
  const rule = {
    recurrences: [waitingForCall("3 months after review", "10:00")],
    from: "2000-01-01",
    until: null,
    timeZone: "UTC",
  };
  expect(ruleDates(rule, "1960-01-01", "2100-01-01")).toEqual([]);
});
