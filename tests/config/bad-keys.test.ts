import { describe, expect, it } from "vitest";
import { GOOD_HEAD, GOOD_MEETINGS, said, saidOfMeeting, saidOfTop } from "./said.ts";

describe("keys and values of the wrong kind", () => {
  it("typo in a key", () => {
    expect(said("custmer: Acme\ntimezone: Europe/Berlin\nmeetings: {}\n")).toMatchInlineSnapshot(`
      "cadence.yml:1:1  custmer
        found     "custmer"
        problem   there is no such key here
        nearest   customer
        allowed   customer | timezone | country | csm | account_team | attendees | agenda_label | follow_up_label |
                  state_labels | mentions | reminders | noise | template_project | defaults | meetings

      cadence.yml:3:11  meetings
        found     {}
        problem   there is no meeting
        allowed   { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } }"
    `);
  });

  it("camel case", () => {
    expect(saidOfMeeting("leadTime: 3 days")).toMatchInlineSnapshot(`
      "cadence.yml:7:5  meetings.cadence-call.leadTime
        found     "leadTime"
        problem   there is no such key here
        nearest   lead_time
        allowed   repeat | rrule | at | from | until | move | main | continues | duration | lead_time | holidays | skip |
                  pause | title | template | labels | assignees | confidential | carry | follow_up | home"
    `);
  });

  it("another word for a key", () => {
    expect(saidOfTop("team: [jane]")).toMatchInlineSnapshot(`
      "cadence.yml:3:1  team
        found     "team"
        problem   there is no such key here
        nearest   account_team
        allowed   customer | timezone | country | csm | account_team | attendees | agenda_label | follow_up_label |
                  state_labels | mentions | reminders | noise | template_project | defaults | meetings"
    `);
  });

  it("key of a meeting at the top", () => {
    expect(saidOfTop("duration: 30 minutes")).toMatchInlineSnapshot(`
      "cadence.yml:3:1  duration
        found     "duration"
        problem   the key does not belong here
        nearest   duration in a meeting
        allowed   duration in a meeting | duration under defaults"
    `);
  });

  it("everything is missing", () => {
    expect(said("{}\n")).toMatchInlineSnapshot(`
      "cadence.yml:1:1  customer
        problem   customer is missing: the customer's name, as it stands in titles
        allowed   Acme

      cadence.yml:1:1  timezone
        problem   timezone is missing: the place whose clock the calls keep, as a name of the IANA database
        allowed   Europe/Berlin | America/New_York | UTC

      cadence.yml:1:1  meetings
        problem   meetings is missing: the meeting series of the project, each under an id of your choice
        allowed   { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } }"
    `);
  });

  it("key without a value", () => {
    expect(saidOfMeeting("skip:")).toMatchInlineSnapshot(`
      "cadence.yml:7:5  meetings.cadence-call.skip
        found     "skip"
        problem   the key has no value; a day or range, a map or a list is expected, or no key
        allowed   [2026-05-05, 2026-12-22..2027-01-02] | [{date: 2026-05-05, reason: customer's off-site}]"
    `);
  });

  it("list instead of a map of meetings", () => {
    expect(said(`${GOOD_HEAD}meetings:\n  - id: cadence-call\n    from: 2026-01-13\n`)).toMatchInlineSnapshot(`
      "cadence.yml:4:3  meetings
        found     - id: cadence-call
        problem   a list where a map is expected
        allowed   { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } }"
    `);
  });

  it("no meetings", () => {
    expect(said(`${GOOD_HEAD}meetings: {}\n`)).toMatchInlineSnapshot(`
      "cadence.yml:3:11  meetings
        found     {}
        problem   there is no meeting
        allowed   { cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } }"
    `);
  });

  it("meeting without keys", () => {
    expect(said(`${GOOD_HEAD}meetings:\n  cadence-call:\n`)).toMatchInlineSnapshot(`
      "cadence.yml:4:3  meetings.cadence-call
        found     "cadence-call"
        problem   the key has no value; a map is expected, or no key
        allowed   { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 }"
    `);
  });

  it("id with capitals and a blank, and a fault inside", () => {
    expect(
      said(`${GOOD_HEAD}meetings:\n  Cadence Call:\n    repeat: bi-weekly on monday at 9:00\n    from: 2026-01-13\n`),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:3  meetings."Cadence Call"
        found     "Cadence Call"
        problem   not an id: small letters, digits and dashes
        nearest   cadence-call
        allowed   cadence-call | at most 40 of a-z, 0-9 and -

      cadence.yml:5:13  meetings."Cadence Call".repeat
        found     "bi-weekly on monday at 9:00"
        problem   "bi-weekly" can mean every two weeks or twice a week
        allowed   every 2 weeks on tuesday at 09:00 | every week on tuesday and thursday at 09:00 | an rrule"
    `);
  });

  it("id that is too long", () => {
    expect(
      said(`${GOOD_HEAD}meetings:\n  ${"a".repeat(41)}: { repeat: every day at 9:00, from: 2026-01-13 }\n`),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:3  meetings.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        found     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        problem   the id has 41 letters
        nearest   aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        allowed   cadence-call | at most 40 of a-z, 0-9 and -"
    `);
  });

  it("id that means something to JavaScript", () => {
    expect(
      said(`${GOOD_HEAD}meetings:\n  __proto__: { repeat: every day at 9:00, from: 2026-01-13 }\n`),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:3  meetings.__proto__
        found     "__proto__"
        problem   not an id: small letters, digits and dashes
        nearest   proto
        allowed   cadence-call | at most 40 of a-z, 0-9 and -"
    `);
  });

  it("customer that is true", () => {
    expect(said(`customer: true\ntimezone: Europe/Berlin\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:1:11  customer
        found     true
        problem   true where a text is expected
        nearest   "true"
        allowed   Acme"
    `);
  });

  it("customer that is blank", () => {
    expect(said(`customer: "  "\ntimezone: Europe/Berlin\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:1:11  customer
        found     "  "
        problem   the customer's name is empty
        allowed   Acme"
    `);
  });

  it("customer of several lines", () => {
    expect(said(`customer: |\n  Acme\n  /close\ntimezone: Europe/Berlin\n${GOOD_MEETINGS}`)).toMatchInlineSnapshot(`
      "cadence.yml:1:11  customer
        found     "Acme"
        problem   the customer's name has more than one line, or a control character
        allowed   Acme"
    `);
  });

  it("a template named with half of a character", () => {
    expect(saidOfMeeting('template: "\\uD800 call"')).toMatchInlineSnapshot(`
      "cadence.yml:7:15  meetings.cadence-call.template
        found     "\\uD800 call"
        problem   the name of a template has more than one line, or a control character
        allowed   Meeting Agenda"
    `);
  });

  it("yes for true", () => {
    expect(saidOfMeeting("confidential: yes")).toMatchInlineSnapshot(`
      "cadence.yml:7:19  meetings.cadence-call.confidential
        found     "yes"
        problem   neither true nor false
        nearest   true
        allowed   true | false"
    `);
  });

  it("number without a unit", () => {
    expect(saidOfMeeting("duration: 50")).toMatchInlineSnapshot(`
      "cadence.yml:7:15  meetings.cadence-call.duration
        found     50
        problem   a number where a duration is expected
        allowed   50 minutes | 1 hour | PT25M"
    `);
  });

  it("text for a number", () => {
    expect(saidOfMeeting("carry: { flag_after: often }")).toMatchInlineSnapshot(`
      "cadence.yml:7:26  meetings.cadence-call.carry.flag_after
        found     "often"
        problem   a text where a whole number is expected
        allowed   a whole number from 1 to 1000"
    `);
  });

  it("number that is too small", () => {
    expect(saidOfMeeting("carry: { flag_after: 0, flag_after_days: 99999 }")).toMatchInlineSnapshot(`
      "cadence.yml:7:26  meetings.cadence-call.carry.flag_after
        found     0
        problem   out of range
        allowed   a whole number from 1 to 1000

      cadence.yml:7:46  meetings.cadence-call.carry.flag_after_days
        found     99999
        problem   out of range
        allowed   a whole number from 1 to 3650"
    `);
  });

  it("part of a number", () => {
    expect(saidOfMeeting("carry: { flag_after: 2.5 }")).toMatchInlineSnapshot(`
      "cadence.yml:7:26  meetings.cadence-call.carry.flag_after
        found     "2.5"
        problem   a number where a whole number is expected
        allowed   a whole number from 1 to 1000"
    `);
  });

  it("carry that is a word", () => {
    expect(saidOfMeeting("carry: never")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.carry
        found     "never"
        problem   a text where true or false or a map is expected
        nearest   false
        allowed   false | { flag_after: 5 }"
    `);
  });

  it("typo deep inside", () => {
    expect(saidOfMeeting("carry: { section: [Action items] }")).toMatchInlineSnapshot(`
      "cadence.yml:7:14  meetings.cadence-call.carry.section
        found     "section"
        problem   there is no such key here
        nearest   sections
        allowed   sections | flag_after | flag_after_days"
    `);
  });

  it("mentions that are no word of ours", () => {
    expect(saidOfTop("mentions: loud")).toMatchInlineSnapshot(`
      "cadence.yml:3:11  mentions
        found     "loud"
        problem   not one of the words that are allowed here
        allowed   quiet | notify"
    `);
  });

  it("mentions as a map with a typo", () => {
    expect(saidOfTop("mentions: { carried: quite }")).toMatchInlineSnapshot(`
      "cadence.yml:3:22  mentions.carried
        found     "quite"
        problem   not one of the words that are allowed here
        nearest   quiet
        allowed   quiet | notify"
    `);
  });

  it("two labels in one", () => {
    expect(saidOfTop("agenda_label: agenda, meeting")).toMatchInlineSnapshot(`
      "cadence.yml:3:15  agenda_label
        found     "agenda, meeting"
        problem   a label holds no comma
        allowed   [agenda, meeting] for several labels"
    `);
  });

  it("labels as a map", () => {
    expect(saidOfMeeting("labels: { cadence: true }")).toMatchInlineSnapshot(`
      "cadence.yml:7:13  meetings.cadence-call.labels
        found     { cadence: true }
        problem   a map where a label or a list is expected
        allowed   [cadence-call, customer::acme]"
    `);
  });

  it("template with folder and ending", () => {
    expect(saidOfMeeting("template: .gitlab/issue_templates/Meeting Agenda.md")).toMatchInlineSnapshot(`
      "cadence.yml:7:15  meetings.cadence-call.template
        found     ".gitlab/issue_templates/Meeting Agenda.md"
        problem   a template is named without folder and without .md
        nearest   Meeting Agenda
        allowed   Meeting Agenda"
    `);
  });

  it("template outside its folder", () => {
    expect(saidOfMeeting("template: ../..")).toMatchInlineSnapshot(`
      "cadence.yml:7:15  meetings.cadence-call.template
        found     "../.."
        problem   a template is named without folder and without .md
        allowed   Meeting Agenda"
    `);
  });

  it("template project as a URL", () => {
    expect(saidOfTop("template_project: https://gitlab.com/acme/templates/-/tree/main")).toMatchInlineSnapshot(`
      "cadence.yml:3:19  template_project
        found     "https://gitlab.com/acme/templates/-/tree/main"
        problem   not the path or id of a project
        nearest   acme/templates
        allowed   group/templates | 1234"
    `);
  });

  it("title with open braces", () => {
    expect(saidOfMeeting('title: "GitLab / {{customer} - {{date}}"')).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.title
        found     "GitLab / {{customer} - {{date}}"
        problem   the braces of a variable are not closed, or not opened
        allowed   {{customer}} | {{date}}"
    `);
  });

  it("typo in the name of a title", () => {
    expect(saidOfMeeting("title: custmer")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.title
        found     "custmer"
        problem   "custmer" would be the title of every agenda
        nearest   customer
        allowed   customer | frequency | plain | GitLab / {{customer}} CSM Call - {{date}}"
    `);
  });

  it("title that is too long", () => {
    expect(saidOfMeeting(`title: ${"long ".repeat(60)}`)).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.title
        found     "long long long long long long long long long long long long long long long long …"
        problem   the title has 299 letters
        allowed   at most 255 letters"
    `);
  });
});
