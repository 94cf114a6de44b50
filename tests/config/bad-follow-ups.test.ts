import { describe, expect, it } from "vitest";
import { saidOfMeeting, saidOfTop } from "./said.ts";

describe("follow-ups", () => {
  it("typo in a word", () => {
    expect(saidOfMeeting("follow_up: only-with-item")).toMatchInlineSnapshot(`
      "cadence.yml:7:16  meetings.cadence-call.follow_up
        found     "only-with-item"
        problem   not one of the words that are allowed here
        nearest   only-with-items
        allowed   on | off | only-with-items"
    `);
  });

  it("no", () => {
    expect(saidOfMeeting("follow_up: no")).toMatchInlineSnapshot(`
      "cadence.yml:7:16  meetings.cadence-call.follow_up
        found     "no"
        problem   not one of the words that are allowed here
        nearest   off
        allowed   on | off | only-with-items"
    `);
  });

  it("yes", () => {
    expect(saidOfMeeting("follow_up: { when: yes }")).toMatchInlineSnapshot(`
      "cadence.yml:7:24  meetings.cadence-call.follow_up.when
        found     "yes"
        problem   not one of the words that are allowed here
        nearest   on
        allowed   on | off | only-with-items"
    `);
  });

  it("number", () => {
    expect(saidOfMeeting("follow_up: 1")).toMatchInlineSnapshot(`
      "cadence.yml:7:16  meetings.cadence-call.follow_up
        found     1
        problem   a number where a word, true or false or a map is expected
        allowed   off | only-with-items | { due: 3 business days, draft_for: none }"
    `);
  });

  it("no value", () => {
    expect(saidOfMeeting("follow_up:")).toMatchInlineSnapshot(`
      "cadence.yml:7:5  meetings.cadence-call.follow_up
        found     "follow_up"
        problem   the key has no value; a word, true or false or a map is expected, or no key
        allowed   off | only-with-items | { due: 3 business days, draft_for: none }"
    `);
  });

  it("list", () => {
    expect(saidOfMeeting("follow_up: [on]")).toMatchInlineSnapshot(`
      "cadence.yml:7:16  meetings.cadence-call.follow_up
        found     [on]
        problem   a list where a word, true or false or a map is expected
        allowed   off | only-with-items | { due: 3 business days, draft_for: none }"
    `);
  });

  it("keys of other names", () => {
    expect(saidOfMeeting("follow_up: { deadline: 1 day, draft: none, templat: Recap }")).toMatchInlineSnapshot(`
      "cadence.yml:7:18  meetings.cadence-call.follow_up.deadline
        found     "deadline"
        problem   there is no such key here
        nearest   due
        allowed   when | due | draft_for | template

      cadence.yml:7:35  meetings.cadence-call.follow_up.draft
        found     "draft"
        problem   there is no such key here
        nearest   draft_for
        allowed   when | due | draft_for | template

      cadence.yml:7:48  meetings.cadence-call.follow_up.templat
        found     "templat"
        problem   there is no such key here
        nearest   template
        allowed   when | due | draft_for | template"
    `);
  });

  it("typo in when", () => {
    expect(saidOfMeeting("follow_up: { when: onn }")).toMatchInlineSnapshot(`
      "cadence.yml:7:24  meetings.cadence-call.follow_up.when
        found     "onn"
        problem   not one of the words that are allowed here
        nearest   on
        allowed   on | off | only-with-items"
    `);
  });

  it("due at once", () => {
    expect(saidOfMeeting("follow_up: { due: 0 days }")).toMatchInlineSnapshot(`
      "cadence.yml:7:23  meetings.cadence-call.follow_up.due
        found     "0 days"
        problem   a follow-up cannot be due the moment its call is over
        allowed   1 business day | 3 business days | 24 hours | at most 30 days"
    `);
  });

  it("due without a unit", () => {
    expect(saidOfMeeting("follow_up: { due: 2 }")).toMatchInlineSnapshot(`
      "cadence.yml:7:23  meetings.cadence-call.follow_up.due
        found     2
        problem   a number where a length of time is expected
        allowed   1 business day | 3 business days | 24 hours"
    `);
  });

  it("due too late", () => {
    expect(saidOfMeeting("follow_up: { due: 5 weeks }")).toMatchInlineSnapshot(`
      "cadence.yml:7:23  meetings.cadence-call.follow_up.due
        found     "5 weeks"
        problem   more than 30 days
        nearest   30 days
        allowed   1 business day | 3 business days | 24 hours | at most 30 days"
    `);
  });

  it("due after too many business days", () => {
    expect(saidOfMeeting("follow_up: { due: 22 business days }")).toMatchInlineSnapshot(`
      "cadence.yml:7:23  meetings.cadence-call.follow_up.due
        found     "22 business days"
        problem   more than 30 days
        nearest   21 business days
        allowed   1 business day | 3 business days | 24 hours | at most 30 days"
    `);
  });

  it("due in a word", () => {
    expect(saidOfMeeting("follow_up: { due: tomorrow }")).toMatchInlineSnapshot(`
      "cadence.yml:7:23  meetings.cadence-call.follow_up.due
        found     "tomorrow"
        problem   "tomorrow" is no number and unit
        allowed   1 business day | 3 business days | 24 hours | at most 30 days"
    `);
  });

  it("due with a typo in its unit", () => {
    expect(saidOfMeeting("follow_up: { due: 2 buisness days }")).toMatchInlineSnapshot(`
      "cadence.yml:7:23  meetings.cadence-call.follow_up.due
        found     "2 buisness days"
        problem   "buisness days" is no unit of time; did you mean business days?
        allowed   1 business day | 3 business days | 24 hours | at most 30 days"
    `);
  });

  it("draft without a unit", () => {
    expect(saidOfMeeting("follow_up: { draft_for: 60 }")).toMatchInlineSnapshot(`
      "cadence.yml:7:29  meetings.cadence-call.follow_up.draft_for
        found     60
        problem   the unit is missing after 60
        allowed   1 hour | 1 day | none | at most 3 days"
    `);
  });

  it("draft that is true", () => {
    expect(saidOfMeeting("follow_up: { draft_for: true }")).toMatchInlineSnapshot(`
      "cadence.yml:7:29  meetings.cadence-call.follow_up.draft_for
        found     true
        problem   true where a length of time or false is expected
        allowed   1 hour | none"
    `);
  });

  it("draft that is off", () => {
    expect(saidOfMeeting("follow_up: { draft_for: off }")).toMatchInlineSnapshot(`
      "cadence.yml:7:29  meetings.cadence-call.follow_up.draft_for
        found     "off"
        problem   not a length of time
        nearest   none
        allowed   1 hour | 1 day | none | at most 3 days"
    `);
  });

  it("draft too long", () => {
    expect(saidOfMeeting("follow_up: { draft_for: 73 hours }")).toMatchInlineSnapshot(`
      "cadence.yml:7:29  meetings.cadence-call.follow_up.draft_for
        found     "73 hours"
        problem   more than 3 days
        nearest   3 days
        allowed   1 hour | 1 day | none | at most 3 days"
    `);
  });

  it("draft of business days", () => {
    expect(saidOfMeeting("follow_up: { draft_for: 1 business day }")).toMatchInlineSnapshot(`
      "cadence.yml:7:29  meetings.cadence-call.follow_up.draft_for
        found     "1 business day"
        problem   a draft lasts hours or days, weekends included
        allowed   1 hour | 1 day | none | at most 3 days"
    `);
  });

  it("template with folder and ending", () => {
    expect(saidOfMeeting("follow_up: { template: .gitlab/issue_templates/Follow-up.md }")).toMatchInlineSnapshot(`
      "cadence.yml:7:28  meetings.cadence-call.follow_up.template
        found     ".gitlab/issue_templates/Follow-up.md"
        problem   a template is named without folder and without .md
        nearest   Follow-up
        allowed   Follow-up"
    `);
  });

  it("under defaults", () => {
    expect(saidOfTop("defaults: { follow_up: { when: sometimes } }")).toMatchInlineSnapshot(`
      "cadence.yml:3:32  defaults.follow_up.when
        found     "sometimes"
        problem   not one of the words that are allowed here
        allowed   on | off | only-with-items"
    `);
  });

  it("at the top", () => {
    expect(saidOfTop("follow_up: off")).toMatchInlineSnapshot(`
      "cadence.yml:3:1  follow_up
        found     "follow_up"
        problem   the key does not belong here
        nearest   follow_up in a meeting
        allowed   follow_up in a meeting | follow_up under defaults"
    `);
  });
});

describe("mentions, reminders and noise", () => {
  it("words for yes and no", () => {
    expect(saidOfTop("mentions: { follow_up: off, attendees: on, customer: no }")).toMatchInlineSnapshot(`
      "cadence.yml:3:24  mentions.follow_up
        found     "off"
        problem   not one of the words that are allowed here
        nearest   quiet
        allowed   quiet | notify

      cadence.yml:3:40  mentions.attendees
        found     "on"
        problem   not one of the words that are allowed here
        nearest   notify
        allowed   quiet | notify

      cadence.yml:3:54  mentions.customer
        found     "no"
        problem   neither true nor false
        nearest   false
        allowed   true | false"
    `);
  });

  it("mentions in one word", () => {
    expect(saidOfTop("mentions: never")).toMatchInlineSnapshot(`
      "cadence.yml:3:11  mentions
        found     "never"
        problem   not one of the words that are allowed here
        nearest   quiet
        allowed   quiet | notify"
    `);
  });

  it("customer as a word", () => {
    expect(saidOfTop("mentions: { customer: notify }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  mentions.customer
        found     "notify"
        problem   neither true nor false
        allowed   true | false"
    `);
  });

  it("reminders in a word", () => {
    expect(saidOfTop("reminders: weekly")).toMatchInlineSnapshot(`
      "cadence.yml:3:12  reminders
        found     "weekly"
        problem   a text where true or false or a map is expected
        allowed   false | { every: 2 weeks, at_most: 2 }"
    `);
  });

  it("reminders off", () => {
    expect(saidOfTop("reminders: off")).toMatchInlineSnapshot(`
      "cadence.yml:3:12  reminders
        found     "off"
        problem   a text where true or false or a map is expected
        nearest   false
        allowed   false | { every: 2 weeks, at_most: 2 }"
    `);
  });

  it("interval without a unit", () => {
    expect(saidOfTop("reminders: { every: 7 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     7
        problem   a number where a length of time is expected
        allowed   7 days | 2 weeks"
    `);
  });

  it("interval of no days", () => {
    expect(saidOfTop("reminders: { every: 0 days }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     "0 days"
        problem   there must be at least a day between two reminders
        allowed   7 days | 2 weeks | 1 to 90 days"
    `);
  });

  it("interval of business days", () => {
    expect(saidOfTop("reminders: { every: 5 business days }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     "5 business days"
        problem   reminders are counted in days, weekends included
        nearest   7 days
        allowed   7 days | 2 weeks | 1 to 90 days"
    `);
  });

  it("interval of hours", () => {
    expect(saidOfTop("reminders: { every: 36 hours }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     "36 hours"
        problem   reminders are counted in whole days
        nearest   2 days
        allowed   7 days | 2 weeks | 1 to 90 days"
    `);
  });

  it("interval of half a day", () => {
    expect(saidOfTop("reminders: { every: 12 hours }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     "12 hours"
        problem   reminders are counted in whole days
        nearest   1 day
        allowed   7 days | 2 weeks | 1 to 90 days"
    `);
  });

  it("interval that mixes", () => {
    expect(saidOfTop("reminders: { every: 1 day 12 hours }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     "1 day 12 hours"
        problem   days, hours and business days cannot be mixed
        allowed   7 days | 2 weeks | 1 to 90 days"
    `);
  });

  it("interval that is too long", () => {
    expect(saidOfTop("reminders: { every: 91 days }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     "91 days"
        problem   more than 90 days
        nearest   90 days
        allowed   7 days | 2 weeks | 1 to 90 days"
    `);
  });

  it("interval of more than a year", () => {
    expect(saidOfTop("reminders: { every: 100 weeks }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     "100 weeks"
        problem   "100 weeks" is more than a year
        allowed   7 days | 2 weeks | 1 to 90 days"
    `);
  });

  it("interval in a word", () => {
    expect(saidOfTop("reminders: { every: fortnight }")).toMatchInlineSnapshot(`
      "cadence.yml:3:21  reminders.every
        found     "fortnight"
        problem   "fortnight" is no number and unit
        allowed   7 days | 2 weeks | 1 to 90 days"
    `);
  });

  it("numbers of reminders", () => {
    expect(saidOfTop("reminders: { at_most: 0 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  reminders.at_most
        found     0
        problem   out of range
        allowed   a whole number from 1 to 10"
    `);
  });

  it("too many reminders, and a key of another name", () => {
    expect(saidOfTop("reminders: { at_most: 11, interval: 7 days }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  reminders.at_most
        found     11
        problem   out of range
        allowed   a whole number from 1 to 10

      cadence.yml:3:27  reminders.interval
        found     "interval"
        problem   there is no such key here
        nearest   every
        allowed   every | at_most"
    `);
  });

  it("noise in a number", () => {
    expect(saidOfTop("noise: 5")).toMatchInlineSnapshot(`
      "cadence.yml:3:8  noise
        found     5
        problem   a number where a map is expected
        allowed   { per_day: 2, quiet_hours: 17:00..09:00 }"
    `);
  });

  it("noise out of range", () => {
    expect(saidOfTop("noise: { per_day: -1 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:19  noise.per_day
        found     -1
        problem   out of range
        allowed   a whole number from 0 to 100"
    `);
  });

  it("noise without limit", () => {
    expect(saidOfTop("noise: { per_day: 101 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:19  noise.per_day
        found     101
        problem   out of range
        allowed   a whole number from 0 to 100"
    `);
  });

  it("quiet hours that are true", () => {
    expect(saidOfTop("noise: { quiet_hours: true }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     true
        problem   true where a span of hours or false is expected
        allowed   17:00..09:00 | false"
    `);
  });

  it("quiet hours that are off", () => {
    expect(saidOfTop("noise: { quiet_hours: off }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     "off"
        problem   not a span from one time of day to another
        nearest   false
        allowed   18:00..08:00 | false"
    `);
  });

  it("quiet hours with another sign", () => {
    expect(saidOfTop("noise: { quiet_hours: 18:00-8:00 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     "18:00-8:00"
        problem   not a span from one time of day to another
        nearest   18:00..08:00
        allowed   18:00..08:00 | false"
    `);
  });

  it("quiet hours in words", () => {
    expect(saidOfTop("noise: { quiet_hours: 6pm to 8am }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     "6pm to 8am"
        problem   not a span from one time of day to another
        nearest   18:00..08:00
        allowed   18:00..08:00 | false"
    `);
  });

  it("quiet hours of one end", () => {
    expect(saidOfTop('noise: { quiet_hours: "18:00.." }')).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     "18:00.."
        problem   not a span from one time of day to another
        allowed   18:00..08:00 | false"
    `);
  });

  it("quiet hours without minutes", () => {
    expect(saidOfTop("noise: { quiet_hours: 18..8 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     "18..8"
        problem   not a span from one time of day to another
        allowed   18:00..08:00 | false"
    `);
  });

  it("quiet hours of a day", () => {
    expect(saidOfTop("noise: { quiet_hours: 8:00..08:00 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     "8:00..08:00"
        problem   the span ends when it begins
        allowed   18:00..08:00 | false | per_day: 0 for no reminders at all"
    `);
  });

  it("quiet hours of a day with another sign", () => {
    expect(saidOfTop("noise: { quiet_hours: 8:00-08:00 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     "8:00-08:00"
        problem   not a span from one time of day to another
        allowed   18:00..08:00 | false"
    `);
  });

  it("quiet hours of three ends", () => {
    expect(saidOfTop("noise: { quiet_hours: 18:00..08:00..09:00 }")).toMatchInlineSnapshot(`
      "cadence.yml:3:23  noise.quiet_hours
        found     "18:00..08:00..09:00"
        problem   not a span from one time of day to another
        allowed   18:00..08:00 | false"
    `);
  });

  it("quiet hours at the top", () => {
    expect(saidOfTop("quiet_hours: 18:00..08:00")).toMatchInlineSnapshot(`
      "cadence.yml:3:1  quiet_hours
        found     "quiet_hours"
        problem   the key does not belong here
        nearest   quiet_hours under noise
        allowed   quiet_hours under noise"
    `);
  });

  it("keys of a list", () => {
    expect(saidOfTop("noise: [quiet_hours]")).toMatchInlineSnapshot(`
      "cadence.yml:3:8  noise
        found     [quiet_hours]
        problem   a list where a map is expected
        allowed   { per_day: 2, quiet_hours: 17:00..09:00 }"
    `);
  });
});
