import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asIssueIid, asNoteId } from "../../../src/domain/ids.ts";
import type { GitLab, IssueDraft } from "../../../src/gitlab/port.ts";
import type { GitLabOptions } from "../../../src/gitlab/project/client.ts";
import { type Fault, type Sandbox, type SandboxOptions, startSandbox } from "../../../src/sandbox/index.ts";
import { createTestClient, failureOf, type TestClient } from "../../support/gitlab/gitlab-client.ts";
import { until } from "../../support/until.ts";

const PATH = "group/acme";
const DRAFT: IssueDraft = {
  title: "Agenda",
  description: "- [ ] one\n",
  labels: ["agenda"],
  assigneeIds: [],
  dueDate: "2026-12-01",
  confidential: false,
  milestone: null,
};

let sandbox: Sandbox;
let token: string;
let anchor: number;
let other: number;
/** A comment of the bot on the first issue. */
let note: number;

/** A project with two issues of a person, a template and a file, and a token of a Reporter. */
async function open(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox(options);
  sandbox.addUser({ username: "jane", name: "Jane Doe" });
  sandbox.addUser({ username: "bot", bot: true });
  sandbox.addProject({
    path: PATH,
    defaultBranch: "trunk",
    members: { jane: 50, bot: 20 },
    labels: ["agenda"],
    milestones: [{ title: "Q4" }],
    files: { ".gitlab/cadence.yml": "customer: Acme\n", ".gitlab/issue_templates/Meeting Agenda.md": "## Topics\n" },
  });
  anchor = sandbox.as("jane").createIssue(PATH, { title: "first", labels: ["agenda"], description: "text" });
  other = sandbox.as("jane").createIssue(PATH, { title: "second" });
  note = sandbox.as("bot").comment(PATH, anchor, "hello") ?? 0;
  token = sandbox.addToken({ user: "bot", name: "ci", expiresAt: "2030-01-01" });
}

function connect(options: Partial<GitLabOptions> = {}): TestClient {
  return createTestClient(sandbox.url, { token, project: PATH, ...options });
}

beforeEach(() => open());
afterEach(() => sandbox.close());

describe("reads", () => {
  it("project, people, labels, token, version", async () => {
    const { gitlab } = connect();
    expect(await gitlab.getProject()).toMatchObject({
      path: PATH,
      defaultBranch: "trunk",
      archived: false,
      issuesEnabled: true,
      accessLevel: 20,
    });
    expect(await gitlab.getCurrentUser()).toMatchObject({ username: "bot" });
    expect(await gitlab.getCurrentToken()).toEqual({
      name: "ci",
      scopes: ["api"],
      expiresAt: "2030-01-01",
      active: true,
    });
    expect(await gitlab.getVersion()).toMatch(/^19\./);
    expect(await gitlab.findUser("Jane")).toMatchObject({ username: "jane", name: "Jane Doe" });
    expect(await gitlab.findUser("nobody")).toBeNull();
    expect((await gitlab.listMembers()).map(({ username, accessLevel }) => [username, accessLevel]).sort()).toEqual([
      ["bot", 20],
      ["jane", 50],
    ]);
    expect((await gitlab.listLabels()).map(({ name }) => name)).toEqual(["agenda"]);
    expect(gitlab.requests).toEqual({ reads: sandbox.requests.reads, writes: 0 });
  });

  it("files and templates", async () => {
    sandbox.addProject({ path: "group/empty", members: { bot: 20 } });
    sandbox.addProject({ path: "group/secret", files: { a: "b" } });
    const { gitlab } = connect();
    expect(await gitlab.readFile(".gitlab/cadence.yml")).toBe("customer: Acme\n");
    expect(await gitlab.readFile("missing.yml")).toBeNull();
    expect(await gitlab.readFileOf(PATH, ".gitlab/cadence.yml")).toBe("customer: Acme\n");
    expect(await gitlab.readFileOf("group/empty", "a")).toBeNull();
    expect(await gitlab.readFileOf("group/secret", "a")).toBeNull();
    expect(await gitlab.readFileOf("group/none", "a")).toBeNull();
    expect(await gitlab.listIssueTemplates()).toEqual(["Meeting Agenda"]);
    expect(await gitlab.getIssueTemplate("Meeting Agenda")).toBe("## Topics\n");
    expect(await gitlab.getIssueTemplate("None")).toBeNull();
    expect(await connect({ project: "group/empty" }).gitlab.readFile("a")).toBeNull();
    expect(await failureOf(connect({ project: "group/secret" }).gitlab.readFile("a"))).toMatchObject({
      code: "GITLAB_PROJECT_NOT_FOUND",
    });
  });

  it("issues: one, all of 250, by label, one's own", async () => {
    const { gitlab } = connect();
    expect(await gitlab.getIssue(asIssueIid(anchor))).toMatchObject({
      iid: anchor,
      title: "first",
      labels: ["agenda"],
      author: { username: "jane" },
      reference: `${PATH}#${anchor}`,
    });
    expect(await gitlab.getIssue(asIssueIid(999))).toBeNull();
    sandbox.as("jane").createIssue(PATH, { title: "task", labels: ["agenda"], type: "task" });
    for (let n = 0; n < 250; n++) sandbox.as("jane").createIssue(PATH, { title: `issue ${n}`, labels: ["many"] });
    const mine = await gitlab.createIssue(DRAFT);
    expect(await gitlab.listIssues({ labels: ["many"] })).toHaveLength(250);
    expect((await gitlab.listIssues({ labels: ["agenda"] })).map(({ iid }) => iid)).toEqual([anchor, mine.iid]);
    expect((await gitlab.listIssues({ createdByMe: true })).map(({ iid }) => iid)).toEqual([mine.iid]);
    expect(await gitlab.listIssues({ labels: ["agenda", "many"] })).toEqual([]);
  });

  it("a list stays whole while people make, close and delete issues between its pages", async () => {
    for (let n = 0; n < 250; n++) sandbox.as("jane").createIssue(PATH, { title: `issue ${n}`, labels: ["many"] });
    const iids = sandbox
      .issues(PATH)
      .filter(({ labels }) => labels.includes("many"))
      .map(({ iid }) => iid);
    const [gone = 0, closed = 0] = iids;
    let page = 0;
    sandbox.beforeRequest(({ method }) => {
      if (method !== "GET" || ++page !== 2) return;
      sandbox.as("jane").deleteIssue(PATH, gone);
      sandbox.as("jane").close(PATH, closed);
      sandbox.as("jane").createIssue(PATH, { title: "late", labels: ["many"] });
    });
    const listed = (await connect().gitlab.listIssues({ labels: ["many"] })).map(({ iid }) => iid);
    expect(new Set(listed).size).toBe(listed.length);
    for (const iid of iids) expect(listed).toContain(iid);
  });
});

describe("writes", () => {
  it("an issue is made as drafted", async () => {
    const { gitlab } = connect();
    const jane = await gitlab.findUser("jane");
    const issue = await gitlab.createIssue({
      ...DRAFT,
      assigneeIds: [jane?.id ?? 0],
      confidential: true,
      milestone: "Q4",
    });
    expect(issue).toMatchObject({
      title: "Agenda",
      description: "- [ ] one",
      labels: ["agenda"],
      dueDate: "2026-12-01",
      confidential: true,
      author: { username: "bot" },
      assignees: [{ username: "jane" }],
    });
    expect(await gitlab.getIssue(issue.iid)).toEqual(issue);
  });

  it("labels and state change, text and people's labels stay", async () => {
    const { gitlab } = connect();
    const changed = await gitlab.updateIssue(asIssueIid(anchor), {
      state: "close",
      addLabels: ["x", "y"],
      removeLabels: ["agenda"],
    });
    expect(changed).toMatchObject({ state: "closed", labels: ["x", "y"], description: "text" });
    expect((await gitlab.updateIssue(asIssueIid(anchor), { state: "close" })).state).toBe("closed");
    expect((await gitlab.updateIssue(asIssueIid(anchor), { state: "reopen", addLabels: ["x"] })).state).toBe("opened");
  });

  it("relating twice is the same as once", async () => {
    const { gitlab } = connect();
    await gitlab.relateIssues(asIssueIid(anchor), asIssueIid(other));
    await gitlab.relateIssues(asIssueIid(anchor), asIssueIid(other));
    expect((await gitlab.listRelatedIssues(asIssueIid(anchor))).map(({ iid }) => iid)).toEqual([other]);
    expect((await gitlab.listRelatedIssues(asIssueIid(other))).map(({ iid }) => iid)).toEqual([anchor]);
  });
});

describe("refusals", () => {
  const create = (options: Partial<GitLabOptions> = {}) => failureOf(connect(options).gitlab.createIssue(DRAFT));

  it("archived, issues off, role, scope", async () => {
    sandbox.addProject({ path: "group/old", members: { bot: 30 }, archived: true });
    sandbox.addProject({ path: "group/off", members: { bot: 30 }, issuesEnabled: false });
    expect(await create({ project: "group/old" })).toMatchObject({ code: "GITLAB_ARCHIVED" });
    expect(await create({ project: "group/off" })).toMatchObject({ code: "GITLAB_ISSUES_DISABLED" });
    const reader = sandbox.addToken({ user: "bot", scopes: ["read_api"] });
    expect(await create({ token: reader })).toMatchObject({ code: "GITLAB_SCOPE" });
    sandbox.setMember(PATH, "bot", 10);
    const { gitlab } = connect();
    expect(await failureOf(gitlab.updateIssue(asIssueIid(anchor), { state: "close" }))).toMatchObject({
      code: "GITLAB_ROLE",
    });
    expect(await failureOf(gitlab.readFile("a"))).toMatchObject({ code: "GITLAB_ROLE" });
    expect(sandbox.issues(PATH)).toHaveLength(2);
  });

  it("wrong, revoked and expired tokens", async () => {
    expect((await create({ token: "wrong" })).message).toContain("wrong, expired or revoked");
    expect((await create({ token: sandbox.addToken({ user: "bot", expiresAt: "2020-01-01" }) })).message).toContain(
      "has expired",
    );
    sandbox.revokeToken(token);
    expect((await create()).message).toContain("was revoked");
  });

  it("no such project, not a member", async () => {
    sandbox.addProject({ path: "group/secret" });
    for (const project of ["group/none", "group/secret"]) {
      expect(await create({ project })).toMatchObject({ code: "GITLAB_PROJECT_NOT_FOUND" });
    }
  });

  it("a title that is too long", async () => {
    const error = await failureOf(connect().gitlab.createIssue({ ...DRAFT, title: "x".repeat(256) }));
    expect(error).toMatchObject({ code: "GITLAB_INVALID", status: 400 });
    expect(error.message).toContain("title is too long");
  });

  it("a renamed project: reads follow, writes too once the project was read", async () => {
    sandbox.renameProject(PATH, "group/acme-inc");
    expect(await create()).toMatchObject({
      code: "GITLAB_PROJECT_MOVED",
      message: expect.stringContaining("to group/acme-inc"),
    });
    const { gitlab } = connect();
    expect((await gitlab.getProject()).path).toBe("group/acme-inc");
    expect((await gitlab.createIssue(DRAFT)).iid).toBeGreaterThan(other);
  });

  it("an address without GitLab", async () => {
    expect(await failureOf(createTestClient(`${sandbox.url}/nowhere`, { token }).gitlab.getProject())).toMatchObject({
      name: "ConfigError",
    });
  });
});

it("an instance below a path", async () => {
  await sandbox.close();
  await open({ basePath: "/gitlab" });
  const { gitlab } = connect();
  expect(gitlab.url).toMatch(/\/gitlab$/);
  for (let n = 0; n < 101; n++) sandbox.as("jane").createIssue(PATH, { title: `issue ${n}`, labels: ["many"] });
  expect(await gitlab.listIssues({ labels: ["many"] })).toHaveLength(101);
});

type FaultOf<T> = T extends unknown ? Omit<T, "when"> : never;

describe("faults: calls, requests and what became of GitLab", () => {
  const reads: readonly [string, (gitlab: GitLab) => Promise<unknown>][] = [
    ["getProject", (gitlab) => gitlab.getProject()],
    ["readFile", (gitlab) => gitlab.readFile(".gitlab/cadence.yml")],
    ["readFileOf", (gitlab) => gitlab.readFileOf(PATH, ".gitlab/cadence.yml")],
    ["getIssueTemplate", (gitlab) => gitlab.getIssueTemplate("Meeting Agenda")],
    ["listIssueTemplates", (gitlab) => gitlab.listIssueTemplates()],
    ["listIssues", (gitlab) => gitlab.listIssues({ labels: ["agenda"] })],
    ["getIssue", (gitlab) => gitlab.getIssue(asIssueIid(anchor))],
    ["listRelatedIssues", (gitlab) => gitlab.listRelatedIssues(asIssueIid(anchor))],
    ["listNotes", (gitlab) => gitlab.listNotes(asIssueIid(anchor), "comments")],
    ["listStateEvents", (gitlab) => gitlab.listStateEvents(asIssueIid(anchor))],
    ["listLabelEvents", (gitlab) => gitlab.listLabelEvents(asIssueIid(anchor))],
    ["listChildItems", (gitlab) => gitlab.listChildItems(PATH, [asIssueIid(anchor)])],
    ["listReactions", (gitlab) => gitlab.listReactions(asIssueIid(anchor), asNoteId(note))],
    ["listLabels", (gitlab) => gitlab.listLabels()],
    ["listMembers", (gitlab) => gitlab.listMembers()],
    ["findUser", (gitlab) => gitlab.findUser("jane")],
    ["getCurrentUser", (gitlab) => gitlab.getCurrentUser()],
    ["getCurrentToken", (gitlab) => gitlab.getCurrentToken()],
    ["getVersion", (gitlab) => gitlab.getVersion()],
  ];
  const repeatable: readonly [string, (gitlab: GitLab) => Promise<unknown>, (gitlab: GitLab) => Promise<boolean>][] = [
    [
      "updateIssue",
      (gitlab) => gitlab.updateIssue(asIssueIid(anchor), { state: "close", addLabels: ["x"] }),
      async () => sandbox.issue(PATH, anchor).state === "closed" && sandbox.issue(PATH, anchor).labels.includes("x"),
    ],
    [
      "relateIssues",
      (gitlab) => gitlab.relateIssues(asIssueIid(anchor), asIssueIid(other)),
      async (gitlab) => (await gitlab.listRelatedIssues(asIssueIid(anchor))).length === 1,
    ],
    [
      "updateNote",
      (gitlab) => gitlab.updateNote(asIssueIid(anchor), asNoteId(note), "new"),
      async () => sandbox.issue(PATH, anchor).notes.some(({ id, body }) => id === note && body === "new"),
    ],
    [
      "deleteNote",
      (gitlab) => gitlab.deleteNote(asIssueIid(anchor), asNoteId(note)),
      async () => sandbox.issue(PATH, anchor).notes.every(({ id }) => id !== note),
    ],
    [
      "react",
      (gitlab) => gitlab.react(asIssueIid(anchor), asNoteId(note), "eyes"),
      async (gitlab) => (await gitlab.listReactions(asIssueIid(anchor), asNoteId(note))).length === 1,
    ],
    [
      "createLabel",
      (gitlab) => gitlab.createLabel({ name: "fresh", color: "#6699CC", description: "" }),
      async (gitlab) => (await gitlab.listLabels()).filter(({ name }) => name === "fresh").length === 1,
    ],
  ];
  /** Each with the number of issues that one creation leaves behind, and whether its outcome is known. */
  const faults: readonly [string, FaultOf<Fault>, created: 0 | 1, "known" | "unknown" | "done"][] = [
    ["before", { kind: "before" }, 0, "unknown"],
    ["after", { kind: "after" }, 1, "unknown"],
    ["cut", { kind: "cut" }, 1, "unknown"],
    ["502 before", { kind: "status", status: 502 }, 0, "unknown"],
    ["502 after", { kind: "status-after", status: 502 }, 1, "unknown"],
    ["500 after", { kind: "status-after", status: 500, body: { message: "500 Internal Server Error" } }, 1, "unknown"],
    ["slow", { kind: "slow", delayMs: 1_500 }, 1, "unknown"],
    [
      "429 throttle",
      { kind: "status", status: 429, body: "Retry later\n", headers: { "retry-after": "5" } },
      1,
      "done",
    ],
    [
      "429 application",
      {
        kind: "status",
        status: 429,
        body: { message: { error: "This endpoint has been requested too many times. Try again later." } },
      },
      1,
      "done",
    ],
  ];
  // Long enough for a busy machine, short enough for "slow"; slowness takes real time, so it meets few methods here.
  const timeoutOf = (name: string) => (name === "slow" ? 700 : 10_000);
  const methodsFor = <T extends readonly [string, ...unknown[]]>(name: string, methods: readonly T[]) =>
    name === "slow" ? methods.slice(0, 1) : methods;

  describe.each(faults)("%s", (faultName, fault, created, outcome) => {
    const timeoutMs = timeoutOf(faultName);

    it.each(methodsFor(faultName, reads))("%s works at the second try", async (_, run) => {
      const expected = await run(connect().gitlab);
      sandbox.requests.reset();
      sandbox.faults.inject({ ...fault, when: () => true });
      const { gitlab } = connect({ timeoutMs });
      expect(await run(gitlab)).toEqual(expected);
      expect(gitlab.requests).toEqual({ reads: 2, writes: 0 });
      expect(sandbox.requests.all).toHaveLength(2);
    });

    it.each(methodsFor(faultName, repeatable))("%s is the same as done once", async (_, run, isDone) => {
      sandbox.faults.inject({ ...fault, when: () => true });
      const { gitlab } = connect({ timeoutMs });
      await run(gitlab);
      expect(gitlab.requests).toEqual({ reads: 0, writes: 2 });
      expect(await isDone(gitlab)).toBe(true);
    });

    it("createIssue is sent once, or again after a 429", async () => {
      sandbox.faults.inject({ ...fault, when: ({ write }) => write });
      const { gitlab } = connect({ timeoutMs });
      const result = gitlab.createIssue(DRAFT);
      if (outcome === "done") expect((await result).title).toBe("Agenda");
      else expect(await failureOf(result)).toMatchObject({ name: "UnknownOutcomeError" });
      expect(gitlab.requests.writes).toBe(outcome === "done" ? 2 : 1);
      await until(() => expect(sandbox.issues(PATH)).toHaveLength(2 + created));
    });

    it("createNote is sent once, or again after a 429", async () => {
      sandbox.faults.inject({ ...fault, when: ({ write }) => write });
      const { gitlab } = connect({ timeoutMs });
      const result = gitlab.createNote(asIssueIid(other), "text");
      if (outcome === "done") expect((await result).body).toBe("text");
      else expect(await failureOf(result)).toMatchObject({ name: "UnknownOutcomeError" });
      expect(gitlab.requests.writes).toBe(outcome === "done" ? 2 : 1);
      await until(() => expect(sandbox.issue(PATH, other).notes).toHaveLength(created));
    });
  });
});

describe("limits", () => {
  it("the throttle counts down: the client waits before it is refused", async () => {
    sandbox.setLimits({ requests: { limit: 3, periodSeconds: 60 } });
    // The sandbox's clock runs with real time; the client's too, but its waits take none.
    const slept: number[] = [];
    const { gitlab } = connect({ now: Date.now, sleep: async (ms) => void slept.push(ms), maxWaitMs: 60_000 });
    for (let n = 0; n < 3; n++) await gitlab.getVersion();
    expect(slept).toEqual([]);
    sandbox.clock.advance(60_000);
    await gitlab.getVersion();
    expect(slept).toHaveLength(1);
    expect(slept[0]).toBeGreaterThan(0);
    expect(slept[0]).toBeLessThanOrEqual(60_000);
    expect(sandbox.requests.all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it("the limit on creations says nothing of its length: a minute", async () => {
    sandbox.setLimits({ issuesPerMinute: 1 });
    const waits: number[] = [];
    const { gitlab } = connect({
      sleep: async (ms) => {
        sandbox.clock.advance(ms);
        waits.push(ms);
      },
    });
    await gitlab.createIssue(DRAFT);
    await gitlab.createIssue(DRAFT);
    expect(waits).toEqual([60_000]);
    expect(sandbox.issues(PATH)).toHaveLength(4);
  });
});
