import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { auditGitLab } from "../../src/audit/audited-client.ts";
import type { WriteRecord } from "../../src/audit/record.ts";
import { asIssueIid, asNoteId } from "../../src/domain/ids.ts";
import type { GitLab, IssueDraft } from "../../src/gitlab/port.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { createTestClient, failureOf } from "../support/gitlab/gitlab-client.ts";

const PATH = "group/acme";
const NOW = "2026-11-24T09:00:00.000Z";
const AT = "2026-11-24T09:30:00.000Z";
const DRAFT: IssueDraft = {
  title: "Agenda",
  description: "- [ ] one",
  labels: ["agenda"],
  assigneeIds: [],
  dueDate: "2026-12-01",
  confidential: false,
  milestone: null,
};
const LABEL = { name: "unresolved", color: "#D9534F", description: "" };

let sandbox: Sandbox;
let inner: GitLab;
let gitlab: GitLab;
let records: WriteRecord[];
let iid: number;
let other: number;
let note: number;
let bob: number;

beforeEach(async () => {
  sandbox = await startSandbox({ now: NOW });
  sandbox.addUser({ username: "jane" });
  bob = sandbox.addUser({ username: "bob" }).id;
  sandbox.addUser({ username: "bot", bot: true });
  sandbox.addProject({ path: PATH, members: { jane: 40, bob: 30, bot: 20 }, labels: ["agenda", "kept"] });
  const jane = sandbox.as("jane");
  const fields = { description: "old", labels: ["kept"], dueDate: "2026-11-30", assignees: ["bob"] };
  iid = jane.createIssue(PATH, { title: "First", ...fields });
  other = jane.createIssue(PATH, { title: "Second" });
  note = sandbox.as("bot").comment(PATH, iid, "before") ?? 0;
  inner = createTestClient(sandbox.url, { token: sandbox.addToken({ user: "bot" }), project: PATH }).gitlab;
  records = [];
  gitlab = auditGitLab(
    inner,
    (record) => records.push(record),
    () => AT,
  );
});

afterEach(() => sandbox.close());

const updatedAt = () => sandbox.issue(PATH, iid).updatedAt;
const common = { at: AT, project: PATH, noteId: null, outcome: "done", error: null, before: null, after: null };

interface Case {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  readonly record: () => object;
}

const CASES: readonly Case[] = [
  {
    name: "createIssue",
    run: () => gitlab.createIssue(DRAFT),
    record: () => {
      const made = sandbox.issues(PATH).at(-1);
      const after = {
        iid: made?.iid,
        updatedAt: made?.updatedAt,
        description: "- [ ] one",
        labels: ["agenda"],
        dueDate: "2026-12-01",
      };
      return { method: "createIssue", request: { draft: DRAFT }, iid: made?.iid, after };
    },
  },
  {
    name: "updateIssue, state",
    run: () => gitlab.updateIssue(asIssueIid(iid), { state: "close" }),
    record: () => ({
      method: "updateIssue",
      request: { iid, change: { state: "close" } },
      iid,
      before: { state: "opened" },
      after: { state: "closed", updatedAt: updatedAt() },
    }),
  },
  {
    name: "updateIssue, labels whole",
    run: () => gitlab.updateIssue(asIssueIid(iid), { addLabels: ["agenda"], removeLabels: [] }),
    record: () => ({
      method: "updateIssue",
      request: { iid, change: { addLabels: ["agenda"], removeLabels: [] } },
      iid,
      before: { labels: ["kept"] },
      after: { labels: ["agenda", "kept"], updatedAt: updatedAt() },
    }),
  },
  {
    name: "updateIssue, the rest",
    run: () =>
      gitlab.updateIssue(asIssueIid(iid), {
        removeLabels: ["kept"],
        dueDate: "2026-12-02",
        description: "new",
        assigneeIds: [],
      }),
    record: () => ({
      method: "updateIssue",
      request: {
        iid,
        change: { removeLabels: ["kept"], dueDate: "2026-12-02", description: "new", assigneeIds: [] },
      },
      iid,
      before: { labels: ["kept"], dueDate: "2026-11-30", description: "old", assigneeIds: [bob] },
      after: { labels: [], dueDate: "2026-12-02", description: "new", assigneeIds: [], updatedAt: updatedAt() },
    }),
  },
  {
    name: "relateIssues",
    run: () => gitlab.relateIssues(asIssueIid(iid), asIssueIid(other)),
    record: () => ({ method: "relateIssues", request: { iid, otherIid: other }, iid }),
  },
  {
    name: "createNote",
    run: () => gitlab.createNote(asIssueIid(iid), "text"),
    record: () => {
      const noteId = sandbox.issue(PATH, iid).notes.at(-1)?.id;
      return { method: "createNote", request: { iid, body: "text" }, iid, noteId, after: { noteId, body: "text" } };
    },
  },
  {
    name: "updateNote",
    run: () => gitlab.updateNote(asIssueIid(iid), asNoteId(note), "after"),
    record: () => ({
      method: "updateNote",
      request: { iid, noteId: note, body: "after" },
      iid,
      noteId: note,
      before: { noteId: note, body: "before" },
      after: { noteId: note, body: "after" },
    }),
  },
  {
    name: "deleteNote",
    run: () => gitlab.deleteNote(asIssueIid(iid), asNoteId(note)),
    record: () => ({
      method: "deleteNote",
      request: { iid, noteId: note },
      iid,
      noteId: note,
      before: { noteId: note, body: "before" },
    }),
  },
  {
    name: "react",
    run: () => gitlab.react(asIssueIid(iid), asNoteId(note), "eyes"),
    record: () => ({ method: "react", request: { iid, noteId: note, name: "eyes" }, iid, noteId: note }),
  },
  {
    name: "createLabel",
    run: () => gitlab.createLabel(LABEL),
    record: () => ({ method: "createLabel", request: { label: LABEL }, iid: null }),
  },
];

describe("one record for each write", () => {
  it.each(CASES)("$name", async ({ run, record }) => {
    await run();
    expect(records).toEqual([{ ...common, ...record() }]);
    expect(JSON.parse(JSON.stringify(records))).toEqual(records);
  });

  it.each(CASES)("$name, of which nobody knows whether it happened", async ({ run }) => {
    // As many as a repeatable write is tried.
    for (let n = 0; n < 4; n++)
      sandbox.faults.inject({ kind: "status-after", status: 502, when: ({ write }) => write });
    const error = await failureOf(run());
    expect(error).toMatchObject({ name: "UnknownOutcomeError" });
    expect(records).toMatchObject([{ outcome: "unknown", error: error.message, after: null }]);
  });

  it.each(CASES)("$name, refused", async ({ run }) => {
    const read = await gitlab.listIssues({ iids: [asIssueIid(iid)] });
    expect(read).toHaveLength(1);
    await gitlab.listNotes(asIssueIid(iid), "comments");
    sandbox.faults.inject({ kind: "status", status: 400, body: { message: "no" }, when: ({ write }) => write });
    const error = await failureOf(run());
    expect(error).toMatchObject({ code: "GITLAB_INVALID" });
    expect(records).toMatchObject([{ outcome: "failed", error: error.message, after: null }]);
  });

  it("answers are passed on", async () => {
    expect((await gitlab.createIssue(DRAFT)).title).toBe("Agenda");
    expect((await gitlab.updateIssue(asIssueIid(iid), { state: "close" })).state).toBe("closed");
    expect((await gitlab.createNote(asIssueIid(iid), "text")).body).toBe("text");
    expect((await gitlab.updateNote(asIssueIid(iid), asNoteId(note), "after")).body).toBe("after");
  });
});

describe("facts from before", () => {
  const before = () => records.map((record) => record.before);

  it.each<[string, () => Promise<unknown>]>([
    ["listIssues", () => gitlab.listIssues({ iids: [asIssueIid(iid)] })],
    ["getIssue", () => gitlab.getIssue(asIssueIid(iid))],
  ])("are those of %s, not read again", async (_, read) => {
    await read();
    const { reads } = gitlab.requests;
    sandbox.as("jane").editDescription(PATH, iid, () => "changed meanwhile");
    await gitlab.updateIssue(asIssueIid(iid), { description: "new" });
    expect(before()).toEqual([{ description: "old" }]);
    expect(gitlab.requests.reads).toBe(reads);
  });

  it("are read where none were", async () => {
    await gitlab.updateIssue(asIssueIid(iid), { state: "close" });
    expect(gitlab.requests).toEqual({ reads: 1, writes: 1 });
  });

  it("are those of the write before, creation included", async () => {
    const made = await gitlab.createIssue(DRAFT);
    await gitlab.updateIssue(made.iid, { dueDate: "2026-12-08" });
    await gitlab.updateIssue(made.iid, { dueDate: "2026-12-15" });
    expect(before()).toEqual([null, { dueDate: "2026-12-01" }, { dueDate: "2026-12-08" }]);
    expect(gitlab.requests.reads).toBe(0);
  });

  it("are read again after a write of doubtful outcome", async () => {
    await gitlab.getIssue(asIssueIid(iid));
    for (let n = 0; n < 4; n++)
      sandbox.faults.inject({ kind: "status-after", status: 502, when: ({ write }) => write });
    await failureOf(gitlab.updateIssue(asIssueIid(iid), { description: "new" }));
    await gitlab.updateIssue(asIssueIid(iid), { description: "newer" });
    expect(before()).toEqual([{ description: "old" }, { description: "new" }]);
  });

  it("of comments are those of the list, of a comment made and of one changed", async () => {
    const made = await gitlab.createNote(asIssueIid(other), "one");
    await gitlab.updateNote(asIssueIid(other), made.id, "two");
    await gitlab.deleteNote(asIssueIid(other), made.id);
    await gitlab.listNotes(asIssueIid(iid), "comments");
    const { reads } = gitlab.requests;
    await gitlab.deleteNote(asIssueIid(iid), asNoteId(note));
    expect(before()).toEqual([
      null,
      { noteId: made.id, body: "one" },
      { noteId: made.id, body: "two" },
      { noteId: note, body: "before" },
    ]);
    expect(gitlab.requests.reads).toBe(reads);
  });

  it("of a comment that is gone are none", async () => {
    await gitlab.deleteNote(asIssueIid(iid), asNoteId(note));
    await gitlab.deleteNote(asIssueIid(iid), asNoteId(note));
    expect(before()).toEqual([{ noteId: note, body: "before" }, null]);
  });

  it("that cannot be read leave everything as it is", async () => {
    sandbox.faults.inject({ kind: "status", status: 403, body: { message: "403 Forbidden" }, when: () => true });
    expect(await failureOf(gitlab.updateIssue(asIssueIid(iid), { state: "close" }))).toMatchObject({
      code: "GITLAB_ROLE",
    });
    expect(records).toEqual([]);
    expect(sandbox.issue(PATH, iid).state).toBe("opened");
  });

  it("of an issue that is not there are none, and the refusal is recorded", async () => {
    await failureOf(gitlab.updateIssue(asIssueIid(99), { state: "close" }));
    expect(records).toMatchObject([{ iid: 99, before: null, outcome: "failed" }]);
  });
});

it("reads leave no record, an empty change neither", async () => {
  await gitlab.getProject();
  await gitlab.listIssues({ createdByMe: true });
  await gitlab.listNotes(asIssueIid(iid), "activity");
  await gitlab.updateIssue(asIssueIid(iid), { addLabels: [], removeLabels: [] });
  expect(records).toEqual([]);
});

it("address, project and counts are those of the client, also later", async () => {
  expect([gitlab.url, gitlab.projectRef]).toEqual([inner.url, inner.projectRef]);
  await gitlab.createNote(asIssueIid(iid), "x");
  await inner.getVersion();
  expect(gitlab.requests).toEqual({ reads: 1, writes: 1 });
});
