import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API, NOW, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.sandbox.close());

/** Keys of a live answer of CE 19.2.1, and what Enterprise adds. */
const liveKeys = (
  "_links assignee assignees author closed_at closed_by confidential created_at description discussion_locked downvotes " +
  "due_date has_tasks id iid imported imported_from issue_type labels merge_requests_count milestone moved_to_id project_id " +
  "references service_desk_reply_to severity start_date state subscribed task_completion_status task_status time_stats title " +
  "type updated_at upvotes user_notes_count web_url"
).split(" ");

describe("the shape of an issue", () => {
  it("has the keys of a live answer; a list leaves out subscribed", async () => {
    const created = await stage.as("bot").post(`${API}/issues`, { title: "x" });
    expect(Object.keys(created.body).sort()).toEqual([...liveKeys, "blocking_issues_count", "weight"].sort());
    const { body } = await stage.as("bot").get(`${API}/issues`);
    expect(Object.keys(body[0])).not.toContain("subscribed");
    expect(body[0]).toMatchObject({ type: "ISSUE", issue_type: "issue", iid: 1, severity: "UNKNOWN" });
  });

  it("has no Enterprise keys on a Community Edition", async () => {
    const other = await openStage({ edition: "ce", plan: "free" });
    const created = await other.as("bot").post(`${API}/issues`, { title: "x" });
    expect(Object.keys(created.body).sort()).toEqual(liveKeys.toSorted());
    await other.sandbox.close();
  });
});

describe("creating", () => {
  it("makes missing labels silently, case-sensitively", async () => {
    await stage.as("bot").post(`${API}/issues`, { title: "x", labels: "review, Review" });
    const { body } = await stage.as("bot").get(`${API}/labels`);
    expect(body.map((label: { name: string }) => label.name)).toEqual(["Review", "review"]);
  });

  it("takes an iid from an Owner, once; drops it silently from others", async () => {
    const first = await stage
      .as("owner")
      .post(`${API}/issues`, { title: "x", iid: 7, created_at: "2020-01-01T00:00:00Z" });
    expect(first.body).toMatchObject({ iid: 7, created_at: "2020-01-01T00:00:00.000Z" });
    const second = await stage.as("owner").post(`${API}/issues`, { title: "x", iid: 7 });
    expect([second.status, second.body]).toEqual([409, { message: "Duplicated issue" }]);
    const third = await stage.as("maintainer").post(`${API}/issues`, { title: "x", iid: 7 });
    expect([third.status, third.body.iid]).toEqual([201, 8]);
  });

  it("never gives an iid out again", async () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "one" });
    owner.deleteIssue(PROJECT, 1);
    expect(owner.createIssue(PROJECT, { title: "two" })).toBe(2);
  });

  it("assigns one person on Free", async () => {
    const free = await openStage({ plan: "free" });
    const ids = ["developer", "reporter"].map((name) => free.sandbox.addUser({ username: `${name}2` }).id);
    for (const name of ["developer2", "reporter2"]) free.sandbox.setMember(PROJECT, name, 30);
    const { body } = await free.as("bot").post(`${API}/issues`, { title: "x", assignee_ids: ids });
    expect(body.assignees).toHaveLength(1);
    await free.sandbox.close();
  });
});

describe("changing", () => {
  const labelsOf = (body: { labels: readonly string[] }): string => body.labels.join(",");

  it.each([
    ["labels replaces", { labels: "c" }, "c"],
    ["labels empty", { labels: "" }, ""],
    ["add_labels adds", { add_labels: "c" }, "a,b,c"],
    ["remove_labels removes", { remove_labels: "a" }, "b"],
    ["both: removal wins", { add_labels: "c,a", remove_labels: "a,zzz" }, "b,c"],
    ["other case is another label", { add_labels: "A" }, "A,a,b"],
    ["one of a scope", { add_labels: "s::1,s::2" }, "a,b,s::2"],
  ])("%s", async (_, change, expected) => {
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x", labels: ["a", "b"] });
    const { body } = await stage.as("bot").put(`${API}/issues/1`, change);
    expect(labelsOf(body)).toBe(expected);
  });

  it("keeps both of a scope on Free", async () => {
    const free = await openStage({ plan: "free" });
    const { body } = await free.as("bot").post(`${API}/issues`, { title: "x", labels: "s::1,s::2" });
    expect(labelsOf(body)).toBe("s::1,s::2");
    await free.sandbox.close();
  });

  it("closes twice without a word, and with labels at once", async () => {
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
    const bot = stage.as("bot");
    const first = await bot.put(`${API}/issues/1`, { state_event: "close", add_labels: "done" });
    expect(first.body).toMatchObject({ state: "closed", labels: ["done"], closed_by: { username: "bot" } });
    const again = await bot.put(`${API}/issues/1`, { state_event: "close" });
    expect([again.status, again.body.updated_at]).toEqual([200, first.body.updated_at]);
    const events = await bot.get(`${API}/issues/1/resource_state_events`);
    expect(events.body.map((event: { state: string }) => event.state)).toEqual(["closed"]);
  });

  it("lets a later write win over an earlier one, silently, and remembers every text", async () => {
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x", description: "a" });
    await stage.as("bot").put(`${API}/issues/1`, { description: "b" });
    await stage.as("owner").put(`${API}/issues/1`, { description: "c" });
    expect(stage.sandbox.issue(PROJECT, 1).history).toEqual(["a", "b", "c"]);
  });

  it("leaves the notes of what changed", async () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "Call in May", dueDate: "2026-12-01" });
    owner.setTitle(PROJECT, 1, "Call in June");
    owner.setDueDate(PROJECT, 1, "2026-12-03");
    owner.setDueDate(PROJECT, 1, null);
    owner.assign(PROJECT, 1, "developer");
    owner.setConfidential(PROJECT, 1, true);
    owner.editDescription(PROJECT, 1, () => "text");
    expect(stage.sandbox.issue(PROJECT, 1).notes.map((note) => note.body)).toEqual([
      "changed title from **Call in {-May-}** to **Call in {+June+}**",
      "changed due date to December 3, 2026",
      "removed due date December 3, 2026",
      "assigned to @developer",
      "made the issue confidential",
      "changed the description",
    ]);
  });

  it("refuses to delete what was touched since, and only then", async () => {
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
    const old = { "if-unmodified-since": "Mon, 23 Nov 2026 09:00:00 GMT" };
    expect((await stage.as("owner").delete(`${API}/issues/1`, old)).status).toBe(412);
    expect((await stage.as("owner").delete(`${API}/issues/1`)).status).toBe(204);
    expect((await stage.as("owner").get(`${API}/issues/1`)).status).toBe(404);
  });
});

describe("mentions of issues", () => {
  it("leave one note per pair, which hides what the reader may not see", async () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "target" });
    owner.createIssue(PROJECT, { title: "open", description: "from #1 and #1, not `#1`, not \\#1" });
    owner.createIssue(PROJECT, { title: "secret", description: "#1", confidential: true });
    owner.comment(PROJECT, 2, "again #1");
    stage.sandbox.addProject({ path: "acme/other", members: { owner: 50 } });
    owner.createIssue("acme/other", {
      title: "far",
      description: `see ${PROJECT}#1 and ${stage.sandbox.url}/${PROJECT}/-/issues/1`,
    });
    const seen = async (who: string): Promise<readonly string[]> => {
      const { body } = await stage.as(who).get(`${API}/issues/1/notes?sort=asc`);
      return body.map((note: { body: string }) => note.body);
    };
    expect(await seen("owner")).toEqual([
      "mentioned in issue #2",
      "mentioned in issue #3",
      "mentioned in issue acme/other#1",
    ]);
    expect(await seen("guest")).toEqual(["mentioned in issue #2"]);
  });

  it("leave none where code, an escape or a missing issue stands", () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "target" });
    owner.createIssue(PROJECT, { title: "x", description: "`#1` \\#1 #99 &#35;9 a#1\n\n    #1\n" });
    expect(stage.sandbox.issue(PROJECT, 1).notes).toEqual([]);
  });
});

it("the clock stands still but for the writes", () => {
  expect(stage.sandbox.clock.now().toISOString().slice(0, 19)).toBe(NOW.slice(0, 19));
  const owner = stage.sandbox.as("owner");
  owner.createIssue(PROJECT, { title: "a" });
  owner.createIssue(PROJECT, { title: "b" });
  stage.sandbox.clock.advance(60_000);
  owner.createIssue(PROJECT, { title: "c" });
  const [a, b, c] = stage.sandbox.issues(PROJECT).map((issue) => Date.parse(issue.createdAt));
  expect(b! > a!).toBe(true);
  expect(c! - b!).toBeGreaterThan(59_000);
});
