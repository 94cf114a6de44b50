import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMemoryBudgetStore, createRequestBudget } from "../../../src/gitlab/budget/budget.ts";
import { createFleetGitLab } from "../../../src/gitlab/fleet/fleet-client.ts";
import type { FleetGitLab } from "../../../src/gitlab/fleet-port.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/index.ts";

const EVER = "2020-01-01T00:00:00Z";
let sandbox: Sandbox;
let token: string;
let gitlab: FleetGitLab;

beforeEach(async () => {
  sandbox = await startSandbox({ now: "2026-03-07T12:00:00Z" });
  sandbox.addUser({ username: "bot", bot: true });
  sandbox.addUser({ username: "jane" });
  sandbox.addGroup({ path: "customers", members: { bot: 20, jane: 40 } });
  token = sandbox.addToken({ user: "bot" });
  gitlab = open();
});

afterEach(() => sandbox.close());

function open(over: Partial<Parameters<typeof createFleetGitLab>[0]> = {}): FleetGitLab {
  const rules = { perMinute: 1e9, reserve: 0, issuesPerMinute: 1e9, notesPerMinute: 1e9 };
  return createFleetGitLab({ url: sandbox.url, token, sleep: async () => undefined, budgetRules: rules, ...over });
}

describe("projects", () => {
  it("all of a group and below, archived ones too, in pages of a hundred", async () => {
    for (let number = 0; number < 205; number++) sandbox.addProject({ path: `customers/r${number % 3}/p${number}` });
    sandbox.archiveProject("customers/r1/p100");
    sandbox.addProject({ path: "customers-too/x", members: { bot: 30 } });
    const found = await gitlab.listProjects("customers");
    expect(found).toHaveLength(205);
    expect(found.filter(({ archived }) => archived).map(({ path }) => path)).toEqual(["customers/r1/p100"]);
    expect(found[0]).toMatchObject({
      path: "customers/r0/p0",
      namespace: "customers/r0",
      inGroup: true,
      deletionScheduled: false,
      accessLevel: 20,
      lastActivityAt: "2026-03-07T12:00:00.000Z",
    });
    expect(gitlab.requests).toEqual({ reads: 3, writes: 0 });
    const [first] = sandbox.requests.all;
    expect(first?.query).toMatchObject({
      include_subgroups: "true",
      with_shared: "false",
      order_by: "id",
      sort: "asc",
    });
  });

  it("by topic, and only those of which the bot is a member", async () => {
    sandbox.addProject({ path: "customers/a", topics: ["cadence"] });
    sandbox.addProject({ path: "customers/b", topics: ["other"] });
    sandbox.addProject({ path: "somebody/public", topics: ["cadence"], visibility: "public" });
    expect((await gitlab.listTopicProjects("cadence")).map(({ path }) => path)).toEqual(["customers/a"]);
    expect((await gitlab.listProjects("customers", { topic: "other" })).map(({ path }) => path)).toEqual([
      "customers/b",
    ]);
  });

  it("one by id, path or former path; null where it cannot be seen", async () => {
    const { id } = sandbox.addProject({ path: "customers/a" });
    sandbox.addProject({ path: "private/b" });
    sandbox.renameProject({ id }, "customers/c");
    for (const ref of [String(id), "customers/c", "customers/a"])
      expect(await gitlab.getProject(ref)).toMatchObject({ id, path: "customers/c" });
    expect(await gitlab.getProject("private/b")).toBeNull();
    expect(await gitlab.getProject("4711")).toBeNull();
  });

  it("a group that cannot be seen is an error, not an empty list", async () => {
    await expect(gitlab.listProjects("nowhere")).rejects.toMatchObject({ name: "PermanentError", status: 404 });
    await expect(gitlab.listGroupIssues({ group: "nowhere", labels: [], updatedAfter: EVER })).rejects.toThrow(
      "nowhere",
    );
  });

  it("the role in a group, inherited ones included, null for none", async () => {
    sandbox.addGroup({ path: "customers/emea" });
    const { id } = await gitlab.project("the fleet").getCurrentUser();
    expect(await gitlab.getGroupRole("customers/emea", id)).toBe(20);
    expect(await gitlab.getGroupRole("nowhere", id)).toBeNull();
    expect(await gitlab.getGroupRole("customers", 987_654)).toBeNull();
  });

  it("a page that fails fails the list", async () => {
    for (let number = 0; number < 150; number++) sandbox.addProject({ path: `customers/p${number}` });
    sandbox.faults.inject({ kind: "status", status: 403, when: ({ query }) => query["page"] === "2" });
    await expect(gitlab.listProjects("customers")).rejects.toMatchObject({ name: "PermanentError" });
  });
});

describe("changed issues", () => {
  const all = () => gitlab.listGroupIssues({ group: "customers", labels: ["meeting-agenda"], updatedAfter: EVER });

  function fill(count: number, labels = ["meeting-agenda"]): void {
    const jane = sandbox.as("jane");
    for (let number = 0; number < count; number++) jane.createIssue("customers/a", { title: `Call ${number}`, labels });
  }

  beforeEach(() => void sandbox.addProject({ path: "customers/a" }));

  it("with a label, since a moment, closed ones too, oldest change first", async () => {
    fill(3);
    fill(2, ["other"]);
    sandbox.clock.advance(60_000);
    const since = sandbox.clock.now().toISOString();
    sandbox.as("jane").close("customers/a", 1);
    const issues = await all();
    expect(issues.map(({ iid }) => iid)).toEqual([2, 3, 1]);
    const late = await gitlab.listGroupIssues({ group: "customers", labels: [], updatedAfter: since });
    expect(late.map(({ iid }) => iid)).toEqual([1]);
  });

  it("none is lost while others change between two pages", async () => {
    fill(350);
    let pages = 0;
    sandbox.beforeRequest(({ path }) => {
      if (!path.endsWith("/issues") || pages++ === 0) return;
      // Issues of the first page change: the others move up by ten.
      for (let iid = 1; iid <= 10; iid++) sandbox.as("jane").comment("customers/a", iid + 10 * pages, "a word");
    });
    const issues = await all();
    expect(issues).toHaveLength(350);
    expect(new Set(issues.map(({ iid }) => iid)).size).toBe(350);
    expect(issues.map(({ updatedAt }) => updatedAt)).toEqual(issues.map(({ updatedAt }) => updatedAt).sort());
  });

  it("more than a page that changed in one instant", async () => {
    fill(5);
    const instant = sandbox.clock.now().toISOString();
    for (let number = 0; number < 230; number++) {
      sandbox.clock.set(instant);
      fill(1);
    }
    fill(5);
    expect(await all()).toHaveLength(240);
  });

  it("a list in another order than asked for is refused: it could not be complete", async () => {
    fill(120);
    const backwards: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const rows: unknown = await response.json();
      const body = JSON.stringify(Array.isArray(rows) ? rows.map((row, i) => (i === 99 ? rows[0] : row)) : rows);
      return new Response(body.replaceAll(/"updated_at":"2026/g, '"updated_at":"2019'), response);
    };
    await expect(
      open({ fetch: backwards }).listGroupIssues({ group: "customers", labels: [], updatedAfter: EVER }),
    ).rejects.toMatchObject({ code: "GITLAB_LIST_UNSTABLE" });
  });
});

describe("one budget for all clients", () => {
  it("lists and projects take turns from the same one, and 429s are never met", async () => {
    sandbox.setLimits({ requests: { limit: 30, periodSeconds: 60 } });
    const { id } = sandbox.addProject({ path: "customers/a" });
    const sleep = async (ms: number) => sandbox.clock.advance(ms);
    const now = () => sandbox.clock.now().getTime();
    const rules = { perMinute: 1000, reserve: 0.2, issuesPerMinute: 200, notesPerMinute: 60 };
    const budget = createRequestBudget({ rules, now, store: createMemoryBudgetStore() });
    const fleet = open({ budget, sleep, now });
    for (let turn = 0; turn < 60; turn++) {
      await fleet.getProject(String(id));
      await fleet.project(String(id)).listLabels();
    }
    const answers = sandbox.requests.all.map(({ status }) => status);
    expect(answers).toHaveLength(120);
    expect(new Set(answers)).toEqual(new Set([200]));
  });
});
