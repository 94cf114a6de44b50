import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths } from "../../../src/domain/time/dates.ts";
import { TOPIC_BANK } from "../../../src/domain/topics/bank.ts";
import { chooseTopics, phaseOn } from "../../../src/domain/topics/choose.ts";
import type { OwnTopic, Topic } from "../../../src/domain/topics/types.ts";
import { assertOften } from "../../support/assert-often.ts";
import { calendarOf, type PlayedCall, play, profileOf, RULES, type YearOfCalls } from "./calendar.ts";

const NEW = { customer: "new", since: "2026-01-12", onboarded: "2026-02-26" } as const;

/** Those whose profiles the suite holds, as far as topics depend on them. */
const YEARS: Readonly<Record<string, YearOfCalls>> = {
  "strategic-1-new-self-managed": { profile: profileOf(NEW), first: "2026-01-20", everyDays: 14 },
  "strategic-2-gitlab-com": {
    profile: profileOf({ priority: 2, deployment: "gitlab.com" }),
    first: "2026-01-20",
    everyDays: 28,
  },
  "growth-1-dedicated": {
    profile: profileOf({ segment: "growth", deployment: "dedicated" }),
    first: "2026-01-20",
    everyDays: 28,
  },
  "growth-2": {
    profile: profileOf({ segment: "growth", priority: 2, deployment: null }),
    first: "2026-01-20",
    everyDays: 91,
  },
  "strategic-1-self-managed": { profile: profileOf(), first: "2026-01-20", everyDays: 14 },
  "strategic-1-new-dedicated": {
    profile: profileOf({ ...NEW, deployment: "dedicated" }),
    first: "2026-01-20",
    everyDays: 14,
  },
  "strategic-2-self-managed-few": {
    profile: profileOf({ priority: 2 }),
    first: "2026-01-20",
    everyDays: 28,
    rules: { max: 2, dropped: ["events", "elsewhere"] },
  },
  "growth-2-self-managed": {
    profile: profileOf({ segment: "growth", priority: 2 }),
    first: "2026-01-20",
    everyDays: 91,
  },
};

function offeredIn(played: readonly PlayedCall[]): readonly (readonly [date: string, topic: Topic | OwnTopic])[] {
  return played.flatMap(({ date, choice }) =>
    [...choice.suggested, ...choice.raised].map(({ topic }) => [date, topic] as const),
  );
}

describe("a year of topics (A98 to A118)", () => {
  it.each(Object.entries(YEARS))("%s", async (name, year) => {
    await expect(`${calendarOf(year)}\n`).toMatchFileSnapshot(`calendars/${name}.txt`);
  });

  it("offers no topic twice within its interval, none that does not fit, sticky ones once, and no more than fit", () => {
    const profiles = fc.record({
      deployment: fc.constantFrom("self-managed" as const, "gitlab.com" as const, "dedicated" as const, null),
      customer: fc.constantFrom("new" as const, "existing" as const),
    });
    assertOften(
      { "a topic comes again": 0.6 },
      (asserted) =>
        fc.property(profiles, fc.integer({ min: 1, max: 92 }), fc.integer({ min: 0, max: 10 }), (change, days, max) => {
          const profile = profileOf(change);
          const played = play({ profile, first: "2026-01-20", everyDays: days, rules: { max } });
          for (const { choice } of played) expect(choice.suggested.length).toBeLessThanOrEqual(max);
          const last = new Map<string, string>();
          for (const [date, topic] of offeredIn(played)) {
            const before = last.get(topic.id);
            last.set(topic.id, date);
            const { every, deployments, phase } = topic;
            expect(deployments ?? [profile.deployment]).toContain(profile.deployment);
            expect(phase ?? phaseOn(profile, date)).toBe(phaseOn(profile, date));
            if (before === undefined) continue;
            expect([topic.id, every]).not.toEqual([topic.id, "once"]);
            if (every === "once" || "calls" in every) continue;
            asserted("a topic comes again");
            expect(date >= addMonths(before, every.months)).toBe(true);
          }
        }),
      { numRuns: 60 },
    );
  });

  it("comes to each topic that fits within a year of calls every two weeks", () => {
    const played = play({ profile: profileOf(), first: "2026-01-20", everyDays: 14 });
    const offered = new Set(offeredIn(played).map(([, { id }]) => id));
    expect(TOPIC_BANK.map(({ id }) => id).filter((id) => !offered.has(id))).toEqual([]);
  });
});

describe("what a call did not come to (A55)", () => {
  it("is offered once more, before others, and then rests", () => {
    const year = { profile: profileOf(), first: "2026-01-20", everyDays: 14 };
    const played = play(year, (id) => id === "outcomes");
    const days = offeredIn(played).flatMap(([date, { id }]) => (id === "outcomes" ? [date] : []));
    expect(days.slice(0, 3)).toEqual(["2026-01-20", "2026-02-03", "2026-04-14"]);
    expect(played[1]?.choice.suggested[0]).toMatchObject({
      topic: { id: "outcomes" },
      reason: { rule: "topic-left-open" },
    });
  });

  it("is not offered again where somebody took it out", () => {
    const ids = new Set(["outcomes"]);
    const call = {
      date: "2026-01-20",
      isHeld: true,
      offered: ids,
      standing: new Set<string>(),
      covered: new Set<string>(),
    };
    const choice = chooseTopics({ rules: RULES, profile: profileOf(), date: "2026-02-03", calls: [call] });
    expect(choice.suggested.map(({ topic }) => topic.id)).not.toContain("outcomes");
  });
});

describe("topics of the file's own", () => {
  const own = (change: Partial<OwnTopic>): OwnTopic => ({
    id: "own-1",
    kind: "suggested",
    text: "Move to the new runners",
    every: "once",
    rows: [],
    ...change,
  });
  const chosenOn = (date: string, change: Partial<OwnTopic>, profile = profileOf()): boolean =>
    chooseTopics({ rules: { ...RULES, own: [own(change)] }, profile, date, calls: [] }).suggested[0]?.topic.id ===
    "own-1";

  it.each<[string, string, Partial<OwnTopic>, boolean]>([
    ["come first", "2026-03-03", {}, true],
    ["until their last day", "2026-03-03", { until: "2026-03-03" }, true],
    ["not after it (A120)", "2026-03-04", { until: "2026-03-03" }, false],
    ["for customers of another deployment", "2026-03-03", { deployments: ["gitlab.com"] }, false],
    ["for customers who care about another area", "2026-03-03", { areas: ["ci"] }, false],
    ["for customers in another region (A107)", "2026-03-03", { regions: ["EMEA"] }, false],
  ])("%s", (_what, date, change, expected) => {
    expect(chosenOn(date, change)).toBe(expected);
  });

  it("fit by area and region whatever their case", () => {
    const profile = profileOf({ areas: ["CI"], region: "emea" });
    expect(chosenOn("2026-03-03", { areas: ["ci"], regions: ["EMEA"] }, profile)).toBe(true);
  });
});
