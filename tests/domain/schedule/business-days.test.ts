import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addBusinessDays, isBusinessDay, subtractBusinessDays } from "../../../src/domain/time/business-days.ts";
import { holidays, noHolidays } from "./builders.ts";
import { dateOf, dayNumber } from "./oracle.ts";

const easter = holidays({ "2026-04-03": "Good Friday", "2026-04-06": "Easter Monday" });

describe("isBusinessDay", () => {
  it.each([
    ["2026-04-02", true],
    ["2026-04-03", false],
    ["2026-04-04", false],
    ["2026-04-05", false],
    ["2026-04-06", false],
    ["2026-04-07", true],
  ])("%s: %s", (date, expected) => {
    expect(isBusinessDay(date, easter)).toBe(expected);
  });
});

describe("addBusinessDays and subtractBusinessDays", () => {
  it.each([
    ["2026-04-02", 1, "2026-04-07"],
    ["2026-04-02", 0, "2026-04-02"],
    ["2026-04-04", 0, "2026-04-04"],
    ["2026-04-04", 1, "2026-04-07"],
    ["2026-04-01", 3, "2026-04-08"],
    ["2026-04-07", -1, "2026-04-02"],
    ["2026-04-05", -1, "2026-04-02"],
    ["2026-04-08", -3, "2026-04-01"],
    ["2026-01-09", 1, "2026-01-12"],
    ["2026-01-12", -1, "2026-01-09"],
    ["2026-01-12", 5, "2026-01-19"],
    ["2026-12-31", 1, "2027-01-01"],
  ])("%s and %i is %s", (date, count, expected) => {
    expect(addBusinessDays(date, count, easter)).toBe(expected);
    expect(subtractBusinessDays(date, -count, easter)).toBe(expected);
  });

  it("counts what a list of the days in between counts", () => {
    const day = fc.integer({ min: dayNumber("2026-01-01"), max: dayNumber("2026-12-31") });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), fc.uniqueArray(day, { maxLength: 40 }), (start, count, off) => {
        const calendar = holidays(Object.fromEntries(off.map((number) => [dateOf(number), "Holiday"])));
        const workdays = Array.from({ length: 200 }, (_, index) => start + index + 1).filter(
          (number) => ![0, 6].includes(new Date(number * 86_400_000).getUTCDay()) && !off.includes(number),
        );
        expect(addBusinessDays(dateOf(start), count, calendar)).toBe(dateOf(workdays[count - 1] as number));
        const reached = addBusinessDays(dateOf(start), count, calendar);
        const back = addBusinessDays(reached, -count, calendar);
        expect(back <= dateOf(start) && addBusinessDays(back, count, calendar) <= reached).toBe(true);
      }),
    );
  });

  it("refuses parts of days and a calendar without business days", () => {
    expect(() => addBusinessDays("2026-01-12", 1.5, noHolidays)).toThrow(
      "expected a whole number of business days, got 1.5",
    );
    expect(() => subtractBusinessDays("2026-01-12", 1, () => "Strike")).toThrow(
      "no business day within a year of 2026-01-12",
    );
  });
});
