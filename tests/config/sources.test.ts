import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { configurationWithoutFile } from "../../src/config/service/configuration-of.ts";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { configurationValues } from "../../src/config/sources/read-sources.ts";
import type { ConfigurationValue } from "../../src/config/sources/types.ts";

const SEVEN_LINES = `customer: Acme
timezone: Europe/Berlin
country: [DE, US]
csm: "@jane"
attendees: ["@bob"]
profile: { segment: strategic, priority: 1, deployment: self-managed, since: 2026-01-12 }
calls: tuesday at 10:00
`;

function valuesOf(text: string): readonly ConfigurationValue[] {
  return configurationValues({ configuration: parseProjectConfiguration(text, "cadence.yml"), text, entryOf: null });
}

/** A value as the command prints it. */
function said(values: readonly ConfigurationValue[], key: string): readonly string[] {
  return values
    .filter((one) => one.key === key)
    .map(({ value, sources }) => {
      const from = sources.map((one) => (one.part === null ? one.from : `${one.part}: ${one.from}`));
      return `${value} (${from.join("; ")})`;
    });
}

describe("where each value of seven lines is from", () => {
  const values = valuesOf(SEVEN_LINES);
  it.each([
    ["timezone", ["Europe/Berlin (line 2)"]],
    ["language", ["en (default)"]],
    ["noise.quiet_hours", ["18:00..08:00 (default)"]],
    ["profile.customer", ["new (since lies within 45 days before the first call: handbook C6)"]],
    ["profile.onboarded", ["2026-02-26 (45 days after since: handbook C6)"]],
    [
      "meetings.cadence-call.repeat",
      [
        "every week on tuesday at 10:00 until Thu 26 Feb 2026 (every week: handbook A3, onboarding; until: profile.onboarded; tuesday at 10:00: line 7)",
        "every 2 weeks on tuesday at 10:00 (every 2 weeks: handbook C13, strategic priority 1; tuesday at 10:00: line 7)",
      ],
    ],
    ["meetings.cadence-call.from", ["2026-01-12 (line 6)"]],
    ["meetings.cadence-call.lead_time", ["3 business days (handbook A9)"]],
    ["meetings.cadence-call.follow_up.due", ["1 business day (handbook A69)"]],
  ])("%s", (key, expected) => expect(said(values, key)).toEqual(expected));

  it("no value is without a source", () => {
    expect(values.length).toBeGreaterThan(35);
    expect(values.filter(({ sources }) => sources.length === 0)).toEqual([]);
  });
});

it("a month of the contract and what follows another call name both of their lines", () => {
  const values = valuesOf(`${SEVEN_LINES}meetings:
  business-review: { contract: month 6 }
  leadership-check-in:
    after: business-review
    in: 3 months
    when: thursday at 14:00
`);
  expect(said(values, "meetings.business-review.repeat")).toEqual([
    "every year on the fourth tuesday of june at 10:00 (contract: month 6: line 9; day and time: calls, line 7)",
  ]);
  expect(said(values, "meetings.leadership-check-in.repeat")).toEqual([
    "3 months after business-review, on thursday at 14:00 (after: business-review: line 11; day and time: line 13)",
  ]);
});

it("people: a list is one value, guests are one by their day", () => {
  const values = valuesOf(`${SEVEN_LINES}observers: [{ user: "@ae", role: account executive }]
meetings:
  cadence-call: { note_taker: rotate, attendees: ["@carol"], guests: { 2026-01-13: ["@pm"] } }
`);
  expect(said(values, "observers")).toEqual(['[{user: "@ae", role: account executive}] (line 8)']);
  expect(said(values, "meetings.cadence-call.note_taker")).toEqual(["rotate (line 10)"]);
  expect(said(values, "meetings.cadence-call.attendees")).toEqual(['["@carol"] (line 10)']);
  expect(said(values, "meetings.cadence-call.guests.2026-01-13")).toEqual(['["@pm"] (line 10)']);
});

describe("layers", () => {
  const values = valuesOf(`customer: Acme
timezone: Europe/Berlin
account_team: ["@jane"]
defaults: { carry: false, lead_time: 2 days, skip: ["2026-12-24"] }
meetings:
  cadence-call: { repeat: every week on tuesday at 10:00, from: 2026-01-12, skip: ["2026-12-22"] }
  other:
    repeat: every 4 weeks on friday at 10:00
    from: 2026-02-02
    lead_time: 1 day
    carry: { flag_after: 5 }
    follow_up: off
`);
  it.each([
    ["csm", ["@jane (the first of account_team: line 3)"]],
    ["meetings.cadence-call.lead_time", ["2 days (line 4)"]],
    ["meetings.cadence-call.carry", ["false (line 4)"]],
    ["meetings.cadence-call.carry.flag_after", []],
    ["meetings.cadence-call.skip", ["[2026-12-24] and [2026-12-22] ([2026-12-24]: line 4; [2026-12-22]: line 6)"]],
    ["meetings.cadence-call.title", ["customer (handbook A17)"]],
    ["meetings.other.lead_time", ["1 day (line 10)"]],
    ["meetings.other.carry.flag_after", ["5 (line 11)"]],
    ["meetings.other.carry.flag_after_days", ["28 (handbook E49)"]],
    ["meetings.other.follow_up.when", ["off (line 12)"]],
    ["meetings.other.title", ["{{team_name}} / {{customer}} Other - {{date}} (default: with the name of the series)"]],
  ])("%s", (key, expected) => expect(said(values, key)).toEqual(expected));
});

it("of a customer in a service's file, the lines of its entry and of the defaults", () => {
  const text = `\
defaults:
  timezone: UTC
  calls: tuesday at 10:00
  profile: { segment: growth, priority: 2 }
groups: [acme]
customers:
  acme/collaboration: { customer: Acme, profile: { since: 2026-01-12 } }
`;
  const service = parseServiceConfiguration(text, "cadence.yml");
  const project = { id: 7, path: "acme/Collaboration", name: "Collaboration" };
  const configuration = configurationWithoutFile(service, project);
  const values = configuration === null ? [] : configurationValues({ configuration, text, entryOf: project });
  expect(
    [
      said(values, "timezone"),
      said(values, "customer"),
      said(values, "profile.since"),
      said(values, "profile.segment"),
    ].flat(),
  ).toEqual(["UTC (line 2)", "Acme (line 7)", "2026-01-12 (line 7)", "growth (line 4)"]);
});
