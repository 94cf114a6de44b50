import { describe, expect, it } from "vitest";
import { type ProposalFacts, proposalsFor } from "../../../src/domain/profile/proposals.ts";
import type { CustomerProfile } from "../../../src/domain/profile/types.ts";
import { parseRepeat } from "../../../src/domain/schedule/parse-repeat.ts";
import type { Recurrence } from "../../../src/domain/schedule/types.ts";
import { addDays } from "../../../src/domain/time/dates.ts";

const PROFILE: CustomerProfile = {
  segment: "strategic",
  priority: 1,
  deployment: null,
  since: "2026-01-12",
  customer: "new",
  onboarded: "2026-02-26",
  region: null,
  areas: [],
};

function rhythm(words: string, days: Partial<Recurrence> = {}): Recurrence {
  const result = parseRepeat(words);
  if (!result.ok) throw new Error(result.problem);
  return { ...result.recurrence, ...days };
}

const ONBOARDING = [
  rhythm("every week on tuesday at 10:00", { lastDay: "2026-02-26" }),
  rhythm("every 2 weeks on tuesday at 10:00", { firstDay: "2026-02-27" }),
];

function facts(
  today: string,
  held: readonly string[],
  recurrences: readonly Recurrence[] = ONBOARDING,
  profile: Partial<CustomerProfile> = {},
): ProposalFacts {
  const rule = { recurrences, from: "2026-01-12", until: null, timeZone: "Europe/Berlin" };
  const first = { id: "first-call", rule: { ...rule, recurrences: [rhythm("once on 2026-01-15 at 10:00")] }, held: [] };
  return {
    profile: { ...PROFILE, ...profile },
    series: [{ id: "cadence-call", rule, held }, first],
    cadence: "cadence-call",
    today,
  };
}

/** What is proposed about onboarding and rhythm: reviews have cases of their own. */
function saidOfCalls(given: ProposalFacts): readonly string[] {
  return said(given).filter((one) => !one.startsWith("C20"));
}

function said(given: ProposalFacts): readonly string[] {
  return proposalsFor(given).map(({ subject, text, remedy, row }) => `${row} ${subject}: ${text} | ${remedy}`);
}

describe("a new customer", () => {
  it.each([
    ["before the contract", "2026-01-11", [], []],
    ["in the first fortnight", "2026-01-26", [], []],
    [
      "without a call after it",
      "2026-01-27",
      [],
      [
        "C6 first-call: no call was held by Mon 26 Jan 2026, within 14 days of the contract's first day (C6) | hold it, or say in the agenda why it is later",
      ],
    ],
    ["with a call in it", "2026-01-27", ["2026-01-20"], []],
    [
      "without a cadence call after 30 days",
      "2026-02-12",
      [],
      [
        "C6 first-call: no call was held by Mon 26 Jan 2026, within 14 days of the contract's first day (C6) | hold it, or say in the agenda why it is later",
        "C6 cadence-call: no cadence call was held by Wed 11 Feb 2026, within 30 days of the contract's first day (C6) | hold it, or say in the agenda why it is later",
      ],
    ],
    [
      "after the second call: weekly calls would go",
      "2026-02-03",
      ["2026-01-20", "2026-01-27"],
      [
        "C6 profile.onboarded: the second call took place on Tue 27 Jan 2026: the handbook counts onboarding as done then (C6); it drops the calls of Tue 17 Feb 2026 | onboarded: 2026-02-03".replace(
          "calls of",
          "call of",
        ),
      ],
    ],
    [
      "past the end with one call: weekly calls would come",
      "2026-03-02",
      ["2026-01-20"],
      [
        "C6 profile.onboarded: onboarding ended on Thu 26 Feb 2026, and 1 cadence call took place: the handbook has two (C6); it adds the call of Tue 3 Mar 2026 | onboarded: 2026-03-16",
      ],
    ],
    ["past the end with two calls", "2026-03-02", ["2026-01-20", "2026-01-27"], []],
    ["a year later", "2027-03-02", [], []],
  ])("%s", (_name, today, held, expected) => expect(saidOfCalls(facts(today, held))).toEqual(expected));

  it("is offered the call to get to know each other, with a date that is to come", () => {
    const without = (today: string) => {
      const given = facts(today, []);
      return said({ ...given, series: given.series.filter(({ id }) => id !== "first-call") })[0];
    };
    expect(without("2026-01-13")).toBe(
      "A21 first-call: a new customer begins with a call to get to know each other, by Mon 26 Jan 2026 (A21, C6); the file has none | meetings: { first-call: { repeat: once on 2026-01-26 at 10:00 } }",
    );
    expect(without("2026-01-30")).toContain("once on 2026-02-06 at 10:00");
  });
});

describe("reviews of a strategic customer", () => {
  const existing = { customer: "existing" } as const;
  const rule = {
    recurrences: [rhythm("every year on the fourth thursday of june at 10:00")],
    from: "2026-01-12",
    until: null,
    timeZone: "UTC",
  };
  const withSeries = (
    today: string,
    held: readonly string[],
    ids: readonly string[],
    of: Partial<CustomerProfile> = existing,
  ) => {
    const given = facts(today, [], [rhythm("every 2 weeks on tuesday at 10:00")], of);
    return said({ ...given, series: [...given.series, ...ids.map((id) => ({ id, rule, held }))] });
  };
  it.each([
    [
      "none in the file",
      "2026-03-01",
      [],
      [],
      existing,
      [
        "C20 business-review: a strategic customer has a business review each year, in month 6 of the contract (C18, C20); the file has none | meetings: { business-review: { contract: month 6 } }",
      ],
    ],
    ["not in onboarding", "2026-02-01", ["2026-01-20"], [], { customer: "new" }, []],
    ["not for growth", "2026-03-01", [], [], { ...existing, segment: "growth" }, []],
    ["one that was not held yet", "2026-03-01", [], ["business-review"], existing, []],
    [
      "one that was held",
      "2026-07-01",
      ["2026-06-25"],
      ["business-review"],
      existing,
      [
        "D7 leadership-check-in: the business review was held on Thu 25 Jun 2026: a quarter later is a good time to talk with the customer's leaders (D7), if they want to (D3) | meetings: { leadership-check-in: { after: business-review, in: 3 months } }",
      ],
    ],
    ["with a check-in", "2026-07-01", ["2026-06-25"], ["business-review", "leadership-check-in"], existing, []],
  ] as const)("%s", (_name, today, held, ids, of, expected) => {
    const proposals = withSeries(today, held, ids, of).filter(
      (one) => !one.includes("first-call") && !one.startsWith("C6"),
    );
    expect(proposals).toEqual(expected);
  });
});

describe("how often", () => {
  const existing = { customer: "existing" } as const;
  it.each([
    ["every 2 weeks on tuesday at 10:00", { segment: "strategic", priority: 1 }, null],
    ["every week on tuesday at 10:00", { segment: "strategic", priority: 1 }, null],
    [
      "every 3 weeks on tuesday at 10:00",
      { segment: "strategic", priority: 1 },
      "18 times a year, where the handbook has every 2 weeks for strategic priority 1 (C13)",
    ],
    ["every month on the first tuesday at 10:00", { segment: "strategic", priority: 2 }, null],
    ["every 4 weeks on tuesday at 10:00", { segment: "growth", priority: 1 }, null],
    [
      "every 3 months on the first tuesday at 10:00",
      { segment: "growth", priority: 1 },
      "4 times a year, where the handbook has every month for growth priority 1 (C14)",
    ],
    ["every 3 months on the first tuesday at 10:00", { segment: "growth", priority: 2 }, null],
    [
      "every 6 months on the first tuesday at 10:00",
      { segment: "growth", priority: 2 },
      "2 times a year, where the handbook has every 3 months for growth priority 2 (C14)",
    ],
  ] as const)("%s for %o", (words, of, expected) => {
    const given = saidOfCalls(facts("2026-06-01", [], [rhythm(words)], { ...existing, ...of }));
    expect(given).toEqual(expected === null ? [] : [expect.stringContaining(`cadence-call meets ${expected}`)]);
  });

  it("a series that ends is not judged", () => {
    const given = facts("2026-06-01", [], [rhythm("every month on the first tuesday at 10:00")], existing);
    const ending = given.series.map((one) => ({ ...one, rule: { ...one.rule, until: addDays("2026-06-01", 90) } }));
    expect(saidOfCalls({ ...given, series: ending })).toEqual([]);
  });
});
