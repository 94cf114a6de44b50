import { describe, expect, it } from "vitest";
import { checkSchedule } from "../../../src/domain/schedule/check-schedule.ts";
import { scheduleErrors } from "../../../src/domain/schedule/schedule-errors.ts";
import type { SeriesSchedule } from "../../../src/domain/schedule/types.ts";
import { days, holidays, move, noHolidays, schedule, window } from "./builders.ts";

const YEAR = window("2026-01-01", "2027-01-01");

describe("checkSchedule", () => {
  const cases: readonly (readonly [string, string | undefined, Partial<SeriesSchedule>, readonly string[]])[] = [
    [
      "a sound schedule",
      undefined,
      {
        skip: [days("2026-01-27"), days("2026-12-22", "2027-01-02")],
        move: [move("2026-12-01", "2026-12-03")],
        pause: [days("2026-07-01", "2026-08-31")],
      },
      [],
    ],
    [
      "until before from",
      undefined,
      { until: "2026-01-12" },
      [
        "error until-before-from until: the series ends on Mon 12 Jan 2026, before it begins on Tue 13 Jan 2026 [2026-01-13 or later]",
      ],
    ],
    [
      "a rule that never meets",
      "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
      {},
      [
        'error never-meets recurrences: "the rule FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30 at 10:00" never meets from Tue 13 Jan 2026 []',
      ],
    ],
    [
      "an end before the first meeting",
      "every week on monday at 10:00",
      { until: "2026-01-18" },
      [
        'error never-meets recurrences: "every week on monday at 10:00" never meets from Tue 13 Jan 2026 to Sun 18 Jan 2026 []',
      ],
    ],
    [
      "a move of a day without a call",
      undefined,
      { move: [move("2026-01-20", "2026-01-21")] },
      [
        "error move-without-call move: no call is planned on Tue 20 Jan 2026, so nothing is moved to Wed 21 Jan 2026 [2026-01-13|2026-01-27]",
      ],
    ],
    [
      "a call moved twice",
      undefined,
      { move: [move("2026-01-27", "2026-01-28"), move("2026-01-27", "2026-01-29")] },
      [
        "error move-twice move: the call of Tue 27 Jan 2026 is moved twice; the move to Thu 29 Jan 2026 is not used [one move for each call]",
      ],
    ],
    [
      "a call both moved and skipped",
      undefined,
      { move: [move("2026-01-27", "2026-01-28")], skip: [days("2026-01-27")] },
      [
        "warning move-of-skipped move: the call of Tue 27 Jan 2026 is both skipped and moved; it takes place on Wed 28 Jan 2026 [either skip or move]",
      ],
    ],
    [
      "a skip that hits nothing",
      undefined,
      { skip: [days("2026-01-20")] },
      ["warning skip-without-call skip: no call is planned on Tue 20 Jan 2026 [2026-01-13|2026-01-27]"],
    ],
    [
      "a range that hits nothing",
      undefined,
      { skip: [days("2026-01-20", "2026-01-25")] },
      [
        "warning skip-without-call skip: no call is planned in Tue 20 Jan 2026 to Sun 25 Jan 2026 [2026-01-13|2026-01-27]",
      ],
    ],
    [
      "a pause that hits nothing",
      undefined,
      { until: "2026-03-01", pause: [days("2026-04-01", null)] },
      ["warning pause-without-call pause: no call is planned in the time from Wed 1 Apr 2026 [2026-02-24]"],
    ],
    [
      "an open pause from before the series",
      "every week on tuesday at 10:00",
      { pause: [days("2020-01-01", null)] },
      ["warning all-skipped skip: all 51 calls looked at are skipped []"],
    ],
    [
      "a range the wrong way round",
      undefined,
      { skip: [days("2026-02-10", "2026-01-27")] },
      ["error skip-reversed skip: Tue 27 Jan 2026 is before Tue 10 Feb 2026 [2026-01-27..2026-02-10]"],
    ],
    [
      "two calls on one day",
      undefined,
      { move: [move("2026-01-27", "2026-02-10", "16:00")] },
      [
        "warning two-on-one-day move: two calls on Tue 10 Feb 2026: those planned for Tue 10 Feb 2026 and Tue 27 Jan 2026 []",
      ],
    ],
    [
      "two calls at one moment",
      undefined,
      { move: [move("2026-01-27", "2026-02-10")] },
      [
        "warning two-on-one-day move: two calls on Tue 10 Feb 2026: those planned for Tue 27 Jan 2026 and Tue 10 Feb 2026, which share one agenda []",
      ],
    ],
    [
      "a lead time longer than the interval",
      "every week on tuesday and thursday at 10:00",
      {},
      [
        "warning lead-time-longer-than-interval leadTime: the lead time of 3 days is longer than the time between calls: the agenda of Thu 15 Jan 2026 is made only after the call of Tue 13 Jan 2026 [a shorter lead time]",
      ],
    ],
    [
      "a lead time as long as the interval",
      "every week on tuesday at 10:00",
      { leadTime: { amount: 1, unit: "weeks" } },
      [],
    ],
    [
      "all calls skipped",
      undefined,
      { skip: [days("2026-01-01", "2027-12-31")] },
      ["warning all-skipped skip: all 26 calls looked at are skipped []"],
    ],
    [
      "a first day after the meeting day of its week",
      undefined,
      { from: "2026-01-14" },
      [
        "warning late-start from: the first call is on Tue 27 Jan 2026: weeks and months are counted from the one that holds Wed 14 Jan 2026 [2026-01-20 to begin on Tue 20 Jan 2026]",
      ],
    ],
    ["a first day before the meeting day of its week", undefined, { from: "2026-01-12" }, []],
  ];

  it.each(cases)("%s", (_, repeat, differences, expected) => {
    const problems = checkSchedule(schedule(repeat, differences), noHolidays, YEAR);
    expect(
      problems.map(
        ({ severity, rule, field, problem, allowed }) =>
          `${severity} ${rule} ${field}: ${problem} [${allowed.join("|")}]`,
      ),
    ).toEqual(expected);
  });

  it("what was found is said", () => {
    const series = schedule(undefined, {
      skip: [days("2026-01-20"), days("2026-01-21", "2026-01-22")],
      pause: [days("2026-02-28", "2026-02-27"), days("2026-03-01", "2026-03-02")],
      move: [move("2026-01-20", "2026-01-21")],
    });
    expect(checkSchedule(series, noHolidays, YEAR).map(({ field, found }) => [field, found])).toEqual([
      ["move", "2026-01-20"],
      ["move", "2026-01-20"],
      ["skip", "2026-01-20"],
      ["skip", "2026-01-21..2026-01-22"],
      ["pause", "2026-02-28..2026-02-27"],
      ["pause", "2026-03-01..2026-03-02"],
    ]);
  });

  it("a window without calls is no problem", () => {
    expect(checkSchedule(schedule(), noHolidays, window("2025-01-01", "2025-02-01"))).toEqual([]);
  });

  it("a series of which holidays leave nothing", () => {
    const series = schedule("yearly on december 25 at 10:00", { holidays: "skip" });
    expect(checkSchedule(series, holidays({ "2026-12-25": "Christmas Day" }), YEAR)).toMatchObject([
      { rule: "all-skipped" },
    ]);
  });
});

describe("scheduleErrors", () => {
  it("gives the moves that name no planned day", () => {
    const moves = [
      move("2026-01-27", "2026-01-28"),
      move("2026-01-20", "2026-01-21"),
      move("2025-12-30", "2026-01-05"),
    ];
    expect(scheduleErrors(schedule(undefined, { move: moves })).map(({ found }) => found)).toEqual([
      "2026-01-20",
      "2025-12-30",
    ]);
  });

  it.each([
    ["a Monday on leap day, 18 years from now", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", []],
    ["a Thursday that is the 53rd of a year", "FREQ=YEARLY;BYDAY=53TH", []],
    ["a day that is in no year", "FREQ=YEARLY;BYYEARDAY=200;BYMONTHDAY=20", ["never-meets"]],
  ])("%s", (_, rrule, expected) => {
    expect(scheduleErrors(schedule(rrule)).map(({ rule }) => rule)).toEqual(expected);
  });
});
