import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API, openStage, PROJECT, roles, type Stage } from "./gitlab.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
  const owner = stage.sandbox.as("owner");
  owner.createIssue(PROJECT, { title: "open" });
  owner.createIssue(PROJECT, { title: "secret", confidential: true });
});

afterEach(() => stage.sandbox.close());

const names = Object.keys(roles);

describe("who may do what", () => {
  it.each([
    ["guest", ""],
    ["planner", "l"],
    ["reporter", "l"],
    ["developer", "l"],
  ])(
    "%s creates issues with people and dates; labels that are new are dropped silently below Planner",
    async (who, labels) => {
      const { id } = (await stage.as(who).get("/user")).body;
      const { status, body } = await stage.as(who).post(`${API}/issues`, {
        title: "x",
        labels: "l",
        due_date: "2026-12-01",
        assignee_ids: [id],
        confidential: true,
      });
      expect([status, body.labels.join(), body.confidential]).toEqual([201, labels, true]);
      expect([body.due_date, body.assignees.length]).toEqual(["2026-12-01", 1]);
      const own = (await stage.as(who).put(`${API}/issues/${body.iid}`, { due_date: "2026-12-02" })).body;
      expect(own.due_date).toBe(labels === "" ? "2026-12-01" : "2026-12-02");
    },
  );

  it("a Guest may close an own issue, and nobody else's", async () => {
    const guest = stage.as("guest");
    await guest.post(`${API}/issues`, { title: "mine" });
    expect((await guest.put(`${API}/issues/3`, { state_event: "close" })).body.state).toBe("closed");
    expect((await guest.put(`${API}/issues/1`, { state_event: "close" })).status).toBe(403);
  });

  it("confidential issues are for Planners and up, authors and assignees", async () => {
    const seen = await Promise.all(names.map(async (who) => (await stage.as(who).get(`${API}/issues/2`)).status));
    expect(Object.fromEntries(names.map((name, index) => [name, seen[index]]))).toEqual({
      guest: 404,
      planner: 200,
      reporter: 200,
      developer: 200,
      maintainer: 200,
      owner: 200,
    });
    stage.sandbox.as("guest").createIssue(PROJECT, { title: "mine", confidential: true });
    expect((await stage.as("guest").get(`${API}/issues/3`)).status).toBe(200);
  });

  it("internal notes are for Planners and up", async () => {
    stage.sandbox.as("owner").comment(PROJECT, 1, "psst", { internal: true });
    const count = async (who: string): Promise<number> =>
      (await stage.as(who).get(`${API}/issues/1/notes`)).body.length;
    expect([await count("guest"), await count("planner"), await count("developer")]).toEqual([0, 1, 1]);
    expect((await stage.as("guest").post(`${API}/issues/1/notes`, { body: "x", internal: true })).status).toBe(403);
  });

  it("a note may be changed by its author and by Maintainers", async () => {
    const note = stage.sandbox.as("reporter").comment(PROJECT, 1, "mine");
    const change = async (who: string): Promise<number> =>
      (await stage.as(who).put(`${API}/issues/1/notes/${note}`, { body: `by ${who}` })).status;
    expect([await change("developer"), await change("reporter"), await change("maintainer")]).toEqual([403, 200, 200]);
  });

  it("a private project is not there for a stranger; a public one can be read without a token", async () => {
    expect((await stage.as("stranger").get(API)).status).toBe(404);
    stage.sandbox.addProject({ path: "acme/open", visibility: "public", members: { owner: 50 } });
    expect((await stage.anonymous().get("/projects/acme%2Fopen")).status).toBe(200);
    expect((await stage.anonymous().post("/projects/acme%2Fopen/issues", { title: "x" })).status).toBe(401);
  });

  it("membership comes from groups above, the highest level counts", async () => {
    const { sandbox } = stage;
    sandbox.addUser({ username: "above" });
    sandbox.addGroup({ path: "acme", members: { above: 40 } });
    expect((await stage.as("above").get(`${API}/hooks`)).status).toBe(200);
    const usernames = async (path: string): Promise<readonly string[]> =>
      (await stage.as("owner").get(`${API}/${path}?per_page=100`)).body.map(
        (user: { username: string }) => user.username,
      );
    expect(await usernames("members")).not.toContain("above");
    expect(await usernames("members/all")).toContain("above");
    expect(await usernames("users")).toContain("above");
    const { body } = await stage.as("above").get(API);
    expect(body.permissions).toEqual({
      project_access: null,
      group_access: { access_level: 40, notification_level: 3 },
    });
  });

  it("webhooks are for Maintainers of a project, and for Owners of a group", async () => {
    const { sandbox } = stage;
    sandbox.addGroup({ path: "acme", members: { maintainer: 40, owner: 50 } });
    const status = async (who: string, path: string): Promise<number> => (await stage.as(who).get(path)).status;
    const statuses = ["developer", "maintainer"].map((who) => status(who, `${API}/hooks`));
    const ofGroup = ["maintainer", "owner"].map((who) => status(who, "/groups/acme/hooks"));
    expect(await Promise.all([...statuses, ...ofGroup])).toEqual([403, 200, 403, 200]);
  });

  it("users are found by exact name in any case", async () => {
    const find = async (query: string): Promise<number> => (await stage.as("bot").get(`/users?${query}`)).body.length;
    expect([await find("username=OWNER"), await find("username=own"), await find("search=own")]).toEqual([1, 0, 1]);
  });
});

describe("links", () => {
  const link = (who: string, body: Readonly<Record<string, unknown>> = {}) =>
    stage.as(who).post(`${API}/issues/1/links`, { target_project_id: stage.projectId, target_issue_iid: 2, ...body });

  it("joins both sides, once", async () => {
    expect((await link("bot")).status).toBe(201);
    const again = await link("bot");
    expect([again.status, again.body]).toEqual([409, { message: "Issue(s) already assigned" }]);
    for (const [one, other] of [
      [1, 2],
      [2, 1],
    ]) {
      const { body } = await stage.as("bot").get(`${API}/issues/${one}/links`);
      expect(body[0]).toMatchObject({ iid: other, link_type: "relates_to" });
    }
    const { body } = await stage.as("bot").get(`${API}/issues/1/links`);
    expect((await stage.as("bot").delete(`${API}/issues/1/links/${body[0].issue_link_id}`)).status).toBe(200);
    expect((await stage.as("bot").get(`${API}/issues/2/links`)).body).toEqual([]);
  });

  it("needs a member of the project, and hides what may not be read", async () => {
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "third" });
    expect((await link("stranger", { target_issue_iid: 3 })).status).toBe(404);
    expect((await link("guest", { target_issue_iid: 3 })).status).toBe(201);
    expect((await link("guest")).status).toBe(404);
    await link("bot");
    expect((await stage.as("guest").get(`${API}/issues/1/links`)).body).toMatchObject([{ iid: 3 }]);
  });

  it.each([
    [{ edition: "ce", plan: "free" }, 400, { error: "link_type does not have a valid value" }],
    [{ edition: "ee", plan: "free" }, 403, { message: "Blocked issues not available for current license" }],
  ] as const)("blocks nothing with %o", async (options, status, body) => {
    const other = await openStage(options);
    for (const title of ["a", "b"]) other.sandbox.as("owner").createIssue(PROJECT, { title });
    const reply = await other.as("bot").post(`${API}/issues/1/links`, {
      target_project_id: other.projectId,
      target_issue_iid: 2,
      link_type: "blocks",
    });
    expect([reply.status, reply.body]).toEqual([status, body]);
    await other.sandbox.close();
  });

  it("blocks on Premium, told from each side", async () => {
    expect((await link("bot", { link_type: "blocks" })).body.link_type).toBe("blocks");
    expect((await stage.as("bot").get(`${API}/issues/2/links`)).body[0].link_type).toBe("is_blocked_by");
    expect((await stage.as("bot").get(`${API}/issues/1`)).body.blocking_issues_count).toBe(1);
  });
});
