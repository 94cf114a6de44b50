import { describe, expect, it } from "vitest";
import { applyUndo, planUndoOf } from "../../src/audit/apply-undo.ts";
import { judgeUndoing, type Undoing } from "../../src/audit/judge-step.ts";
import type { UndoStep } from "../../src/audit/plan-undo.ts";
import type { RunRecord } from "../../src/audit/record.ts";
import { asIssueIid, asNoteId } from "../../src/domain/ids.ts";
import { reason } from "../../src/domain/reason.ts";
import type { GitLab, Issue, Note } from "../../src/gitlab/port.ts";
import { aNote, recordedPort } from "../support/gitlab/recorded-port.ts";
import { anIssue, BOT } from "../support/state/snapshots.ts";

const AT = "2026-11-24T09:00:00Z";
const ISSUE = anIssue(12, {
  description: "new",
  dueDate: "2026-12-03",
  labels: ["put-on"],
  assignees: [BOT],
  author: BOT,
});
const bob = anIssue(1).author;
const comment = (id: number, body = "said", author = BOT): Note => aNote(id, author, body, AT);

function stepOf(undoing: Undoing | null, decision: UndoStep["decision"] = "undo"): UndoStep {
  return { iid: asIssueIid(12), what: "a thing", undoing, decision, reason: reason("as-planned", "as planned") };
}

interface World {
  readonly issue?: Partial<Issue> | null;
  readonly comments?: readonly Note[];
  readonly answers?: Partial<GitLab>;
}

async function undo(steps: readonly UndoStep[], { issue = {}, comments = [], answers = {} }: World = {}) {
  const now = issue === null ? null : { ...ISSUE, ...issue };
  const { gitlab, asked } = recordedPort({
    getCurrentUser: async () => BOT,
    getIssue: async () => now,
    listNotes: async (_iid, which) => (which === "comments" ? comments : []),
    updateIssue: async (_iid, change) => ({ ...ISSUE, ...now, description: change.description ?? "" }),
    updateNote: async () => comment(1),
    deleteNote: async () => undefined,
    ...answers,
  });
  const begun: UndoStep[] = [];
  const results = await applyUndo(gitlab, steps, { onStep: (step) => void begun.push(step) });
  const writes = asked.filter(([name]) => /^(?:update|delete)/.test(name));
  const outcomes = results.map(({ step, outcome, error }) => [outcome, error?.message ?? step.reason.rule]);
  return { outcomes, writes, begun: begun.length };
}

describe("one thing is taken back", () => {
  it.each<[string, Undoing, World, readonly unknown[]]>([
    [
      "a text",
      { kind: "description", iid: asIssueIid(12), from: "new", to: "old" },
      {},
      ["updateIssue", 12, { description: "old" }],
    ],
    [
      "a due date",
      { kind: "dueDate", iid: asIssueIid(12), from: "2026-12-03", to: "2026-12-01" },
      {},
      ["updateIssue", 12, { dueDate: "2026-12-01" }],
    ],
    [
      "assignees",
      { kind: "assigneeIds", iid: asIssueIid(12), from: [BOT.id], to: [1] },
      {},
      ["updateIssue", 12, { assigneeIds: [1] }],
    ],
    [
      "labels",
      { kind: "labels", iid: asIssueIid(12), add: ["taken-off"], remove: ["put-on"] },
      {},
      ["updateIssue", 12, { addLabels: ["taken-off"], removeLabels: ["put-on"] }],
    ],
    [
      "a closing",
      { kind: "state", iid: asIssueIid(12), from: "closed", to: "opened" },
      { issue: { state: "closed" } },
      ["updateIssue", 12, { state: "reopen" }],
    ],
    [
      "a reopening",
      { kind: "state", iid: asIssueIid(12), from: "opened", to: "closed" },
      {},
      ["updateIssue", 12, { state: "close" }],
    ],
    [
      "an issue that was created",
      { kind: "close-created", iid: asIssueIid(12), left: { title: "Issue 12" } },
      { comments: [comment(1)] },
      ["updateIssue", 12, { state: "close" }],
    ],
    [
      "a comment",
      { kind: "delete-comment", iid: asIssueIid(12), noteId: asNoteId(7), body: "said" },
      { comments: [comment(7)] },
      ["deleteNote", 12, 7],
    ],
    [
      "words of a comment",
      { kind: "comment-text", iid: asIssueIid(12), noteId: asNoteId(7), from: "said", to: "before" },
      { comments: [comment(7)] },
      ["updateNote", 12, 7, "before"],
    ],
  ])("%s", async (_, undoing, world, write) => {
    expect(await undo([stepOf(undoing)], world)).toEqual({
      outcomes: [["done", "as-planned"]],
      writes: [write],
      begun: 1,
    });
  });
});

describe("what is left alone", () => {
  const text: Undoing = { kind: "description", iid: asIssueIid(12), from: "new", to: "old" };
  const created: Undoing = {
    kind: "close-created",
    iid: asIssueIid(12),
    left: { title: "Issue 12", dueDate: "2026-12-03" },
  };
  const said: Undoing = { kind: "delete-comment", iid: asIssueIid(12), noteId: asNoteId(7), body: "said" };
  const words: Undoing = { kind: "comment-text", iid: asIssueIid(12), noteId: asNoteId(7), from: "said", to: "before" };

  it.each<[string, Undoing, World, string, string]>([
    ["an issue that is gone", text, { issue: null }, "back", "gone"],
    [
      "a text that a person changed since the plan",
      text,
      { issue: { description: "theirs" } },
      "left",
      "changed-since",
    ],
    ["a text that is as before", text, { issue: { description: "old" } }, "back", "back-already"],
    [
      "a due date that was none before",
      { kind: "dueDate", iid: asIssueIid(12), from: "2026-12-03", to: null },
      {},
      "left",
      "no-date-before",
    ],
    ["a created issue that is closed", created, { issue: { state: "closed" } }, "back", "closed-already"],
    ["a created issue with another title", created, { issue: { title: "Issue twelve" } }, "left", "changed-since"],
    ["a created issue with another day", created, { issue: { dueDate: null } }, "left", "changed-since"],
    [
      "a created issue that a person commented on",
      created,
      { comments: [comment(7, "Hm", bob)] },
      "left",
      "commented-since",
    ],
    ["a comment that is gone", said, {}, "back", "gone"],
    ["a comment that was changed", said, { comments: [comment(7, "edited")] }, "left", "changed-since"],
    [
      "a comment that a person answered",
      said,
      { comments: [comment(7), comment(8, "Hm", bob)] },
      "left",
      "commented-since",
    ],
    [
      "a comment of the account before",
      said,
      { comments: [comment(7, "said", { ...BOT, former: true })] },
      "left",
      "of-a-former-account",
    ],
    ["words of a comment that are as before", words, { comments: [comment(7, "before")] }, "back", "back-already"],
    ["words of a comment that were changed", words, { comments: [comment(7, "theirs")] }, "left", "changed-since"],
    [
      "labels that are as before",
      { kind: "labels", iid: asIssueIid(12), add: [], remove: ["gone"] },
      {},
      "back",
      "back-already",
    ],
    [
      "labels of which one was changed",
      { kind: "labels", iid: asIssueIid(12), add: ["x"], remove: ["put-on", "gone"] },
      {},
      "left",
      "changed-since",
    ],
  ])("%s", async (_, undoing, world, outcome, rule) => {
    expect(await undo([stepOf(undoing)], world)).toEqual({ outcomes: [[outcome, rule]], writes: [], begun: 1 });
  });

  it.each<[string, Undoing, World]>([
    ["blanks in a title are none", { kind: "close-created", iid: asIssueIid(12), left: { title: " Issue  12" } }, {}],
    ["activity is no comment", created, { comments: [{ ...comment(7, "x", bob), system: true }] }],
    ["an earlier comment is no answer", said, { comments: [comment(6, "Hm", bob), comment(7)] }],
    ["the bot's own comment is no answer", said, { comments: [comment(7), comment(8)] }],
    ["a line of activity is no answer", said, { comments: [comment(7), { ...comment(8, "x", bob), system: true }] }],
    [
      "people in another order are the same",
      { kind: "assigneeIds", iid: asIssueIid(12), from: [2, BOT.id], to: [] },
      { issue: { assignees: [BOT, { ...bob, id: 2 }] } },
    ],
  ])("but not for this: %s", async (_, undoing, world) => {
    expect((await undo([stepOf(undoing)], world)).outcomes).toEqual([["done", "as-planned"]]);
  });

  it("what the plan left alone is not looked at again", async () => {
    const steps = [stepOf(text, "left"), stepOf(null, "stays"), stepOf(text, "back"), stepOf(null)];
    expect(await undo(steps)).toEqual({
      outcomes: [
        ["left", "as-planned"],
        ["stays", "as-planned"],
        ["back", "as-planned"],
        ["left", "as-planned"],
      ],
      writes: [],
      begun: 0,
    });
  });

  it("a text that somebody saves between look and write", async () => {
    let reads = 0;
    const getIssue = async () => ({ ...ISSUE, description: ++reads > 1 ? "theirs" : "new" });
    expect(await undo([stepOf(text)], { answers: { getIssue } })).toMatchObject({
      outcomes: [["left", "changed-since"]],
      writes: [],
    });
  });

  it("a step that fails does not stop the others", async () => {
    const updateNote = async () => Promise.reject(new Error("refused"));
    const found = await undo([stepOf(words), stepOf(text)], { comments: [comment(7)], answers: { updateNote } });
    expect(found.outcomes).toEqual([
      ["failed", "refused"],
      ["done", "as-planned"],
    ]);
  });

  it("comments are read only where they matter", async () => {
    const { gitlab, asked } = recordedPort({
      getCurrentUser: async () => BOT,
      getIssue: async () => null,
      listNotes: async () => [],
    });
    await applyUndo(gitlab, [stepOf(text), stepOf(said), stepOf(words), stepOf(created)]);
    expect(asked.map(([name]) => name)).toEqual([
      "getCurrentUser",
      "getIssue",
      ...["listNotes", "getIssue"],
      ...["listNotes", "getIssue"],
      ...["listNotes", "getIssue"],
    ]);
  });
});

describe("planning it reads what stands there", () => {
  const record = (fields: Partial<RunRecord>): RunRecord => ({
    run: "r",
    at: AT,
    project: "acme/collaboration",
    customer: "Acme",
    action: "comment",
    reason: reason("because", "it is so"),
    method: "createNote",
    request: {},
    iid: asIssueIid(12),
    noteId: null,
    before: null,
    after: { noteId: asNoteId(7), body: "said" },
    outcome: "done",
    error: null,
    ...fields,
  });

  it("issues in one request, comments of those that are there", async () => {
    const { gitlab, asked } = recordedPort({
      getCurrentUser: async () => BOT,
      listIssues: async () => [ISSUE],
      listNotes: async () => [comment(7)],
    });
    const steps = await planUndoOf(gitlab, [record({}), record({ iid: asIssueIid(13) })]);
    expect(steps.map(({ iid, decision }) => [iid, decision])).toEqual([
      [13, "back"],
      [12, "undo"],
    ]);
    expect(asked).toEqual([["getCurrentUser"], ["listIssues", { iids: [12, 13] }], ["listNotes", 12, "comments"]]);
  });

  it("nothing where nothing was written", async () => {
    const { gitlab, asked } = recordedPort({ getCurrentUser: async () => BOT });
    expect(await planUndoOf(gitlab, [])).toEqual([]);
    expect(asked).toEqual([["getCurrentUser"]]);
  });
});

it("why a thing is left names what was changed", () => {
  const facts = { issue: ISSUE, comments: [], botId: BOT.id };
  const text = (undoing: Undoing) => judgeUndoing(undoing, facts).reason.text;
  expect(text({ kind: "description", iid: asIssueIid(12), from: "x", to: "y" })).toBe("the text was changed since");
  expect(text({ kind: "state", iid: asIssueIid(12), from: "closed", to: "closed" })).toBe(
    "whether it is open was changed since",
  );
  expect(text({ kind: "dueDate", iid: asIssueIid(12), from: null, to: "2026-01-01" })).toBe(
    "the due date was changed since",
  );
  expect(text({ kind: "assigneeIds", iid: asIssueIid(12), from: [], to: [3] })).toBe(
    "who is assigned was changed since",
  );
});
