import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import type { ProjectConfiguration } from "../../src/config/resolve/types.ts";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { formatRhythm } from "../../src/domain/schedule/format.ts";
import { ruleDates } from "../../src/domain/schedule/rule-dates.ts";
import { addDays, daysBetween, weekdayOf } from "../../src/domain/time/dates.ts";

function configured(...lines: readonly string[]): ProjectConfiguration {
  const head = ["customer: Acme", "timezone: Europe/Berlin"];
  return parseProjectConfiguration(`${[...head, ...lines].join("\n")}\n`, "cadence.yml");
}

function cadence(configuration: ProjectConfiguration) {
  const [first] = configuration.meetings;
  if (first === undefined) throw new Error("there is no meeting");
  return first;
}

function profile(keys: string): string {
  return `profile: { since: 2026-01-12, ${keys} }`;
}

describe("calls by a day and a time", () => {
  it.each([
    // Rows of the handbook: A3 in onboarding, C13 and C14 after it.
    [
      "segment: strategic, priority: 1",
      "every week on tuesday at 10:00 until Thu 26 Feb 2026; every 2 weeks on tuesday at 10:00",
    ],
    [
      "segment: strategic, priority: 2",
      "every week on tuesday at 10:00 until Thu 26 Feb 2026; every month on the second tuesday at 10:00",
    ],
    [
      "segment: growth, priority: 1",
      "every week on tuesday at 10:00 until Thu 26 Feb 2026; every month on the second tuesday at 10:00",
    ],
    [
      "segment: growth, priority: 2",
      "every week on tuesday at 10:00 until Thu 26 Feb 2026; every 3 months on the second tuesday at 10:00",
    ],
    ["segment: growth, priority: 1, customer: existing", "every month on the second tuesday at 10:00"],
    [
      "segment: growth, priority: 1, onboarded: 2026-02-03",
      "every week on tuesday at 10:00 until Tue 3 Feb 2026; every month on the second tuesday at 10:00",
    ],
    ["segment: growth, priority: 1, onboarded: 2026-01-12", "every month on the second tuesday at 10:00"],
  ])("%s", (keys, rhythm) => {
    const series = cadence(configured(profile(keys), "calls: tuesday at 10:00"));
    expect(formatRhythm(series.schedule.recurrences)).toBe(rhythm);
    expect([series.id, series.schedule.from]).toEqual(["cadence-call", "2026-01-12"]);
  });

  it("a fortnight is counted from the week of since, whatever ends onboarding", () => {
    const ends = ["2026-02-10", "2026-02-17", "2026-02-26"];
    const dates = ends.map((onboarded) => {
      const keys = `segment: strategic, priority: 1, onboarded: ${onboarded}`;
      const { schedule } = cadence(configured(profile(keys), "calls: tuesday at 10:00"));
      return ruleDates(schedule, "2026-03-01", "2026-04-15");
    });
    expect(dates).toEqual(ends.map(() => ["2026-03-10", "2026-03-24", "2026-04-07"]));
  });

  it("a series that begins later is counted from its own first day", () => {
    const lines = [
      profile("segment: growth, priority: 1"),
      "calls: fri at 9am",
      "meetings: { cadence-call: { from: 2026-06-01, duration: 1 hour } }",
    ];
    const { schedule } = cadence(configured(...lines));
    expect(formatRhythm(schedule.recurrences)).toBe("every month on the first friday at 09:00");
    expect([schedule.from, schedule.durationMinutes]).toEqual(["2026-06-01", 60]);
  });

  it("meets once in each period of the handbook, for each weekday and first day", () => {
    const periods = [
      ["strategic", 1, 14, 14],
      ["strategic", 2, 28, 35],
      ["growth", 1, 28, 35],
      ["growth", 2, 84, 98],
    ] as const;
    const days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    fc.assert(
      fc.property(
        fc.constantFrom(...periods),
        fc.constantFrom(...days),
        fc.integer({ min: 0, max: 1500 }),
        ([segment, priority, least, most], day, offset) => {
          const since = addDays("2024-01-01", offset);
          const line = `profile: { segment: ${segment}, priority: ${priority}, customer: existing, since: ${since} }`;
          const { schedule } = cadence(configured(line, `calls: ${day} at 10:00`));
          const calls = ruleDates(schedule, since, addDays(since, 500));
          expect(calls.every((one) => weekdayOf(one) === days.indexOf(day) + 1)).toBe(true);
          const apart = calls.slice(1).map((one, index) => daysBetween(calls[index] ?? one, one));
          expect(Math.min(...apart)).toBeGreaterThanOrEqual(least);
          expect(Math.max(...apart)).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("who is a new customer", () => {
  it.each([
    ["the contract begins with the first call", "since: 2026-01-12", "from: 2026-01-12", "new"],
    ["45 days before the first call", "since: 2026-01-12", "from: 2026-02-26", "new"],
    ["46 days before the first call", "since: 2026-01-12", "from: 2026-02-27", "existing"],
    ["the file says so", "since: 2020-01-12, customer: new", "from: 2026-02-27", "new"],
  ])("%s", (_name, since, from, customer) => {
    const lines = [`profile: { segment: growth, priority: 1, ${since} }`, `meetings: { cadence-call: { ${from} } }`];
    // 26 February 2026 is a Thursday, 27 a Friday.
    const day = from.endsWith("27") ? "friday" : "thursday";
    expect(configured(...lines, `calls: ${day} at 10:00`).profile?.customer).toBe(customer);
  });

  it("the first call of any series counts", () => {
    const meetings =
      "meetings: { a: { repeat: every week on monday at 10:00, from: 2026-06-01 }, b: { repeat: once on 2026-01-20 at 10:00 } }";
    expect(configured(profile("segment: growth, priority: 1"), meetings).profile?.customer).toBe("new");
  });
});

describe("calls by a rhythm", () => {
  it("wins over the profile, and is counted from since", () => {
    const series = cadence(
      configured(profile("segment: strategic, priority: 1"), "calls: every 3 weeks on tuesday at 10:00"),
    );
    expect(formatRhythm(series.schedule.recurrences)).toBe("every 3 weeks on tuesday at 10:00");
    expect(series.schedule.from).toBe("2026-01-12");
  });

  it("comes first, so that it is the main series with the handbook's title", () => {
    const configuration = configured(
      profile("segment: growth, priority: 1"),
      "calls: [every 4 weeks on tuesday at 10:00, { repeat: every 4 weeks on tuesday at 19:00, from: 2026-01-26 }]",
      "meetings: { retrospective: { repeat: every month on the first friday at 10:00, from: 2026-01-12 } }",
    );
    expect(configuration.meetings.map(({ id, title }) => [id, title])).toEqual([
      ["cadence-call", "{{team_name}} / {{customer}} CSM Call - {{date}}"],
      ["retrospective", "{{team_name}} / {{customer}} Retrospective - {{date}}"],
    ]);
  });

  it("that never meets is a fault at its place", () => {
    const lines = [
      profile("segment: growth, priority: 1"),
      "calls: [{ repeat: every week on tuesday at 10:00, until: 2026-01-12 }, every 2 weeks on tuesday at 10:00]",
    ];
    expect(configured(...lines).faults.map(({ problem }) => [problem.key, problem.line])).toEqual([["calls[0]", 4]]);
  });
});

it("a profile alone makes no meeting, and changes none", () => {
  const file = "meetings: { cadence-call: { repeat: every week on monday at 10:00, from: 2026-01-12 } }";
  const [bare, withProfile] = [configured(file), configured(profile("segment: strategic, priority: 1"), file)];
  // Types bring what the handbook has by default anyway; topics and objectives are no meetings.
  const meetings = withProfile.meetings.map((one) => ({ ...one, type: null }));
  expect({ ...withProfile, meetings, profile: null, topics: null, objectives: bare.objectives }).toEqual(bare);
});

it("in a service's file each key of a profile is one of its own", () => {
  const file = [
    "defaults: { timezone: UTC, calls: tuesday at 10:00, profile: { segment: growth, priority: 2 } }",
    "customers:",
    "  acme/collaboration: { customer: Acme, profile: { since: 2026-01-12 } }",
    "  globex/collaboration: { customer: Globex, profile: { since: 2026-02-02, priority: 1, customer: existing } }",
  ];
  const { customers } = parseServiceConfiguration(`${file.join("\n")}\n`, "cadence.yml");
  const rhythms = [...customers.values()].map((one) => formatRhythm(cadence(one).schedule.recurrences));
  expect(rhythms).toEqual([
    "every week on tuesday at 10:00 until Thu 26 Feb 2026; every 3 months on the second tuesday at 10:00",
    "every month on the first tuesday at 10:00",
  ]);
});
