import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBusinessDay } from "../../../src/domain/time/business-days.ts";
import { goesOutAt, type MailTimes, nextAllowed } from "../../../src/domain/time/kind-hours.ts";
import { addMinutes, epochOf, fromEpoch, toInstant, toLocal } from "../../../src/domain/time/zoned-time.ts";
import { assertOften } from "../../support/assert-often.ts";

const ZONE = "Europe/Berlin";
/** Christmas of 2026, which is a Friday. */
const calendar = (day: string): string | null => (day === "2026-12-25" ? "Christmas" : null);
const office: MailTimes = { hours: { quietHours: { from: "18:00", to: "08:00" } }, timeZone: ZONE, calendar };
const times = (hours: MailTimes["hours"]): MailTimes => ({ ...office, hours });
const at = (day: string, time: string): string => toInstant(day, time, ZONE);

describe("when something that is due goes out", () => {
  // 2026-11-27 is a Friday.
  it.each([
    ["within the hours: now", "2026-11-30 10:00", "2026-11-30 10:00", "2026-11-30 10:00"],
    ["due before them: with their first instant", "2026-11-30 03:00", "2026-11-30 03:00", "2026-11-30 08:00"],
    ["in the evening: the next morning", "2026-11-30 18:00", "2026-11-30 18:00", "2026-12-01 08:00"],
    ["on Friday evening: on Monday", "2026-11-27 19:00", "2026-11-27 19:00", "2026-11-30 08:00"],
    ["on a weekend: on Monday", "2026-11-28 12:00", "2026-11-28 13:00", "2026-11-30 08:00"],
    ["before a holiday and a weekend: after both", "2026-12-24 20:00", "2026-12-24 20:00", "2026-12-28 08:00"],
    [
      "in the future: the first allowed instant from then on",
      "2026-12-05 10:00",
      "2026-11-30 23:00",
      "2026-12-07 08:00",
    ],
    ["since this afternoon, nobody looked: still tomorrow", "2026-11-30 14:00", "2026-11-30 23:00", "2026-12-01 08:00"],
    ["since this morning, nobody looked: now", "2026-11-30 08:00", "2026-11-30 18:00", "2026-11-30 18:00"],
    ["since yesterday afternoon, at night: not yet", "2026-11-30 14:00", "2026-12-01 02:00", "2026-12-01 08:00"],
    ["since the afternoon before, at night: now", "2026-11-30 14:00", "2026-12-02 02:00", "2026-12-02 02:00"],
    ["since Friday morning, on Sunday: now", "2026-11-27 07:00", "2026-11-29 02:00", "2026-11-29 02:00"],
    ["since Friday noon, on Sunday: not yet", "2026-11-27 12:00", "2026-11-29 02:00", "2026-11-30 08:00"],
    ["a weekend and a holiday are no hours", "2026-12-24 12:00", "2026-12-27 23:00", "2026-12-28 08:00"],
  ])("%s", (_what, since, now, expected) => {
    const [due, seen, out] = [since, now, expected].map((text) => at(...(text.split(" ") as [string, string])));
    expect(goesOutAt(due!, seen!, office)).toBe(out);
  });

  it("at any time where somebody asked for it", () => {
    expect(goesOutAt(at("2026-11-28", "23:00"), at("2026-11-28", "23:30"), times("any-time"))).toBe(
      at("2026-11-28", "23:30"),
    );
    expect(nextAllowed(at("2026-11-28", "23:00"), times("any-time"))).toBe(at("2026-11-28", "23:00"));
  });

  it("at any hour of a business day where no hours are quiet, and after quiet hours at noon", () => {
    const always = times({ quietHours: null });
    expect(goesOutAt(at("2026-11-30", "03:00"), at("2026-11-30", "03:00"), always)).toBe(at("2026-11-30", "03:00"));
    expect(goesOutAt(at("2026-11-28", "03:00"), at("2026-11-28", "03:00"), always)).toBe(at("2026-11-30", "00:00"));
    const noon = times({ quietHours: { from: "12:00", to: "13:00" } });
    expect(goesOutAt(at("2026-11-30", "12:30"), at("2026-11-30", "12:30"), noon)).toBe(at("2026-11-30", "13:00"));
    // Hours of a business day but one: from 13:00 on Friday to 12:00 on Monday.
    expect(goesOutAt(at("2026-11-27", "13:00"), at("2026-11-30", "12:30"), noon)).toBe(at("2026-11-30", "12:30"));
    expect(goesOutAt(at("2026-11-27", "14:00"), at("2026-11-30", "12:30"), noon)).toBe(at("2026-11-30", "13:00"));
  });
});

describe("properties", () => {
  const hour = (most: number) => fc.integer({ min: 0, max: most }).map((one) => `${String(one).padStart(2, "0")}:00`);
  const hours = fc.oneof(
    fc.record({ quietHours: fc.option(fc.record({ from: hour(23), to: hour(23) })) }),
    fc.constant({ quietHours: { from: "18:00", to: "08:00" } }),
  );
  const moment = fc
    .integer({ min: 0, max: 60 * 24 * 60 })
    .map((minutes) => addMinutes("2026-10-10T00:00:00Z", minutes));
  const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Africa/Cairo");
  const inputs = fc
    .record({ hours, timeZone: zones, now: moment, before: fc.integer({ min: 0, max: 60 * 24 * 6 }) })
    .map(({ hours: kind, timeZone, now, before }) => ({
      times: { hours: kind, timeZone, calendar } satisfies MailTimes,
      now,
      since: addMinutes(now, -before),
    }));

  /** By the words of the rule, minute by minute. */
  const isAllowed = (instant: string, { hours: kind, timeZone }: MailTimes): boolean => {
    const local = toLocal(instant, timeZone);
    if (kind === "any-time") return true;
    const { from = "", to = "" } = kind.quietHours ?? {};
    const isQuiet = from <= to ? from <= local.time && local.time < to : local.time >= from || local.time < to;
    return isBusinessDay(local.date, calendar) && !isQuiet;
  };
  const allowedMinutes = (from: string, to: string, kind: MailTimes): number => {
    let count = 0;
    for (let one = epochOf(from); one < epochOf(to); one += 60_000) if (isAllowed(fromEpoch(one), kind)) count += 1;
    return count;
  };
  const minutesOfDay = ({ hours: kind }: MailTimes): number => {
    if (kind === "any-time" || kind.quietHours === null) return 24 * 60;
    const [from = 0, to = 0] = [kind.quietHours.from, kind.quietHours.to].map((time) => 60 * Number(time.slice(0, 2)));
    return from <= to ? 24 * 60 - (to - from) : from - to;
  };

  it("the next allowed instant is allowed, and none before it is", () => {
    assertOften(
      { "not at once": 0.2 },
      (asserted) =>
        fc.property(inputs, fc.double({ min: 0, max: 0.999, noNaN: true }), (one, part) => {
          const found = nextAllowed(one.now, one.times);
          expect(isAllowed(found, one.times)).toBe(true);
          const between = fromEpoch(epochOf(one.now) + (epochOf(found) - epochOf(one.now)) * part);
          if (found !== one.now) asserted("not at once");
          if (found !== one.now) expect(isAllowed(between, one.times)).toBe(false);
        }),
      { numRuns: 500 },
    );
  });

  it("goes out in allowed hours, or after a business day of them in which it did not", () => {
    assertOften(
      { waits: 0.1, "out of hours": 0.02 },
      (asserted) =>
        fc.property(inputs, ({ since, now, times: kind }) => {
          const out = goesOutAt(since, now, kind);
          if (out === now && !isAllowed(now, kind)) {
            asserted("out of hours");
            expect(allowedMinutes(since, now, kind)).toBeGreaterThanOrEqual(minutesOfDay(kind));
          } else {
            if (out !== now) asserted("waits");
            expect(out).toBe(nextAllowed(now, kind));
            if (out !== now) expect(allowedMinutes(since, now, kind)).toBeLessThan(minutesOfDay(kind));
          }
        }),
      { numRuns: 300 },
    );
  });
});

it("the end of quiet hours may come twice, when the clock is set back", () => {
  // Cairo sets it back from midnight to 23:00 on Thursday 28 October 2027.
  const cairo: MailTimes = {
    hours: { quietHours: { from: "22:00", to: "23:30" } },
    timeZone: "Africa/Cairo",
    calendar: () => null,
  };
  const first = nextAllowed("2027-10-28T20:15:00Z", cairo);
  expect(first).toBe("2027-10-28T20:30:00Z");
  expect(nextAllowed(addMinutes(first, 45), cairo)).toBe("2027-10-28T21:30:00Z");
});
