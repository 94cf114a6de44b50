import { describe, expect, test } from "vitest";
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

describe("the clock of the zone", () => {
  const cases: readonly (readonly [string, string, string, string, string, string | null])[] = [
    ["Europe/Berlin", "2026-03-28", "02:30", "2026-03-28T01:30:00Z", "2026-03-28 02:30", null],
    [
      "Europe/Berlin",
      "2026-03-29",
      "02:30",
      "2026-03-29T01:30:00Z",
      "2026-03-29 03:30",
      "clock-gap: the clock in Europe/Berlin skips 02:30 on Sun 29 Mar 2026, the call begins at 03:30",
    ],
    [
      "Europe/Berlin",
      "2026-03-29",
      "02:00",
      "2026-03-29T01:00:00Z",
      "2026-03-29 03:00",
      "clock-gap: the clock in Europe/Berlin skips 02:00 on Sun 29 Mar 2026, the call begins at 03:00",
    ],
    ["Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00:00Z", "2026-03-29 03:00", null],
    ["Europe/Berlin", "2026-03-29", "10:00", "2026-03-29T08:00:00Z", "2026-03-29 10:00", null],
    [
      "Europe/Berlin",
      "2026-10-25",
      "02:30",
      "2026-10-25T00:30:00Z",
      "2026-10-25 02:30",
      "clock-repeated: 02:30 comes twice on Sun 25 Oct 2026 in Europe/Berlin, the call begins at the first",
    ],
    ["Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00:00Z", "2026-10-25 03:00", null],
    [
      "America/New_York",
      "2026-03-08",
      "02:15",
      "2026-03-08T07:15:00Z",
      "2026-03-08 03:15",
      "clock-gap: the clock in America/New_York skips 02:15 on Sun 8 Mar 2026, the call begins at 03:15",
    ],
    [
      "America/New_York",
      "2026-11-01",
      "01:30",
      "2026-11-01T05:30:00Z",
      "2026-11-01 01:30",
      "clock-repeated: 01:30 comes twice on Sun 1 Nov 2026 in America/New_York, the call begins at the first",
    ],
    [
      "Australia/Lord_Howe",
      "2026-10-04",
      "02:15",
      "2026-10-03T15:45:00Z",
      "2026-10-04 02:45",
      "clock-gap: the clock in Australia/Lord_Howe skips 02:15 on Sun 4 Oct 2026, the call begins at 02:45",
    ],
    [
      "Australia/Lord_Howe",
      "2026-04-05",
      "01:45",
      "2026-04-04T14:45:00Z",
      "2026-04-05 01:45",
      "clock-repeated: 01:45 comes twice on Sun 5 Apr 2026 in Australia/Lord_Howe, the call begins at the first",
    ],
    [
      "America/Sao_Paulo",
      "2018-11-04",
      "00:30",
      "2018-11-04T03:30:00Z",
      "2018-11-04 01:30",
      "clock-gap: the clock in America/Sao_Paulo skips 00:30 on Sun 4 Nov 2018, the call begins at 01:30",
    ],
    ["Asia/Kolkata", "2026-03-29", "02:30", "2026-03-28T21:00:00Z", "2026-03-29 02:30", null],
    ["Pacific/Apia", "2011-12-29", "10:00", "2011-12-29T20:00:00Z", "2011-12-29 10:00", null],
    ["Pacific/Apia", "2011-12-31", "10:00", "2011-12-30T20:00:00Z", "2011-12-31 10:00", null],
  ];

  test.each(cases)("%s %s %s", (timeZone, date, time, start, wall, why) => {
    const series = schedule(`every day at ${time}`, { timeZone, from: date, until: date });
    const [call, ...others] = plan(series, "2011-01-01", "2027-01-01");
    expect(others).toEqual([]);
    expect([call?.start, `${call?.date} ${call?.time}`, call?.id, call?.state]).toEqual([start, wall, date, "planned"]);
    expect(reasons(call === undefined ? [] : [call])).toEqual(why === null ? [] : [why]);
  });

  test("a day that the zone does not have is skipped with its reason", () => {
    const series = schedule("every day at 10:00", { timeZone: "Pacific/Apia", from: "2011-12-29" });
    const calls = plan(series, "2011-12-29", "2012-01-01");
    expect(calls.map(({ id, start, state }) => `${id} ${start} ${state}`)).toEqual([
      "2011-12-29 2011-12-29T20:00:00Z planned",
      "2011-12-30 2011-12-30T20:00:00Z skipped",
      "2011-12-31 2011-12-30T20:00:00Z planned",
      "2012-01-01 2011-12-31T20:00:00Z planned",
    ]);
    expect(reasons(calls)).toEqual(["no-such-day: the calendar of Pacific/Apia has no Fri 30 Dec 2011"]);
  });

  test("the end is the duration later, over a clock change too", () => {
    const series = schedule("every day at 1:30", { from: "2026-03-29", until: "2026-03-29", durationMinutes: 90 });
    expect(plan(series, "2026-03-28", "2026-03-30")[0]).toMatchObject({
      start: "2026-03-29T00:30:00Z",
      end: "2026-03-29T02:00:00Z",
    });
  });

  test("an unknown zone is refused", () => {
    expect(() => plan(schedule(undefined, { timeZone: "Europe/Bonn" }), "2026-01-01", "2026-02-01")).toThrow(
      RangeError,
    );
  });
});

describe("the window", () => {
  test("holds its beginning and not its end", () => {
    const series = schedule("every day at 10:00", { timeZone: "UTC" });
    const found = planOccurrences(series, noHolidays, overrides(), {
      from: "2026-02-01T10:00:00.000Z",
      to: "2026-02-03T10:00:00Z",
    });
    expect(shown(found)).toEqual(["2026-02-01 10:00", "2026-02-02 10:00"]);
  });
});

describe("skip, pause and move", () => {
  test("the rhythm stays, whatever is skipped or moved", () => {
    const series = schedule(undefined, {
      skip: [days("2026-01-27")],
      move: [move("2026-02-10", "2026-02-18", "14:00")],
      pause: [days("2026-02-24", "2026-03-01")],
    });
    expect(shown(plan(series, "2026-01-01", "2026-04-01"))).toEqual([
      "2026-01-13 10:00",
      "!2026-01-27 10:00",
      "2026-02-10 > 2026-02-18 14:00",
      "!2026-02-24 10:00",
      "2026-03-10 10:00",
      "2026-03-24 10:00",
    ]);
  });

  test("the parity counts from `from`, a meeting day or not", () => {
    expect(shown(plan(schedule(undefined, { from: "2026-01-12" }), "2026-01-01", "2026-02-15"))).toEqual([
      "2026-01-13 10:00",
      "2026-01-27 10:00",
      "2026-02-10 10:00",
    ]);
    expect(shown(plan(schedule(undefined, { from: "2026-01-14" }), "2026-01-01", "2026-02-15"))).toEqual([
      "2026-01-27 10:00",
      "2026-02-10 10:00",
    ]);
  });

  test("both ends of a range belong to it, and an open end has none", () => {
    const weekly = schedule("every week on tuesday at 10:00");
    expect(shown(plan({ ...weekly, skip: [days("2026-01-20", "2026-02-03")] }, "2026-01-13", "2026-02-12"))).toEqual([
      "2026-01-13 10:00",
      "!2026-01-20 10:00",
      "!2026-01-27 10:00",
      "!2026-02-03 10:00",
      "2026-02-10 10:00",
    ]);
    expect(shown(plan({ ...weekly, pause: [days("2026-01-27", null)] }, "2026-01-13", "2026-02-05"))).toEqual([
      "2026-01-13 10:00",
      "2026-01-20 10:00",
      "!2026-01-27 10:00",
      "!2026-02-03 10:00",
    ]);
  });

  test("the reasons are those that people wrote", () => {
    const series = schedule(undefined, {
      skip: [days("2026-01-27", "2026-01-27", "offsite"), days("2026-12-22", "2027-01-02")],
      pause: [days("2026-02-10", null, "renewal")],
      move: [move("2026-01-13", "2026-01-14", null, "train strike")],
    });
    expect(reasons(plan(series, "2026-01-01", "2026-02-12"))).toEqual([
      "moved: moved from Tue 13 Jan 2026 to Wed 14 Jan 2026, 10:00: train strike",
      "skip: skipped on Tue 27 Jan 2026: offsite",
      "pause: the series is paused from Tue 10 Feb 2026: renewal",
    ]);
    expect(reasons(plan(series, "2026-12-28", "2026-12-31"))).toEqual([
      "skip: skipped from Tue 22 Dec 2026 to Sat 2 Jan 2027",
    ]);
  });

  test("a moved call is found where it takes place, far away and past others", () => {
    const series = schedule(undefined, {
      move: [move("2026-02-10", "2026-09-30"), move("2026-11-03", "2026-01-15", "8:00".padStart(5, "0"))],
    });
    expect(shown(plan(series, "2026-09-28", "2026-10-07"))).toEqual([
      "2026-02-10 > 2026-09-30 10:00",
      "2026-10-06 10:00",
    ]);
    expect(shown(plan(series, "2026-02-09", "2026-02-12"))).toEqual([]);
    expect(shown(plan(series, "2026-01-12", "2026-01-20"))).toEqual([
      "2026-01-13 10:00",
      "2026-11-03 > 2026-01-15 08:00",
    ]);
  });

  test("a move of a day without a call moves nothing", () => {
    expect(
      shown(plan(schedule(undefined, { move: [move("2026-01-20", "2026-01-21")] }), "2026-01-12", "2026-01-27")),
    ).toEqual(["2026-01-13 10:00"]);
  });
});

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

  test.each(cases)("%s", (_, differences, changes, expected) => {
    expect(shown(plan(schedule(undefined, differences), "2026-12-20", "2027-01-05", christmas, changes))).toEqual(
      expected,
    );
  });

  test("the reasons of GitLab's changes are handed on, and the configured move's is not kept", () => {
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

  test.each(cases)("%s", (_, differences, repeat, expected, why) => {
    const found = plan(schedule(repeat, { from: "2026-01-09", ...differences }), "2026-04-01", "2026-04-08", easter);
    const [first, second] = [shown(found), expected];
    expect([...first].sort()).toEqual([...second].sort());
    expect([...reasons(found)].sort()).toEqual([...why].sort());
  });

  test("a day from which another call was moved away is free, one to which a call was moved is not", () => {
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

  test("a break without end is not searched for ever", () => {
    const found = plan(
      schedule("every week on tuesday at 10:00", { holidays: "shift-next-day" }),
      "2026-01-13",
      "2026-01-14",
      () => "Strike",
    );
    expect(reasons(found)).toEqual(["holiday-shift-blocked: Tue 13 Jan 2026 is Strike; no business day is near"]);
  });
});

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

  test.each(cases)("%s", (_, leadTime, date, dueAt) => {
    const series = schedule("every day at 10:00", { leadTime, from: date, until: date });
    const calendar = holidays({ "2026-04-03": "Good Friday", "2026-04-06": "Easter Monday" });
    expect(plan(series, "2026-01-01", "2027-01-01", calendar)[0]?.agendaDueAt).toBe(dueAt);
  });

  test("a moved call's agenda follows its new day and time", () => {
    const series = schedule(undefined, { move: [move("2026-02-10", "2026-02-12", "14:00")] });
    expect(plan(series, "2026-02-10", "2026-02-13")[0]?.agendaDueAt).toBe("2026-02-09T13:00:00Z");
  });
});
