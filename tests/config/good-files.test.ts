import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { resolveGuard } from "../../src/config/resolve/resolve-guard.ts";
import { GOOD_HEAD, GOOD_MEETINGS } from "./said.ts";

function parse(text: string) {
  return parseProjectConfiguration(text, "cadence.yml");
}

function parseMeeting(lines: string, top = "") {
  const [meeting] = parse(`${GOOD_HEAD}${top}${GOOD_MEETINGS}${lines.replaceAll(/^(?=.)/gm, "    ")}`).meetings;
  if (meeting === undefined) throw new Error("expected a meeting");
  return meeting;
}

describe("a file as people write it", () => {
  const file = `customer: Acme
timezone: Europe/Berlin
country: DE                      # public holidays, both sides may be given
account_team: ["@jane", "@sam"]  # first is the CSM
attendees: ["@bob"]              # the customer's side
meetings:
  cadence-call:                  # a meeting series; the id people choose
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
    skip: [2026-05-05, 2026-12-22..2027-01-02]
    move: { 2026-12-01: 2026-12-03 14:00 }
`;

  it("every value and every default", () => {
    expect(parse(file)).toEqual({
      customer: "Acme",
      language: "en",
      teamName: "GitLab",
      timeZone: "Europe/Berlin",
      customerTimeZone: null,
      countries: ["DE"],
      csm: [{ user: "@jane", until: null }],
      accountTeam: ["@jane", "@sam"],
      attendees: ["@bob"],
      observers: [],
      away: [],
      agendaLabel: "meeting-agenda",
      followUpLabel: "meeting-follow-up",
      stateLabels: {
        unresolved: {
          name: "action-items::unresolved",
          color: "#d9622b",
          description: "Action items of this call are still open.",
        },
        resolved: {
          name: "action-items::resolved",
          color: "#3c8f55",
          description: "All action items of this call are done.",
        },
        noActionItems: {
          name: "action-items::none",
          color: "#868686",
          description: "This call left no action items.",
        },
        overdue: {
          name: "follow-up::overdue",
          color: "#c9302c",
          description: "An open item of this follow-up is past its date.",
        },
        awaitingReply: { name: "awaiting-reply", color: "#e9a800", description: "This issue waits for a reply." },
      },
      objectives: [],
      mentions: { carried: "quiet", attendees: "notify", followUp: "notify", customer: false },
      reminders: { enabled: true, everyDays: 7, atMost: 3 },
      noise: { perDay: 5, hours: { quietHours: { from: "18:00", to: "08:00" } } },
      faults: [],
      variables: {},
      templateProject: null,
      guard: resolveGuard(),
      history: null,
      profile: null,
      topics: null,
      meetings: [
        {
          id: "cadence-call",
          type: null,
          joinUrl: null,
          attendees: null,
          observers: null,
          guests: [],
          noteTakers: null,
          schedule: {
            series: "cadence-call",
            timeZone: "Europe/Berlin",
            recurrences: [
              {
                rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
                time: "10:00",
                text: "every 2 weeks on tuesday at 10:00",
              },
            ],
            from: "2026-01-13",
            until: null,
            durationMinutes: 50,
            leadTime: { amount: 3, unit: "business-days" },
            hours: { quietHours: { from: "18:00", to: "08:00" } },
            skip: [
              { from: "2026-05-05", to: "2026-05-05", reason: null },
              { from: "2026-12-22", to: "2027-01-02", reason: null },
            ],
            pause: [],
            move: [{ date: "2026-12-01", toDate: "2026-12-03", toTime: "14:00", reason: null }],
            holidays: "shift-next-day",
          },
          title: "{{team_name}} / {{customer}} CSM Call - {{date}}",
          template: "Meeting Agenda",
          labels: [],
          assignees: null,
          confidential: false,
          carry: {
            enabled: true,
            sections: null,
            flagAfter: 3,
            flagAfterDays: 28,
            horizonDays: 56,
            dayOrder: "day-first",
          },
          followUp: {
            when: "closed",
            due: { amount: 1, unit: "business-days" },
            draftMinutes: 60,
            template: "Follow-up",
            close: "when-resolved",
          },
          home: null,
          miniReviews: [],
          main: false,
          continues: [],
          trigger: null,
        },
      ],
    });
  });

  it.each([
    ["Windows line ends", file.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${file}`],
    ["no line end at the end", file.trimEnd()],
    ["a document mark", `---\n${file}`],
    [
      "quotes everywhere",
      file.replace("from: 2026-01-13", 'from: "2026-01-13"').replace("customer: Acme", "'customer': 'Acme'"),
    ],
    ["an alias", file.replace('["@bob"]', '&bob ["@bob"]')],
  ])("with %s it means the same", (_, text) => {
    expect(parse(text)).toEqual(parse(file));
  });
});

describe("values that YAML or people may take for something else", () => {
  it.each([
    ["1234", "1234"],
    ["007", "007"],
    ["1.10", "1.10"],
    ["1e3", "1e3"],
    ["0x1F", "0x1F"],
    ["no", "no"],
    ["Yes", "Yes"],
    ["2026-01-13", "2026-01-13"],
    ["12:30:45", "12:30:45"],
    ["'true'", "true"],
    ["  Ünïcode & Söhne  ", "Ünïcode & Söhne"],
  ])("customer: %s", (written, meant) => {
    expect(parse(`customer: ${written}\ntimezone: UTC\n${GOOD_MEETINGS}`).customer).toBe(meant);
  });

  it.each([
    ["europe/berlin", "Europe/Berlin"],
    ["AMERICA/NEW_YORK", "America/New_York"],
    ["America/Port-au-Prince", "America/Port-au-Prince"],
    ["america/port-au-prince", "America/Port-au-Prince"],
    ["asia/kolkata", "Asia/Kolkata"],
    ["Asia/Kolkata", "Asia/Kolkata"],
    ["US/Eastern", "US/Eastern"],
    ["us/eastern", "US/Eastern"],
    ["utc", "UTC"],
    ["Etc/UTC", "UTC"],
  ])("timezone: %s", (written, canonical) => {
    expect(parse(`customer: Acme\ntimezone: ${written}\n${GOOD_MEETINGS}`).timeZone).toBe(canonical);
  });

  it("meetings keep the order of the file, ids that look like numbers too", () => {
    const meeting = "{ repeat: every day at 9:00, from: 2026-01-13 }";
    const text = `${GOOD_HEAD}meetings:\n  b: ${meeting}\n  10: ${meeting}\n  a: ${meeting}\n  2: ${meeting}\n`;
    expect(parse(text).meetings.map(({ id }) => id)).toEqual(["b", "10", "a", "2"]);
  });
});

describe("one value where a list is meant", () => {
  it("country, people, labels, assignees, skip, pause", () => {
    const top = 'country: de-by\naccount_team: "@jane"\nattendees: Alice Smith\n';
    const text = `${GOOD_HEAD}${top}${GOOD_MEETINGS}    labels: cadence\n    assignees: "@sam"\n    skip: 2026-05-05\n    pause: 2026-07-01..\n    carry: { sections: "## Next steps" }\n`;
    const { countries, accountTeam, attendees, meetings } = parse(text);
    expect({ countries, accountTeam, attendees }).toEqual({
      countries: ["DE-BY"],
      accountTeam: ["@jane"],
      attendees: ["Alice Smith"],
    });
    expect(meetings[0]).toMatchObject({
      labels: ["cadence"],
      assignees: ["@sam"],
      carry: { sections: ["Next steps"] },
      schedule: { skip: [{ from: "2026-05-05", to: "2026-05-05" }], pause: [{ from: "2026-07-01", to: null }] },
    });
  });
});

describe("history", () => {
  it.each([
    ["", null],
    ["history: { before: 2026-12-01 }\n", { before: "2026-12-01", titles: [], issues: [], series: null }],
    [
      'history: { before: 2026-12-01, titles: ["Acme weekly*"], issues: 12, series: cadence-call }\n',
      { before: "2026-12-01", titles: ["Acme weekly*"], issues: [12], series: "cadence-call" },
    ],
  ])("%s", (top, expected) => {
    expect(parse(`${GOOD_HEAD}${top}${GOOD_MEETINGS}`).history).toEqual(expected);
  });

  it.each([
    ["8 weeks", 56],
    ["90 days", 90],
    ["P4W", 28],
  ])("a horizon of %s", (written, days) => {
    expect(parseMeeting(`carry: { horizon: ${written} }\n`)).toMatchObject({ carry: { horizonDays: days } });
  });
});

describe("keys of a meeting", () => {
  it.each([
    ["title: customer\n", { title: "{{team_name}} / {{customer}} CSM Call - {{date}}" }],
    ["title: Frequency\n", { title: "{{team_name}} - {{frequency}} Collaboration - {{date}}" }],
    ["title: plain\n", { title: "{{team_name}} - CSM Call - {{date}}" }],
    [
      'title: "{{customer}}: {{#csm}}with {{{csm}}}{{/csm}}"\n',
      { title: "{{customer}}: {{#csm}}with {{{csm}}}{{/csm}}" },
    ],
    ["template: Leadership Check-In\n", { template: "Leadership Check-In" }],
    ["labels: [a, b::c, a]\n", { labels: ["a", "b::c"] }],
    ["labels: [a, meeting-agenda]\n", { labels: ["a"] }],
    ["assignees: []\n", { assignees: [] }],
    ['assignees: ["@sam", "@sam"]\n', { assignees: ["@sam"] }],
    ["confidential: true\n", { confidential: true }],
    ["carry: false\n", { carry: { enabled: false, sections: null, flagAfter: 3, flagAfterDays: 28 } }],
    ["carry: true\n", { carry: { enabled: true, sections: null, flagAfter: 3, flagAfterDays: 28 } }],
    [
      "carry: { flag_after: 1, flag_after_days: 7 }\n",
      { carry: { enabled: true, sections: null, flagAfter: 1, flagAfterDays: 7 } },
    ],
    ["duration: 5 minutes\n", { schedule: { durationMinutes: 5 } }],
    ["duration: 8 hours\n", { schedule: { durationMinutes: 480 } }],
    ["lead_time: 2 business days\n", { schedule: { leadTime: { amount: 2, unit: "business-days" } } }],
    ["until: 2026-01-13\n", { schedule: { until: "2026-01-13" } }],
    [
      "skip: { from: 2026-12-22, to: 2027-01-02, reason: winter }\n",
      { schedule: { skip: [{ from: "2026-12-22", to: "2027-01-02", reason: "winter" }] } },
    ],
    [
      "skip: [{ date: 2026-05-05, reason: 7 }]\n",
      { schedule: { skip: [{ from: "2026-05-05", to: "2026-05-05", reason: "7" }] } },
    ],
    [
      "pause: { from: 2026-07-01, reason: leave }\n",
      { schedule: { pause: [{ from: "2026-07-01", to: null, reason: "leave" }] } },
    ],
    [
      "move: { 2026-02-10: 2026-02-11, 2026-01-27: { to: 2026-01-28, at: 9am, reason: fair } }\n",
      {
        schedule: {
          move: [
            { date: "2026-01-27", toDate: "2026-01-28", toTime: "09:00", reason: "fair" },
            { date: "2026-02-10", toDate: "2026-02-11", toTime: null, reason: null },
          ],
        },
      },
    ],
  ])("%s", (lines, expected) => {
    expect(parseMeeting(lines)).toMatchObject(expected);
  });

  it.each([
    [
      "moves on the first and on the last day",
      "until: 2026-06-30\nmove: { 2026-01-13: 2026-01-14, 2026-06-30: 2026-07-01 }\n",
      { schedule: { move: [{}, {}] } },
    ],
    ["holidays: ignore without a country", "holidays: ignore\n", { schedule: { holidays: "ignore" } }],
  ])("%s", (_, lines, expected) => {
    expect(parseMeeting(lines)).toMatchObject(expected);
  });

  it("the customer's clock, and where people join: beside the meetings for all, in one for its own", () => {
    const more = "customer_timezone: america/new_york\njoin_url: https://example.zoom.us/j/1?pwd=a(b)\n";
    const own =
      "  other:\n    join_url: https://meet.example/x\n    repeat: every week on monday at 10:00\n    from: 2026-01-12\n";
    const { customerTimeZone, meetings } = parse(
      `customer: Acme\ntimezone: Europe/Berlin\n${more}meetings:\n  first:\n    repeat: every week on tuesday at 10:00\n    from: 2026-01-13\n${own}`,
    );
    expect(customerTimeZone).toBe("America/New_York");
    expect(meetings.map(({ joinUrl }) => joinUrl)).toEqual([
      "https://example.zoom.us/j/1?pwd=a%28b%29",
      "https://meet.example/x",
    ]);
  });

  it("people of a meeting in place of the project's, guests of its calls, and who takes notes", () => {
    const text = `customer: Acme
timezone: UTC
attendees: ["@bob"]
observers: "@kim"
defaults: { note_taker: rotate }
meetings:
  first:
    repeat: every week on tuesday at 10:00
    from: 2026-01-13
    guests: { 2026-02-03: Pat Product, 2026-01-20: ["@pm"] }
  second:
    repeat: every week on monday at 10:00
    from: 2026-01-12
    attendees: "@carol"
    observers: [{ user: "@ae", role: account executive }]
    note_taker: ["@jane", Nora]
  third: { repeat: every week on friday at 10:00, from: 2026-01-12, note_taker: "@jane", observers: [] }
`;
    const { observers, meetings } = parse(text);
    expect(observers).toEqual([{ user: "@kim", role: null }]);
    expect(
      meetings.map(({ attendees, observers: own, guests, noteTakers }) => [attendees, own, guests, noteTakers]),
    ).toEqual([
      [
        null,
        null,
        [
          { date: "2026-01-20", people: ["@pm"] },
          { date: "2026-02-03", people: ["Pat Product"] },
        ],
        "rotate",
      ],
      [["@carol"], [{ user: "@ae", role: "account executive" }], [], ["@jane", "Nora"]],
      [null, [], [], ["@jane"]],
    ]);
  });

  it("an rrule with its time", () => {
    const text = `${GOOD_HEAD}meetings:\n  monthly:\n    rrule: rrule:freq=monthly;byday=2tu;byhour=9\n    at: 9:00\n    from: 2026-01-13\n`;
    expect(parse(text).meetings[0]?.schedule.recurrences[0]).toMatchObject({
      rrule: "FREQ=MONTHLY;BYDAY=2TU",
      time: "09:00",
    });
  });
});

describe("defaults", () => {
  it("hold for meetings that do not say otherwise; skip and pause add up, carry goes key by key", () => {
    const top =
      'defaults: { duration: 25 minutes, labels: [x], assignees: ["@sam"], skip: 2026-12-24, pause: 2027-01-01.., carry: { flag_after: 5, sections: [A] } }\n';
    expect(parseMeeting("labels: [y]\nskip: [2026-05-05]\ncarry: { flag_after_days: 60 }\n", top)).toMatchObject({
      labels: ["y"],
      assignees: ["@sam"],
      carry: { enabled: true, sections: ["A"], flagAfter: 5, flagAfterDays: 60 },
      schedule: {
        durationMinutes: 25,
        skip: [{ from: "2026-12-24" }, { from: "2026-05-05" }],
        pause: [{ from: "2027-01-01" }],
      },
    });
  });

  it.each([
    [
      "carry: false in defaults, keys in the meeting",
      "defaults: { carry: false }\n",
      "carry: { flag_after: 9 }\n",
      { enabled: true, flagAfter: 9 },
    ],
    [
      "keys in defaults, carry: false in the meeting",
      "defaults: { carry: { flag_after: 9 } }\n",
      "carry: false\n",
      { enabled: false, flagAfter: 9 },
    ],
  ])("%s", (_, top, lines, carry) => {
    expect(parseMeeting(lines, top).carry).toMatchObject(carry);
  });

  it.each([
    ["without a country calls take place", "", "", "ignore"],
    ["with a country they shift", "country: [DE, US]\n", "", "shift-next-day"],
    ["unless the meeting says otherwise", "country: DE\n", "holidays: skip\n", "skip"],
    ["or the defaults", "country: DE\ndefaults: { holidays: ignore }\n", "", "ignore"],
  ])("holidays: %s", (_, top, lines, holidays) => {
    expect(parseMeeting(lines, top).schedule.holidays).toBe(holidays);
  });

  it("assignees: whoever is CSM on the day, when nobody is named", () => {
    expect(parseMeeting("", 'account_team: ["@jane", "@sam"]\n').assignees).toBeNull();
    expect(parseMeeting("").assignees).toBeNull();
  });

  it.each([
    ["template_project: 1234\n", "1234"],
    ["template_project: acme/sub/templates\n", "acme/sub/templates"],
  ])("%s", (top, templateProject) => {
    expect(parse(`${GOOD_HEAD}${top}${GOOD_MEETINGS}`).templateProject).toBe(templateProject);
  });
});
