import { describe, expect, it } from "vitest";
import { readEvent } from "../../src/http/payload.ts";
import { decideRelevance, type EventDecision, type RelevanceRules } from "../../src/http/relevance.ts";
import { example, issueEvent, LABELS, noteEvent } from "./receiver-stage.ts";

const BOT = 4242;
const RULES: RelevanceRules = { isServed: () => true, isBot: (id) => id === BOT, labelsOf: () => LABELS };
const AGENDA_MARKER = "<!-- cadence:v1 agenda cadence-call/2026-12-01 -->\n\ntext";
const FOLLOW_UP_MARKER = "<!-- cadence:v1 follow-up cadence-call/2026-12-01 -->\n\ntext";
const titles = (...names: readonly string[]) => names.map((title) => ({ title }));
const labelChange = (previous: readonly string[], current: readonly string[]) => ({
  labels: { previous: titles(...previous), current: titles(...current) },
});
const edit = { description: { previous: "old", current: "new" } };
const state = { state_id: { previous: 1, current: 2 } };

function decide(payload: unknown, rules: Partial<RelevanceRules> = {}): EventDecision {
  return decideRelevance(readEvent(payload), { ...RULES, ...rules });
}

const read = (why: string, priority = "edit", delayMs = 3_000) => ({ kind: "read", why, priority, delayMs });
const ignore = (why: string) => ({ kind: "ignore", why });

describe("an issue that is ours", () => {
  it.each([
    ["agenda closed", { action: "close", labels: ["Agenda"], changes: state }, read("agenda-closed", "close", 0)],
    [
      "agenda known by its marker closed",
      { action: "close", description: AGENDA_MARKER },
      read("agenda-closed", "close", 0),
    ],
    ["follow-up closed", { action: "close", labels: ["Follow-up"] }, read("issue-closed", "edit", 0)],
    ["marked follow-up closed", { action: "close", description: FOLLOW_UP_MARKER }, read("issue-closed", "edit", 0)],
    ["agenda reopened", { action: "reopen", labels: ["Agenda"] }, read("issue-changed")],
    ["agenda written by hand", { action: "open", labels: ["Agenda"] }, read("issue-changed")],
    ["text edited", { labels: ["Agenda"], changes: edit }, read("issue-changed")],
    ["due date moved", { labels: ["Agenda"], changes: { due_date: {} } }, read("issue-changed")],
    ["text and idle things", { labels: ["Agenda"], changes: { ...edit, updated_at: {} } }, read("issue-changed")],
    ["a state label", { labels: ["Unresolved"], changes: edit }, read("issue-changed")],
    ["label put on", { labels: ["Agenda"], changes: labelChange([], ["Agenda"]) }, read("issue-changed")],
    ["label taken off", { labels: [], changes: labelChange(["Agenda"], []) }, read("issue-changed")],
    ["marker, no label", { description: AGENDA_MARKER, changes: edit }, read("issue-changed")],
    ["marker after blank lines", { description: `\uFEFF\n \n${AGENDA_MARKER}`, changes: edit }, read("issue-changed")],
    [
      "marker taken out",
      { description: "x", changes: { description: { previous: AGENDA_MARKER, current: "x" } } },
      read("issue-changed"),
    ],
    [
      "marker of a version to come",
      { description: "<!-- cadence:v9 poll x -->", changes: edit },
      read("issue-changed"),
    ],
    ["nobody says what changed", { labels: ["Agenda"], changes: {} }, read("issue-changed")],
    ["an action nobody knows", { labels: ["Agenda"], action: "frobnicate" }, read("issue-changed")],
    ["edited through work items", { labels: ["Agenda"], kind: "work_item", changes: edit }, read("issue-changed")],
    ["of a renamed type", { labels: ["Agenda"], type: "Ticket", changes: edit }, read("issue-changed")],
    ["turned into a task", { labels: ["Agenda"], kind: "work_item", type: "Task" }, read("issue-changed")],
    [
      "closed through work items",
      { labels: ["Agenda"], kind: "work_item", type: "Meeting", action: "close" },
      read("agenda-closed", "close", 0),
    ],
    [
      "moved on a board",
      { labels: ["Agenda"], changes: { relative_position: {}, updated_at: {} } },
      ignore("nothing-read-changed"),
    ],
    ["time logged", { labels: ["Agenda"], changes: { total_time_spent: {} } }, ignore("nothing-read-changed")],
  ])("%s", (_name, fields, expected) => {
    expect(decide(issueEvent(fields))).toEqual(expected);
  });
});

describe("an issue that is not ours", () => {
  it.each([
    ["opened", { action: "open", labels: ["bug"] }, ignore("not-ours")],
    ["edited", { changes: edit }, ignore("not-ours")],
    ["with an empty description", { description: null, changes: edit }, ignore("not-ours")],
    ["label in another case", { labels: ["agenda"], changes: edit }, ignore("not-ours")],
    ["the marker further down", { description: `text\n${AGENDA_MARKER}`, changes: edit }, ignore("not-ours")],
    ["other labels changed", { labels: ["a"], changes: labelChange(["b"], ["a"]) }, ignore("not-ours")],
    ["closed: an item may be about it", { action: "close" }, read("may-be-linked")],
    ["reopened", { action: "reopen" }, read("may-be-linked")],
    ["state in an update", { changes: state }, read("may-be-linked")],
    ["moved away", { changes: { moved_to_id: {} } }, read("may-be-linked")],
    ["a task closed", { action: "close", kind: "work_item", type: "Task" }, read("may-be-linked")],
    ["a task made", { action: "open", kind: "work_item", type: "Task" }, ignore("not-ours")],
    ["an incident edited", { kind: "work_item", type: "Incident", changes: edit }, ignore("not-ours")],
    [
      "an item of a type of people's own closed",
      { action: "close", kind: "work_item", type: "Step" },
      read("may-be-linked"),
    ],
    [
      "an item of a type of people's own edited",
      { kind: "work_item", type: "Étape", changes: edit },
      ignore("not-ours"),
    ],
  ])("%s", (_name, fields, expected) => {
    expect(decide(issueEvent(fields))).toEqual(expected);
  });
});

describe("what cannot be told is looked at", () => {
  const without = (...keys: readonly string[]): unknown => {
    const event = issueEvent({ changes: edit }) as { object_attributes: object };
    const attributes = Object.entries(event.object_attributes).filter(([key]) => !keys.includes(key));
    const rest = Object.entries(event).filter(([key]) => !keys.includes(key));
    return { ...Object.fromEntries(rest), object_attributes: Object.fromEntries(attributes) };
  };
  it.each([
    ["no labels", without("labels"), read("cannot-tell")],
    ["labels of another form", { ...issueEvent(), labels: "Agenda" }, read("cannot-tell")],
    ["no description", without("description"), read("cannot-tell")],
    ["no attributes", without("object_attributes", "iid", "action", "type", "description"), read("cannot-tell")],
    ["former labels of another form", issueEvent({ changes: { labels: ["x"] } }), read("cannot-tell")],
    ["no user", without("user", "labels"), read("cannot-tell")],
    ["a comment without its issue", { ...noteEvent(), issue: undefined }, read("cannot-tell", "edit", 0)],
  ])("%s", (_name, payload, expected) => {
    expect(decide(payload)).toEqual(expected);
  });

  it.each([
    ["edited", issueEvent({ changes: edit }), read("labels-not-known")],
    ["closed", issueEvent({ action: "close" }), read("labels-not-known", "edit", 0)],
    [
      "an agenda by its marker",
      issueEvent({ action: "close", description: AGENDA_MARKER }),
      read("agenda-closed", "close", 0),
    ],
    ["commented", noteEvent(), read("labels-not-known", "edit", 0)],
    ["a task", issueEvent({ kind: "work_item", type: "Task" }), read("labels-not-known")],
  ])("configuration not known: %s", (_name, payload, expected) => {
    expect(decide(payload, { labelsOf: () => null })).toEqual(expected);
  });
});

describe("comments", () => {
  it.each([
    ["on an agenda", { labels: ["Agenda"] }, read("commented", "edit", 0)],
    ["on a follow-up", { labels: ["Follow-up"] }, read("commented", "edit", 0)],
    ["on a marked issue", { description: FOLLOW_UP_MARKER }, read("commented", "edit", 0)],
    ["on a work item of ours", { labels: ["Agenda"], on: "WorkItem" }, read("commented", "edit", 0)],
    ["on another issue", { labels: ["bug"] }, ignore("not-ours")],
    ["on a merge request", { on: "MergeRequest", labels: ["Agenda"] }, ignore("not-on-an-issue")],
    ["on a commit", { on: "Commit" }, ignore("not-on-an-issue")],
    ["internal (law 5)", { labels: ["Agenda"], internal: true }, ignore("never-read")],
    ["by GitLab itself", { labels: ["Agenda"], system: true }, ignore("never-read")],
    ["by the bot", { labels: ["Agenda"], actor: BOT }, ignore("own")],
  ])("%s", (_name, fields, expected) => {
    expect(decide(noteEvent(fields))).toEqual(expected);
  });
});

describe("reactions", () => {
  const reaction = (fields: Parameters<typeof noteEvent>[0], name = "thumbsup", on = "Issue"): unknown => ({
    ...(noteEvent(fields) as object),
    object_kind: "emoji",
    event_type: "award",
    object_attributes: { action: "award", name, awardable_type: on, updated_at: "2026-11-24 10:00:00 UTC" },
  });
  it.each([
    ["a thumbs-up on a follow-up", reaction({ labels: ["Follow-up"] }), read("reacted", "edit", 0)],
    ["one of another colour", reaction({ labels: ["Follow-up"] }, "thumbsup_tone4"), read("reacted", "edit", 0)],
    ["on another issue", reaction({ labels: ["bug"] }), ignore("not-ours")],
    ["another one", reaction({ labels: ["Follow-up"] }, "tada"), ignore("never-read")],
    ["without a name", reaction({ labels: ["Follow-up"] }, 7 as unknown as string), ignore("never-read")],
    ["on a comment", reaction({ labels: ["Follow-up"] }, "thumbsup", "Note"), ignore("not-on-an-issue")],
    ["by the bot", reaction({ labels: ["Follow-up"], actor: BOT }), ignore("own")],
  ])("%s", (_name, payload, expected) => {
    expect(decide(payload)).toEqual(expected);
  });
});

describe("the bot's own events", () => {
  it.each([
    ["opened", { action: "open", labels: ["Agenda"], changes: { description: { previous: null, current: "x" } } }],
    ["closed", { action: "close", labels: ["Agenda"], changes: state }],
    ["labelled", { labels: ["Agenda"], changes: labelChange([], ["Agenda"]) }],
    ["description of another form", { labels: ["Agenda"], changes: { description: { previous: 1, current: "x" } } }],
    ["description as it was", { labels: ["Agenda"], changes: { description: { previous: "x", current: "x" } } }],
  ])("%s: nothing", (_name, fields) => {
    expect(decide(issueEvent({ ...fields, actor: BOT }))).toEqual(ignore("own"));
  });

  it("an edit of a description: what it may have overwritten is looked after", () => {
    expect(decide(issueEvent({ actor: BOT, labels: ["Agenda"], changes: edit }))).toEqual({
      kind: "repair",
      why: "own-edit",
      iid: 7,
      previous: "old",
      written: "new",
    });
  });
});

describe("who had saved the text before the bot", () => {
  const saved = (id: number | null, at: string) => ({
    description: { previous: "old", current: "new" },
    last_edited_by_id: { previous: id, current: BOT },
    last_edited_at: { previous: at, current: "2026-11-24 10:00:00 UTC" },
  });
  const found = (changes: Record<string, unknown>) => decide(issueEvent({ actor: BOT, changes }));
  const personAt = "2026-11-24T09:59:30.000Z";
  it.each([
    ["a person, half a minute before", saved(4, "2026-11-24 09:59:30 UTC"), { personAt }],
    ["a person, two minutes before", saved(4, "2026-11-24 09:58:00 UTC"), {}],
    ["nobody", saved(null, "2026-11-24 09:59:30 UTC"), {}],
    ["an instant that cannot be read", saved(4, "yesterday"), {}],
  ])("%s", (_who, changes, more) => {
    const common = { kind: "repair", why: "own-edit", iid: 7, previous: "old", written: "new" };
    expect(found(changes)).toEqual({ ...common, ...more });
  });
});

describe("projects and kinds", () => {
  it("projects that are not served are left alone, by id and path", () => {
    const asked: unknown[] = [];
    const isServed = (id: number, path: string): boolean => asked.push([id, path]) < 0;
    expect(decide(issueEvent({ action: "close", labels: ["Agenda"] }), { isServed })).toEqual(ignore("not-served"));
    expect(decide(issueEvent({ actor: BOT, changes: edit }), { isServed })).toEqual(ignore("not-served"));
    expect(asked).toEqual([
      [14, "acme/collaboration"],
      [14, "acme/collaboration"],
    ]);
  });

  it.each(["push", "merge_request", "pipeline", "milestone", ""])(
    "kind %j is understood and ignored",
    (object_kind) => {
      expect(decide({ object_kind })).toEqual(ignore("other-kind"));
    },
  );
});

describe("GitLab's examples", () => {
  it.each([
    ["doc-issue-example.json", "issue open", ignore("not-ours")],
    ["doc-note-on-issue-example.json", "note create", ignore("not-ours")],
    ["derived-issue-close.json", "issue close", read("may-be-linked")],
    ["derived-issue-reopen.json", "issue reopen", read("may-be-linked")],
    ["derived-confidential-issue-close.json", "issue close", read("may-be-linked")],
    ["derived-internal-note-on-issue.json", "note create", ignore("never-read")],
    ["derived-issue-update-labels.json", "issue update", ignore("not-ours")],
    ["derived-issue-update-task-checkbox.json", "issue update", ignore("not-ours")],
    ["derived-work-item-task-open.json", "work_item open", ignore("not-ours")],
  ])("%s", (name, eventName, expected) => {
    const event = readEvent(example(name));
    expect(event.name).toBe(eventName);
    expect(decideRelevance(event, RULES)).toEqual(expected);
  });

  it.each([
    ["doc-issue-example.json", "2013-12-03T17:15:43.000Z"],
    ["doc-note-on-issue-example.json", "2015-05-17T17:06:40.000Z"],
  ])("both ways to write a time are read: %s", (name, at) => {
    expect(readEvent(example(name))).toMatchObject({ at });
  });

  it.each([
    ["close", "issue close"],
    ["", "issue"],
    ["<b>close</b>", "issue"],
    ["x".repeat(25), "issue"],
  ])("the action %j names the event %j", (action, name) => {
    expect(readEvent(issueEvent({ action })).name).toBe(name);
  });

  it("labels of the project make the same examples matter", () => {
    const labelsOf = () => ({ agenda: "API", others: ["Afterpod"] });
    expect(decide(example("derived-issue-close.json"), { labelsOf })).toEqual(read("agenda-closed", "close", 0));
    expect(decide(example("derived-issue-update-task-checkbox.json"), { labelsOf })).toEqual(read("issue-changed"));
    expect(decide(example("doc-note-on-issue-example.json"), { labelsOf })).toEqual(read("commented", "edit", 0));
  });
});
