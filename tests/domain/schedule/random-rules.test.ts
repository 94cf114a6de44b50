import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRrule } from "../../../src/domain/schedule/parse-rrule.ts";
import { ruleDates } from "../../../src/domain/schedule/rule-dates.ts";
import { calendarUpTo, daysByTable } from "./rule-table.ts";

const LAST_YEAR = 2032;
const calendar = calendarUpTo(LAST_YEAR);
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

const some = (values: fc.Arbitrary<number | string>, most: number): fc.Arbitrary<string> =>
  fc.uniqueArray(values, { minLength: 1, maxLength: most }).map((list) => list.join(","));
const signed = (max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1, max }).chain((value) => fc.constantFrom(value, value, -value));
const perhaps = (name: string, value: fc.Arbitrary<string>, times: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: 0, max: 99 })
    .chain((dice) => (dice < times ? value.map((text) => `;${name}=${text}`) : fc.constant("")));
const weekday = fc.constantFrom(...WEEKDAYS);
const numbered = (most: number): fc.Arbitrary<string> =>
  fc.tuple(signed(most), weekday).map(([nth, day]) => `${nth}${day}`);

function rulesOf(frequency: string): fc.Arbitrary<string> {
  const byDay = { YEARLY: fc.oneof(weekday, numbered(5), numbered(53)), MONTHLY: fc.oneof(weekday, numbered(5)) };
  const yearly = frequency === "YEARLY" ? 25 : 0;
  return fc
    .tuple(
      perhaps("INTERVAL", fc.integer({ min: 1, max: 5 }).map(String), 40),
      perhaps("BYMONTH", some(fc.integer({ min: 1, max: 12 }), 3), 35),
      perhaps("BYMONTHDAY", some(signed(31), 4), frequency === "WEEKLY" ? 0 : 35),
      perhaps("BYYEARDAY", some(signed(366), 6), yearly),
      perhaps("BYWEEKNO", some(signed(53), 4), yearly),
      perhaps("BYDAY", some(byDay[frequency as keyof typeof byDay] ?? weekday, 3), 50),
      perhaps("BYSETPOS", some(signed(4), 2), 15),
      perhaps("WKST", weekday, 25),
    )
    .map((parts) => `FREQ=${frequency}${parts.join("")}`);
}

const day = fc.integer({ min: 0, max: 366 * 8 }).map((index) => calendar[index + 366 * 2]?.text as string);
const LAST_DAY = `${LAST_YEAR}-12-20`;
const REFUSED =
  /BYSETPOS needs another BY part|numbers in BYDAY cannot stand with BYWEEKNO|reaches over the turn of the year/;

/** Counts rules that were compared; a rule that the product refuses says why. */
function compare(frequency: string, count: number): { readonly compared: number; readonly met: number } {
  let [compared, met] = [0, 0];
  fc.assert(
    fc.property(rulesOf(frequency), day, (rrule, from) => {
      const parsed = parseRrule(rrule, "10:00");
      if (!parsed.ok) {
        expect(parsed.problem, rrule).toMatch(REFUSED);
        return;
      }
      compared++;
      // The table's calendar ends within a week: which of its days BYSETPOS chooses, the table does not know.
      const expected = daysByTable(rrule, from, calendar).filter((one) => one <= LAST_DAY);
      if (expected.length > 0) met++;
      const rule = { recurrences: [parsed.recurrence], from, until: null, timeZone: "UTC" };
      expect(ruleDates(rule, from, LAST_DAY), `${rrule} from ${from}`).toEqual(expected);
    }),
    { numRuns: count },
  );
  return { compared, met };
}

describe("3,000 random rules plan the days that the table of RFC 5545 gives", () => {
  it.each([
    ["YEARLY", 1800],
    ["MONTHLY", 600],
    ["WEEKLY", 300],
    ["DAILY", 300],
  ])("%s, %i rules", (frequency, count) => {
    const { compared, met } = compare(frequency, count);
    expect(compared).toBeGreaterThan(count * 0.75);
    expect(met).toBeGreaterThan(count * 0.25);
  });
});

describe("rules whose parts limit each other", () => {
  it.each([
    ["FREQ=YEARLY;BYDAY=1MO;BYMONTHDAY=7", "2026-01-01", ["2030-01-07", "2036-01-07", "2041-01-07"]],
    ["FREQ=YEARLY;BYYEARDAY=100;BYDAY=MO", "2026-01-01", ["2034-04-10", "2040-04-09", "2045-04-10"]],
    ["FREQ=YEARLY;BYYEARDAY=200,91;BYMONTHDAY=1", "2026-01-01", ["2026-04-01", "2027-04-01", "2029-04-01"]],
    ["FREQ=YEARLY;BYDAY=53TH", "2027-01-01", ["2032-12-30", "2037-12-31", "2043-12-31"]],
    ["FREQ=YEARLY;BYYEARDAY=200;BYMONTHDAY=20", "2026-01-01", []],
    ["FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTHDAY=30", "2026-01-01", []],
  ])("%s from %s", (rrule, from, expected) => {
    const parsed = parseRrule(rrule, "10:00");
    if (!parsed.ok) throw new Error(parsed.problem);
    const rule = { recurrences: [parsed.recurrence], from, until: null, timeZone: "UTC" };
    expect(ruleDates(rule, from, "2060-12-31").slice(0, 3)).toEqual(expected);
  });

  it.each(["FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO,TU;BYSETPOS=1"])(
    "%s is refused: RFC 5545 does not say to which year the week counts",
    (rrule) => {
      expect(parseRrule(rrule, "10:00")).toMatchObject({
        ok: false,
        problem: expect.stringContaining("reaches over the turn of the year"),
      });
    },
  );
});
