import { describe, expect, it } from "vitest";
import { planOccurrences } from "../../../src/domain/schedule/occurrences.ts";
import type { Occurrence, SeriesSchedule } from "../../../src/domain/schedule/types.ts";
import { holidays, move, noHolidays, overrides, schedule, window } from "./builders.ts";

function plan(
  series: SeriesSchedule,
  from: string,
  to: string,
  calendar = noHolidays,
  changes = overrides(),
): readonly Occurrence[] {
  return planOccurrences(series, calendar, changes, window(from, to));
}

describe("the instant from which the agenda is due", () => {
  const cases: readonly (readonly [string, SeriesSchedule["leadTime"], string, string])[] = [
    [
      "days keep the wall clock over the change to summer time",
      { amount: 3, unit: "days" },
      "2026-03-31",
      "2026-03-28T09:00:00Z",
    ],
    ["days keep it over the change to winter time", { amount: 3, unit: "days" }, "2026-10-27", "2026-10-24T08:00:00Z"],
    ["hours are exact", { amount: 72, unit: "hours" }, "2026-03-31", "2026-03-28T08:00:00Z"],
    ["minutes are exact", { amount: 90, unit: "minutes" }, "2026-03-31", "2026-03-31T06:30:00Z"],
    ["weeks keep the wall clock", { amount: 1, unit: "weeks" }, "2026-03-31", "2026-03-24T09:00:00Z"],
    ["business days step over the weekend", { amount: 3, unit: "business-days" }, "2026-03-31", "2026-03-26T09:00:00Z"],
    ["and over holidays", { amount: 2, unit: "business-days" }, "2026-04-07", "2026-04-01T08:00:00Z"],
  ];

  it.each(cases)("%s", (_, leadTime, date, dueAt) => {
    const series = schedule("every day at 10:00", { leadTime, from: date, until: date });
    const calendar = holidays({ "2026-04-03": "Good Friday", "2026-04-06": "Easter Monday" });
    expect(plan(series, "2026-01-01", "2027-01-01", calendar)[0]?.agendaDueAt).toBe(dueAt);
  });

  it("a moved call's agenda follows its new day and time", () => {
    const series = schedule(undefined, { move: [move("2026-02-10", "2026-02-12", "14:00")] });
    expect(plan(series, "2026-02-10", "2026-02-13")[0]?.agendaDueAt).toBe("2026-02-09T13:00:00Z");
  });
});
