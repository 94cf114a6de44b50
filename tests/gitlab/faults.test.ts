import { describe, expect } from "vitest";
import { asIssueIid, asNoteId } from "../../src/domain/ids.ts";
import type { GitLab } from "../../src/gitlab/port.ts";
import { issueAnswer, JANE, noteAnswer, PROJECT } from "../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf, START } from "../support/gitlab/gitlab-client.ts";
import { type HttpStub, it, type StubAnswer } from "../support/gitlab/http-stub.ts";

const API = "/api/v4/projects/group%2Facme";
const NOTES = `${API}/issues/1/notes`;
const LIST = `${API}/issues?issue_type=issue&state=all&per_page=100&order_by=created_at&sort=asc&scope=all&labels=a&pagination=keyset`;
const DRAFT = {
  title: "t",
  description: "",
  labels: [],
  assigneeIds: [],
  dueDate: null,
  confidential: false,
  milestone: null,
};

interface Method {
  readonly name: string;
  readonly request: readonly [method: string, url: string];
  readonly good: StubAnswer;
  readonly kind: "read" | "repeatable write" | "write once";
  /** A refusal is an answer too: what else is to be done goes on without it. */
  readonly mayBeRefused?: true;
  readonly run: (gitlab: GitLab) => Promise<unknown>;
}

const read = (name: string, url: string, good: StubAnswer, run: Method["run"]): Method => ({
  name,
  request: ["GET", url],
  good,
  kind: "read",
  run,
});

const METHODS: readonly Method[] = [
  read("getProject", API, { json: PROJECT }, (gitlab) => gitlab.getProject()),
  read("readFile", `${API}/repository/files/a/raw?ref=HEAD`, { text: "text" }, (gitlab) => gitlab.readFile("a")),
  read("readFileOf", "/api/v4/projects/x%2Fy/repository/files/a/raw?ref=HEAD", { text: "text" }, (gitlab) =>
    gitlab.readFileOf("x/y", "a"),
  ),
  read("getIssueTemplate", `${API}/templates/issues/a`, { json: { content: "text" } }, (gitlab) =>
    gitlab.getIssueTemplate("a"),
  ),
  read("listIssueTemplates", `${API}/templates/issues?per_page=100`, { json: [] }, (gitlab) =>
    gitlab.listIssueTemplates(),
  ),
  read("listIssues", LIST, { json: [issueAnswer(1)] }, (gitlab) => gitlab.listIssues({ labels: ["a"] })),
  read("getIssue", `${API}/issues/1`, { json: issueAnswer(1) }, (gitlab) => gitlab.getIssue(asIssueIid(1))),
  read("listRelatedIssues", `${API}/issues/1/links?per_page=100`, { json: [] }, (gitlab) =>
    gitlab.listRelatedIssues(asIssueIid(1)),
  ),
  {
    name: "listChildItems",
    request: ["POST", "/api/graphql"],
    good: { json: { data: { project: { workItems: { nodes: [] } } } } },
    kind: "read",
    mayBeRefused: true,
    run: (gitlab) => gitlab.listChildItems("group/acme", [asIssueIid(1)]),
  },
  read(
    "listNotes",
    `${NOTES}?per_page=100&sort=asc&order_by=created_at&activity_filter=only_comments`,
    { json: [noteAnswer(1)] },
    (gitlab) => gitlab.listNotes(asIssueIid(1), "comments"),
  ),
  read("listStateEvents", `${API}/issues/1/resource_state_events?per_page=100`, { json: [] }, (gitlab) =>
    gitlab.listStateEvents(asIssueIid(1)),
  ),
  read("listLabelEvents", `${API}/issues/1/resource_label_events?per_page=100`, { json: [] }, (gitlab) =>
    gitlab.listLabelEvents(asIssueIid(1)),
  ),
  read("listReactions", `${NOTES}/2/award_emoji?per_page=100`, { json: [] }, (gitlab) =>
    gitlab.listReactions(asIssueIid(1), asNoteId(2)),
  ),
  read("listLabels", `${API}/labels?per_page=100`, { json: [] }, (gitlab) => gitlab.listLabels()),
  read("listMembers", `${API}/members/all?per_page=100`, { json: [] }, (gitlab) => gitlab.listMembers()),
  read("findUser", "/api/v4/users?username=jane", { json: [JANE] }, (gitlab) => gitlab.findUser("jane")),
  read("getCurrentUser", "/api/v4/user", { json: JANE }, (gitlab) => gitlab.getCurrentUser()),
  read("getCurrentToken", "/api/v4/personal_access_tokens/self", { json: { scopes: [] } }, (gitlab) =>
    gitlab.getCurrentToken(),
  ),
  read("getVersion", "/api/v4/metadata", { json: { version: "19.2.1" } }, (gitlab) => gitlab.getVersion()),
  {
    name: "createIssue",
    request: ["POST", `${API}/issues`],
    good: { status: 201, json: issueAnswer(1) },
    kind: "write once",
    run: (gitlab) => gitlab.createIssue(DRAFT),
  },
  {
    name: "updateIssue",
    request: ["PUT", `${API}/issues/1`],
    good: { json: issueAnswer(1) },
    kind: "repeatable write",
    run: (gitlab) => gitlab.updateIssue(asIssueIid(1), { state: "close" }),
  },
  {
    name: "relateIssues",
    request: ["POST", `${API}/issues/1/links`],
    good: { status: 201, json: {} },
    kind: "repeatable write",
    run: (gitlab) => gitlab.relateIssues(asIssueIid(1), asIssueIid(2)),
  },
  {
    name: "createNote",
    request: ["POST", NOTES],
    good: { status: 201, json: noteAnswer(2) },
    kind: "write once",
    run: (gitlab) => gitlab.createNote(asIssueIid(1), "text"),
  },
  {
    name: "updateNote",
    request: ["PUT", `${NOTES}/2`],
    good: { json: noteAnswer(2) },
    kind: "repeatable write",
    run: (gitlab) => gitlab.updateNote(asIssueIid(1), asNoteId(2), "text"),
  },
  {
    name: "deleteNote",
    request: ["DELETE", `${NOTES}/2`],
    // GitLab has no body here (204), but the faults below need one to cut.
    good: { status: 200, json: {} },
    kind: "repeatable write",
    run: (gitlab) => gitlab.deleteNote(asIssueIid(1), asNoteId(2)),
  },
  {
    name: "react",
    request: ["POST", `${NOTES}/2/award_emoji`],
    good: { status: 201, json: {} },
    kind: "repeatable write",
    run: (gitlab) => gitlab.react(asIssueIid(1), asNoteId(2), "white_check_mark"),
  },
  {
    name: "createLabel",
    request: ["POST", `${API}/labels`],
    good: { status: 201, json: {} },
    kind: "repeatable write",
    run: (gitlab) => gitlab.createLabel({ name: "a", color: "#FF0000", description: "" }),
  },
];

interface Fault {
  readonly name: string;
  readonly answer: (good: StubAnswer) => StubAnswer;
  /** Waits before the second try, in milliseconds. */
  readonly wait: number;
  /** Requests sent while the fault lasts, and what the call ends with, for reads, repeatable writes and writes once. */
  readonly lasting: Readonly<Record<Method["kind"], readonly [requests: number, error: string, code: string]>>;
}

const outage = (code: string) => ({
  read: [4, "TransientError", code] as const,
  "repeatable write": [4, "UnknownOutcomeError", "GITLAB_OUTCOME_UNKNOWN"] as const,
  "write once": [1, "UnknownOutcomeError", "GITLAB_OUTCOME_UNKNOWN"] as const,
});
const everyKind = (requests: number, error: string, code: string) =>
  ({
    read: [requests, error, code],
    "repeatable write": [requests, error, code],
    "write once": [requests, error, code],
  }) as const;
const limited = everyKind(4, "TransientError", "GITLAB_RATE_LIMIT");

const FAULTS: readonly Fault[] = [
  { name: "reset", answer: () => ({ fault: "reset" }), wait: 0, lasting: outage("GITLAB_UNREACHABLE") },
  {
    name: "cut body",
    answer: (good) => ({ ...good, text: "longer than nothing", fault: "cut" }),
    wait: 0,
    lasting: outage("GITLAB_UNREACHABLE"),
  },
  { name: "time-out", answer: () => ({ fault: "silent" }), wait: 0, lasting: outage("GITLAB_TIMEOUT") },
  {
    name: "500",
    answer: () => ({ status: 500, json: { message: "500 Internal Server Error" } }),
    wait: 0,
    lasting: outage("GITLAB_OUTAGE"),
  },
  {
    name: "502 page",
    answer: () => ({ status: 502, text: "<title>502</title>" }),
    wait: 0,
    lasting: outage("GITLAB_OUTAGE"),
  },
  {
    name: "503 with Retry-After",
    answer: () => ({ status: 503, headers: { "retry-after": "7" }, text: "maintenance" }),
    wait: 7_000,
    lasting: outage("GITLAB_OUTAGE"),
  },
  { name: "408", answer: () => ({ status: 408, text: "" }), wait: 0, lasting: outage("GITLAB_OUTAGE") },
  {
    name: "429 with Retry-After",
    answer: () => ({ status: 429, headers: { "retry-after": "20" }, text: "Retry later\n" }),
    wait: 20_000,
    lasting: limited,
  },
  {
    name: "429 with RateLimit-Reset",
    answer: () => ({ status: 429, headers: { "ratelimit-reset": String(START / 1000 + 30) }, text: "Retry later\n" }),
    wait: 30_000,
    lasting: limited,
  },
  {
    name: "429 without headers",
    answer: () => ({
      status: 429,
      json: { message: { error: "This endpoint has been requested too many times. Try again later." } },
    }),
    wait: 60_000,
    lasting: limited,
  },
  {
    name: "401",
    answer: () => ({ status: 401, json: { error: "invalid_token", error_description: "Token is expired." } }),
    wait: 0,
    lasting: everyKind(1, "ConfigError", "CADENCE_CONFIG"),
  },
  {
    name: "413",
    answer: () => ({ status: 413, text: "<title>413</title>" }),
    wait: 0,
    lasting: everyKind(1, "PermanentError", "GITLAB_TOO_LARGE"),
  },
  {
    name: "redirect to another host",
    answer: () => ({ status: 302, headers: { location: "https://evil.example/api/v4/x" } }),
    wait: 0,
    lasting: everyKind(1, "ConfigError", "CADENCE_CONFIG"),
  },
];

/** Faults after which the second try meets no fault any more. */
const PASSING = FAULTS.slice(0, 10);

interface Case {
  readonly title: string;
  readonly method: Method;
  readonly fault: Fault;
}

const casesOf = (faults: readonly Fault[]): readonly Case[] =>
  METHODS.flatMap((method) => faults.map((fault) => ({ method, fault, title: `${method.name}, ${fault.name}` })));
const isTimeout = ({ fault }: Case) => fault.name === "time-out";
const isRepeated = ({ method, fault }: Case) => method.kind !== "write once" || fault.name.startsWith("429");

async function checkLasting({ method, fault }: Case, stub: HttpStub, timeoutMs: number): Promise<void> {
  const [requests, name, code] = fault.lasting[method.kind];
  const answer = fault.answer(method.good);
  // The reset is a moment: it is over after the first wait, so a lasting limit names a new one each time.
  const isMoment = answer.headers?.["ratelimit-reset"] !== undefined;
  const lasting = isMoment ? { ...answer, headers: { "retry-after": "30" } } : answer;
  stub.expect(...method.request, answer, ...Array.from({ length: requests - 1 }, () => lasting));
  const { gitlab } = createTestClient(stub.url, { timeoutMs });
  if (
    method.mayBeRefused === true &&
    (fault.name === "401" || fault.name === "413" || fault.name.startsWith("redirect"))
  ) {
    expect(await method.run(gitlab)).toHaveProperty("refused");
  } else expect(await failureOf(method.run(gitlab))).toMatchObject({ name, code });
  const [reads, writes] = method.kind === "read" ? [requests, 0] : [0, requests];
  expect(gitlab.requests).toEqual({ reads, writes });
}

async function checkPassing({ method, fault }: Case, stub: HttpStub, timeoutMs: number): Promise<void> {
  stub.expect(...method.request, fault.answer(method.good), method.good);
  const { gitlab, slept } = createTestClient(stub.url, { timeoutMs });
  await method.run(gitlab);
  expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(fault.wait);
  expect(gitlab.requests.reads + gitlab.requests.writes).toBe(2);
}

describe("a fault that lasts", () => {
  const cases = casesOf(FAULTS).filter((one) => !isTimeout(one));
  it.for(cases)("$title", (one, { stub }) => checkLasting(one, stub, 10_000));
});

describe("a fault that passes", () => {
  const cases = casesOf(PASSING).filter((one) => !isTimeout(one) && isRepeated(one));
  it.for(cases)("$title", (one, { stub }) => checkPassing(one, stub, 10_000));
});

// Real time passes here, enough of it that a busy machine answers within; hence all of them side by side.
describe.concurrent("time-outs", () => {
  const cases = casesOf(FAULTS).filter(isTimeout);
  it.for(cases)("$title, lasting", (one, { stub }) => checkLasting(one, stub, 800));
  it.for(cases.filter(isRepeated))("$title, passing", (one, { stub }) => checkPassing(one, stub, 8_000));
});
