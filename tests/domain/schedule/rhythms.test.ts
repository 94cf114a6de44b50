import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../../src/config/parse-project-configuration.ts";
import { checkSchedule } from "../../../src/domain/schedule/check-schedule.ts";
import { planOccurrences } from "../../../src/domain/schedule/occurrences.ts";
import type { SeriesSchedule } from "../../../src/domain/schedule/types.ts";
import { noHolidays, overrides, shown, window } from "./builders.ts";

const YEAR = window("2026-01-01", "2027-01-01");

/** The schedule of a file whose series meets like that. */
function scheduleOf(repeat: string, from = "2026-01-06"): SeriesSchedule {
  const text = `customer: Acme\ntimezone: Europe/Berlin\nmeetings: { call: { repeat: ${repeat.startsWith("[") ? repeat : JSON.stringify(repeat)}${from === "" ? "" : `, from: ${from}`} } }\n`;
  return parseProjectConfiguration(text, "cadence.yml").meetings[0]?.schedule as SeriesSchedule;
}

function calls(repeat: string, last: string, from?: string): readonly string[] {
  const between = window("2026-01-01", last);
  return shown(planOccurrences(scheduleOf(repeat, from), noHolidays, overrides(), between));
}

const WEEKLY_THEN = "{ repeat: every week on tuesday at 10:00, until: 2026-02-28 }";
const FORTNIGHT = "every 2 weeks on tuesday at 10:00";

describe("a rhythm that changes on a day", () => {
  it("goes on with the next entry", () => {
    expect(calls(`[${WEEKLY_THEN}, every 2 weeks on thursday at 11:00]`, "2026-04-01", "2026-02-10")).toEqual([
      "2026-02-10 10:00",
      "2026-02-17 10:00",
      "2026-02-24 10:00",
      "2026-03-12 11:00",
      "2026-03-26 11:00",
    ]);
  });

  it("keeps days and parity of the others when an entry is added, before, between or after", () => {
    const alone = calls(`[${FORTNIGHT}]`, "2027-01-01");
    expect(alone).toEqual(calls(FORTNIGHT, "2027-01-01"));
    const later = (from: string) => alone.filter((call) => call > from);
    const before = calls(`[${WEEKLY_THEN}, ${FORTNIGHT}]`, "2027-01-01");
    expect(before.filter((call) => call > "2026-03")).toEqual(later("2026-03"));
    const ends = `{ repeat: ${FORTNIGHT}, until: 2026-06-30 }`;
    const after = calls(`[${WEEKLY_THEN}, ${ends}, every 3 weeks on monday at 9:00]`, "2027-01-01");
    expect(after.filter((call) => call < "2026-07")).toEqual(before.filter((call) => call < "2026-07"));
    expect(after.filter((call) => call > "2026-07").every((call) => call.endsWith("09:00"))).toBe(true);
  });

  it("an entry that can never meet is said with its place", () => {
    const text = `customer: Acme\ntimezone: UTC\nmeetings:\n  call:\n    from: 2026-01-06\n    repeat:\n      - { repeat: every week on tuesday at 10:00, until: 2026-12-31 }\n      - { repeat: every week on friday at 10:00, until: 2026-06-30 }\n`;
    expect(parseProjectConfiguration(text, "cadence.yml").faults).toMatchObject([
      {
        problem: { line: 8, key: "meetings.call.repeat[1]", problem: expect.stringContaining("never meets") },
        until: null,
      },
    ]);
  });
});

describe("rhythms that take turns", () => {
  const TURNS =
    "[{ repeat: every 4 weeks on tuesday at 19:00, from: 2026-01-13 }, { repeat: every 4 weeks on tuesday at 11:00, from: 2026-01-27 }]";

  it("are one series", () => {
    expect(calls(TURNS, "2026-03-11")).toEqual([
      "2026-01-13 19:00",
      "2026-01-27 11:00",
      "2026-02-10 19:00",
      "2026-02-24 11:00",
      "2026-03-10 19:00",
    ]);
  });

  it("a call moved in GitLab keeps the time of its own rhythm", () => {
    const moved = overrides({ moved: { "2026-02-24": "2026-02-25" } });
    expect(shown(planOccurrences(scheduleOf(TURNS), noHolidays, moved, window("2026-02-20", "2026-03-01")))).toEqual([
      "2026-02-24 > 2026-02-25 11:00",
    ]);
  });

  it("a day that both plan is one call, that of the first, and is warned of", () => {
    const both = "[every week on tuesday at 10:00, every 2 weeks on tuesday at 15:00]";
    expect(calls(both, "2026-01-21")).toEqual(["2026-01-06 10:00", "2026-01-13 10:00", "2026-01-20 10:00"]);
    expect(checkSchedule(scheduleOf(both), noHolidays, YEAR)).toMatchObject([{ rule: "planned-twice" }]);
    expect(checkSchedule(scheduleOf(TURNS), noHolidays, YEAR)).toEqual([]);
  });
});

describe("single days", () => {
  it.each([
    ["once on 2026-12-03 at 10:00", "2026-01-06", ["2026-12-03 10:00"]],
    ["once on 2026-12-03 at 10:00", "", ["2026-12-03 10:00"]],
    ["[once on 2026-12-03 at 10:00, once on 2026-03-05 at 9:00]", "", ["2026-03-05 09:00", "2026-12-03 10:00"]],
    [
      "[once on 2026-01-07 at 9:00, { repeat: every month on the last friday at 10:00, until: 2026-02-28 }]",
      "2026-01-01",
      ["2026-01-07 09:00", "2026-01-30 10:00", "2026-02-27 10:00"],
    ],
  ])("%s from %s", (repeat, from, expected) => {
    expect(calls(repeat, "2027-06-01", from)).toEqual(expected);
  });

  it("days of the quarter are those of the calendar", () => {
    expect(calls("last friday of every quarter at 10:00", "2027-01-01", "2026-01-01")).toEqual([
      "2026-03-27 10:00",
      "2026-06-26 10:00",
      "2026-09-25 10:00",
      "2026-12-25 10:00",
    ]);
    expect(calls("first tuesday of each quarter at 10:00", "2026-08-01", "2026-02-01")).toEqual([
      "2026-04-07 10:00",
      "2026-07-07 10:00",
    ]);
  });
});
