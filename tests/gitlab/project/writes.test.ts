import { describe, expect } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import type { IssueDraft } from "../../../src/gitlab/port.ts";
import { issueAnswer, PROJECT } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf } from "../../support/gitlab/gitlab-client.ts";
import { it, type StubAnswer } from "../../support/gitlab/http-stub.ts";

const ISSUES = "/api/v4/projects/group%2Facme/issues";
const DRAFT: IssueDraft = {
  title: "GitLab / Acme CSM Call - 2026-12-01",
  description: "<!-- marker -->\n\n- [ ] one_two\n",
  labels: [],
  assigneeIds: [],
  dueDate: null,
  confidential: false,
  milestone: null,
};

describe("createIssue", () => {
  it("sends what the draft says", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 201, json: issueAnswer(5, { milestone: { title: "Q4", id: 3 } }) });
    const { gitlab, logged } = createTestClient(stub.url);
    const draft = {
      ...DRAFT,
      labels: ["agenda", "a::b"],
      assigneeIds: [1, 2],
      dueDate: "2026-12-01",
      confidential: true,
      milestone: "Q4",
    };
    expect(await gitlab.createIssue(draft)).toMatchObject({ iid: 5, author: { username: "jane" } });
    expect(JSON.parse(stub.received[0]?.body ?? "")).toEqual({
      title: DRAFT.title,
      description: DRAFT.description,
      issue_type: "issue",
      labels: "agenda,a::b",
      assignee_ids: [1, 2],
      due_date: "2026-12-01",
      confidential: true,
      milestone: "Q4",
    });
    expect(gitlab.requests).toEqual({ reads: 0, writes: 1 });
    expect(logged.filter(({ level }) => level === "warn")).toEqual([]);
  });

  it("leaves out what the draft does not say", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 201, json: issueAnswer(5) });
    await createTestClient(stub.url).gitlab.createIssue(DRAFT);
    const { title, description } = DRAFT;
    expect(JSON.parse(stub.received[0]?.body ?? "")).toEqual({
      title,
      description,
      issue_type: "issue",
      confidential: false,
    });
  });

  it("introduces itself", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 201, json: issueAnswer(5) });
    await createTestClient(stub.url).gitlab.createIssue(DRAFT);
    const { headers } = stub.received[0] ?? {};
    expect(headers).toMatchObject({
      "user-agent": "collab-cadence/0.1.0",
      "content-type": "application/json",
      accept: "application/json",
    });
  });

  it("says when an old server ignored the milestone", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 201, json: issueAnswer(5, { milestone: null }) });
    const { gitlab, logged } = createTestClient(stub.url);
    await gitlab.createIssue({ ...DRAFT, milestone: "Q4" });
    expect(logged.filter(({ level }) => level === "warn")).toMatchObject([{ fields: { iid: 5, milestone: "Q4" } }]);
  });

  it("an answer it cannot read leaves the outcome unknown", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 201, json: { message: "created" } });
    expect(await failureOf(createTestClient(stub.url).gitlab.createIssue(DRAFT))).toMatchObject({
      name: "UnknownOutcomeError",
    });
  });

  it.each(["a,b", " ", ""])("label %j is refused before anything is sent", async (label) => {
    const { gitlab } = createTestClient("http://gitlab.test", { fetch: () => Promise.reject(new Error("sent")) });
    expect(await failureOf(gitlab.createIssue({ ...DRAFT, labels: [label] }))).toMatchObject({
      code: "GITLAB_INVALID",
    });
    expect(gitlab.requests.writes).toBe(0);
  });
});

describe("updateIssue", () => {
  it.each([
    [{ state: "close" as const }, { state_event: "close" }],
    [
      { state: "reopen" as const, addLabels: ["a", "b"] },
      { state_event: "reopen", add_labels: "a,b" },
    ],
    [{ addLabels: [], removeLabels: ["x"] }, { remove_labels: "x" }],
    [{ description: "a_b\n" }, { description: "a_b\n" }],
    [
      { description: "", dueDate: "2026-12-01" },
      { description: "", due_date: "2026-12-01" },
    ],
    [{ assigneeIds: [4, 5] }, { assignee_ids: [4, 5] }],
    [{ assigneeIds: [] }, { assignee_ids: [0] }],
  ])("%j", async (change, body) => {
    const sent: unknown[] = [];
    const fetch = async (_: unknown, init?: RequestInit) => {
      sent.push(init?.method, JSON.parse(String(init?.body)));
      return Response.json(issueAnswer(5));
    };
    await createTestClient("http://gitlab.test", { fetch }).gitlab.updateIssue(asIssueIid(5), change);
    expect(sent).toEqual(["PUT", body]);
  });

  it("an empty change only reads", async ({ stub }) => {
    stub.expect("GET", `${ISSUES}/5`, { json: issueAnswer(5) });
    const { gitlab } = createTestClient(stub.url);
    expect((await gitlab.updateIssue(asIssueIid(5), { addLabels: [] })).iid).toBe(5);
    expect(gitlab.requests).toEqual({ reads: 1, writes: 0 });
  });

  it("repeats after another change at the same moment", async ({ stub }) => {
    stub.expect("PUT", `${ISSUES}/5`, { status: 409, json: { message: "409 Conflict" } }, { json: issueAnswer(5) });
    expect((await createTestClient(stub.url).gitlab.updateIssue(asIssueIid(5), { state: "close" })).iid).toBe(5);
  });

  it("gives up for now where the conflict stays", async ({ stub }) => {
    const conflict = { status: 409, json: { message: "409 Conflict" } };
    stub.expect("PUT", `${ISSUES}/5`, conflict, conflict, conflict, conflict);
    expect(
      await failureOf(createTestClient(stub.url).gitlab.updateIssue(asIssueIid(5), { state: "close" })),
    ).toMatchObject({
      name: "TransientError",
      code: "GITLAB_CONFLICT",
    });
  });

  it("a clear no after an unanswered try is a no", async ({ stub }) => {
    stub.expect("PUT", `${ISSUES}/5`, { fault: "reset" }, { status: 400, json: { error: "x is wrong" } });
    expect(
      await failureOf(createTestClient(stub.url).gitlab.updateIssue(asIssueIid(5), { state: "close" })),
    ).toMatchObject({
      code: "GITLAB_INVALID",
    });
  });
});

describe("relateIssues", () => {
  it("names the project by what it is known as", async ({ stub }) => {
    stub.expect("GET", "/api/v4/projects/group%2Facme", { json: PROJECT });
    stub.expect("POST", "/api/v4/projects/7/issues/5/links", { status: 201, json: {} });
    const { gitlab } = createTestClient(stub.url);
    await gitlab.getProject();
    await gitlab.relateIssues(asIssueIid(5), asIssueIid(4));
    expect(JSON.parse(stub.received[1]?.body ?? "")).toEqual({
      target_project_id: 7,
      target_issue_iid: 4,
      link_type: "relates_to",
    });
  });

  it("is done where the relation is there already", async ({ stub }) => {
    stub.expect("POST", `${ISSUES}/5/links`, { status: 409, json: { message: "Issue(s) already assigned" } });
    await createTestClient(stub.url).gitlab.relateIssues(asIssueIid(5), asIssueIid(4));
  });

  it("is done where the unanswered first try was applied", async ({ stub }) => {
    stub.expect(
      "POST",
      `${ISSUES}/5/links`,
      { fault: "reset" },
      { status: 409, json: { message: "Issue(s) already assigned" } },
    );
    const { gitlab } = createTestClient(stub.url);
    await gitlab.relateIssues(asIssueIid(5), asIssueIid(4));
    expect(gitlab.requests.writes).toBe(2);
  });
});

describe("createLabel", () => {
  const LABELS = "/api/v4/projects/group%2Facme/labels";
  const LABEL = { name: "agenda::open", color: "#6699CC", description: "Held by cadence" };

  it("sends what the draft says", async ({ stub }) => {
    stub.expect("POST", LABELS, { status: 201, json: { id: 1, ...LABEL } });
    await createTestClient(stub.url).gitlab.createLabel(LABEL);
    expect(JSON.parse(stub.received[0]?.body ?? "")).toEqual(LABEL);
  });

  it.for<[number, unknown]>([
    [409, { message: "Label already exists" }],
    [400, { message: { title: ["has already been taken"] } }],
  ])("is done where it is there already (%i)", async ([status, json], { stub }) => {
    stub.expect("POST", LABELS, { status, json });
    const { gitlab } = createTestClient(stub.url);
    await gitlab.createLabel(LABEL);
    expect(gitlab.requests).toEqual({ reads: 0, writes: 1 });
  });

  it("is done where the unanswered first try was applied", async ({ stub }) => {
    stub.expect("POST", LABELS, { fault: "reset" }, { status: 409, json: { message: "Label already exists" } });
    await createTestClient(stub.url).gitlab.createLabel(LABEL);
  });

  it.for<[number, StubAnswer, string]>([
    [409, { json: { message: "409 Conflict" } }, "GITLAB_CONFLICT"],
    [409, { text: "<title>Label already exists</title>" }, "GITLAB_CONFLICT"],
    [400, { json: { message: { color: ["must be a valid color code"] } } }, "GITLAB_INVALID"],
  ])("any other %i is an error", async ([status, answer, code], { stub }) => {
    stub.expect("POST", LABELS, { ...answer, status });
    expect(await failureOf(createTestClient(stub.url).gitlab.createLabel(LABEL))).toMatchObject({ code, status });
  });

  it.each(["a,b", " "])("%j is no name for a label", async (name) => {
    const { gitlab } = createTestClient("http://gitlab.test", { fetch: () => Promise.reject(new Error("sent")) });
    expect(await failureOf(gitlab.createLabel({ ...LABEL, name }))).toMatchObject({ code: "GITLAB_INVALID" });
  });
});
