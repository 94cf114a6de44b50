import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({}, { files: { "README.md": "hello" } });
});
afterEach(() => stage.sandbox.close());

const BRANCHES = `${API}/repository/branches`;
const REQUESTS = `${API}/merge_requests`;
const add = { action: "create", file_path: "a.txt", content: "a" };

function commit(who: string, body: Readonly<Record<string, unknown>> = {}) {
  return stage.as(who).post(`${API}/repository/commits`, {
    branch: "side",
    start_branch: "main",
    commit_message: "Add a",
    actions: [add],
    ...body,
  });
}

function open(who: string, body: Readonly<Record<string, unknown>> = {}) {
  return stage.as(who).post(REQUESTS, { source_branch: "side", target_branch: "main", title: "A", ...body });
}

describe("branches and commits", () => {
  it("a Developer commits several files to a new branch; the default branch stays as it is", async () => {
    const { status, body } = await commit("developer", { commit_message: "Add a\n\nand why" });
    expect([status, body.title, body.message]).toEqual([201, "Add a", "Add a\n\nand why"]);
    expect(stage.sandbox.files(PROJECT)).toEqual({ "README.md": "hello" });
    expect(stage.sandbox.files(PROJECT, "side")).toEqual({ "README.md": "hello", "a.txt": "a" });
    const branch = (await stage.as("developer").get(`${BRANCHES}/side`)).body;
    expect(branch).toMatchObject({ protected: false, can_push: true, commit: { id: body.id } });
    const file = await stage.as("developer").get(`${API}/repository/files/a.txt?ref=side`);
    expect(Buffer.from(file.body.content, "base64").toString()).toBe("a");
    const { body: between } = await stage.as("developer").get(`${API}/repository/compare?from=main&to=side`);
    expect(between.commits).toHaveLength(1);
    expect(between.diffs).toMatchObject([{ new_path: "a.txt", new_file: true }]);
  });

  it.each([
    [
      "developer",
      { branch: "main", start_branch: undefined },
      403,
      "403 Forbidden - You are not allowed to push into this branch",
    ],
    ["reporter", {}, 403, "403 Forbidden"],
    ["developer", { start_branch: undefined }, 400, "You can only create or edit files when you are on a branch"],
    ["developer", { actions: [{ ...add, file_path: "README.md" }] }, 400, "A file with this name already exists"],
    ["developer", { actions: [{ ...add, action: "update" }] }, 400, "A file with this name doesn't exist"],
    [
      "developer",
      { actions: [{ ...add, action: "update", file_path: "README.md", last_commit_id: "0" }] },
      400,
      "The file has changed since you started editing it: README.md",
    ],
  ])("refuses %s %j with %i", async (who, body, status, message) => {
    const answer = await commit(who, body);
    expect([answer.status, answer.body]).toEqual([status, { message }]);
    expect((await stage.as("owner").get(BRANCHES)).body).toHaveLength(1);
  });

  it("a Maintainer commits to the default branch", async () => {
    expect((await commit("maintainer", { branch: "main", start_branch: undefined })).status).toBe(201);
    expect(stage.sandbox.files(PROJECT)).toEqual({ "README.md": "hello", "a.txt": "a" });
  });

  it("a branch is made once", async () => {
    const make = async (): Promise<unknown> => {
      const { status, body } = await stage.as("developer").post(BRANCHES, { branch: "side", ref: "main" });
      return [status, body.message ?? body.name];
    };
    expect([await make(), await make()]).toEqual([
      [201, "side"],
      [400, "Branch already exists"],
    ]);
    const { status, body } = await commit("developer");
    expect([status, body.message]).toEqual([
      400,
      "A branch called 'side' already exists. Switch to that branch in order to make changes",
    ]);
    expect((await stage.as("developer").get(`${BRANCHES}/none`)).body).toEqual({ message: "404 Branch Not Found" });
  });
});

describe("merge requests", () => {
  it("are opened once per branch, listed by it, and merged by a Maintainer", async () => {
    await commit("developer");
    const { status, body } = await open("developer", { description: "Why\n\n/close", remove_source_branch: true });
    expect([status, body.iid, body.state, body.description, body.author.username]).toEqual([
      201,
      1,
      "opened",
      "Why",
      "developer",
    ]);
    const again = await open("maintainer");
    expect([again.status, again.body.message]).toEqual([
      409,
      ["Another open merge request already exists for this source branch: !1"],
    ]);
    expect(() => stage.sandbox.as("developer").merge(PROJECT, 1)).toThrow(/401/);
    stage.sandbox.as("maintainer").merge(PROJECT, 1);
    expect(stage.sandbox.files(PROJECT)).toMatchObject({ "a.txt": "a" });
    const list = async (query: string): Promise<number> =>
      (await stage.as("developer").get(`${REQUESTS}?${query}`)).body.length;
    expect([await list("source_branch=side&state=merged"), await list("state=opened")]).toEqual([1, 0]);
    expect((await stage.as("developer").get(`${BRANCHES}/side`)).status).toBe(404);
  });

  it("need a branch and the role Developer", async () => {
    expect((await open("developer")).status).toBe(400);
    await commit("developer");
    expect((await open("reporter")).status).toBe(403);
    expect((await open("developer", { target_branch: "side" })).status).toBe(422);
  });
});

interface TemplatePath {
  readonly name: string;
  readonly segment: string;
  readonly status: number;
  readonly read: string | null;
}

describe("issue templates", () => {
  const fixture = new URL("../fixtures/gitlab-verdicts/template-paths.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { readonly cases: readonly TemplatePath[] };

  it.each(cases)("$segment is $status", async ({ name, segment, status, read }) => {
    stage.sandbox.writeFile(PROJECT, `.gitlab/issue_templates/${name}.md`, "hello");
    const answer = await stage.as("reporter").get(`${API}/templates/issues/${segment}`);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual(read === null ? { error: "404 Not Found" } : { name: read, content: "hello" });
  });
});

describe("pipeline schedules", () => {
  it("know their next run, in their zone; a wrong cron is refused", async () => {
    const make = (body: Readonly<Record<string, unknown>>) =>
      stage.as("developer").post(`${API}/pipeline_schedules`, { description: "x", ref: "main", ...body });
    const { status, body } = await make({ cron: "17 6 * * *", cron_timezone: "Europe/Berlin" });
    expect([status, body.next_run_at, body.owner.username]).toEqual([201, "2026-11-25T05:17:00.000Z", "developer"]);
    const bad = await make({ cron: "sometimes" });
    expect([bad.status, bad.body]).toEqual([400, { message: { cron: ["is invalid syntax"] } }]);
    const zone = await make({ cron: "17 6 * * *", cron_timezone: "Mars/Olympus" });
    expect([zone.status, zone.body]).toEqual([400, { message: { cron_timezone: ["is invalid syntax"] } }]);
  });
});
