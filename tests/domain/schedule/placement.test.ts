import { describe, expect, it } from "vitest";
import { planOccurrences } from "../../../src/domain/schedule/occurrences.ts";
import type { Occurrence, SeriesSchedule } from "../../../src/domain/schedule/types.ts";
import { days, holidays, move, noHolidays, overrides, schedule, shown, window } from "./builders.ts";

function plan(
  series: SeriesSchedule,
  from: string,
  to: string,
  calendar = noHolidays,
  changes = overrides(),
): readonly Occurrence[] {
  return planOccurrences(series, calendar, changes, window(from, to));
}

function reasons(occurrences: readonly Occurrence[]): readonly string[] {
  return occurrences.flatMap((occurrence) => occurrence.reasons.map(({ rule, text }) => `${rule}: ${text}`));
}

describe("precedence", () => {
  const christmas = holidays({ "2026-12-29": "Holiday", "2026-12-30": "Holiday" });
  const id = "2026-12-29";
  const cases: readonly (readonly [
    string,
    Partial<SeriesSchedule>,
    ReturnType<typeof overrides>,
    readonly string[],
  ])[] = [
    [
      "GitLab's skip over everything",
      { move: [move(id, "2026-12-28")] },
      overrides({ moved: { [id]: "2026-12-27" }, skipped: [id] }),
      [`!${id} > 2026-12-27 10:00`],
    ],
    [
      "GitLab's move over a configured move, at the time of that move",
      { move: [move(id, "2026-12-28", "16:00")] },
      overrides({ moved: { [id]: "2026-12-27" } }),
      [`${id} > 2026-12-27 16:00`],
    ],
    [
      "GitLab's move back to the planned day takes the series' time",
      { move: [move(id, "2026-12-28", "16:00")] },
      overrides({ moved: { [id]: id } }),
      [`${id} 10:00`],
    ],
    [
      "GitLab's move to where the configuration moves it changes nothing",
      { move: [move(id, "2026-12-28", "16:00")] },
      overrides({ moved: { [id]: "2026-12-28" } }),
      [`${id} > 2026-12-28 16:00`],
    ],
    [
      "GitLab's move over skip, pause and holiday",
      { skip: [days(id)], pause: [days(id)], holidays: "skip" },
      overrides({ moved: { [id]: "2026-12-28" } }),
      [`${id} > 2026-12-28 10:00`],
    ],
    [
      "a move over skip and holiday, onto a holiday too",
      { skip: [days(id)], move: [move(id, "2026-12-30")], holidays: "skip" },
      overrides(),
      [`${id} > 2026-12-30 10:00`],
    ],
    ["skip over the holiday's shift", { skip: [days(id)], holidays: "shift-next-day" }, overrides(), [`!${id} 10:00`]],
    [
      "pause over the holiday's shift",
      { pause: [days(id)], holidays: "shift-next-day" },
      overrides(),
      [`!${id} 10:00`],
    ],
    ["the holiday's shift", { holidays: "shift-next-day" }, overrides(), [`${id} > 2026-12-31 10:00`]],
  ];

  it.each(cases)("%s", (_, differences, changes, expected) => {
    expect(shown(plan(schedule(undefined, differences), "2026-12-20", "2027-01-05", christmas, changes))).toEqual(
      expected,
    );
  });

  it("the reasons of GitLab's changes are handed on, and the configured move is said not to be used", () => {
    const series = schedule(undefined, { move: [move(id, "2026-12-28")] });
    const found = plan(
      series,
      "2026-12-20",
      "2027-01-05",
      christmas,
      overrides({ moved: { [id]: "2026-12-27" }, skipped: [id] }),
    );
    expect(reasons(found)).toEqual([
      "due-date-moved: the due date was moved to 2026-12-27",
      "move-overruled: the configuration moves it to Mon 28 Dec 2026, which is not used: the day was chosen in GitLab",
      "closed-before-call: the agenda was closed before the call",
    ]);
  });
});

describe("holidays", () => {
  const easter = holidays({ "2026-04-03": "Good Friday", "2026-04-06": "Easter Monday" });
  const cases: readonly (readonly [string, Partial<SeriesSchedule>, string, readonly string[], readonly string[]])[] = [
    [
      "next day steps over weekend and holiday",
      { holidays: "shift-next-day" },
      "every 4 weeks on friday at 10:00",
      ["2026-04-03 > 2026-04-07 10:00"],
      ["holiday-shift: shifted to Tue 7 Apr 2026: Fri 3 Apr 2026 is Good Friday"],
    ],
    [
      "previous day steps back over them",
      { holidays: "shift-previous-day", from: "2026-03-09" },
      "every 4 weeks on monday at 10:00",
      ["2026-04-06 > 2026-04-02 10:00"],
      ["holiday-shift: shifted to Thu 2 Apr 2026: Mon 6 Apr 2026 is Easter Monday"],
    ],
    [
      "skip",
      { holidays: "skip" },
      "every 4 weeks on friday at 10:00",
      ["!2026-04-03 10:00"],
      ["holiday: Fri 3 Apr 2026 is Good Friday"],
    ],
    ["ignore", { holidays: "ignore" }, "every 4 weeks on friday at 10:00", ["2026-04-03 10:00"], []],
    [
      "no shift onto another call",
      { holidays: "shift-next-day" },
      "every week on monday and tuesday at 10:00",
      ["!2026-04-06 10:00", "2026-04-07 10:00"],
      [
        "holiday-shift-blocked: Mon 6 Apr 2026 is Easter Monday; Tue 7 Apr 2026 already has the call planned for Tue 7 Apr 2026",
      ],
    ],
    [
      "a day whose own call is skipped is no alternative",
      { holidays: "shift-next-day", skip: [days("2026-04-07", "2026-04-07", "offsite")] },
      "every week on monday and tuesday at 10:00",
      ["!2026-04-06 10:00", "!2026-04-07 10:00"],
      [
        "holiday-shift-blocked: Mon 6 Apr 2026 is Easter Monday; Tue 7 Apr 2026 is no alternative: skipped on Tue 7 Apr 2026: offsite",
        "skip: skipped on Tue 7 Apr 2026: offsite",
      ],
    ],
    [
      "two calls of one break: the first takes the day after it",
      { holidays: "shift-next-day" },
      "every week on monday and friday at 10:00",
      ["2026-04-03 > 2026-04-07 10:00", "!2026-04-06 10:00"],
      [
        "holiday-shift-blocked: Mon 6 Apr 2026 is Easter Monday; Tue 7 Apr 2026 already has the call planned for Fri 3 Apr 2026",
        "holiday-shift: shifted to Tue 7 Apr 2026: Fri 3 Apr 2026 is Good Friday",
      ],
    ],
    [
      "no shift beyond until",
      { holidays: "shift-next-day", until: "2026-04-06" },
      "every 4 weeks on friday at 10:00",
      ["!2026-04-03 10:00"],
      ["holiday-shift-blocked: Fri 3 Apr 2026 is Good Friday; Tue 7 Apr 2026 lies outside the series"],
    ],
    [
      "no shift before from",
      { holidays: "shift-previous-day", from: "2026-04-03" },
      "every 4 weeks on friday at 10:00",
      ["!2026-04-03 10:00"],
      ["holiday-shift-blocked: Fri 3 Apr 2026 is Good Friday; Thu 2 Apr 2026 lies outside the series"],
    ],
  ];

  it.each(cases)("%s", (_, differences, repeat, expected, why) => {
    const found = plan(schedule(repeat, { from: "2026-01-09", ...differences }), "2026-04-01", "2026-04-08", easter);
    const [first, second] = [shown(found), expected];
    expect([...first].sort()).toEqual([...second].sort());
    expect([...reasons(found)].sort()).toEqual([...why].sort());
  });

  it("a day from which another call was moved away is free, one to which a call was moved is not", () => {
    const daily = schedule("every week on monday and tuesday at 10:00", {
      from: "2026-01-05",
      holidays: "shift-next-day",
    });
    const away = { ...daily, move: [move("2026-04-07", "2026-04-08")] };
    expect(shown(plan(away, "2026-04-06", "2026-04-09", easter))).toEqual([
      "2026-04-06 > 2026-04-07 10:00",
      "2026-04-07 > 2026-04-08 10:00",
    ]);
    const weekly = schedule("every week on monday at 10:00", {
      from: "2026-01-05",
      holidays: "shift-next-day",
      move: [move("2026-03-23", "2026-04-07")],
    });
    expect(shown(plan(weekly, "2026-04-06", "2026-04-09", easter))).toEqual([
      "!2026-04-06 10:00",
      "2026-03-23 > 2026-04-07 10:00",
    ]);
  });

  it("a break without end is not searched for ever", () => {
    const found = plan(
      schedule("every week on tuesday at 10:00", { holidays: "shift-next-day" }),
      "2026-01-13",
      "2026-01-14",
      () => "Strike",
    );
    expect(reasons(found)).toEqual(["holiday-shift-blocked: Tue 13 Jan 2026 is Strike; no business day is near"]);
  });
});
