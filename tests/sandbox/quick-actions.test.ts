import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage({}, { labels: ["a", "two words"], milestones: [{ title: "M1" }] });
  stage.sandbox
    .as("owner")
    .createIssue(PROJECT, { title: "first", labels: ["a"], dueDate: "2026-12-24", assignees: ["owner"] });
});

afterEach(() => stage.sandbox.close());

describe("a description written by a bot runs with the bot's rights", () => {
  it.each<readonly [string, object]>([
    ['/label ~a ~"two words" ~missing', { labels: ["a", "two words"] }],
    ["/assign @developer", { assignees: [{ username: "developer" }] }],
    ["/assign me", { assignees: [{ username: "bot" }] }],
    ["/confidential", { confidential: true }],
    ["/due 2026-12-03", { due_date: "2026-12-03" }],
    ["/due tomorrow", { due_date: "2026-11-25" }],
    ["/due in 2 weeks", { due_date: "2026-12-08" }],
    ["/due friday", { due_date: "2026-11-27" }],
    ["/due dec 3rd", { due_date: "2026-12-03" }],
    ["/due whenever", { due_date: null }],
    ["/milestone %M1", { milestone: { title: "M1" } }],
    ["/title taken over", { title: "x" }],
    ["/close", { state: "opened" }],
    ["/weight 3", { weight: 3 }],
    ["/estimate 1d", { time_stats: { time_estimate: 28_800 } }],
  ])("on create: %s", async (line, expected) => {
    const { status, body } = await stage
      .as("bot")
      .post(`${API}/issues`, { title: "x", description: `text\n\n${line}\n` });
    expect(status).toBe(201);
    expect(body).toMatchObject({ description: "text", ...expected });
  });

  it.each<readonly [string, object]>([
    ["/close", { state: "closed" }],
    ["/title taken over", { title: "taken over" }],
    ["/unlabel ~a", { labels: [] }],
    ["/unlabel", { labels: [] }],
    ['/relabel ~"two words"', { labels: ["two words"] }],
    ["/remove_due_date", { due_date: null }],
    ["/unassign @owner", { assignees: [] }],
    ["/reassign @developer", { assignees: [{ username: "developer" }] }],
    ["/assign @developer", { assignees: [{ username: "owner" }, { username: "developer" }] }],
    ["/lock", { discussion_locked: true }],
    ["/confidential", { confidential: true }],
    ["/type task", { issue_type: "task" }],
    ["/duplicate #2", { state: "closed" }],
  ])("on update: %s", async (line, expected) => {
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "second" });
    const { status, body } = await stage.as("bot").put(`${API}/issues/1`, { description: `new\n\n${line}` });
    expect(status).toBe(200);
    expect(body).toMatchObject({ description: "new", ...expected });
  });

  it("makes to-dos and ends them", async () => {
    await stage.as("bot").put(`${API}/issues/1`, { description: "a\n/todo" });
    expect((await stage.as("bot").get("/todos")).body).toMatchObject([{ action_name: "marked", target: { iid: 1 } }]);
    await stage.as("bot").post(`${API}/issues/1/notes`, { body: "/done" });
    expect((await stage.as("bot").get("/todos")).body).toEqual([]);
    expect((await stage.as("bot").get("/todos?state=done")).body).toHaveLength(1);
  });

  it("moves and relates", async () => {
    const { sandbox } = stage;
    sandbox.addProject({ path: "acme/other", members: { bot: 20, owner: 50 } });
    sandbox.as("owner").createIssue(PROJECT, { title: "second" });
    await stage.as("bot").put(`${API}/issues/1`, { description: "a\n/relate #2\n/move acme/other" });
    expect(sandbox.issue(PROJECT, 1)).toMatchObject({ state: "closed", description: "a" });
    expect(sandbox.issue(PROJECT, 2).links).toMatchObject([{ iid: 1, type: "relates_to" }]);
    expect(sandbox.issue("acme/other", 1)).toMatchObject({ title: "first", description: "a", author: "bot" });
  });

  it("does not run what the old text did already", async () => {
    const owner = stage.sandbox.as("owner");
    await stage.as("bot").put(`${API}/issues/1`, { description: 'x\n/label ~"two words"' });
    owner.removeLabels(PROJECT, 1, "two words");
    // The stored text holds no command, so writing the command again runs it again.
    await stage.as("bot").put(`${API}/issues/1`, { description: 'x\n/label ~"two words"' });
    expect(stage.sandbox.issue(PROJECT, 1).labels).toContain("two words");
  });

  it("is stripped but does nothing without the right", async () => {
    const guest = stage.as("guest");
    const { iid } = (await guest.post(`${API}/issues`, { title: "x" })).body;
    const { body } = await guest.put(`${API}/issues/${iid}`, { description: "t\n/label ~a\n/assign me\n/due today" });
    expect(body).toMatchObject({ description: "t", labels: [], assignees: [], due_date: null });
  });

  it("does nothing to text that is stored already: a click on a box runs nothing", () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "x", description: "- [ ] one\n/close" });
    owner.tick(PROJECT, 2, "one");
    expect(stage.sandbox.issue(PROJECT, 2)).toMatchObject({ state: "opened", description: "- [x] one\n/close" });
  });

  it("puts shrugs in", async () => {
    const { body } = await stage.as("bot").post(`${API}/issues`, { title: "x", description: "/shrug well" });
    expect(body.description).toBe("well ¯\\＿(ツ)＿/¯");
  });
});

describe("a note", () => {
  const note = (body: string) => stage.as("bot").post(`${API}/issues/1/notes`, { body });

  it("of commands only answers 202 and leaves no note", async () => {
    const reply = await note('/close\n/label ~"two words"');
    expect([reply.status, reply.body]).toEqual([
      202,
      {
        commands_changes: { state_event: "close", add_labels: ["two words"] },
        summary: ["Closed this issue.", 'Added ~"two words" label.'],
      },
    ]);
    expect(stage.sandbox.issue(PROJECT, 1).notes.filter((one) => !one.system)).toEqual([]);
  });

  it("of commands that fail answers 400", async () => {
    expect((await note("/label ~missing")).status).toBe(400);
  });

  it("of text and commands is stored without them", async () => {
    const reply = await note("hello\n/close\n");
    expect([reply.status, reply.body.body]).toEqual([201, "hello"]);
    expect(stage.sandbox.issue(PROJECT, 1).state).toBe("closed");
  });

  it("is sorted newest first, filtered by kind, changed and deleted", async () => {
    const { body } = await note("one");
    await note("two");
    const bodies = async (query: string): Promise<readonly string[]> =>
      (await stage.as("bot").get(`${API}/issues/1/notes?${query}`)).body.map((one: { body: string }) => one.body);
    expect(await bodies("activity_filter=only_comments")).toEqual(["two", "one"]);
    expect(await bodies("sort=asc&per_page=1")).toEqual(["assigned to @owner"]);
    expect(await bodies("activity_filter=only_activity")).toEqual(["assigned to @owner"]);
    expect((await stage.as("bot").put(`${API}/issues/1/notes/${body.id}`, { body: "uno" })).body.body).toBe("uno");
    expect((await stage.as("bot").delete(`${API}/issues/1/notes/${body.id}`)).status).toBe(204);
    expect(await bodies("activity_filter=only_comments")).toEqual(["two"]);
  });
});
