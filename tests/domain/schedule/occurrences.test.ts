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
  ];

  it.each(cases)("%s %s %s", (timeZone, date, time, start, wall, why) => {
    const series = schedule(`every day at ${time}`, { timeZone, from: date, until: date });
    const [call, ...others] = plan(series, "2011-01-01", "2027-01-01");
    expect(others).toEqual([]);
    expect([call?.start, `${call?.date} ${call?.time}`, call?.id, call?.state]).toEqual([start, wall, date, "planned"]);
    expect(reasons(call === undefined ? [] : [call])).toEqual(why === null ? [] : [why]);
  });

  it("a day that the zone does not have is skipped with its reason", () => {
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

  it("the end is the duration later, over a clock change too", () => {
    const series = schedule("every day at 1:30", { from: "2026-03-29", until: "2026-03-29", durationMinutes: 90 });
    expect(plan(series, "2026-03-28", "2026-03-30")[0]).toMatchObject({
      start: "2026-03-29T00:30:00Z",
      end: "2026-03-29T02:00:00Z",
    });
  });

  it("an unknown zone is refused", () => {
    expect(() => plan(schedule(undefined, { timeZone: "Europe/Bonn" }), "2026-01-01", "2026-02-01")).toThrow(
      RangeError,
    );
  });
});

describe("the window", () => {
  it("holds its beginning and not its end", () => {
    const series = schedule("every day at 10:00", { timeZone: "UTC" });
    const found = planOccurrences(series, noHolidays, overrides(), {
      from: "2026-02-01T10:00:00.000Z",
      to: "2026-02-03T10:00:00Z",
    });
    expect(shown(found)).toEqual(["2026-02-01 10:00", "2026-02-02 10:00"]);
  });

  const easter = holidays({ "2026-04-03": "Good Friday", "2026-04-06": "Easter Monday" });

  it("holds a call that a holiday shifts into it, from either side", () => {
    const next = schedule("every 4 weeks on friday at 10:00", { from: "2026-01-09", holidays: "shift-next-day" });
    expect(shown(plan(next, "2026-04-07", "2026-04-08", easter))).toEqual(["2026-04-03 > 2026-04-07 10:00"]);
    expect(shown(plan(next, "2026-04-03", "2026-04-04", easter))).toEqual([]);
    const previous = schedule("every 4 weeks on monday at 10:00", {
      from: "2026-03-09",
      holidays: "shift-previous-day",
    });
    expect(shown(plan(previous, "2026-04-02", "2026-04-03", easter))).toEqual(["2026-04-06 > 2026-04-02 10:00"]);
    expect(shown(plan(previous, "2026-04-06", "2026-04-07", easter))).toEqual([]);
  });

  it("a month of holidays shifts as far in a narrow window as in a wide one", () => {
    const ramadan = (date: string): string | null => (date >= "2026-02-18" && date <= "2026-03-19" ? "Holiday" : null);
    for (const [holidayPolicy, day] of [
      ["shift-next-day", "2026-03-20"],
      ["shift-previous-day", "2026-02-17"],
    ] as const) {
      const series = schedule("every week on wednesday at 10:00", { holidays: holidayPolicy });
      const wide = plan(series, "2026-01-01", "2026-05-01", ramadan).filter(({ date }) => date === day);
      const narrow = plan(series, day, `${day.slice(0, 8)}${Number(day.slice(8)) + 1}`, ramadan);
      expect(shown(narrow)).toEqual(shown(wide));
      expect(narrow).toHaveLength(1);
    }
  });
});

describe("skip, pause and move", () => {
  it("the rhythm stays, whatever is skipped or moved", () => {
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

  it("the parity counts from `from`, a meeting day or not", () => {
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

  it("both ends of a range belong to it, and an open end has none", () => {
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

  it("the reasons are those that people wrote", () => {
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

  it("a moved call is found where it takes place, far away and past others", () => {
    const series = schedule(undefined, {
      move: [move("2026-02-10", "2026-09-30"), move("2026-11-03", "2026-01-15", "08:00")],
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

  it("a move of a day without a call moves nothing", () => {
    expect(
      shown(plan(schedule(undefined, { move: [move("2026-01-20", "2026-01-21")] }), "2026-01-12", "2026-01-27")),
    ).toEqual(["2026-01-13 10:00"]);
  });
});

describe("a call that people moved far away by its due date", () => {
  it.each([
    [
      "is found where it takes place now",
      "2027-06-01",
      "2027-06-08",
      { "2026-12-01": "2027-06-03" },
      ["2026-12-01 on 2027-06-03"],
    ],
    ["is gone from where it was planned", "2026-11-30", "2026-12-05", { "2026-12-01": "2027-06-03" }, []],
    [
      "is found long before it was planned",
      "2026-02-02",
      "2026-02-06",
      { "2026-12-01": "2026-02-04" },
      ["2026-12-01 on 2026-02-04"],
    ],
    [
      "stands beside those that are planned there",
      "2026-12-14",
      "2026-12-18",
      { "2026-06-30": "2026-12-16" },
      ["2026-12-15 on 2026-12-15", "2026-06-30 on 2026-12-16"],
    ],
    [
      "is none where the rule does not plan its day",
      "2027-06-01",
      "2027-06-08",
      { "2026-12-02": "2027-06-03" },
      ["2027-06-01 on 2027-06-01"],
    ],
  ])("%s", (_, from, to, moved, expected) => {
    const found = plan(schedule(), from, to, noHolidays, overrides({ moved }));
    const planned = found.map(({ id, date }) => `${id} on ${date}`);
    expect(planned.filter((one) => !one.startsWith("2027-06-01") || expected.includes(one))).toEqual(expected);
  });
});
