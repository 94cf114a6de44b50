import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asIssueIid, asNoteId } from "../../../src/domain/ids.ts";
import type { GitLab } from "../../../src/gitlab/port.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/index.ts";
import { createTestClient, failureOf } from "../../support/gitlab/gitlab-client.ts";

const PATH = "group/acme";
const NOW = "2026-11-24T09:00:00.000Z";

let sandbox: Sandbox;
let gitlab: GitLab;
let janes: GitLab;
let iid: number;

const connect = (user: string) =>
  createTestClient(sandbox.url, { token: sandbox.addToken({ user }), project: PATH }).gitlab;
const bodies = async (which: "comments" | "activity") =>
  (await gitlab.listNotes(asIssueIid(iid), which)).map(({ body }) => body);

beforeEach(async () => {
  sandbox = await startSandbox({ now: NOW });
  for (const username of ["jane", "bob", "eve"]) sandbox.addUser({ username });
  sandbox.addUser({ username: "bot", bot: true });
  sandbox.addProject({ path: PATH, members: { jane: 40, bob: 30, eve: 10, bot: 20 }, labels: ["agenda"] });
  iid = sandbox.as("jane").createIssue(PATH, { title: "Agenda", description: "- [ ] one", assignees: ["bob"] });
  gitlab = connect("bot");
  janes = connect("jane");
});

afterEach(() => sandbox.close());

describe("comments", () => {
  it("comments and activity apart, oldest first, without internal ones", async () => {
    const jane = sandbox.as("jane");
    jane.comment(PATH, iid, "first");
    jane.comment(PATH, iid, "only for us", { internal: true });
    jane.tick(PATH, iid, "one");
    sandbox.as("bob").comment(PATH, iid, "second");
    expect(await bodies("comments")).toEqual(["first", "second"]);
    expect(await bodies("activity")).toEqual(["assigned to @bob", "marked the checklist item **one** as completed"]);
    expect((await gitlab.listNotes(asIssueIid(iid), "activity")).every(({ system }) => system)).toBe(true);
    // All three count: GitLab tells a number, not who may read what.
    expect((await gitlab.getIssue(asIssueIid(iid)))?.commentCount).toBe(3);
  });

  it("all of 250", async () => {
    for (let n = 0; n < 250; n++) sandbox.as("bob").comment(PATH, iid, `comment ${n}`);
    expect(await bodies("comments")).toEqual(Array.from({ length: 250 }, (_, n) => `comment ${n}`));
  });

  it("one that people delete between two pages makes no other one disappear", async () => {
    const ids = Array.from({ length: 150 }, (_, n) => sandbox.as("bob").comment(PATH, iid, `comment ${n}`) ?? 0);
    let page = 0;
    const undo = sandbox.beforeRequest(async ({ method }) => {
      if (method !== "GET" || ++page !== 2) return;
      undo();
      await janes.deleteNote(asIssueIid(iid), asNoteId(ids[0] ?? 0));
    });
    const listed = (await gitlab.listNotes(asIssueIid(iid), "comments")).map(({ id }) => id);
    expect(listed).toEqual(ids.slice(1));
  });

  it("made, changed, deleted, and deleted again", async () => {
    const note = await gitlab.createNote(asIssueIid(iid), "one _two_\n\n- [ ] three");
    expect(note).toMatchObject({ body: "one _two_\n\n- [ ] three", system: false, author: { username: "bot" } });
    expect(await gitlab.updateNote(asIssueIid(iid), note.id, "four")).toMatchObject({ id: note.id, body: "four" });
    expect(sandbox.issue(PATH, iid).notes).toContainEqual(
      expect.objectContaining({ id: note.id, body: "four", author: "bot", internal: false, system: false }),
    );
    await gitlab.deleteNote(asIssueIid(iid), note.id);
    await gitlab.deleteNote(asIssueIid(iid), note.id);
    expect(await bodies("comments")).toEqual([]);
    expect(await failureOf(gitlab.updateNote(asIssueIid(iid), note.id, "x"))).toMatchObject({
      code: "GITLAB_NOT_FOUND",
    });
  });

  it("quick actions only are no comment", async () => {
    expect(await failureOf(gitlab.createNote(asIssueIid(iid), "/close"))).toMatchObject({
      name: "PermanentError",
      code: "GITLAB_QUICK_ACTIONS",
      message: expect.stringContaining("carried them out"),
    });
    const note = await gitlab.createNote(asIssueIid(iid), "text");
    expect(await failureOf(gitlab.updateNote(asIssueIid(iid), note.id, "/reopen"))).toMatchObject({
      code: "GITLAB_QUICK_ACTIONS",
    });
  });

  it("somebody else's is not the bot's to change", async () => {
    const id = sandbox.as("jane").comment(PATH, iid, "mine") ?? 0;
    expect(await failureOf(gitlab.updateNote(asIssueIid(iid), asNoteId(id), "x"))).toMatchObject({
      code: "GITLAB_FORBIDDEN",
    });
    expect(await failureOf(gitlab.deleteNote(asIssueIid(iid), asNoteId(id)))).toMatchObject({
      code: "GITLAB_FORBIDDEN",
    });
    expect(await bodies("comments")).toEqual(["mine"]);
  });

  it("on an issue that is not there", async () => {
    expect(await failureOf(gitlab.listNotes(asIssueIid(99), "comments"))).toMatchObject({ code: "GITLAB_NOT_FOUND" });
    expect(await failureOf(gitlab.createNote(asIssueIid(99), "x"))).toMatchObject({ code: "GITLAB_NOT_FOUND" });
    expect(await failureOf(gitlab.react(asIssueIid(99), asNoteId(1), "eyes"))).toMatchObject({
      code: "GITLAB_NOT_FOUND",
    });
  });

  it("in an archived project nothing is written", async () => {
    const { id } = await gitlab.createNote(asIssueIid(iid), "x");
    sandbox.archiveProject(PATH);
    expect(await failureOf(gitlab.createNote(asIssueIid(iid), "x"))).toMatchObject({ code: "GITLAB_ARCHIVED" });
    expect(await failureOf(gitlab.updateNote(asIssueIid(iid), id, "y"))).toMatchObject({ code: "GITLAB_ARCHIVED" });
    expect(await failureOf(gitlab.deleteNote(asIssueIid(iid), id))).toMatchObject({ code: "GITLAB_ARCHIVED" });
    const label = { name: "new", color: "#112233", description: "" };
    expect(await failureOf(gitlab.createLabel(label))).toMatchObject({ code: "GITLAB_ARCHIVED" });
  });
});

describe("reactions", () => {
  it("each person's once, and nobody is told", async () => {
    const id = sandbox.as("bob").comment(PATH, iid, "done") ?? 0;
    const told = sandbox.notifications.length;
    await gitlab.react(asIssueIid(iid), asNoteId(id), "white_check_mark");
    await gitlab.react(asIssueIid(iid), asNoteId(id), "white_check_mark");
    await janes.react(asIssueIid(iid), asNoteId(id), "white_check_mark");
    expect(
      (await gitlab.listReactions(asIssueIid(iid), asNoteId(id))).map(({ name, user }) => [name, user.username]),
    ).toEqual([
      ["white_check_mark", "bot"],
      ["white_check_mark", "jane"],
    ]);
    expect(sandbox.issue(PATH, iid).notes.find((note) => note.id === id)?.reactions).toEqual([
      { name: "white_check_mark", user: "bot" },
      { name: "white_check_mark", user: "jane" },
    ]);
    expect(sandbox.notifications).toHaveLength(told);
  });

  it("a comment that is gone and a name that is none are errors", async () => {
    expect(await failureOf(gitlab.react(asIssueIid(iid), asNoteId(999), "eyes"))).toMatchObject({
      code: "GITLAB_NOT_FOUND",
    });
    expect(await failureOf(gitlab.listReactions(asIssueIid(iid), asNoteId(999)))).toMatchObject({
      code: "GITLAB_NOT_FOUND",
    });
    const { id } = await gitlab.createNote(asIssueIid(iid), "x");
    const error = await failureOf(gitlab.react(asIssueIid(iid), id, "No emoji"));
    expect(error).toMatchObject({ code: "GITLAB_INVALID", status: 404 });
    expect(error.message).toContain("is not a valid emoji name");
  });
});

describe("the record", () => {
  it("states and labels with their people", async () => {
    expect(await gitlab.listStateEvents(asIssueIid(iid))).toEqual([]);
    sandbox.as("jane").close(PATH, iid);
    await gitlab.updateIssue(asIssueIid(iid), { state: "reopen", addLabels: ["agenda"] });
    sandbox.as("bob").removeLabels(PATH, iid, "agenda");
    expect((await gitlab.listStateEvents(asIssueIid(iid))).map(({ state, user }) => [state, user?.username])).toEqual([
      ["closed", "jane"],
      ["reopened", "bot"],
    ]);
    const events = await gitlab.listLabelEvents(asIssueIid(iid));
    expect(events.map(({ action, label, user }) => [action, label, user?.username])).toEqual([
      ["add", "agenda", "bot"],
      ["remove", "agenda", "bob"],
    ]);
    expect(events.map(({ createdAt }) => createdAt)).toEqual(sandbox.issue(PATH, iid).labelEvents.map(({ at }) => at));
  });
});

describe("issues", () => {
  it("by number", async () => {
    const more = Array.from({ length: 130 }, (_, n) => sandbox.as("jane").createIssue(PATH, { title: `issue ${n}` }));
    sandbox.as("jane").createIssue(PATH, { title: "task", type: "task" });
    const wanted = [...more.slice(5), 9999, iid].map(asIssueIid);
    expect((await gitlab.listIssues({ iids: wanted })).map((issue) => issue.iid)).toEqual([iid, ...more.slice(5)]);
    expect(await gitlab.listIssues({ iids: [asIssueIid(iid)], labels: ["agenda"] })).toEqual([]);
  });

  it("description and assignees change, and nobody can be assigned", async () => {
    const jane = await gitlab.findUser("jane");
    const changed = await gitlab.updateIssue(asIssueIid(iid), {
      description: "- [x] one\n",
      assigneeIds: [jane?.id ?? 0],
    });
    expect(changed).toMatchObject({ description: "- [x] one\n".trimEnd(), assignees: [{ username: "jane" }] });
    expect((await gitlab.updateIssue(asIssueIid(iid), { assigneeIds: [] })).assignees).toEqual([]);
    expect(sandbox.issue(PATH, iid).history).toEqual(["- [ ] one", changed.description]);
  });

  it("a label is made once, also where a group has it", async () => {
    sandbox.addGroup({ path: "group", labels: ["shared"] });
    const label = { name: "unresolved", color: "#D9534F", description: "Holds open action items" };
    await gitlab.createLabel(label);
    await gitlab.createLabel({ ...label, color: "#000000" });
    await gitlab.createLabel({ ...label, name: "shared" });
    expect((await gitlab.listLabels()).filter(({ name }) => name !== "agenda")).toEqual([
      expect.objectContaining({ name: "shared" }),
      { name: "unresolved", color: "#D9534F" },
    ]);
    expect(await failureOf(gitlab.createLabel({ ...label, name: "odd", color: "nothing" }))).toMatchObject({
      code: "GITLAB_INVALID",
    });
    expect(await failureOf(connect("eve").createLabel({ ...label, name: "late" }))).toMatchObject({
      code: "GITLAB_ROLE",
    });
  });
});
