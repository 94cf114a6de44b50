import { describe, expect, it } from "vitest";
import { saidOfMeeting, saidOfTop } from "./said.ts";

describe("terms of the CSM", () => {
  it("term without an end before the last, and the last with one", () => {
    expect(saidOfTop('csm: [{ user: "@jane" }, { user: "@ann", until: 2026-06-30 }]')).toMatchInlineSnapshot(`
      "cadence.yml:3:7  csm[0].until
        problem   until is missing: only the last term has no end
        allowed   2026-06-30

      cadence.yml:3:42  csm[1].until
        found     "until"
        problem   the last term has no end: nobody would lead after it
        allowed   no until in the last term"
    `);
  });

  it("one term with an end", () => {
    expect(saidOfTop('csm: [{ user: "@jane", until: 2026-06-30 }]')).toMatchInlineSnapshot(`
      "cadence.yml:3:24  csm[0].until
        found     "until"
        problem   the last term has no end: nobody would lead after it
        allowed   no until in the last term"
    `);
  });

  it("terms in the wrong order, and one that is empty", () => {
    expect(
      saidOfTop(
        "csm: [{ user: a, until: 2026-06-30 }, { user: b, until: 2026-03-31 }, { user: c, until: 2026-03-31 }, { user: d }]",
      ),
    ).toMatchInlineSnapshot(`
      "cadence.yml:3:57  csm[1].until
        found     "2026-03-31"
        problem   the term ends before it begins (the one above ends 2026-06-30)
        allowed   after 2026-06-30

      cadence.yml:3:89  csm[2].until
        found     "2026-03-31"
        problem   the term ends before it begins (the one above ends 2026-03-31)
        allowed   after 2026-03-31"
    `);
  });

  it("no term", () => {
    expect(saidOfTop("csm: []")).toMatchInlineSnapshot(`
      "cadence.yml:3:6  csm
        found     []
        problem   the list is empty
        allowed   "@jane" | no key"
    `);
  });

  it("names in a list", () => {
    expect(saidOfTop('csm: ["@jane", "@ann"]')).toMatchInlineSnapshot(`
      "cadence.yml:3:7  csm[0]
        found     "@jane"
        problem   a text where a map is expected
        allowed   { user: "@jane", until: 2026-06-30 }

      cadence.yml:3:16  csm[1]
        found     "@ann"
        problem   a text where a map is expected
        allowed   { user: "@jane", until: 2026-06-30 }"
    `);
  });

  it("one term without a list", () => {
    expect(saidOfTop('csm: { user: "@jane" }')).toMatchInlineSnapshot(`
      "cadence.yml:3:6  csm
        found     { user: "@jane" }
        problem   a map where a @username or name or a list is expected
        allowed   "@jane" | [{user: "@jane", until: 2026-06-30}, {user: "@ann"}]"
    `);
  });

  it("term without a user, and another word for a key", () => {
    expect(saidOfTop('csm: [{ untill: 2026-06-30 }, { user: "@ann", till: 2026-06-30 }]')).toMatchInlineSnapshot(`
      "cadence.yml:3:7  csm[0].user
        problem   user is missing: who leads
        allowed   "@jane" | Jane Doe

      cadence.yml:3:9  csm[0].untill
        found     "untill"
        problem   there is no such key here
        nearest   until
        allowed   user | until

      cadence.yml:3:47  csm[1].till
        found     "till"
        problem   there is no such key here
        nearest   until
        allowed   user | until"
    `);
  });

  it("days that are none", () => {
    expect(
      saidOfTop('csm: [{ user: "@jane", until: 2026-06-31 }, { user: "@bea", until: 31.12.2026 }, { user: "@ann" }]'),
    ).toMatchInlineSnapshot(`
      "cadence.yml:3:31  csm[0].until
        found     "2026-06-31"
        problem   there is no such day
        nearest   2026-06-30
        allowed   2026-06-01 to 2026-06-30

      cadence.yml:3:68  csm[1].until
        found     "31.12.2026"
        problem   not a date
        nearest   2026-12-31
        allowed   2026-01-13"
    `);
  });

  it("users that are none", () => {
    expect(saidOfTop('csm: [{ user: "@all", until: 2026-06-30 }, { user: "@acme/team" }]')).toMatchInlineSnapshot(`
      "cadence.yml:3:15  csm[0].user
        found     "@all"
        problem   @all would notify every member of the project
        allowed   @jane | Jane Doe

      cadence.yml:3:52  csm[1].user
        found     "@acme/team"
        problem   a group cannot be named, people can
        allowed   @jane | Jane Doe"
    `);
  });

  it("user that is none", () => {
    expect(saidOfTop('csm: "@ja ne"')).toMatchInlineSnapshot(`
      "cadence.yml:3:6  csm
        found     "@ja ne"
        problem   not a GitLab user name
        nearest   @jane
        allowed   @jane | Jane Doe"
    `);
  });

  it("CSM of the customer's side", () => {
    expect(saidOfTop('attendees: "@Bob"\ncsm: "@bob"')).toMatchInlineSnapshot(`
      "cadence.yml:4:6  csm
        found     "@bob"
        problem   the same person stands under attendees, the customer's side
        allowed   each person on one side"
    `);
  });

  it("term of the customer's side", () => {
    expect(
      saidOfTop('attendees: ["@bob"]\ncsm: [{ user: "@BOB", until: 2026-06-30 }, { user: "@ann" }]'),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:15  csm[0].user
        found     "@BOB"
        problem   the same person stands under attendees, the customer's side
        allowed   each person on one side"
    `);
  });

  it("key of a meeting's place", () => {
    expect(saidOfMeeting('csm: "@ann"')).toMatchInlineSnapshot(`
      "cadence.yml:7:5  meetings.cadence-call.csm
        found     "csm"
        problem   the key does not belong here
        nearest   csm at the top of the file
        allowed   csm at the top of the file"
    `);
  });
});

describe("labels", () => {
  it("agendas and follow-ups with one label", () => {
    expect(saidOfTop("agenda_label: call\nfollow_up_label: call")).toMatchInlineSnapshot(`
      "cadence.yml:4:18  follow_up_label
        found     "call"
        problem   the same label as agenda_label
        allowed   a label of its own"
    `);
  });

  it("labels that are numbers", () => {
    expect(saidOfTop("agenda_label: 7\nfollow_up_label: 7")).toMatchInlineSnapshot(`
      "cadence.yml:4:18  follow_up_label
        found     7
        problem   the same label as agenda_label
        allowed   a label of its own"
    `);
  });

  it("label that is the other's default", () => {
    expect(saidOfTop("agenda_label: meeting-follow-up")).toMatchInlineSnapshot(`
      "cadence.yml:3:15  agenda_label
        found     "meeting-follow-up"
        problem   the same label as the default of follow_up_label
        allowed   a label of its own"
    `);
  });

  it("default label of the other's place", () => {
    expect(saidOfTop("follow_up_label: meeting-agenda")).toMatchInlineSnapshot(`
      "cadence.yml:3:18  follow_up_label
        found     "meeting-agenda"
        problem   the same label as the default of agenda_label
        allowed   a label of its own"
    `);
  });

  it("states with one label", () => {
    expect(saidOfTop("state_labels: { unresolved: open, overdue: { name: open } }")).toMatchInlineSnapshot(`
      "cadence.yml:3:52  state_labels.overdue.name
        found     "open"
        problem   the same label as state_labels.unresolved
        allowed   a label of its own"
    `);
  });

  it("state with the label of another by default", () => {
    expect(saidOfTop("state_labels: { unresolved: awaiting-reply, resolved: meeting-agenda }")).toMatchInlineSnapshot(`
      "cadence.yml:3:29  state_labels.unresolved
        found     "awaiting-reply"
        problem   the same label as the default of state_labels.awaiting_reply
        allowed   a label of its own

      cadence.yml:3:55  state_labels.resolved
        found     "meeting-agenda"
        problem   the same label as the default of agenda_label
        allowed   a label of its own"
    `);
  });

  it("reply in the scope of overdue", () => {
    expect(saidOfTop('state_labels: { awaiting_reply: "follow-up::reply" }')).toMatchInlineSnapshot(`
      "cadence.yml:3:33  state_labels.awaiting_reply
        found     "follow-up::reply"
        problem   GitLab keeps one label of a scope: this one and "follow-up::overdue" (the default of state_labels.overdue) would drive each other off
        nearest   follow-up-reply
        allowed   a label outside follow-up::"
    `);
  });

  it("overdue in the scope of the action items", () => {
    expect(saidOfTop("state_labels: { overdue: action-items::overdue }")).toMatchInlineSnapshot(`
      "cadence.yml:3:26  state_labels.overdue
        found     "action-items::overdue"
        problem   GitLab keeps one label of a scope: this one and "action-items::unresolved" (the default of state_labels.unresolved) would drive each other off
        nearest   action-items-overdue
        allowed   a label outside action-items::"
    `);
  });

  it("agendas in the scope of a state", () => {
    expect(saidOfTop("agenda_label: follow-up::agenda")).toMatchInlineSnapshot(`
      "cadence.yml:3:15  agenda_label
        found     "follow-up::agenda"
        problem   GitLab keeps one label of a scope: this one and "follow-up::overdue" (the default of state_labels.overdue) would drive each other off
        nearest   follow-up-agenda
        allowed   a label outside follow-up::"
    `);
  });

  it("scopes that are written on both sides", () => {
    expect(
      saidOfTop("follow_up_label: a::b::c\nstate_labels: { awaiting_reply: { name: a::b::d } }"),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:41  state_labels.awaiting_reply.name
        found     "a::b::d"
        problem   GitLab keeps one label of a scope: this one and "a::b::c" (follow_up_label) would drive each other off
        nearest   a-b-d
        allowed   a label outside a::b::"
    `);
  });

  it("follow-up's label among the labels of a series", () => {
    expect(saidOfMeeting("labels: [cadence, meeting-follow-up]")).toMatchInlineSnapshot(`
      "cadence.yml:7:23  meetings.cadence-call.labels[1]
        found     "meeting-follow-up"
        problem   the same label as the default of follow_up_label
        allowed   a label of its own"
    `);
  });

  it("state's label as the only label of a series", () => {
    expect(saidOfMeeting("labels: awaiting-reply")).toMatchInlineSnapshot(`
      "cadence.yml:7:13  meetings.cadence-call.labels
        found     "awaiting-reply"
        problem   the same label as the default of state_labels.awaiting_reply
        allowed   a label of its own"
    `);
  });

  it("scope of a state among the labels of all series", () => {
    expect(saidOfTop("defaults: { labels: [action-items::weekly] }")).toMatchInlineSnapshot(`
      "cadence.yml:3:22  defaults.labels[0]
        found     "action-items::weekly"
        problem   GitLab keeps one label of a scope: this one and "action-items::unresolved" (the default of state_labels.unresolved) would drive each other off
        nearest   action-items-weekly
        allowed   a label outside action-items::"
    `);
  });

  it("colours of other forms", () => {
    expect(
      saidOfTop(
        'state_labels: { unresolved: { color: "#F00" }, resolved: { color: "3c8f55" }, overdue: { color: red }, awaiting_reply: { color: "#e9a800ff" } }',
      ),
    ).toMatchInlineSnapshot(`
      "cadence.yml:3:38  state_labels.unresolved.color
        found     "#F00"
        problem   not a colour of six digits
        nearest   "#FF0000"
        allowed   "#c9302c"

      cadence.yml:3:67  state_labels.resolved.color
        found     "3c8f55"
        problem   not a colour of six digits
        nearest   "#3c8f55"
        allowed   "#c9302c"

      cadence.yml:3:97  state_labels.overdue.color
        found     "red"
        problem   not a colour of six digits
        allowed   "#c9302c"

      cadence.yml:3:129  state_labels.awaiting_reply.color
        found     "#e9a800ff"
        problem   not a colour of six digits
        nearest   "#e9a800"
        allowed   "#c9302c""
    `);
  });

  it("colour that is a number, or a comment", () => {
    expect(
      saidOfTop("state_labels:\n  unresolved: { color: 336699 }\n  resolved:\n    color: #3c8f55"),
    ).toMatchInlineSnapshot(`
      "cadence.yml:4:24  state_labels.unresolved.color
        found     336699
        problem   a number where a colour is expected
        allowed   "#d9622b"

      cadence.yml:6:5  state_labels.resolved.color
        found     "color"
        problem   the key has no value; a colour is expected, or no key
        allowed   "#3c8f55""
    `);
  });

  it("label of two, and a blank description", () => {
    expect(
      saidOfTop('state_labels: { unresolved: "a, b", resolved: { name: " ", description: "" } }'),
    ).toMatchInlineSnapshot(`
      "cadence.yml:3:29  state_labels.unresolved
        found     "a, b"
        problem   a label holds no comma
        allowed   [a, b] for several labels

      cadence.yml:3:55  state_labels.resolved.name
        found     " "
        problem   a label is empty
        allowed   meeting-agenda

      cadence.yml:3:73  state_labels.resolved.description
        found     ""
        problem   the description is empty
        allowed   All action items of this call are done."
    `);
  });

  it("description of several lines", () => {
    expect(saidOfTop('state_labels: { overdue: { description: "a\\nb" } }')).toMatchInlineSnapshot(`
      "cadence.yml:3:41  state_labels.overdue.description
        found     "a\\nb"
        problem   the description has more than one line, or a control character
        allowed   This follow-up is past its due date."
    `);
  });

  it("state that is none", () => {
    expect(saidOfTop("state_labels: { unresloved: open, none: nothing }")).toMatchInlineSnapshot(`
      "cadence.yml:3:17  state_labels.unresloved
        found     "unresloved"
        problem   there is no such key here
        nearest   unresolved
        allowed   unresolved | resolved | no_action_items | overdue | awaiting_reply

      cadence.yml:3:35  state_labels.none
        found     "none"
        problem   there is no such key here
        nearest   no_action_items
        allowed   unresolved | resolved | no_action_items | overdue | awaiting_reply"
    `);
  });

  it("key of a label that is none", () => {
    expect(saidOfTop('state_labels: { overdue: { colour: "#c9302c" } }')).toMatchInlineSnapshot(`
      "cadence.yml:3:28  state_labels.overdue.colour
        found     "colour"
        problem   there is no such key here
        nearest   color
        allowed   name | color | description"
    `);
  });

  it("states as a list", () => {
    expect(saidOfTop("state_labels: [open, done]")).toMatchInlineSnapshot(`
      "cadence.yml:3:15  state_labels
        found     [open, done]
        problem   a list where a map is expected
        allowed   { unresolved: open-items } | { overdue: { name: late, color: "#c9302c" } }"
    `);
  });

  it("state as a list", () => {
    expect(saidOfTop("state_labels: { overdue: [late] }")).toMatchInlineSnapshot(`
      "cadence.yml:3:26  state_labels.overdue
        found     [late]
        problem   a list where a label or a map is expected
        allowed   follow-up::overdue"
    `);
  });

  it("state at the top", () => {
    expect(saidOfTop("awaiting_reply: reply")).toMatchInlineSnapshot(`
      "cadence.yml:3:1  awaiting_reply
        found     "awaiting_reply"
        problem   the key does not belong here
        nearest   awaiting_reply under state_labels
        allowed   awaiting_reply under state_labels"
    `);
  });

  it("two labels in one", () => {
    expect(saidOfTop("follow_up_label: follow, up")).toMatchInlineSnapshot(`
      "cadence.yml:3:18  follow_up_label
        found     "follow, up"
        problem   a label holds no comma
        allowed   [follow, up] for several labels"
    `);
  });
});
