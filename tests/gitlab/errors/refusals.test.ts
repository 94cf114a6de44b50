import { describe, expect } from "vitest";
import { asIssueIid, asNoteId } from "../../../src/domain/ids.ts";
import type { GitLab } from "../../../src/gitlab/port.ts";
import { PROJECT } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf } from "../../support/gitlab/gitlab-client.ts";
import { it, type StubAnswer } from "../../support/gitlab/http-stub.ts";

const API = "/api/v4/projects/group%2Facme";
const ISSUES = `${API}/issues`;
const DRAFT = {
  title: "t",
  description: "",
  labels: [],
  assigneeIds: [],
  dueDate: null,
  confidential: false,
  milestone: null,
};
const FORBIDDEN: StubAnswer = { status: 403, json: { message: "403 Forbidden" } };
const create = (gitlab: GitLab) => gitlab.createIssue(DRAFT);
const HOST = /http:\/\/127\.0\.0\.1:\d+/g;

describe("answers to createIssue", () => {
  it.for<[string, StubAnswer, string]>([
    [
      "scope",
      {
        status: 403,
        json: {
          error: "insufficient_scope",
          error_description: "The request requires higher privileges than provided by the access token.",
          scope: "api",
        },
      },
      "the token may not create issues in group/acme: it needs the api scope",
    ],
    ["too large", { status: 413, text: "<html><title>413</title>" }, "group/acme got more text than it takes"],
    [
      "fields",
      { status: 400, json: { message: { title: ["can't be blank"] } } },
      "GitLab could not create issues in group/acme (400): title can't be blank",
    ],
    [
      "parameter",
      { status: 400, json: { error: "due_date is invalid" } },
      "GitLab could not create issues in group/acme (400): due_date is invalid",
    ],
    [
      "Ruby hash",
      { status: 400, json: { message: 'Issue {:title=>["is too short"]}' } },
      "GitLab could not create issues in group/acme (400): Issue: title is too short",
    ],
    [
      "unprocessable",
      { status: 422, json: { message: ["No"] } },
      "GitLab could not create issues in group/acme (422): No",
    ],
    ["nothing said", { status: 400, text: "" }, "GitLab could not create issues in group/acme (400)"],
    [
      "unknown status",
      { status: 451, text: "for legal reasons" },
      "GitLab could not create issues in group/acme (451): for legal reasons",
    ],
    [
      "conflict",
      { status: 409, json: { message: "Duplicated issue" } },
      "GitLab could not create issues in group/acme at the same time as another change: Duplicated issue",
    ],
    [
      "captcha",
      {
        status: 409,
        json: {
          needs_captcha_response: true,
          spam_log_id: 1,
          captcha_site_key: "x",
          message: { error: "Your issue has been recognized as potential spam." },
        },
      },
      "GitLab took what the token wrote in group/acme for spam and wants a person to confirm it",
    ],
    [
      "spam",
      { status: 400, json: { message: { base: ["Your issue has been recognized as spam and has been discarded."] } } },
      "GitLab took what the token wrote in group/acme for spam and wants a person to confirm it",
    ],
    [
      "no project",
      { status: 404, json: { message: "404 Project Not Found" } },
      "there is no project group/acme at HOST, or the token's user is not a member of it",
    ],
  ])("%s", async ([_, answer, message], { stub }) => {
    stub.expect("POST", ISSUES, answer);
    const { gitlab } = createTestClient(stub.url);
    const error = await failureOf(create(gitlab));
    expect(error.message.replaceAll(HOST, "HOST")).toBe(message);
    expect(error).toMatchObject({ name: "PermanentError", status: answer.status });
    // Every refusal comes with something a person can do: one sentence.
    expect(error).toMatchObject({ remedy: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(gitlab.requests).toEqual({ reads: 0, writes: 1 });
  });

  it.for<[string, string, string]>([
    ["invalid_token", "Token is expired. You can either do re-authorization or token refresh.", "it has expired"],
    ["invalid_token", "Token was revoked. You have to re-authorize from the user.", "it was revoked"],
    ["invalid_token", "Something else.", "it is wrong, expired or revoked"],
  ])("401 %s: %s", async ([error, error_description, reason], { stub }) => {
    stub.expect("POST", ISSUES, { status: 401, json: { error, error_description } });
    const failure = await failureOf(create(createTestClient(stub.url).gitlab));
    expect(failure).toMatchObject({ name: "ConfigError", problems: [{ key: "GITLAB_TOKEN" }] });
    expect(failure.message).toContain(reason);
  });

  it("401 without a reason", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 401, json: { message: "401 Unauthorized" } });
    expect((await failureOf(create(createTestClient(stub.url).gitlab))).message.replaceAll(HOST, "HOST")).toBe(
      "GitLab at HOST does not accept the token: it is wrong, expired or revoked; make a new one with the api scope and put it into GITLAB_TOKEN",
    );
  });

  it("403 in plain text is GitLab's guard or a proxy: later", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 403, text: "Forbidden\n", headers: { "content-type": "text/plain" } });
    expect(await failureOf(create(createTestClient(stub.url).gitlab))).toMatchObject({
      name: "TransientError",
      code: "GITLAB_BLOCKED",
      retryAfterMs: 15 * 60_000,
    });
  });

  it("404 of a router: a wrong address", async ({ stub }) => {
    stub.expect("POST", "/wrong/api/v4/projects/group%2Facme/issues", { status: 404, text: "<title>404</title>" });
    const error = await failureOf(create(createTestClient(`${stub.url}/wrong`).gitlab));
    expect(error).toMatchObject({ name: "ConfigError" });
    expect(error.message).toContain("has no GitLab API at /wrong/api/v4");
  });

  it("201 with a page leaves the outcome unknown", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 201, text: "<html>", headers: { "content-type": "text/html" } });
    expect(await failureOf(create(createTestClient(stub.url).gitlab))).toMatchObject({
      name: "UnknownOutcomeError",
      status: 201,
    });
  });

  it("a refusal whose body breaks off is still a refusal", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 400, json: { message: "x".repeat(1000) }, fault: "cut" });
    expect(await failureOf(create(createTestClient(stub.url).gitlab))).toMatchObject({ code: "GITLAB_INVALID" });
  });

  it("a refusal in broken JSON is still a refusal", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 400, text: "{", headers: { "content-type": "application/json" } });
    expect(await failureOf(create(createTestClient(stub.url).gitlab))).toMatchObject({ code: "GITLAB_INVALID" });
  });

  it("a huge error page is not read to its end", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 400, text: `<title>${"x".repeat(200_000)}` });
    const error = await failureOf(create(createTestClient(stub.url).gitlab));
    expect(error.message.length).toBeLessThan(500);
  });
});

describe("one look at the project makes a refused write clear", () => {
  const access = (level: number | null) => ({
    ...PROJECT,
    permissions: { project_access: level === null ? null : { access_level: level }, group_access: null },
  });

  it.for<[string, StubAnswer, StubAnswer, string, string]>([
    [
      "archived",
      FORBIDDEN,
      { json: { ...PROJECT, archived: true } },
      "GITLAB_ARCHIVED",
      "group/acme is archived: nothing can be written there",
    ],
    [
      "issues off",
      FORBIDDEN,
      { json: { ...PROJECT, issues_access_level: "disabled" } },
      "GITLAB_ISSUES_DISABLED",
      "issues are switched off in group/acme",
    ],
    [
      "issues off, said as 404",
      { status: 404, json: { message: "404 Not found" } },
      { json: { ...PROJECT, issues_enabled: false } },
      "GITLAB_ISSUES_DISABLED",
      "issues are switched off in group/acme",
    ],
    [
      "a role too low",
      FORBIDDEN,
      { json: access(10) },
      "GITLAB_ROLE",
      "the token may not create issues in group/acme: it needs the api scope and at least the Planner role (its user has Guest)",
    ],
    [
      "a role between two known ones",
      FORBIDDEN,
      { json: access(12) },
      "GITLAB_ROLE",
      "the token may not create issues in group/acme: it needs the api scope and at least the Planner role (its user has Guest)",
    ],
    [
      "no role",
      FORBIDDEN,
      { json: access(0) },
      "GITLAB_ROLE",
      "the token may not create issues in group/acme: it needs the api scope and at least the Planner role (its user has no role)",
    ],
    [
      "a role not told",
      FORBIDDEN,
      { json: access(null) },
      "GITLAB_ROLE",
      "the token may not create issues in group/acme: it needs the api scope and at least the Planner role",
    ],
    [
      "a role that is enough",
      FORBIDDEN,
      { json: access(30) },
      "GITLAB_FORBIDDEN",
      "the token may not create issues in group/acme: it needs the api scope (its user's role, Developer, is enough)",
    ],
    [
      "a reason of GitLab's own",
      { status: 403, json: { message: "403 Forbidden - Your account has been blocked." } },
      { json: access(10) },
      "GITLAB_ROLE",
      "the token may not create issues in group/acme: it needs the api scope and at least the Planner role (its user has Guest); GitLab says: Your account has been blocked.",
    ],
    [
      "a look that fails",
      FORBIDDEN,
      { status: 500 },
      "GITLAB_ROLE",
      "the token may not create issues in group/acme: it needs the api scope and at least the Planner role",
    ],
    [
      "a look that shows nonsense",
      FORBIDDEN,
      { json: [] },
      "GITLAB_ROLE",
      "the token may not create issues in group/acme: it needs the api scope and at least the Planner role",
    ],
    [
      "a project out of sight",
      { status: 404, json: { message: "404 Not found" } },
      { status: 404, json: { message: "404 Project Not Found" } },
      "GITLAB_PROJECT_NOT_FOUND",
      "there is no project group/acme at HOST, or the token's user is not a member of it",
    ],
    [
      "a thing that is missing",
      { status: 404, json: { message: "404 Not found" } },
      { json: PROJECT },
      "GITLAB_NOT_FOUND",
      "there is no such thing in group/acme, or the token's user may not see it",
    ],
  ])("%s", async ([_, refusal, look, code, message], { stub }) => {
    stub.expect("POST", ISSUES, refusal);
    stub.expect("GET", API, look);
    const { gitlab } = createTestClient(stub.url);
    const error = await failureOf(create(gitlab));
    expect(error.message.replaceAll(HOST, "HOST")).toBe(message);
    expect(error).toMatchObject({ name: "PermanentError", code });
    expect(gitlab.requests).toEqual({ reads: 1, writes: 1 });
  });

  it.for<[string, string, (gitlab: GitLab) => Promise<unknown>, string]>([
    ["POST", `${ISSUES}/1/notes`, (gitlab) => gitlab.createNote(asIssueIid(1), "x"), "create comments"],
    ["PUT", `${ISSUES}/1/notes/2`, (gitlab) => gitlab.updateNote(asIssueIid(1), asNoteId(2), "x"), "change comments"],
    ["DELETE", `${ISSUES}/1/notes/2`, (gitlab) => gitlab.deleteNote(asIssueIid(1), asNoteId(2)), "change comments"],
    [
      "POST",
      `${ISSUES}/1/notes/2/award_emoji`,
      (gitlab) => gitlab.react(asIssueIid(1), asNoteId(2), "eyes"),
      "react to comments",
    ],
    [
      "POST",
      `${API}/labels`,
      (gitlab) => gitlab.createLabel({ name: "a", color: "#112233", description: "" }),
      "create labels",
    ],
  ])("a role too low for %s %s", async ([method, url, run, action], { stub }) => {
    stub.expect(method, url, FORBIDDEN);
    stub.expect("GET", API, { json: access(10) });
    const error = await failureOf(run(createTestClient(stub.url).gitlab));
    expect(error).toMatchObject({ name: "PermanentError", code: "GITLAB_ROLE" });
    expect(error.message).toBe(
      `the token may not ${action} in group/acme: it needs the api scope and at least the Planner role (its user has Guest)`,
    );
  });

  it("an issue to comment on that is missing", async ({ stub }) => {
    stub.expect("POST", `${ISSUES}/1/notes`, { status: 404, json: { message: "404 Not found" } });
    stub.expect("GET", API, { json: PROJECT });
    expect((await failureOf(createTestClient(stub.url).gitlab.createNote(asIssueIid(1), "x"))).message).toBe(
      "there is no issue #1 in group/acme, or the token's user may not see it",
    );
  });

  it("an issue to relate that is missing", async ({ stub }) => {
    stub.expect("POST", `${ISSUES}/1/links`, { status: 404, json: { message: "404 Not found" } });
    stub.expect("GET", API, { json: PROJECT });
    expect(
      (await failureOf(createTestClient(stub.url).gitlab.relateIssues(asIssueIid(1), asIssueIid(2)))).message,
    ).toBe("there is no issue #1 or #2 in group/acme, or the token's user may not see it");
  });

  it("a renamed project is named by its new path", async ({ stub }) => {
    const moved = { status: 301, headers: { location: "/api/v4/projects/7/issues" } };
    stub.expect("POST", ISSUES, moved);
    stub.expect("GET", API, { status: 301, headers: { location: "/api/v4/projects/7" } });
    stub.expect("GET", "/api/v4/projects/7", { json: { ...PROJECT, path_with_namespace: "group/acme-inc" } });
    const error = await failureOf(create(createTestClient(stub.url).gitlab));
    expect(error.message).toBe(
      "group/acme was renamed or moved to group/acme-inc, and GitLab takes no changes under the old name",
    );
    expect(error).toMatchObject({
      code: "GITLAB_PROJECT_MOVED",
      remedy: "Use group/acme-inc, or the project's id 7, which never changes.",
    });
  });

  it("a renamed project that cannot be read", async ({ stub }) => {
    stub.expect("POST", ISSUES, { status: 301, headers: { location: "/api/v4/projects/7/issues" } });
    stub.expect("GET", API, { status: 404 });
    expect(await failureOf(create(createTestClient(stub.url).gitlab))).toMatchObject({
      message: "group/acme was renamed or moved, and GitLab takes no changes under the old name",
      code: "GITLAB_PROJECT_MOVED",
    });
  });
});

describe("answers to reads", () => {
  it.for<[string, string, (gitlab: GitLab) => Promise<unknown>, StubAnswer, string]>([
    [
      "files",
      `${API}/repository/files/a/raw?ref=HEAD`,
      (gitlab) => gitlab.readFile("a"),
      FORBIDDEN,
      "the token may not read files in group/acme: it needs the read_api scope and at least the Reporter role",
    ],
    [
      "members",
      `${API}/members/all?per_page=100`,
      (gitlab) => gitlab.listMembers(),
      FORBIDDEN,
      "the token may not read members in group/acme: it needs the read_api scope and at least the Guest role",
    ],
    [
      "comments",
      `${ISSUES}/1/notes?per_page=100&sort=asc&order_by=created_at&activity_filter=only_activity`,
      (gitlab) => gitlab.listNotes(asIssueIid(1), "activity"),
      FORBIDDEN,
      "the token may not read comments in group/acme: it needs the read_api scope and at least the Planner role",
    ],
    [
      "reactions",
      `${ISSUES}/1/notes/2/award_emoji?per_page=100`,
      (gitlab) => gitlab.listReactions(asIssueIid(1), asNoteId(2)),
      { status: 404, json: { message: "404 Not found" } },
      "there is no comment 2 on issue #1 in group/acme, or the token's user may not see it",
    ],
    [
      "states",
      `${ISSUES}/1/resource_state_events?per_page=100`,
      (gitlab) => gitlab.listStateEvents(asIssueIid(1)),
      { status: 404, json: { message: "404 Not found" } },
      "there is no issue #1 in group/acme, or the token's user may not see it",
    ],
    [
      "labels put on and taken off",
      `${ISSUES}/1/resource_label_events?per_page=100`,
      (gitlab) => gitlab.listLabelEvents(asIssueIid(1)),
      { status: 404, json: { message: "404 Project Not Found" } },
      "there is no project group/acme at HOST, or the token's user is not a member of it",
    ],
    [
      "users",
      "/api/v4/users?username=a",
      (gitlab) => gitlab.findUser("a"),
      FORBIDDEN,
      "the token may not look up users: it needs the read_api scope",
    ],
    [
      "scope",
      "/api/v4/user",
      (gitlab) => gitlab.getCurrentUser(),
      { status: 403, json: { error: "insufficient_scope" } },
      "the token may not read its own user: it needs the read_api scope",
    ],
    [
      "project",
      API,
      (gitlab) => gitlab.getProject(),
      { status: 404, json: { message: "404 Project Not Found" } },
      "there is no project group/acme at HOST, or the token's user is not a member of it",
    ],
    [
      "user",
      "/api/v4/user",
      (gitlab) => gitlab.getCurrentUser(),
      { status: 404, json: { message: "404 Not found" } },
      "there is no such thing, or the token's user may not see it",
    ],
    [
      "long query",
      "/api/v4/users?username=a",
      (gitlab) => gitlab.findUser("a"),
      { status: 414, text: "<title>414</title>" },
      "the request names too many or too long labels",
    ],
  ])("%s", async ([_, url, run, answer, message], { stub }) => {
    stub.expect("GET", url, answer);
    const { gitlab } = createTestClient(stub.url);
    const error = await failureOf(run(gitlab));
    expect(error.message.replaceAll(HOST, "HOST")).toBe(message);
    expect(error).toMatchObject({ name: "PermanentError", status: answer.status });
    expect(gitlab.requests).toEqual({ reads: 1, writes: 0 });
  });

  it.for([
    ["text/html", "text/html"],
    ["", "no content type"],
  ])("a page instead of JSON (%s)", async ([type = "", named], { stub }) => {
    stub.expect("GET", API, { text: "<html>Sign in</html>", headers: type === "" ? {} : { "content-type": type } });
    const error = await failureOf(createTestClient(stub.url).gitlab.getProject());
    expect(error).toMatchObject({ name: "ConfigError" });
    expect(error.message).toContain(`did not answer as GitLab's API does (200, ${named})`);
  });

  it("what GitLab says in an outage is passed on", async ({ stub }) => {
    const answer = { status: 502, text: "<title>GitLab is not responding</title>" };
    stub.expect("GET", API, answer, answer, answer, answer);
    const error = await failureOf(createTestClient(stub.url).gitlab.getProject());
    expect(error.message).toContain("is out of order (502: GitLab is not responding)");
  });
});
