import { afterEach, beforeEach, describe, expect } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/index.ts";
import { createTestClient, TOKEN } from "../../support/gitlab/gitlab-client.ts";
import { it } from "../../support/gitlab/http-stub.ts";

const at = "2026-11-24T08:00:00.000Z";

function child(iid: number, changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const fields = {
    title: `Task ${iid}`,
    description: null,
    state: "OPEN",
    createdAt: at,
    updatedAt: at,
    closedAt: null,
  };
  return { iid: String(iid), ...fields, project: { fullPath: "group/acme" }, ...changes };
}

function parent(iid: number, children: readonly unknown[], endCursor: string | null = null): unknown {
  const page = { nodes: children, pageInfo: { hasNextPage: endCursor !== null, endCursor } };
  return { iid: String(iid), widgets: [{}, { children: page }] };
}

const found = (...nodes: readonly unknown[]): unknown => ({ data: { project: { workItems: { nodes } } } });

describe("child items", () => {
  it("of several issues, in one request that counts as a read", async ({ stub }) => {
    const closed = child(46, { state: "CLOSED", closedAt: at, description: "text" });
    stub.expect("POST", "/api/graphql", { json: found(parent(12, [child(45), null]), parent(13, [closed])) });
    const { gitlab } = createTestClient(stub.url);
    const common = { createdAt: at, updatedAt: at };
    expect(await gitlab.listChildItems("group/acme", [asIssueIid(12), asIssueIid(13), asIssueIid(14)])).toEqual({
      children: new Map([
        [12, [{ iid: 45, title: "Task 45", description: "", state: "opened", ...common, closedAt: null }]],
        [13, [{ iid: 46, title: "Task 46", description: "text", state: "closed", ...common, closedAt: at }]],
        [14, []],
      ]),
    });
    expect(gitlab.requests).toEqual({ reads: 1, writes: 0 });
  });

  it("of all pages, and a hundred issues at a time", async () => {
    const asked: { readonly iids: readonly string[]; readonly after: string | null }[] = [];
    const fetch = async (_: unknown, init?: RequestInit) => {
      const { variables } = JSON.parse(String(init?.body));
      asked.push(variables);
      return Response.json(found(variables.after === null ? parent(1, [child(201)], "b") : parent(1, [child(202)])));
    };
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    const iids = Array.from({ length: 150 }, (_, index) => asIssueIid(index + 1));
    const answer = await gitlab.listChildItems("group/acme", iids);
    expect(asked.map((one) => [one.iids.length, one.after])).toEqual([
      [100, null],
      [50, null],
      [1, "b"],
      [1, "b"],
    ]);
    expect("children" in answer && answer.children.get(asIssueIid(1))?.map(({ iid }) => iid)).toContain(202);
  });

  it("in other projects have numbers that mean something else", async ({ stub }) => {
    const elsewhere = child(45, { project: { fullPath: "group/other" } });
    stub.expect("POST", "/api/graphql", { json: found(parent(12, [elsewhere, child(46, { project: null })])) });
    const answer = await createTestClient(stub.url).gitlab.listChildItems("Group/Acme", [asIssueIid(12)]);
    expect("children" in answer && answer.children.get(asIssueIid(12))?.map(({ iid }) => iid)).toEqual([46]);
  });

  const json = (body: unknown, status = 200): Response => Response.json(body, { status });
  it.each<readonly [string, () => Response, string]>([
    [
      "too old",
      () => json({ errors: [{ message: "Field 'workItems' doesn't exist on type 'Project'" }] }),
      "Field 'workItems' doesn't exist on type 'Project'",
    ],
    ["too complex", () => json({ data: null, errors: [{ message: "too complex" }] }), "too complex"],
    [
      "closed to the token",
      () => json({ errors: [{ message: "Invalid token" }] }, 401),
      "it answered 401 (Invalid token)",
    ],
    ["forbidden", () => json({ errors: [{ message: "no" }] }, 403), "it answered 403 (no)"],
    ["no such address", () => new Response("nothing here", { status: 404 }), "it answered 404 (nothing here)"],
    ["a page in its place", () => new Response("<p>", { headers: { "content-type": "text/html" } }), "it answered 200"],
    ["a project out of sight", () => json({ data: { project: null } }), "it answered in a form that is not known"],
    ["another form", () => json({ data: [] }), "it answered in a form that is not known"],
    ["its own token told", () => json({ errors: [{ message: `bad ${TOKEN}` }] }), "bad [token]"],
  ])("refused: %s", async (_, answer, refused) => {
    const { gitlab } = createTestClient("http://gitlab.test", { fetch: async () => answer() });
    expect(await gitlab.listChildItems("group/acme", [asIssueIid(12)])).toEqual({ refused });
  });
});

describe("over the sandbox", () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ now: at });
    sandbox.addUser({ username: "jane" });
    sandbox.addUser({ username: "bot", bot: true });
    sandbox.addProject({ path: "group/acme", members: { jane: 40, bot: 20 } });
  });
  afterEach(() => sandbox.close());

  it("what people converted", async () => {
    const description = "- [ ] one <!--c:1-abc-->\n  more\n- [ ] two";
    const jane = sandbox.as("jane");
    jane.createIssue("group/acme", { title: "a", description });
    const task = jane.convertToTask("group/acme", 1, "one");
    const token = sandbox.addToken({ user: "bot", scopes: ["read_api"] });
    const { gitlab } = createTestClient(sandbox.url, { token });
    const answer = await gitlab.listChildItems("group/acme", [asIssueIid(1)]);
    expect("children" in answer && answer.children.get(asIssueIid(1))).toMatchObject([
      { iid: task, title: "one <!--c:1-abc-->", description: "more", state: "opened" },
    ]);
    expect(sandbox.requests).toMatchObject({ reads: 1, writes: 0 });
    expect(
      (await gitlab.listIssues({ iids: [asIssueIid(1), asIssueIid(task)], ofAnyType: true })).map(({ iid }) => iid),
    ).toEqual([1, task]);
    expect((await gitlab.listIssues({ iids: [asIssueIid(1), asIssueIid(task)] })).map(({ iid }) => iid)).toEqual([1]);
  });
});
