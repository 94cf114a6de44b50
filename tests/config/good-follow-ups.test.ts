import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { GOOD_HEAD, GOOD_MEETINGS, said, saidOfTop } from "./said.ts";

function parse(top: string, meeting = "") {
  const text = `${GOOD_HEAD}${top === "" ? "" : `${top}\n`}${GOOD_MEETINGS}${meeting === "" ? "" : `    ${meeting}\n`}`;
  return parseProjectConfiguration(text, "cadence.yml");
}

function followUpOf(meeting: string, top = "") {
  return parse(top, meeting).meetings[0]?.followUp;
}

describe("follow_up", () => {
  const due = { amount: 1, unit: "business-days" };
  const whole = { when: "closed", due, draftMinutes: 60, template: "Follow-up", close: "when-resolved" };

  it.each([
    ["follow_up: on", whole],
    ["follow_up: closed", whole],
    ["follow_up: after-call", { ...whole, when: "after-call" }],
    ["follow_up: { when: after-call }", { ...whole, when: "after-call" }],
    ["follow_up: { when: on }", whole],
    ["follow_up: true", whole],
    ["follow_up: {}", whole],
    ["follow_up: off", { ...whole, when: "off" }],
    ["follow_up: false", { ...whole, when: "off" }],
    ["follow_up: only-with-items", { ...whole, when: "only-with-items" }],
    ["follow_up: { when: off }", { ...whole, when: "off" }],
    ["follow_up: { when: false }", { ...whole, when: "off" }],
    ["follow_up: { when: true }", whole],
    ["follow_up: { when: only-with-items }", { ...whole, when: "only-with-items" }],
    ["follow_up: { due: 3bd }", { ...whole, due: { amount: 3, unit: "business-days" } }],
    ["follow_up: { due: 24 hours }", { ...whole, due: { amount: 24, unit: "hours" } }],
    ["follow_up: { due: 30 days }", { ...whole, due: { amount: 30, unit: "days" } }],
    ["follow_up: { draft_for: none }", { ...whole, draftMinutes: 0 }],
    ["follow_up: { draft_for: None }", { ...whole, draftMinutes: 0 }],
    ["follow_up: { due: 21 business days }", { ...whole, due: { amount: 21, unit: "business-days" } }],
    ["follow_up: { draft_for: false }", { ...whole, draftMinutes: 0 }],
    ["follow_up: { draft_for: 0 }", { ...whole, draftMinutes: 0 }],
    ["follow_up: { draft_for: 0 minutes }", { ...whole, draftMinutes: 0 }],
    ["follow_up: { draft_for: PT0M }", { ...whole, draftMinutes: 0 }],
    ["follow_up: { draft_for: until-approved }", { ...whole, draftMinutes: null }],
    ["follow_up: { draft_for: Until approved }", { ...whole, draftMinutes: null }],
    ["follow_up: { draft_for: 1h30m }", { ...whole, draftMinutes: 90 }],
    ["follow_up: { draft_for: 3 days }", { ...whole, draftMinutes: 4320 }],
    ["follow_up: { template: Recap }", { ...whole, template: "Recap" }],
  ])("%s", (line, expected) => {
    expect(followUpOf(line)).toEqual(expected);
  });

  it.each([
    ["off in defaults, keys in the meeting", "off", "{ due: 3 business days }", { when: "closed", due: { amount: 3 } }],
    ["only-with-items stays", "only-with-items", "{ draft_for: none }", { when: "only-with-items", draftMinutes: 0 }],
    ["keys in defaults, off in the meeting", "{ template: Recap }", "off", { when: "off", template: "Recap" }],
    [
      "key by key",
      "{ when: only-with-items, due: 2 days, template: Recap }",
      "{ due: 5 days, draft_for: 2 hours }",
      { when: "only-with-items", due: { amount: 5, unit: "days" }, draftMinutes: 120, template: "Recap" },
    ],
    [
      "a word over keys keeps the others",
      "{ when: off, draft_for: 0 }",
      "only-with-items",
      { when: "only-with-items", due, draftMinutes: 0, template: "Follow-up" },
    ],
  ])("%s", (_, defaults, meeting, expected) => {
    expect(followUpOf(`follow_up: ${meeting}`, `defaults: { follow_up: ${defaults} }`)).toMatchObject(expected);
  });
});

describe("labels", () => {
  it.each([
    ["", "meeting-follow-up"],
    ["follow_up_label: recap", "recap"],
    ["follow_up_label: 7", "7"],
  ])("%s", (top, label) => {
    expect(parse(top).followUpLabel).toBe(label);
  });

  it("a state's label: a name keeps colour and description, a map what it leaves out", () => {
    const top =
      'state_labels: { unresolved: open, no_action_items: { color: "#AABBCC" }, awaiting_reply: { name: reply, description: Waits. } }';
    expect(parse(top).stateLabels).toMatchObject({
      unresolved: { name: "open", color: "#d9622b", description: "Action items of this call are still open." },
      resolved: { name: "action-items::resolved" },
      noActionItems: { name: "action-items::none", color: "#AABBCC" },
      overdue: { name: "follow-up::overdue" },
      awaitingReply: { name: "reply", color: "#e9a800", description: "Waits." },
    });
  });

  it.each([
    ["agendas and follow-ups of one scope", "agenda_label: meeting::agenda\nfollow_up_label: meeting::follow-up"],
    ["the states of action items of another scope", "state_labels: { unresolved: i::a, resolved: i::b }"],
    ["names that differ by their letters' case", "agenda_label: Meeting-Follow-Up"],
    ["names exchanged", "agenda_label: meeting-follow-up\nfollow_up_label: meeting-agenda"],
    ["a scope that is empty", "agenda_label: '::a'\nstate_labels: { overdue: '::b' }"],
    ["a scope within a scope", "agenda_label: follow-up::overdue::x"],
  ])("%s", (_, top) => {
    expect(saidOfTop(top)).toBe("fine");
  });
});

describe("who is notified", () => {
  it.each([
    ["", { carried: "quiet", attendees: "notify", followUp: "notify", customer: false }],
    ["mentions: notify", { carried: "notify", attendees: "notify", followUp: "notify", customer: false }],
    ["mentions: quiet", { carried: "quiet", attendees: "notify", followUp: "notify", customer: false }],
    [
      "mentions: { attendees: quiet, follow_up: quiet }",
      { carried: "quiet", attendees: "quiet", followUp: "quiet", customer: false },
    ],
    ["mentions: { customer: true }", { carried: "quiet", attendees: "notify", followUp: "notify", customer: true }],
  ])("%s", (top, mentions) => {
    expect(parse(top).mentions).toEqual(mentions);
  });

  it.each([
    ["reminders: true", { enabled: true, everyDays: 7, atMost: 3 }],
    ["reminders: false", { enabled: false, everyDays: 7, atMost: 3 }],
    ["reminders: { every: 2 weeks }", { enabled: true, everyDays: 14, atMost: 3 }],
    ["reminders: { every: 48 hours, at_most: 10 }", { enabled: true, everyDays: 2, atMost: 10 }],
    ["reminders: { every: P1D, at_most: 1 }", { enabled: true, everyDays: 1, atMost: 1 }],
    ["reminders: { every: 90 days }", { enabled: true, everyDays: 90, atMost: 3 }],
  ])("%s", (top, reminders) => {
    expect(parse(top).reminders).toEqual(reminders);
  });

  it.each([
    ["noise: {}", { perDay: 5, hours: { quietHours: { from: "18:00", to: "08:00" } } }],
    ["noise: { per_day: 0 }", { perDay: 0, hours: { quietHours: { from: "18:00", to: "08:00" } } }],
    ["noise: { per_day: 100, quiet_hours: false }", { perDay: 100, hours: { quietHours: null } }],
    ["noise: { quiet_hours: 6pm..7:30 }", { perDay: 5, hours: { quietHours: { from: "18:00", to: "07:30" } } }],
    ["noise: { quiet_hours: 12:00 .. 13:00 }", { perDay: 5, hours: { quietHours: { from: "12:00", to: "13:00" } } }],
  ])("%s", (top, noise) => {
    expect(parse(top).noise).toEqual(noise);
  });
});

it("everything together, as a CSM of a large customer may write it", () => {
  const file = `customer: Acme
timezone: Europe/Berlin
csm:
  - user: "@jane"
    until: 2026-06-30
  - user: "@ann"
account_team: ["@jane", "@ann", "@sam"]
attendees: ["@bob"]
follow_up_label: recap
state_labels:
  overdue: { name: late, color: "#c9302c", description: Late. }
mentions: { follow_up: quiet, customer: true }
reminders: { every: 3 days, at_most: 2 }
noise: { per_day: 2, quiet_hours: 17:00..9:00 }
defaults:
  follow_up: { due: 3 business days }
meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
    follow_up: only-with-items
`;
  expect(said(file)).toBe("fine");
});
