import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

const folder = new URL("../fixtures/gitlab-schemas/", import.meta.url);

function read(name: string): object {
  const schema = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Record<string, unknown>;
  // milestone.json says `"type": "date"`, which no draft of JSON Schema knows; a date or nothing is meant.
  return JSON.parse(JSON.stringify(schema).replaceAll('{"type":"date"}', '{"type":["string","null"]}')) as object;
}

// validateSchema: one of the published files names a required key twice.
const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
addFormats.default(ajv);
for (const name of ["issue.json", "labels_label.json"]) ajv.addSchema(read(name), name);

function expectValid(schema: object, value: unknown): void {
  const validate = ajv.compile(schema);
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(
    {},
    { labels: ["own"], milestones: [{ title: "M1", dueDate: "2026-12-01" }], files: { "a.md": "x" } },
  );
  stage.sandbox.addGroup({ path: "acme", labels: ["shared"] });
  const owner = stage.sandbox.as("owner");
  const iid = owner.createIssue(PROJECT, {
    title: "Agenda",
    description: "- [ ] one\n- [x] two @developer",
    labels: ["own", "shared"],
    dueDate: "2026-12-01",
    assignees: ["developer", "reporter"],
  });
  const { body: milestones } = await stage.as("owner").get(`${API}/milestones`);
  await stage.as("owner").put(`${API}/issues/${iid}`, { milestone_id: milestones[0].id });
  owner.createIssue(PROJECT, { title: "Other", description: "see #1", confidential: true });
  owner.relate(PROJECT, 1, 2);
  owner.comment(PROJECT, 1, "hello");
  owner.comment(PROJECT, 1, "psst", { internal: true });
  owner.tick(PROJECT, 1, "one");
  owner.close(PROJECT, 2);
});

afterAll(() => stage.sandbox.close());

const list = (items: object): object => ({ type: "array", minItems: 1, items });

describe("answers fit GitLab's published schemas", () => {
  it.each([
    ["one issue", `${API}/issues/1`, read("issue.json")],
    ["a closed confidential issue", `${API}/issues/2`, read("issue.json")],
    ["the project's issues", `${API}/issues`, list(read("issue.json"))],
    ["issues by keyset", `${API}/issues?pagination=keyset&order_by=id`, list(read("issue.json"))],
    ["the group's issues", "/groups/acme/issues", list(read("issue.json"))],
    ["one's own issues", "/issues", list(read("issue.json"))],
    ["linked issues", `${API}/issues/1/links`, list(read("issue.json"))],
    ["notes", `${API}/issues/1/notes`, read("notes.json")],
    ["activity", `${API}/issues/1/notes?activity_filter=only_activity`, read("notes.json")],
    ["project labels", `${API}/labels`, list(read("labels_project_label.json"))],
    ["counted labels", `${API}/labels?with_counts=true`, list(read("labels_project_label.json"))],
    ["group labels", "/groups/acme/labels?with_counts=true", read("group_labels.json")],
    ["members", `${API}/members`, read("members.json")],
    ["inherited members", `${API}/members/all`, read("members.json")],
    ["milestones", `${API}/milestones`, list(read("milestone.json"))],
  ])("%s", async (_, path, schema) => {
    const reply = await stage.as("owner").get(path);
    expect(reply.status).toBe(200);
    expectValid(schema, reply.body);
  });

  it("a created, a changed issue, a created link, a created and a changed note", async () => {
    const owner = stage.as("owner");
    const created = await owner.post(`${API}/issues`, { title: "New", labels: "own" });
    expect(created.status).toBe(201);
    expectValid(read("issue.json"), created.body);
    const changed = await owner.put(`${API}/issues/${created.body.iid}`, {
      add_labels: "shared",
      state_event: "close",
    });
    expectValid(read("issue.json"), changed.body);
    const link = await owner.post(`${API}/issues/1/links`, {
      target_project_id: stage.projectId,
      target_issue_iid: created.body.iid,
    });
    expect(link.status).toBe(201);
    expectValid(read("issue_link.json"), link.body);
    const note = await owner.post(`${API}/issues/1/notes`, { body: "hi" });
    expectValid(read("notes.json"), [note.body]);
    const edited = await owner.put(`${API}/issues/1/notes/${note.body.id}`, { body: "ho" });
    expect(edited.status).toBe(200);
    expectValid(read("notes.json"), [edited.body]);
  });
});
