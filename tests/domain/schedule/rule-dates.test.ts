import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRrule } from "../../../src/domain/schedule/parse-rrule.ts";
import { firstRuleDate, isRuleDate, ruleDates } from "../../../src/domain/schedule/rule-dates.ts";
import { dateOf, dayNumber, oracleDates } from "./oracle.ts";

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const weekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 }).map((days) => days.join(","));
const someOf = (min: number, max: number): fc.Arbitrary<string> =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map((list) => list.join(","));
const ends = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 1, max: 40 }).map((count) => `;COUNT=${count}`),
  fc.integer({ min: 10, max: 28 }).map((day) => `;UNTIL=202706${day}`),
);
const interval = fc.integer({ min: 1, max: 7 }).map((count) => (count === 1 ? "" : `;INTERVAL=${count}`));
const nth = fc.tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), weekday).map(([position, day]) => `${position}${day}`);
const shapes = fc.oneof(
  fc.constant("FREQ=DAILY"),
  weekdays.map((days) => `FREQ=DAILY;BYDAY=${days}`),
  someOf(1, 12).map((months) => `FREQ=DAILY;BYMONTH=${months}`),
  fc.constant("FREQ=WEEKLY"),
  weekdays.map((days) => `FREQ=WEEKLY;BYDAY=${days}`),
  fc.tuple(weekdays, weekday).map(([days, start]) => `FREQ=WEEKLY;BYDAY=${days};WKST=${start}`),
  fc.constant("FREQ=MONTHLY"),
  someOf(1, 31).map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days}`),
  someOf(-31, -1).map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days}`),
  nth.map((day) => `FREQ=MONTHLY;BYDAY=${day}`),
  fc
    .tuple(weekdays, fc.constantFrom(1, 2, -1, -2))
    .map(([days, position]) => `FREQ=MONTHLY;BYDAY=${days};BYSETPOS=${position}`),
  fc.constantFrom("28,29", "28,29,30").map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days};BYSETPOS=-1`),
  fc.constant("FREQ=YEARLY"),
  fc.tuple(someOf(1, 12), someOf(1, 31)).map(([months, days]) => `FREQ=YEARLY;BYMONTH=${months};BYMONTHDAY=${days}`),
  fc.tuple(fc.integer({ min: 1, max: 12 }), nth).map(([month, day]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=${day}`),
  nth.map((day) => `FREQ=YEARLY;BYDAY=${day}`),
  someOf(1, 366).map((days) => `FREQ=YEARLY;BYYEARDAY=${days}`),
);
const rules = fc
  .tuple(shapes, interval, ends)
  .map(([shape, every, end]) => shape.replace(/^(FREQ=\w+)/, `$1${every}`) + end);
const day = fc.integer({ min: dayNumber("2023-11-01"), max: dayNumber("2027-03-01") }).map(dateOf);

describe("ruleDates", () => {
  it("agrees with a brute-force filter over days, for any rule and any part of its time", () => {
    fc.assert(
      fc.property(rules, day, day, fc.integer({ min: 0, max: 900 }), (rrule, from, first, length) => {
        const parsed = parseRrule(rrule, "10:00");
        if (!parsed.ok) throw new Error(parsed.problem);
        const last = dateOf(dayNumber(first) + length);
        const expected = oracleDates(rrule, from, last).filter((date) => date >= first);
        expect(
          ruleDates({ recurrences: [parsed.recurrence], from, until: null, timeZone: "UTC" }, first, last),
        ).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  const weekly = { rrule: "FREQ=WEEKLY;BYDAY=TU", time: "10:00", text: "" };
  const tuesdays = {
    recurrences: [weekly],
    from: "2026-01-13",
    until: "2026-02-10",
    timeZone: "Europe/Berlin",
  };
  it.each([
    ["nothing before from", "2025-12-01", "2026-01-20", ["2026-01-13", "2026-01-20"]],
    ["the last day belongs to the series", "2026-02-01", "2026-12-31", ["2026-02-03", "2026-02-10"]],
    ["nothing after until", "2026-02-11", "2026-12-31", []],
    ["a window that ends before from", "2025-01-01", "2026-01-12", []],
  ])("%s", (_, first, last, expected) => {
    expect(ruleDates(tuesdays, first, last)).toEqual(expected);
  });

  it.each([
    ["20260203", ["2026-01-27", "2026-02-03"]],
    ["20260203T100000", ["2026-01-27", "2026-02-03"]],
    ["20260203T095900", ["2026-01-27"]],
    ["20260203T090000Z", ["2026-01-27", "2026-02-03"]],
    ["20260203T085959Z", ["2026-01-27"]],
  ])("UNTIL=%s is a day, a wall-clock time or an instant", (until, expected) => {
    const recurrence = { ...weekly, rrule: `FREQ=WEEKLY;BYDAY=TU;UNTIL=${until}` };
    expect(ruleDates({ ...tuesdays, recurrences: [recurrence], until: null }, "2026-01-27", "2026-03-01")).toEqual(
      expected,
    );
  });

  it("COUNT counts from `from`, wherever one looks", () => {
    const recurrence = { ...weekly, rrule: "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3" };
    expect(ruleDates({ ...tuesdays, recurrences: [recurrence], until: null }, "2026-01-20", "2030-01-01")).toEqual([
      "2026-01-20",
      "2026-01-27",
    ]);
  });

  it("a daily COUNT beyond the library's own limit of 10,000 periods", () => {
    const recurrence = { ...weekly, rrule: "FREQ=DAILY;BYDAY=MO;COUNT=5000" };
    expect(
      ruleDates(
        { ...tuesdays, from: "1970-01-01", recurrences: [recurrence], until: null },
        "2026-03-01",
        "2026-03-08",
      ),
    ).toEqual(["2026-03-02"]);
  });

  it("single days", () => {
    expect(isRuleDate(tuesdays, "2026-01-20")).toBe(true);
    expect(isRuleDate(tuesdays, "2026-01-21")).toBe(false);
    expect(firstRuleDate(tuesdays, "2026-01-21")).toBe("2026-01-27");
    expect(firstRuleDate(tuesdays, "2026-02-11")).toBeNull();
  });
});
