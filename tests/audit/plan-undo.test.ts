import { describe, expect, it } from "vitest";
import type { UndoFacts } from "../../src/audit/judge-step.ts";
import { issuesOfRun, planUndo } from "../../src/audit/plan-undo.ts";
import type { RunRecord } from "../../src/audit/record.ts";
import { asIssueIid, asNoteId, asProjectId } from "../../src/domain/ids.ts";
import { reason } from "../../src/domain/reason.ts";
import type { Issue, Note } from "../../src/gitlab/port.ts";

const BOT = { id: 7, username: "cadence-bot", name: "Cadence" };
const JANE = { id: 8, username: "jane", name: "Jane" };

function record(fields: Partial<RunRecord>): RunRecord {
  return {
    run: "r",
    at: "2026-11-24T09:00:00Z",
    project: "acme/collaboration",
    customer: "Acme",
    action: "set-labels",
    reason: reason("because", "it is so"),
    method: "updateIssue",
    request: {},
    iid: asIssueIid(12),
    noteId: null,
    before: null,
    after: null,
    outcome: "done",
    error: null,
    ...fields,
  };
}

/** A write to one fact of #12. */
function update(before: RunRecord["before"], after: RunRecord["after"], change: object = {}): RunRecord {
  return record({ before, after, request: { iid: 12, change } });
}

const ISSUE: Issue = {
  iid: asIssueIid(12),
  projectId: asProjectId(1),
  title: "Call",
  description: "text",
  state: "opened",
  labels: ["agenda"],
  author: BOT,
  assignees: [JANE],
  dueDate: "2026-12-01",
  confidential: false,
  createdAt: "2026-11-24T09:00:00Z",
  updatedAt: "2026-11-24T09:00:00Z",
  closedAt: null,
  closedById: null,
  webUrl: "",
  reference: null,
  commentCount: 0,
};

function note(id: number, body: string, author = BOT): Note {
  return { id: asNoteId(id), body, author, system: false, createdAt: ISSUE.createdAt, updatedAt: ISSUE.createdAt };
}

/** The steps for #12 as it stands now: its words, decision and rule. */
function stepsFor(records: readonly RunRecord[], now: Partial<Issue> | null, comments: readonly Note[] = []) {
  const facts: UndoFacts = { issue: now === null ? null : { ...ISSUE, ...now }, comments, botId: BOT.id };
  return planUndo(records, () => facts).map((step) => `${step.what}: ${step.decision} (${step.reason.rule})`);
}

const label = (
  before: readonly string[],
  after: readonly string[],
  addLabels: readonly string[],
  removeLabels: readonly string[] = [],
) => update({ labels: before }, { labels: after }, { addLabels, removeLabels });

describe("one write", () => {
  const due = update({ dueDate: "2026-12-01" }, { dueDate: "2026-12-03" });
  const state = update({ state: "opened" }, { state: "closed" });
  const people = update({ assigneeIds: [8] }, { assigneeIds: [9] });
  const text = update({ description: "a" }, { description: "b" });
  const created = record({
    method: "createIssue",
    request: { draft: { title: "Call" } },
    after: { iid: asIssueIid(12), description: "text", labels: ["agenda"], dueDate: "2026-12-01" },
  });
  const said = record({ method: "createNote", noteId: asNoteId(3), after: { noteId: asNoteId(3), body: "hello" } });
  const reworded = record({ method: "updateNote", noteId: asNoteId(3), before: { body: "a" }, after: { body: "b" } });

  it.each<[string, RunRecord, Partial<Issue> | null, readonly Note[], string]>([
    ["due date", due, { dueDate: "2026-12-03" }, [], "due date back to 2026-12-01: undo (as-left)"],
    ["due date, moved since", due, { dueDate: "2026-12-10" }, [], "due date back to 2026-12-01: left (changed-since)"],
    ["due date, back", due, { dueDate: "2026-12-01" }, [], "due date back to 2026-12-01: back (back-already)"],
    [
      "due date where none was",
      update({ dueDate: null }, { dueDate: "2026-12-03" }),
      { dueDate: "2026-12-03" },
      [],
      "take off the due date: left (no-date-before)",
    ],
    ["closed", state, { state: "closed" }, [], "reopen: undo (as-left)"],
    ["assigned", people, { assignees: [{ ...JANE, id: 9 }] }, [], "assign as before: undo (as-left)"],
    [
      "assigned, others since",
      people,
      { assignees: [JANE, { ...JANE, id: 9 }] },
      [],
      "assign as before: left (changed-since)",
    ],
    ["text", text, { description: "b" }, [], "put the text back: undo (as-left)"],
    ["text, a blank more since", text, { description: "b " }, [], "put the text back: left (changed-since)"],
    ["issue that is gone", text, null, [], "put the text back: back (gone)"],
    ["creation", created, {}, [note(3, "x")], "close Call: undo (as-left)"],
    ["creation, commented on", created, {}, [note(3, "x", JANE)], "close Call: left (commented-since)"],
    ["creation, closed since", created, { state: "closed", labels: [] }, [], "close Call: back (closed-already)"],
    ["comment", said, {}, [note(2, "x", JANE), note(3, "hello")], "delete the comment: undo (as-left)"],
    [
      "comment, answered",
      said,
      {},
      [note(3, "hello"), note(4, "x", JANE)],
      "delete the comment: left (commented-since)",
    ],
    ["comment, changed since", said, {}, [note(3, "hello!")], "delete the comment: left (changed-since)"],
    ["comment that is gone", said, {}, [], "delete the comment: back (gone)"],
    ["words of a comment", reworded, {}, [note(3, "b"), note(4, "x", JANE)], "put the comment back: undo (as-left)"],
    ["words of a comment, changed since", reworded, {}, [note(3, "c")], "put the comment back: left (changed-since)"],
    ["relation", record({ method: "relateIssues", request: { otherIid: 4 } }), {}, [], "relation to #4: stays (stays)"],
    ["reaction", record({ method: "react", request: { name: "lock" } }), {}, [], "reaction :lock:: stays (stays)"],
    ["label", record({ method: "createLabel", request: { label: { name: "x" } } }), {}, [], "label x: stays (stays)"],
    ["label without a name", record({ method: "createLabel" }), {}, [], "label : stays (stays)"],
    ["deleted comment", record({ method: "deleteNote" }), {}, [], "deleted comment: stays (stays)"],
    [
      "unknown outcome",
      record({ method: "createIssue", iid: null, outcome: "unknown" }),
      {},
      [],
      "createIssue: left (unknown-outcome)",
    ],
    [
      "unknown before",
      update(null, { description: "b" }),
      { description: "b" },
      [],
      "description: left (before-unknown)",
    ],
  ])("%s", (_name, write, now, comments, expected) => {
    expect(stepsFor([write], now, comments)).toEqual([expected]);
  });

  it("that failed is no step", () => {
    expect(stepsFor([{ ...text, outcome: "failed", after: null }], {})).toEqual([]);
  });
});

describe("labels", () => {
  const scoped = label(["agenda", "items::unresolved"], ["agenda", "items::resolved"], ["items::resolved"]);

  it.each<[string, RunRecord, readonly string[], string]>([
    ["are reversed", label(["a"], ["b"], ["b"], ["a"]), ["b"], "take off b; put on a: undo (as-left)"],
    ["are reversed beside those of people", label([], ["b"], ["b"]), ["b", "urgent"], "take off b: undo (as-left)"],
    [
      "that a person took off stay off",
      label(["a"], ["b"], ["b"], ["a"]),
      [],
      "take off b; put on a: left (changed-since)",
    ],
    [
      "of the same scope come back",
      scoped,
      ["agenda", "items::resolved"],
      "take off items::resolved; put on items::unresolved: undo (as-left)",
    ],
    [
      "that people put on meanwhile are not ours",
      label(["agenda"], ["agenda", "b", "urgent"], ["b"]),
      ["agenda", "b", "urgent"],
      "take off b: undo (as-left)",
    ],
  ])("%s", (_name, write, labels, expected) => {
    expect(stepsFor([write], { labels })).toEqual([expected]);
  });
});

describe("several writes", () => {
  const [ab, bc] = [
    update({ description: "a" }, { description: "b" }),
    update({ description: "b" }, { description: "c" }),
  ];

  it("to one thing are one step back to the beginning", () => {
    expect(planUndo([ab, bc], () => ({ issue: { ...ISSUE, description: "c" }, comments: [], botId: 7 }))).toMatchObject(
      [{ decision: "undo", undoing: { kind: "description", from: "c", to: "a" } }],
    );
    expect(stepsFor([ab, bc], { description: "a" })).toEqual(["put the text back: back (back-already)"]);
  });

  it("between which somebody else wrote go back to what that person wrote", () => {
    const other = update({ description: "x" }, { description: "c" });
    expect(
      planUndo([ab, other], () => ({ issue: { ...ISSUE, description: "c" }, comments: [], botId: 7 })),
    ).toMatchObject([{ undoing: { from: "c", to: "x" } }]);
  });

  it("are taken back newest first, and one that changed two things in two steps", () => {
    const both = update({ state: "opened", dueDate: "2026-12-01" }, { state: "closed", dueDate: "2026-12-03" });
    const now = { description: "b", state: "closed", dueDate: "2026-12-03" } as const;
    expect(stepsFor([ab, both], now)).toEqual([
      "due date back to 2026-12-01: undo (as-left)",
      "reopen: undo (as-left)",
      "put the text back: undo (as-left)",
    ]);
  });

  it("to an issue that the run made are one step: it is closed as the run left it", () => {
    const created = record({
      method: "createIssue",
      request: { draft: { title: "Call" } },
      after: { iid: asIssueIid(12), description: "text", labels: ["agenda"], dueDate: "2026-12-01" },
    });
    const later = label(["agenda"], ["agenda", "late"], ["late"]);
    expect(stepsFor([created, later], { labels: ["late", "agenda"] })).toEqual(["close Call: undo (as-left)"]);
    expect(stepsFor([created, later], { labels: ["agenda"] })).toEqual(["close Call: left (changed-since)"]);
  });

  it("to a comment that the run made delete it as the run left it", () => {
    const said = record({ method: "createNote", after: { noteId: asNoteId(3), body: "a" } });
    const reworded = record({
      method: "updateNote",
      noteId: asNoteId(3),
      before: { noteId: asNoteId(3), body: "a" },
      after: { noteId: asNoteId(3), body: "b" },
    });
    expect(stepsFor([said, reworded], {}, [note(3, "b")])).toEqual(["delete the comment: undo (as-left)"]);
  });
});

it("names the issues to read, and those whose comments matter", () => {
  const writes = [
    update({ dueDate: null }, { dueDate: "2026-12-03" }),
    record({ method: "createNote", iid: asIssueIid(13), after: { noteId: asNoteId(3), body: "a" } }),
    record({ method: "updateIssue", iid: asIssueIid(14), outcome: "failed" }),
    record({ method: "createLabel", iid: null }),
  ];
  expect(issuesOfRun(writes)).toEqual({ all: [12, 13], comments: [13] });
});
