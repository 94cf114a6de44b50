import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import type { MeetingSeries } from "../../src/config/resolve/types.ts";
import { configurationWithoutFile } from "../../src/config/service/configuration-of.ts";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { configurationValues } from "../../src/config/sources/read-sources.ts";

const TODAY = 'customer: Acme\ntimezone: Europe/Berlin\naccount_team: ["@jane"]\n';
const PROFILE = `${TODAY}profile: { segment: strategic, priority: 1, since: 2026-01-12 }\ncalls: tuesday at 10:00\n`;

function seriesOf(text: string, id: string): MeetingSeries {
  const found = parseProjectConfiguration(text, "cadence.yml").meetings.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

/** What a type decides of a series. */
function decided({ type, title, template, home, schedule, followUp }: MeetingSeries) {
  const { durationMinutes, leadTime } = schedule;
  return { type, title, template, home, durationMinutes, leadTime, due: followUp.due };
}

const REVIEW = {
  type: "business-review",
  title: "{{team_name}} / {{customer}} Business Review - {{date}}",
  template: "Business Review",
  home: "main",
  durationMinutes: 90,
  leadTime: { amount: 6, unit: "weeks" },
  due: { amount: 1, unit: "business-days" },
};
const ONCE = "repeat: once on 2026-06-25 at 14:00";

describe("a file with neither profile nor calls", () => {
  const file = (id: string): string => `${TODAY}meetings:\n  cadence-call: { ${ONCE} }\n  ${id}: { ${ONCE} }\n`;

  it.each([
    "first-call",
    "leadership-check-in",
    "business-review",
    "enablement-session",
    "engagement",
    "retrospective",
  ])("has %s as it always had it: its id means nothing", (id) => {
    const series = seriesOf(file(id), id);
    const other = seriesOf(file("other"), "other");
    expect({ ...series, id: "", title: "", schedule: { ...series.schedule, series: "" } }).toEqual({
      ...other,
      id: "",
      title: "",
      schedule: { ...other.schedule, series: "" },
    });
    expect(series.template).toBe("Meeting Agenda");
  });

  it("its titles are made from ids, and the first one has the handbook's", () => {
    expect(seriesOf(file("business-review"), "business-review").title).toBe(REVIEW.title);
    expect(seriesOf(file("leadership-check-in"), "leadership-check-in").title).toContain("Leadership Check In -");
    expect(seriesOf(file("other"), "cadence-call").title).toContain("CSM Call");
  });

  it("may say a type all the same", () => {
    const text = `${TODAY}meetings:\n  yearly: { type: Business-Review, ${ONCE} }\n`;
    expect(decided(seriesOf(text, "yearly"))).toEqual({
      ...REVIEW,
      title: "{{team_name}} / {{customer}} CSM Call - {{date}}",
    });
  });
});

describe("the layer of a type", () => {
  it("an id is enough in a file with a profile or calls", () => {
    expect(
      decided(seriesOf(`${PROFILE}meetings:\n  business-review: { contract: month 6 }\n`, "business-review")),
    ).toEqual(REVIEW);
    const calls = `${TODAY}calls: once on 2026-06-23 at 10:00\nmeetings:\n  business-review: { ${ONCE} }\n`;
    expect(decided(seriesOf(calls, "business-review"))).toEqual(REVIEW);
  });

  it("lies below defaults, which lie below the meeting", () => {
    const text = `${PROFILE}defaults: { duration: 30 minutes, template: Ours }\nmeetings:\n  business-review: { contract: month 6, template: Mine }\n`;
    expect(decided(seriesOf(text, "business-review"))).toEqual({ ...REVIEW, durationMinutes: 30, template: "Mine" });
  });

  it("follow-ups of an engagement are due in three business days, unless the file says otherwise", () => {
    const text = (more: string): string => `${PROFILE}meetings:\n  engagement: { ${ONCE}${more} }\n`;
    expect(seriesOf(text(""), "engagement").followUp).toMatchObject({
      when: "closed",
      due: { amount: 3, unit: "business-days" },
    });
    expect(seriesOf(text(", follow_up: { due: 2 business days }"), "engagement").followUp.due.amount).toBe(2);
    expect(seriesOf(text(", follow_up: off"), "engagement").followUp.when).toBe("off");
  });

  it("custom is none, whatever the id says", () => {
    const series = seriesOf(`${PROFILE}meetings:\n  engagement: { type: custom, ${ONCE} }\n`, "engagement");
    expect(decided(series)).toMatchObject({
      type: "custom",
      template: "Meeting Agenda",
      home: null,
      due: { amount: 1 },
    });
    expect(series.title).toBe("{{team_name}} / {{customer}} Engagement - {{date}}");
  });

  it("several of one type have titles of their own, in the language of the project", () => {
    const text = `${PROFILE}language: de\nmeetings:\n  leadership-check-in: { ${ONCE} }\n  emea-leaders: { type: leadership-check-in, ${ONCE} }\n`;
    expect(seriesOf(text, "leadership-check-in").title).toBe(
      "{{team_name}} / {{customer}} Leitungsgespräch - {{date}}",
    );
    expect(seriesOf(text, "emea-leaders").title).toBe("{{team_name}} / {{customer}} Emea Leaders - {{date}}");
  });

  it("a second cadence series does not take the first one's title", () => {
    const series = seriesOf(`${PROFILE}meetings:\n  apac-calls: { type: cadence-call, ${ONCE} }\n`, "apac-calls");
    expect(series.title).toBe("{{team_name}} / {{customer}} Apac Calls - {{date}}");
  });

  it("holds in a service's file too, also where its defaults have the profile", () => {
    const service = parseServiceConfiguration(
      `groups: [acme]
defaults:
  timezone: UTC
  account_team: ["@jane"]
  profile: { segment: strategic, priority: 1, since: 2026-01-12 }
customers:
  acme/project: { customer: Acme, calls: tuesday at 10:00, meetings: { business-review: { contract: month 6 } } }
  acme/other: { customer: Other, calls: tuesday at 10:00, meetings: { yearly: { type: business-review, contract: month 6 } } }
`,
      "cadence.yml",
    );
    const of = (path: string) => configurationWithoutFile(service, { id: 1, path, name: "x" })?.meetings ?? [];
    expect(of("acme/project").map(decided)).toContainEqual(REVIEW);
    expect(of("acme/other").map(({ id, template }) => [id, template])).toContainEqual(["yearly", "Business Review"]);
  });
});

describe("a short review within a call (C19)", () => {
  const faultsOf = (days: string) => {
    const text = `${PROFILE}meetings:\n  cadence-call: { mini_review: ${days} }\n`;
    const { faults, meetings } = parseProjectConfiguration(text, "cadence.yml");
    return {
      days: meetings[0]?.miniReviews,
      faults: faults.map(({ problem, until }) => [problem.problem, problem.allowed, until]),
    };
  };

  it("is on days of the rhythm", () => {
    expect(faultsOf("[2026-06-02, 2026-06-02]")).toEqual({ days: ["2026-06-02"], faults: [] });
    const allowed = ["2026-06-02", "2026-06-16"];
    expect(faultsOf("2026-06-09").faults).toEqual([["no call is planned on Tue 9 Jun 2026", allowed, "2026-06-09"]]);
  });
});

describe("where values of a type are from", () => {
  const text = `${PROFILE}meetings:
  business-review: { contract: month 6 }
  second-review: { type: business-review, contract: month 9 }
  engagement: { ${ONCE}, duration: 30 minutes }
`;
  const values = configurationValues({ configuration: parseProjectConfiguration(text, "f"), text, entryOf: null });
  const said = (key: string): string | undefined => {
    const one = values.find((value) => value.key === `meetings.${key}`);
    return one && `${one.value} (${one.sources.map(({ from }) => from).join("; ")})`;
  };
  it.each([
    ["business-review.type", "business-review (the meeting's id)"],
    ["second-review.type", "business-review (line 8)"],
    ["business-review.duration", "90 minutes (handbook C18, type business-review)"],
    ["business-review.lead_time", "6 weeks (type business-review)"],
    ["business-review.title", `${REVIEW.title} (type business-review)`],
    [
      "second-review.title",
      "{{team_name}} / {{customer}} Second Review - {{date}} (default: with the name of the series)",
    ],
    ["cadence-call.title", "customer (handbook A17, type cadence-call)"],
    ["engagement.follow_up.due", "3 business days (handbook E41, type engagement)"],
    ["engagement.duration", "30 minutes (line 9)"],
    ["business-review.follow_up.due", "1 business day (handbook A69)"],
  ])("%s", (key, expected) => expect(said(key)).toBe(expected));
});
