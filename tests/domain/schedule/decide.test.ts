import { describe, expect, it } from "vitest";
import { decideAgendas } from "../../../src/domain/schedule/decide.ts";
import type { SeriesDecisions, SeriesSchedule } from "../../../src/domain/schedule/types.ts";
import { days, holidays, move, noHolidays, overrides, schedule } from "./builders.ts";

function decide(
  series: SeriesSchedule,
  now: string,
  existing: readonly string[] = [],
  changes = overrides(),
  calendar = noHolidays,
): SeriesDecisions {
  return decideAgendas(series, calendar, changes, new Set(existing), now);
}

function shown({ decisions }: SeriesDecisions): readonly string[] {
  return decisions.map(({ occurrence, decision, reason }) => `${occurrence.id} ${decision} ${reason.rule}`);
}

// A fortnightly call, Tuesdays 10:00 to 10:50 in Berlin; agendas three days ahead.
const WITH = ["2026-11-03", "2026-11-17", "2026-12-01"];

describe("the next call", () => {
  const cases: readonly (readonly [string, string, readonly string[], string])[] = [
    ["a second before the lead time", "2026-11-28T08:59:59Z", WITH.slice(0, 2), "2026-12-01 waiting not-yet"],
    ["at the lead time", "2026-11-28T09:00:00Z", WITH.slice(0, 2), "2026-12-01 due lead-time-reached"],
    ["a second before it begins", "2026-12-01T08:59:59Z", WITH.slice(0, 2), "2026-12-01 due lead-time-reached"],
    ["when it begins", "2026-12-01T09:00:00Z", WITH.slice(0, 2), "2026-12-01 missed missed"],
    ["with an agenda", "2026-11-28T09:00:00Z", WITH, "2026-12-01 exists agenda-exists"],
    ["running with an agenda", "2026-12-01T09:49:59Z", WITH, "2026-12-01 exists call-running"],
  ];

  it.each(cases)("%s", (_, now, existing, first) => {
    expect(shown(decide(schedule(), now, existing))[0]).toBe(first);
  });

  it("is not listed any more when it has ended and had its agenda", () => {
    expect(shown(decide(schedule(), "2026-12-01T09:50:00Z", WITH))).toEqual([
      "2026-12-15 waiting not-yet",
      "2026-12-29 waiting not-yet",
      "2027-01-12 waiting not-yet",
    ]);
  });
});

describe("after a gap", () => {
  it("only the next call gets an agenda, the missed ones are reported", () => {
    expect(shown(decide(schedule(), "2026-11-30T09:00:00Z"))).toEqual([
      "2026-11-03 missed missed",
      "2026-11-17 missed missed",
      "2026-12-01 due lead-time-reached",
      "2026-12-15 waiting not-yet",
      "2026-12-29 waiting not-yet",
    ]);
  });

  it("the look-back ends after 35 days, to the millisecond", () => {
    const first = (now: string): string | undefined => shown(decide(schedule(), now))[0];
    expect(first("2026-12-08T08:59:59.999Z")).toBe("2026-11-03 missed missed");
    expect(first("2026-12-08T09:00:00Z")).toBe("2026-11-17 missed missed");
  });

  it("nothing before `from` is missed", () => {
    expect(shown(decide(schedule(undefined, { from: "2026-12-01" }), "2026-11-30T09:00:00Z"))[0]).toBe(
      "2026-12-01 due lead-time-reached",
    );
  });
});

describe("calls close together", () => {
  const daily = schedule("every day at 10:00", { leadTime: { amount: 3, unit: "days" } });

  it("a running call holds back the next one", () => {
    const result = decide(daily, "2026-11-24T09:20:00Z", ["2026-11-24"]);
    expect(shown(result).slice(-4)).toEqual([
      "2026-11-24 exists call-running",
      "2026-11-25 waiting earlier-call-first",
      "2026-11-26 waiting earlier-call-first",
      "2026-11-27 waiting earlier-call-first",
    ]);
    expect(result.nextChangeAt).toBe("2026-11-24T09:50:00Z");
    expect(shown(decide(daily, "2026-11-24T09:50:00Z", ["2026-11-24"])).slice(-3)[0]).toBe(
      "2026-11-25 due lead-time-reached",
    );
  });

  it("one agenda ahead at a time", () => {
    expect(shown(decide(daily, "2026-11-24T09:50:00Z", ["2026-11-24", "2026-11-25"])).slice(-3)).toEqual([
      "2026-11-25 exists agenda-exists",
      "2026-11-26 waiting earlier-call-first",
      "2026-11-27 waiting earlier-call-first",
    ]);
  });

  it("a running call that ends after the next begins does not hold it back", () => {
    const series = schedule(undefined, { durationMinutes: 600, move: [move("2026-12-15", "2026-12-01", "14:00")] });
    const result = decide(series, "2026-12-01T10:00:00Z", ["2026-11-03", "2026-11-17", "2026-12-01"]);
    expect(shown(result).slice(0, 2)).toEqual(["2026-12-01 exists call-running", "2026-12-15 due lead-time-reached"]);
  });

  it("a skipped call holds back nothing", () => {
    const result = decide({ ...daily, skip: [days("2026-11-24")] }, "2026-11-24T09:20:00Z", []);
    expect(shown(result).slice(-4)).toEqual([
      "2026-11-24 skipped skip",
      "2026-11-25 due lead-time-reached",
      "2026-11-26 waiting earlier-call-first",
      "2026-11-27 waiting earlier-call-first",
    ]);
  });
});

describe("skipped and moved calls", () => {
  it("skipped ones are listed with their reason, and three that take place", () => {
    const series = schedule(undefined, { skip: [days("2026-12-01", "2026-12-31", "winter break")] });
    expect(shown(decide(series, "2026-11-25T09:00:00Z", WITH))).toEqual([
      "2026-12-01 skipped skip",
      "2026-12-15 skipped skip",
      "2026-12-29 skipped skip",
      "2027-01-12 waiting not-yet",
      "2027-01-26 waiting not-yet",
      "2027-02-09 waiting not-yet",
    ]);
  });

  it("a call skipped in GitLab is no call, though its agenda exists", () => {
    const result = decide(schedule(), "2026-11-30T09:00:00Z", WITH, overrides({ skipped: ["2026-12-01"] }));
    expect(shown(result).slice(0, 2)).toEqual(["2026-12-01 skipped closed-before-call", "2026-12-15 waiting not-yet"]);
    expect(result.next?.id).toBe("2026-12-15");
  });

  it("a call moved past another one waits for it", () => {
    const result = decide(schedule(undefined, { move: [move("2026-12-01", "2026-12-16")] }), "2026-12-14T09:00:00Z", [
      "2026-11-17",
    ]);
    expect(shown(result).slice(0, 2)).toEqual([
      "2026-12-15 due lead-time-reached",
      "2026-12-01 waiting earlier-call-first",
    ]);
    expect(result.next?.id).toBe("2026-12-15");
  });

  it("a skipped call of the last days says why there was no agenda", () => {
    const series = schedule(undefined, { holidays: "skip" });
    const result = decide(
      series,
      "2026-12-03T09:00:00Z",
      WITH.slice(0, 2),
      overrides(),
      holidays({ "2026-12-01": "Holiday (DE)" }),
    );
    expect(result.decisions[0]).toMatchObject({
      decision: "skipped",
      reason: { rule: "holiday", text: "Tue 1 Dec 2026 is Holiday (DE)" },
    });
  });
});

describe("series far apart and at their end", () => {
  it.each([
    ["quarterly on the second monday at 9:00", "2026-11-24T09:00:00Z", ["2027-01-11", "2027-04-12", "2027-07-12"]],
    ["yearly on march 3 at 10:00", "2026-11-24T09:00:00Z", ["2027-03-03", "2028-03-03", "2029-03-03"]],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-11-24T09:00:00Z", ["2028-02-29", "2032-02-29", "2036-02-29"]],
  ])("%s", (repeat, now, ids) => {
    const result = decide(schedule(repeat, { from: "2026-01-01" }), now);
    expect(result.decisions.map(({ occurrence }) => occurrence.id)).toEqual(ids);
    expect(result.next?.id).toBe(ids[0]);
  });

  it("until ends it", () => {
    const series = schedule(undefined, { until: "2026-12-15" });
    expect(shown(decide(series, "2026-12-10T09:00:00Z", WITH))).toEqual(["2026-12-15 waiting not-yet"]);
    const ended = decide(series, "2026-12-20T09:00:00Z", [...WITH, "2026-12-15"]);
    expect(ended).toEqual({ series: "cadence-call", decisions: [], next: null, nextChangeAt: null });
  });

  it("a daily COUNT of years ago is simply over", () => {
    const result = decide(schedule("FREQ=DAILY;COUNT=10", { from: "2016-01-01" }), "2026-12-20T09:00:00Z");
    expect(result).toMatchObject({ decisions: [], next: null, nextChangeAt: null });
  });
});

describe("the reasons", () => {
  const business: SeriesSchedule = schedule(undefined, { leadTime: { amount: 3, unit: "business-days" } });

  it("read well and carry the facts", () => {
    const { decisions } = decide(business, "2026-11-26T09:00:00Z", ["2026-11-03"]);
    expect(decisions.map(({ reason }) => reason.text)).toEqual([
      "the call of Tue 17 Nov 2026, 10:00 began without an agenda; none is made for the past",
      "call in 5 days, lead time 3 business days reached Thu 26 Nov",
      "agenda is made on Thu 10 Dec 2026, 10:00",
      "agenda is made on Thu 24 Dec 2026, 10:00",
    ]);
    expect(decisions[1]?.reason.data).toEqual({
      occurrence: "2026-12-01",
      start: "2026-12-01T09:00:00Z",
      end: "2026-12-01T09:50:00Z",
      agendaDueAt: "2026-11-26T09:00:00Z",
      leadTime: "3 business days",
      daysAhead: 5,
      now: "2026-11-26T09:00:00Z",
    });
    expect(decisions[2]?.reason.data).toMatchObject({ occurrence: "2026-12-15", makeAt: "2026-12-10T09:00:00Z" });
  });

  it.each([
    ["2026-11-30T09:00:00Z", "call tomorrow, lead time 3 business days reached Thu 26 Nov"],
    ["2026-11-30T23:30:00Z", "call today at 10:00, lead time 3 business days reached Thu 26 Nov"],
    ["2026-12-01T08:00:00Z", "call today at 10:00, lead time 3 business days reached Thu 26 Nov"],
  ])("at %s", (now, text) => {
    expect(decide(business, now, WITH.slice(0, 2)).decisions[0]?.reason.text).toBe(text);
  });

  it("of calls that wait for an earlier one", () => {
    const daily = schedule("every day at 10:00");
    const { decisions } = decide(daily, "2026-11-24T10:00:00Z", ["2026-11-25"]);
    expect(decisions.slice(-3).map(({ reason }) => reason.text)).toEqual([
      "the call of Wed 25 Nov 2026 has its agenda",
      "agenda is made on Wed 25 Nov 2026, 10:50, after the call of Wed 25 Nov",
      "agenda is made on Thu 26 Nov 2026, 10:50, after the call of Thu 26 Nov",
    ]);
    expect(decide(daily, "2026-11-25T09:10:00Z", ["2026-11-25"]).decisions.slice(-4)[0]?.reason.text).toBe(
      "the call of Wed 25 Nov 2026 is running and has its agenda",
    );
  });
});

describe("a series without an end to its pause", () => {
  it("lists a few of the skipped calls and looks no further", () => {
    const paused = schedule(undefined, { pause: [{ from: "2026-12-01", to: null, reason: null }] });
    expect(shown(decide(paused, "2026-11-24T12:00:00Z", WITH))).toEqual([
      "2026-12-01 skipped pause",
      "2026-12-15 skipped pause",
      "2026-12-29 skipped pause",
    ]);
    expect(decide(paused, "2026-11-24T12:00:00Z", WITH).next).toBeNull();
  });

  it("still holds a call that was moved into it", () => {
    const paused = schedule(undefined, {
      pause: [{ from: "2026-12-01", to: null, reason: null }],
      move: [move("2026-11-17", "2027-08-03")],
    });
    expect(decide(paused, "2026-11-24T12:00:00Z").next).toMatchObject({ id: "2026-11-17", date: "2027-08-03" });
  });
});
