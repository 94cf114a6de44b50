import { describe, expect } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import type { RequestTurns } from "../../../src/gitlab/http/request-turns.ts";
import { PROJECT } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf, START } from "../../support/gitlab/gitlab-client.ts";
import { it, type StubAnswer } from "../../support/gitlab/http-stub.ts";

const API = "/api/v4/projects/group%2Facme";
const OK: StubAnswer = { json: PROJECT };
const outage: StubAnswer = { status: 500 };
const limited = (headers: Readonly<Record<string, string>> = {}): StubAnswer => ({
  status: 429,
  headers,
  text: "Retry later\n",
});

describe("outages", () => {
  it("full jitter: between nothing and a bound that doubles", async ({ stub }) => {
    stub.expect("GET", API, outage, outage, outage, outage);
    const { gitlab, slept } = createTestClient(stub.url, { random: () => 0.5 });
    await failureOf(gitlab.getProject());
    expect(slept).toEqual([250, 500, 1000]);
  });

  it("Retry-After: 0 is an outage like any other", async ({ stub }) => {
    stub.expect("GET", API, { status: 503, headers: { "retry-after": "0" } }, OK);
    const { gitlab, slept } = createTestClient(stub.url, { random: () => 1 });
    await gitlab.getProject();
    expect(slept).toEqual([500]);
  });
});

describe("rate limits", () => {
  it("up to a second more than asked, so that not all come back at once", async ({ stub }) => {
    stub.expect("GET", API, limited({ "retry-after": "3" }), OK);
    const { gitlab, slept } = createTestClient(stub.url, { random: () => 0.25 });
    await gitlab.getProject();
    expect(slept).toEqual([3250]);
  });

  it("a minute where nothing is said", async ({ stub }) => {
    stub.expect("GET", API, limited(), OK);
    const { gitlab, slept, logged } = createTestClient(stub.url);
    await gitlab.getProject();
    expect(slept).toEqual([60_000]);
    expect(logged).toContainEqual({ level: "warn", fields: { waitMs: 60_000 }, message: "GitLab asks to wait" });
  });

  it("nothing remaining: the next request waits, whichever it is, and only it", async ({ stub }) => {
    const last = { "ratelimit-remaining": "0", "ratelimit-reset": String(START / 1000 + 12) };
    stub.expect("GET", API, { ...OK, headers: last });
    stub.expect("PUT", "/api/v4/projects/7/issues/1", { status: 400, json: { message: "x" } });
    stub.expect("GET", "/api/v4/projects/7", OK);
    const { gitlab, slept } = createTestClient(stub.url);
    await gitlab.getProject();
    expect(slept).toEqual([]);
    await failureOf(gitlab.updateIssue(asIssueIid(1), { state: "close" }));
    await gitlab.getProject();
    expect(slept).toEqual([12_000]);
  });

  it("of two answers at the same time the longer wait counts", async () => {
    const resets = [40, 5];
    const fetch = async () => {
      const seconds = resets.shift();
      const headers = {
        "ratelimit-remaining": seconds === undefined ? "9" : "0",
        "ratelimit-reset": String(START / 1000 + (seconds ?? 60)),
      };
      return Response.json(PROJECT, { headers });
    };
    const { gitlab, slept } = createTestClient("http://gitlab.test", { fetch });
    await Promise.all([gitlab.getProject(), gitlab.getProject()]);
    await gitlab.getProject();
    expect(slept).toEqual([40_000]);
  });

  it("a wait beyond the patience fails at once and says when to come back", async ({ stub }) => {
    stub.expect("GET", API, limited({ "retry-after": "301" }));
    const { gitlab, slept } = createTestClient(stub.url);
    expect(await failureOf(gitlab.getProject())).toMatchObject({
      name: "TransientError",
      code: "GITLAB_RATE_LIMIT",
      status: 429,
      retryAfterMs: 301_000,
      message: `GitLab at ${stub.url} gets too many requests: try again in 301 seconds`,
    });
    expect(slept).toEqual([]);
    // The next call does not even ask.
    expect(await failureOf(gitlab.listLabels())).toMatchObject({
      code: "GITLAB_RATE_LIMIT",
      status: null,
      message: `GitLab at ${stub.url} asked to wait: try again in 301 seconds`,
    });
    expect(gitlab.requests.reads).toBe(1);
  });

  it("a long maintenance is no rate limit", async ({ stub }) => {
    stub.expect("GET", API, { status: 503, headers: { "retry-after": "3600" }, text: "<title>Maintenance</title>" });
    expect(await failureOf(createTestClient(stub.url).gitlab.getProject())).toMatchObject({
      code: "GITLAB_OUTAGE",
      status: 503,
      retryAfterMs: 3_600_000,
    });
  });

  it("patience counts all waits of one call", async ({ stub }) => {
    stub.expect("GET", API, limited(), limited());
    const { gitlab, slept } = createTestClient(stub.url, { maxWaitMs: 100_000 });
    expect(await failureOf(gitlab.getProject())).toMatchObject({ code: "GITLAB_RATE_LIMIT", retryAfterMs: 60_000 });
    expect(slept).toEqual([60_000]);
  });

  it("no patience at all", async ({ stub }) => {
    stub.expect("GET", API, limited());
    const { gitlab, slept } = createTestClient(stub.url, { maxWaitMs: 0 });
    expect(await failureOf(gitlab.getProject())).toMatchObject({ code: "GITLAB_RATE_LIMIT" });
    expect(slept).toEqual([]);
  });

  it("a creation that GitLab put off twice was sent three times and made once", async ({ stub }) => {
    stub.expect("POST", `${API}/issues`, limited(), limited({ "retry-after": "2" }), { status: 500 });
    const { gitlab } = createTestClient(stub.url);
    const draft = {
      title: "t",
      description: "",
      labels: [],
      assigneeIds: [],
      dueDate: null,
      confidential: false,
      milestone: null,
    };
    expect(await failureOf(gitlab.createIssue(draft))).toMatchObject({ name: "UnknownOutcomeError", status: 500 });
    expect(gitlab.requests.writes).toBe(3);
  });

  it("a limit after a write without an answer leaves the outcome unknown", async ({ stub }) => {
    stub.expect("PUT", `${API}/issues/1`, { fault: "reset" }, limited({ "retry-after": "400" }));
    expect(
      await failureOf(createTestClient(stub.url).gitlab.updateIssue(asIssueIid(1), { state: "close" })),
    ).toMatchObject({
      name: "UnknownOutcomeError",
      retryAfterMs: 400_000,
    });
  });

  it("the defaults wait in real time", async ({ stub }) => {
    stub.expect("GET", API, { status: 503, headers: { "retry-after": "0" } }, OK);
    const { createGitLab } = await import("../../../src/gitlab/project/client.ts");
    expect((await createGitLab({ url: stub.url, token: "t", project: "group/acme" }).getProject()).id).toBe(7);
  });
});

describe("a turn for which one may as well come again", () => {
  const turnsOf = (...waits: readonly number[]): RequestTurns => {
    const left = waits.map((waitMs) => ({ waitMs, canLeave: true }));
    return { take: async () => left.shift() ?? { waitMs: 0, canLeave: false }, learn: async () => undefined };
  };

  it("is waited for a little, and by whoever cannot come again", async ({ stub }) => {
    stub.expect("GET", API, OK, OK);
    const patient = createTestClient(stub.url, { turns: turnsOf(45_000, 1) });
    await patient.gitlab.getProject();
    expect(patient.slept).toEqual([45_000, 1]);
    const hurried = createTestClient(stub.url, { turns: turnsOf(1500, 500), leaveAfterMs: 2000 });
    await hurried.gitlab.getProject();
    expect(hurried.slept).toEqual([1500, 500]);
  });

  it.each([
    { waits: [45_000], slept: [], retryAfterMs: 45_000 },
    // Others are faster each time: not back within a second.
    { waits: [900, 900, 900], slept: [900, 900], retryAfterMs: 10_000 },
  ])("is left where it is further off: $waits", async ({ waits, slept: expected, retryAfterMs }) => {
    const { gitlab, slept } = createTestClient("http://gitlab.test", { turns: turnsOf(...waits), leaveAfterMs: 2000 });
    expect(await failureOf(gitlab.getProject())).toMatchObject({ code: "GITLAB_RATE_LIMIT", retryAfterMs });
    expect(slept).toEqual(expected);
  });
});
