import { describe, expect } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { issueAnswer, JANE, PROJECT } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf } from "../../support/gitlab/gitlab-client.ts";
import { it } from "../../support/gitlab/http-stub.ts";

const API = "/api/v4/projects/group%2Facme";
const RAW = `${API}/repository/files/.gitlab%2Fcadence.yml/raw?ref=HEAD`;

describe("getProject", () => {
  it("is read by path, and everything after it by id", async ({ stub }) => {
    stub.expect("GET", API, { json: PROJECT });
    stub.expect("GET", "/api/v4/projects/7/labels?per_page=100", { json: [] });
    const { gitlab } = createTestClient(stub.url);
    expect(gitlab.projectRef).toBe("group/acme");
    expect(await gitlab.getProject()).toEqual({
      id: 7,
      path: "group/acme",
      name: "Acme",
      webUrl: "https://gitlab.example.com/group/acme",
      defaultBranch: "trunk",
      archived: false,
      issuesEnabled: true,
      accessLevel: 30,
    });
    await gitlab.listLabels();
    expect(gitlab.requests).toEqual({ reads: 2, writes: 0 });
  });

  it.each([
    [
      { default_branch: null, permissions: undefined, archived: undefined, issues_enabled: undefined },
      { defaultBranch: null, accessLevel: null, archived: false, issuesEnabled: true },
    ],
    [{ issues_enabled: false }, { issuesEnabled: false }],
    [{ issues_access_level: "disabled" }, { issuesEnabled: false }],
    [{ issues_access_level: "something new" }, { issuesEnabled: true }],
    [
      { permissions: { project_access: { access_level: 40 }, group_access: { access_level: 15 } } },
      { accessLevel: 40 },
    ],
  ])("%j gives %j", async (changes, expected) => {
    const answer = { ...PROJECT, ...changes };
    const fetch = async () => Response.json(answer);
    expect(await createTestClient("http://gitlab.test", { fetch }).gitlab.getProject()).toMatchObject(expected);
  });
});

describe("readFile", () => {
  it("gives the text as it is", async ({ stub }) => {
    const text = "customer: Äcme\r\n\ttab 🎉\n";
    stub.expect("GET", RAW, { text, headers: { "content-type": "text/plain; charset=utf-8" } });
    expect(await createTestClient(stub.url).gitlab.readFile(".gitlab/cadence.yml")).toBe(text);
  });

  it("gives JSON files as text", async ({ stub }) => {
    stub.expect("GET", `${API}/repository/files/a.json/raw?ref=HEAD`, {
      text: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(await createTestClient(stub.url).gitlab.readFile("a.json")).toBe("{}");
  });

  it("gives an empty file as an empty text", async ({ stub }) => {
    stub.expect("GET", RAW, { text: "" });
    expect(await createTestClient(stub.url).gitlab.readFile(".gitlab/cadence.yml")).toBe("");
  });

  it.each([
    ["no such file", "404 File Not Found"],
    ["an empty repository", "404 Commit Not Found"],
    ["no repository", "404 Repository Not Found"],
  ])("%s is null", async (_, message) => {
    const fetch = async () => Response.json({ message }, { status: 404 });
    expect(await createTestClient("http://gitlab.test", { fetch }).gitlab.readFile("x")).toBeNull();
  });

  it.each([
    [
      "no such project",
      Response.json({ message: "404 Project Not Found" }, { status: 404 }),
      { code: "GITLAB_PROJECT_NOT_FOUND" },
    ],
    ["an unknown 404", Response.json({ message: "404 Gone Fishing" }, { status: 404 }), { code: "GITLAB_NOT_FOUND" }],
    ["no such route", Response.json({ error: "404 Not Found" }, { status: 404 }), { name: "ConfigError" }],
    ["a page", new Response("<h1>404 File Not Found</h1>", { status: 404 }), { name: "ConfigError" }],
    ["no right", Response.json({ message: "403 Forbidden" }, { status: 403 }), { code: "GITLAB_ROLE" }],
  ])("%s is an error", async (_, response, expected) => {
    const fetch = async () => response.clone();
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    expect(await failureOf(gitlab.readFile("x"))).toMatchObject(expected);
  });

  it("takes 2 MiB and not a byte more", async ({ stub }) => {
    stub.expect("GET", RAW, { text: "x".repeat(2 * 1024 * 1024) }, { text: "x".repeat(2 * 1024 * 1024 + 1) });
    const { gitlab } = createTestClient(stub.url);
    expect((await gitlab.readFile(".gitlab/cadence.yml"))?.length).toBe(2 * 1024 * 1024);
    const error = await failureOf(gitlab.readFile(".gitlab/cadence.yml"));
    expect(error).toMatchObject({ code: "GITLAB_FILE_TOO_LARGE" });
    expect(error.message).toBe("file .gitlab/cadence.yml in group/acme is larger than 2 MiB");
  });

  it("refuses names that lead elsewhere", async ({ stub }) => {
    const { gitlab } = createTestClient(stub.url);
    expect(await failureOf(gitlab.getIssueTemplate(".."))).toMatchObject({ code: "GITLAB_INVALID" });
  });
});

describe("readFileOf", () => {
  it("asks the other project", async ({ stub }) => {
    stub.expect("GET", "/api/v4/projects/tools%2Ftemplates/repository/files/a.md/raw?ref=HEAD", { text: "# a" });
    expect(await createTestClient(stub.url).gitlab.readFileOf("tools/templates", "a.md")).toBe("# a");
  });

  it.each([
    [404, { message: "404 Project Not Found" }],
    [404, { message: "404 File Not Found" }],
    [404, { error: "404 Not Found" }],
    [403, { message: "403 Forbidden" }],
  ])("%i %j is null", async (status, body) => {
    const fetch = async () => Response.json(body, { status });
    expect(await createTestClient("http://gitlab.test", { fetch }).gitlab.readFileOf("a/b", "c")).toBeNull();
  });

  it.each<[number, unknown, string]>([
    [403, { error: "insufficient_scope" }, "the token may not read files in a/b: it needs the read_api scope"],
    [401, { message: "401 Unauthorized" }, "does not accept the token"],
    [404, "<h1>404 Not Found</h1>", "has no GitLab API"],
  ])("%i %j is an error", async (status, body, message) => {
    const fetch = async () => Response.json(body, { status });
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    expect((await failureOf(gitlab.readFileOf("a/b", "c"))).message).toContain(message);
  });

  it("a page with 403 is an error", async () => {
    const fetch = async () => new Response("<title>Firewall</title>", { status: 403 });
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    expect(await failureOf(gitlab.readFileOf("a/b", "c"))).toMatchObject({ code: "GITLAB_BLOCKED" });
  });
});

describe("templates", () => {
  it("gives the content by name", async ({ stub }) => {
    stub.expect("GET", `${API}/templates/issues/Meeting%20Agenda`, {
      json: { name: "Meeting Agenda", content: "## Hello" },
    });
    expect(await createTestClient(stub.url).gitlab.getIssueTemplate("Meeting Agenda")).toBe("## Hello");
  });

  it("null where there is none", async ({ stub }) => {
    stub.expect(
      "GET",
      `${API}/templates/issues/x`,
      { status: 404, json: { message: "404 Template Not Found" } },
      { status: 404, json: { message: "404 Not found" } },
      { status: 404, json: { error: "404 Not Found" } },
    );
    const { gitlab } = createTestClient(stub.url);
    expect(await gitlab.getIssueTemplate("x")).toBeNull();
    expect(await gitlab.getIssueTemplate("x")).toBeNull();
    expect(await gitlab.getIssueTemplate("x")).toBeNull();
  });

  it("a missing project is no missing template", async ({ stub }) => {
    stub.expect("GET", `${API}/templates/issues/x`, { status: 404, json: { message: "404 Project Not Found" } });
    expect(await failureOf(createTestClient(stub.url).gitlab.getIssueTemplate("x"))).toMatchObject({
      code: "GITLAB_PROJECT_NOT_FOUND",
    });
  });

  it("lists the keys they are asked for by", async ({ stub }) => {
    stub.expect("GET", `${API}/templates/issues?per_page=100`, {
      json: [{ key: "Bug", name: "Bug" }, { key: "Meeting Agenda" }],
    });
    expect(await createTestClient(stub.url).gitlab.listIssueTemplates()).toEqual(["Bug", "Meeting Agenda"]);
  });
});

describe("one issue", () => {
  it("comes in our words", async ({ stub }) => {
    stub.expect("GET", `${API}/issues/3`, { json: issueAnswer(3) });
    expect(await createTestClient(stub.url).gitlab.getIssue(asIssueIid(3))).toEqual({
      iid: 3,
      projectId: 7,
      title: "Issue 3",
      description: "- [ ] one",
      state: "opened",
      labels: ["agenda"],
      author: { id: 1, username: "jane", name: "Jane Doe" },
      assignees: [{ id: 1, username: "jane", name: "Jane Doe" }],
      dueDate: "2026-12-01",
      confidential: false,
      createdAt: "2026-11-20T09:00:00.000Z",
      updatedAt: "2026-11-21T10:00:00.000Z",
      closedAt: null,
      closedById: null,
      webUrl: "https://gitlab.example.com/group/acme/-/issues/3",
      reference: "group/acme#3",
      commentCount: 2,
    });
  });

  it.each([
    [
      { description: null, assignees: null, due_date: null, references: null, author: null },
      { description: "", assignees: [], dueDate: null, reference: null, author: { id: 0, username: "ghost" } },
    ],
    [
      { description: undefined, closed_at: undefined, confidential: undefined },
      { description: "", closedAt: null, confidential: false },
    ],
    [
      { state: "closed", closed_at: "2026-11-22T00:00:00Z", closed_by: JANE },
      { state: "closed", closedAt: "2026-11-22T00:00:00.000Z", closedById: 1 },
    ],
    [{ state: "locked" }, { state: "opened" }],
    [{ user_notes_count: undefined }, { commentCount: 0 }],
    [{ user_notes_count: 7 }, { commentCount: 7 }],
    [{ author: { id: 4, username: "bot", name: null } }, { author: { id: 4, username: "bot", name: "bot" } }],
    [{ severity: "NEW", weight: 3, labels: [] }, { labels: [] }],
  ])("%j gives %j", async (changes, expected) => {
    const fetch = async () => Response.json(issueAnswer(3, changes));
    expect(await createTestClient("http://gitlab.test", { fetch }).gitlab.getIssue(asIssueIid(3))).toMatchObject(
      expected,
    );
  });

  it.each([{ iid: "3" }, { iid: -1 }, { created_at: "yesterday" }, { labels: null }, { title: undefined }])(
    "%j is an error that names the key",
    async (changes) => {
      const fetch = async () => Response.json(issueAnswer(3, changes));
      const error = await failureOf(createTestClient("http://gitlab.test", { fetch }).gitlab.getIssue(asIssueIid(3)));
      expect(error).toMatchObject({ code: "GITLAB_UNEXPECTED_ANSWER" });
      expect(error.message).toContain(Object.keys(changes)[0]);
    },
  );

  it("null where it is gone, an error where the project is", async ({ stub }) => {
    stub.expect(
      "GET",
      `${API}/issues/3`,
      { status: 404, json: { message: "404 Not found" } },
      { status: 404, json: { message: "404 Project Not Found" } },
    );
    const { gitlab } = createTestClient(stub.url);
    expect(await gitlab.getIssue(asIssueIid(3))).toBeNull();
    expect(await failureOf(gitlab.getIssue(asIssueIid(3)))).toMatchObject({ code: "GITLAB_PROJECT_NOT_FOUND" });
  });

  it("its relations", async ({ stub }) => {
    stub.expect("GET", `${API}/issues/3/links?per_page=100`, { json: [issueAnswer(4, { link_type: "relates_to" })] });
    expect(await createTestClient(stub.url).gitlab.listRelatedIssues(asIssueIid(3))).toEqual([
      { iid: 4, projectId: 7 },
    ]);
  });
});

describe("people, labels, token", () => {
  it("labels", async ({ stub }) => {
    stub.expect("GET", `${API}/labels?per_page=100`, {
      json: [{ id: 1, name: "a::b", color: "#ff0000" }, { name: "c" }],
    });
    expect(await createTestClient(stub.url).gitlab.listLabels()).toEqual([
      { name: "a::b", color: "#ff0000" },
      { name: "c", color: "" },
    ]);
  });

  it("members count once, with their highest role", async ({ stub }) => {
    const rows = [
      { ...JANE, access_level: 30 },
      { ...JANE, access_level: 50 },
      { ...JANE, access_level: 10 },
      { id: 2, username: "bob", access_level: 15, state: undefined },
    ];
    stub.expect("GET", `${API}/members/all?per_page=100`, { json: rows });
    expect(await createTestClient(stub.url).gitlab.listMembers()).toEqual([
      { id: 1, username: "jane", name: "Jane Doe", accessLevel: 50, state: "active" },
      { id: 2, username: "bob", name: "bob", accessLevel: 15, state: "active" },
    ]);
  });

  it("a user by name in any case, and no other", async ({ stub }) => {
    stub.expect("GET", "/api/v4/users?username=JANE", { json: [{ id: 9, username: "janet", name: "" }, JANE] });
    stub.expect("GET", "/api/v4/users?username=jan%26x", { json: [JANE] });
    const { gitlab } = createTestClient(stub.url);
    expect(await gitlab.findUser("JANE")).toEqual({ id: 1, username: "jane", name: "Jane Doe" });
    expect(await gitlab.findUser("jan&x")).toBeNull();
  });

  it("current user and version", async ({ stub }) => {
    stub.expect("GET", "/api/v4/user", { json: JANE });
    stub.expect("GET", "/api/v4/metadata", { json: { version: "19.2.1", revision: "x" } });
    const { gitlab } = createTestClient(stub.url);
    expect(await gitlab.getCurrentUser()).toEqual({ id: 1, username: "jane", name: "Jane Doe" });
    expect(await gitlab.getVersion()).toBe("19.2.1");
  });

  it.each([
    [
      { name: "ci", scopes: ["api"], expires_at: "2027-01-01", active: true, revoked: false },
      { name: "ci", scopes: ["api"], expiresAt: "2027-01-01", active: true },
    ],
    [
      { scopes: ["new_scope"], expires_at: null },
      { name: "", scopes: ["new_scope"], expiresAt: null, active: true },
    ],
    [
      { scopes: [], revoked: true },
      { name: "", scopes: [], expiresAt: null, active: false },
    ],
  ])("token %j", async (answer, expected) => {
    const fetch = async () => Response.json(answer);
    expect(await createTestClient("http://gitlab.test", { fetch }).gitlab.getCurrentToken()).toEqual(expected);
  });

  it.each<[number, unknown]>([
    [401, { message: "401 Unauthorized" }],
    [403, { error: "insufficient_scope" }],
    [404, { message: "404 Not Found" }],
  ])("a token that cannot read itself (%i)", async (status, body) => {
    const fetch = async () => Response.json(body, { status });
    expect(await createTestClient("http://gitlab.test", { fetch }).gitlab.getCurrentToken()).toBeNull();
  });

  it("a dead token is an error, not a token that cannot read itself", async () => {
    const body = {
      error: "invalid_token",
      error_description: "Token was revoked. You have to re-authorize from the user.",
    };
    const fetch = async () => Response.json(body, { status: 401 });
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    expect((await failureOf(gitlab.getCurrentToken())).message).toContain("was revoked");
  });

  it("an outage is not taken for a token that cannot read itself", async () => {
    const fetch = async () => Response.json({}, { status: 500 });
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    expect(await failureOf(gitlab.getCurrentToken())).toMatchObject({ code: "GITLAB_OUTAGE" });
  });
});
