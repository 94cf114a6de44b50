import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStage, PROJECT, type Reply, type Stage } from "./gitlab.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.sandbox.close());

const CHILDREN = `query ($project: ID!, $iids: [String!], $after: String) {
  project(fullPath: $project) {
    workItems(iids: $iids) {
      nodes {
        iid
        widgets {
          ... on WorkItemWidgetHierarchy {
            children(first: 2, after: $after) { nodes { iid title state } pageInfo { hasNextPage endCursor } }
          }
        }
      }
    }
  }
}`;

async function ask(query: string, variables: unknown = {}, token?: string): Promise<Pick<Reply, "status" | "body">> {
  const secret = token ?? stage.sandbox.addToken({ user: "bot", scopes: ["read_api"] });
  const answer = await fetch(`${stage.sandbox.url}/api/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "private-token": secret },
    body: JSON.stringify({ query, variables }),
  });
  return { status: answer.status, body: await answer.json() };
}

function create(description: string): void {
  stage.sandbox.as("owner").createIssue(PROJECT, { title: "Agenda", description });
}

/** GitLab's own specification of what the button takes out (issues/show/utils). */
const NESTED = `Tasks

1. [ ] item 1
   1. [ ] item 2
   1. [ ] item 3
      1. [ ] item 4
      1. [ ] item 5
   1. [ ] item 6

      paragraph text

   1. [ ] item 7

      paragraph text

      1. [ ] item 8

         paragraph text

      1. [ ] item 9
   1. [ ] item 10`;

describe("converting a box", () => {
  it.each<readonly [string, string, string, string]>([
    ["without children", "item 2", "   1. [ ] item 2\n", ""],
    ["deep", "item 4", "      1. [ ] item 4\n", ""],
    ["with a paragraph", "item 6", "   1. [ ] item 6\n\n      paragraph text\n\n", "\nparagraph text"],
  ])("takes its lines out: %s", (_, fragment, gone, description) => {
    create(NESTED);
    const iid = stage.sandbox.as("developer").convertToTask(PROJECT, 1, fragment);
    expect(stage.sandbox.issue(PROJECT, 1).description).toBe(NESTED.replace(gone, ""));
    expect(stage.sandbox.issue(PROJECT, iid)).toMatchObject({ title: fragment, description, type: "task" });
  });

  it("moves nested boxes out by a level", () => {
    create(NESTED);
    stage.sandbox.as("developer").convertToTask(PROJECT, 1, "item 3");
    const expected = NESTED.replace(
      "   1. [ ] item 3\n      1. [ ] item 4\n      1. [ ] item 5\n",
      "   1. [ ] item 4\n   1. [ ] item 5\n",
    );
    expect(stage.sandbox.issue(PROJECT, 1).description).toBe(expected);
  });

  it("keeps the source as title, hidden comments too", () => {
    create("- [ ] @bob send **it** <!--c:1-abc-->\n  by post\n- [ ] next");
    const iid = stage.sandbox.as("developer").convertToTask(PROJECT, 1, "send");
    const task = stage.sandbox.issue(PROJECT, iid);
    expect(task).toMatchObject({
      title: "@bob send **it** <!--c:1-abc-->",
      description: "by post",
      confidential: false,
    });
    const agenda = stage.sandbox.issue(PROJECT, 1);
    expect(agenda.description).toBe("- [ ] next");
    expect(agenda.notes.map((note) => note.body)).toEqual(["added #2 as child task", "changed the description"]);
    expect(task.notes.map((note) => note.body)).toEqual(["added #1 as parent issue"]);
  });

  it("calls what is code or a link alone Untitled, and cuts a long one", () => {
    create(`- [ ] \`make it\`\n- [ ] [guide](https://e.x)\n- [ ] ${"a".repeat(300)}`);
    const person = stage.sandbox.as("developer");
    const tasks = ["make", "guide", "aaa"].map((word) =>
      stage.sandbox.issue(PROJECT, person.convertToTask(PROJECT, 1, word)),
    );
    expect(tasks.map((task) => [task.title.length, task.description])).toEqual([
      ["Untitled".length, "`make it`"],
      ["Untitled".length, "[guide](https://e.x)"],
      [255, "a".repeat(45)],
    ]);
  });

  it("leaves the line where the page did not get to it, and takes another title", () => {
    create("- [ ] one");
    const iid = stage.sandbox.as("developer").convertToTask(PROJECT, 1, "one", { keepLine: true, title: "First" });
    expect(stage.sandbox.issue(PROJECT, 1).description).toBe("- [ ] one");
    expect(stage.sandbox.issue(PROJECT, iid).title).toBe("First");
  });

  it("refuses without the right", () => {
    create("- [ ] one");
    expect(() => stage.sandbox.as("guest").convertToTask(PROJECT, 1, "one")).toThrow(/403/);
    expect(() => stage.sandbox.as("owner").convertToTask(PROJECT, 1, "two")).toThrow(/no checklist item/);
  });
});

describe("child items over GraphQL", () => {
  it("are told in pages, with their state", async () => {
    create("- [ ] one\n- [ ] two\n- [ ] three");
    const person = stage.sandbox.as("developer");
    for (const word of ["one", "two", "three"]) person.convertToTask(PROJECT, 1, word);
    person.close(PROJECT, 3);
    const first = await ask(CHILDREN, { project: PROJECT, iids: ["1"] });
    const children = first.body.data.project.workItems.nodes[0].widgets[1].children;
    expect(children).toMatchObject({
      nodes: [
        { iid: "2", title: "one", state: "OPEN" },
        { iid: "3", title: "two", state: "CLOSED" },
      ],
      pageInfo: { hasNextPage: true },
    });
    const after = children.pageInfo.endCursor;
    const second = await ask(CHILDREN, { project: PROJECT, iids: ["1"], after });
    expect(second.body.data.project.workItems.nodes[0].widgets).toEqual([
      {},
      {
        children: {
          nodes: [{ iid: "4", title: "three", state: "OPEN" }],
          pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
        },
      },
    ]);
    expect(stage.sandbox.requests.writes).toBe(0);
  });

  it("are hidden from whom may not see them, as the project is", async () => {
    create("- [ ] one");
    const iid = stage.sandbox.as("developer").convertToTask(PROJECT, 1, "one");
    stage.sandbox.as("owner").setConfidential(PROJECT, iid, true);
    const guest = stage.sandbox.addToken({ user: "guest" });
    const seen = await ask(CHILDREN, { project: PROJECT, iids: ["1"] }, guest);
    expect(seen.body.data.project.workItems.nodes[0].widgets[1].children.nodes).toEqual([]);
    const stranger = stage.sandbox.addToken({ user: "stranger" });
    expect((await ask(CHILDREN, { project: PROJECT, iids: ["1"] }, stranger)).body).toEqual({
      data: { project: null },
    });
    expect((await ask(CHILDREN, { project: String(stage.projectId), iids: [] })).body).toEqual({
      data: { project: null },
    });
  });

  it.each<readonly [string, string, unknown, string]>([
    [
      "a field that is not there",
      '{ project(fullPath: "a") { issuess { nodes { iid } } } }',
      {},
      "Field 'issuess' doesn't exist on type 'Project'",
    ],
    [
      "an argument that is not there",
      '{ project(path: "a") { id } }',
      {},
      "Field 'project' doesn't accept argument 'path'",
    ],
    [
      "an argument that is missing",
      "{ project { id } }",
      {},
      "Field 'project' is missing required arguments: fullPath",
    ],
    [
      "nothing asked of a type",
      '{ project(fullPath: "a") }',
      {},
      "Field must have selections (field 'project' returns Project)",
    ],
    [
      "something asked of a scalar",
      '{ project(fullPath: "a") { name { x } } }',
      {},
      "Selections can't be made on scalars (field 'name' returns String)",
    ],
    [
      "a type that is not there",
      '{ project(fullPath: "a") { ... on Foo { id } } }',
      {},
      "No such type Foo, so it can't be a fragment condition",
    ],
    [
      "a variable that is missing",
      "query ($p: ID!) { project(fullPath: $p) { id } }",
      {},
      "Variable $p of type ID! was provided invalid value",
    ],
    [
      "a variable of another type",
      "query ($p: String!) { project(fullPath: $p) { id } }",
      { p: "a" },
      "Type mismatch on variable $fullPath and argument fullPath (String! / ID!)",
    ],
    ["no query", "{ project", {}, "Unexpected end of document"],
  ])("refuses %s", async (_, query, variables, message) => {
    const { status, body } = await ask(query, variables);
    expect([status, body.errors?.[0]?.message, body.data]).toEqual([200, message, undefined]);
  });

  it("refuses tokens and too many numbers as GitLab does", async () => {
    expect(await ask('{ project(fullPath: "a") { id } }', {}, "wrong")).toEqual({
      status: 401,
      body: { errors: [{ message: "Invalid token" }] },
    });
    const useless = stage.sandbox.addToken({ user: "bot", scopes: ["read_user"] });
    expect((await ask('{ project(fullPath: "a") { id } }', {}, useless)).status).toBe(401);
    const iids = Array.from({ length: 101 }, (_, index) => String(index));
    expect((await ask(CHILDREN, { project: PROJECT, iids })).status).toBe(422);
  });

  it("has no work items before 15.1", async () => {
    await stage.sandbox.close();
    stage = await openStage({ version: "15.0.5-ee" });
    const { body } = await ask(CHILDREN, { project: PROJECT, iids: ["1"] });
    expect(body.errors[0].message).toBe("Field 'workItems' doesn't exist on type 'Project'");
  });
});
