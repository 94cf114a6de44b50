import { describe, expect, it } from "vitest";
import { decideAgendas } from "../../../src/domain/schedule/decide.ts";
import { planOccurrences } from "../../../src/domain/schedule/occurrences.ts";
import type { SeriesSchedule } from "../../../src/domain/schedule/types.ts";
import { nextAllowed } from "../../../src/domain/time/kind-hours.ts";
import { addMinutes, epochOf, toInstant } from "../../../src/domain/time/zoned-time.ts";
import { noHolidays, overrides, schedule } from "./builders.ts";

const OFFICE = { quietHours: { from: "18:00", to: "08:00" } };
const at = (day: string, time: string): string => toInstant(day, time, "Europe/Berlin");

/** What is decided about the next call. */
function next(one: SeriesSchedule, now: string, isNew = false) {
  const { decisions, nextChangeAt } = decideAgendas(one, noHolidays, overrides(), new Set(), now, isNew);
  const found = decisions.find(({ decision }) => decision === "due" || decision === "waiting");
  return { decision: found?.decision, rule: found?.reason.rule, text: found?.reason.text, nextChangeAt };
}

// 2026-12-01 is a Tuesday; the call of the fortnightly series is on 2026-12-01 and 2026-12-15.
const ofTuesday = (amount: number, unit: "days" | "business-days" | "hours" = "days", time = "10:00") =>
  schedule(`every week on tuesday at ${time}`, { leadTime: { amount, unit }, hours: OFFICE });

describe("an agenda mails people, and is made", () => {
  it("in the hours in which its lead time is reached", () => {
    const due = next(ofTuesday(1), at("2026-11-30", "10:00"));
    expect(due).toMatchObject({ decision: "due", rule: "lead-time-reached" });
    expect(next(ofTuesday(1), at("2026-11-30", "09:59"))).toMatchObject({
      decision: "waiting",
      rule: "not-yet",
      nextChangeAt: at("2026-11-30", "10:00"),
    });
  });

  it("after a weekend, not on it", () => {
    const monday = at("2026-11-30", "08:00");
    expect(next(ofTuesday(3), at("2026-11-28", "10:00"))).toEqual({
      decision: "waiting",
      rule: "kind-hours",
      text: "due, and waits for business hours: made on Mon 30 Nov 2026, 08:00",
      nextChangeAt: monday,
    });
    expect(next(ofTuesday(3), at("2026-11-26", "10:00"))).toMatchObject({
      rule: "not-yet",
      text: "agenda is made on Mon 30 Nov 2026, 08:00",
      nextChangeAt: monday,
    });
    expect(next(ofTuesday(3), monday)).toMatchObject({ decision: "due", rule: "lead-time-reached" });
  });

  it("at any hour where nobody looked in a business day of them", () => {
    const night = at("2026-11-28", "02:00");
    expect(next(ofTuesday(3, "business-days"), at("2026-11-27", "02:00"))).toMatchObject({ rule: "kind-hours" });
    expect(next(ofTuesday(3, "business-days"), night)).toMatchObject({ decision: "due" });
  });

  it("not at night where nobody looked at the project before, and all the same before its call", () => {
    const of = (now: string) => next(ofTuesday(3, "business-days"), now, true);
    expect(of(at("2026-11-28", "02:00"))).toMatchObject({ decision: "waiting", rule: "kind-hours" });
    expect(of(at("2026-11-30", "02:00"))).toMatchObject({ decision: "waiting" });
    expect(of(at("2026-11-30", "11:00"))).toMatchObject({ decision: "due" });
    expect(of(at("2026-12-01", "02:00"))).toMatchObject({ decision: "due" });
  });

  it("at any hour where the call would begin without it, and says so", () => {
    const early = ofTuesday(1, "hours", "07:00");
    expect(next(early, at("2026-12-01", "06:00"))).toMatchObject({
      decision: "due",
      text: "call today at 07:00, lead time 1 hour reached Tue 1 Dec; outside business hours, since the call would begin without its agenda",
    });
    expect(next(early, at("2026-12-01", "05:59"))).toMatchObject({
      rule: "not-yet",
      nextChangeAt: at("2026-12-01", "06:00"),
    });
  });

  it("at night, where it was due by day and its call begins within a day", () => {
    expect(next(ofTuesday(1), at("2026-12-01", "03:00"))).toMatchObject({ decision: "due" });
    expect(next(ofTuesday(2), at("2026-11-30", "03:00"))).toMatchObject({ rule: "kind-hours" });
  });

  it("at once, at any hour, where somebody asked for it", () => {
    expect(next({ ...ofTuesday(3), hours: "any-time" }, at("2026-11-28", "23:00"))).toMatchObject({ decision: "due" });
  });
});

/** When each agenda of November is made by runs that come so many hours apart. */
function madeIn(one: SeriesSchedule, begin: string, hoursApart: number): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (let hour = 0; hour < 35 * 24; hour += hoursApart) {
    const now = addMinutes(begin, hour * 60);
    const { decisions } = decideAgendas(one, noHolidays, overrides(), new Set(made.keys()), now);
    for (const { decision, occurrence } of decisions) if (decision === "due") made.set(occurrence.id, now);
  }
  return made;
}

const LEADS = [
  ["tuesday at 10:00", 1, "days"],
  ["tuesday at 10:00", 3, "days"],
  ["monday at 16:30", 1, "days"],
  ["friday at 08:00", 3, "business-days"],
  ["monday at 10:00", 1, "business-days"],
] as const;

it.each(LEADS)("an hourly run makes each agenda in the first allowed hour: %s, %i %s", (repeat, amount, unit) => {
  const times = { hours: OFFICE, timeZone: "Europe/Berlin", calendar: noHolidays };
  const one = schedule(`every week on ${repeat}`, { leadTime: { amount, unit }, hours: OFFICE });
  const made = madeIn(one, at("2026-10-26", "00:00"), 1);
  const calls = planOccurrences(one, noHolidays, overrides(), {
    from: at("2026-11-05", "00:00"),
    to: at("2026-11-28", "00:00"),
  });
  expect(calls.length).toBeGreaterThanOrEqual(3);
  for (const { id, agendaDueAt } of calls) {
    const first = nextAllowed(agendaDueAt, times);
    const behind = epochOf(made.get(id) ?? "1970-01-01T00:00:00Z") - epochOf(first);
    expect([id, behind >= 0 && behind < 60 * 60_000]).toEqual([id, true]);
    expect(nextAllowed(made.get(id) ?? "", times)).toBe(made.get(id));
  }
});

it.each(LEADS.slice(3))("a run a night misses no call: %s, %i %s", (repeat, amount, unit) => {
  const one = schedule(`every week on ${repeat}`, { leadTime: { amount, unit }, hours: OFFICE });
  const calls = planOccurrences(one, noHolidays, overrides(), {
    from: at("2026-11-05", "00:00"),
    to: at("2026-11-28", "00:00"),
  });
  for (const hour of ["00:00", "03:00", "05:00"]) {
    const made = madeIn(one, at("2026-10-26", hour), 24);
    expect(calls.filter(({ id }) => !made.has(id)).map(({ id }) => id)).toEqual([]);
  }
});
