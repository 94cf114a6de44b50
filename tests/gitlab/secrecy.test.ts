import { inspect } from "node:util";
import { describe, expect } from "vitest";
import { createSecret } from "../../src/gitlab/http/token.ts";
import type { GitLabOptions } from "../../src/gitlab/project/client.ts";
import { createTestClient, failureOf, TOKEN } from "../support/gitlab/gitlab-client.ts";
import { it, type StubAnswer } from "../support/gitlab/http-stub.ts";

const API = "/api/v4/projects/group%2Facme";
const BASE64 = Buffer.from(TOKEN).toString("base64");

/** Everything that can be printed of a value, by whatever prints it. */
function allTextOf(value: unknown): string {
  const parts = [inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true })];
  for (let error = value; error instanceof Error; error = error.cause) {
    parts.push(String(error), error.stack ?? "", JSON.stringify(error, Object.getOwnPropertyNames(error)));
  }
  parts.push(JSON.stringify(value) ?? "");
  return parts.join("\n");
}

function expectNoToken(...values: readonly unknown[]): void {
  const text = values.map(allTextOf).join("\n").toLowerCase();
  for (const spelling of [TOKEN, encodeURIComponent(TOKEN), BASE64]) expect(text).not.toContain(spelling.toLowerCase());
}

/** Answers that hand the token back, as a debugging proxy does. */
const ECHOES: readonly [string, StubAnswer][] = [
  ["message", { status: 400, json: { message: `PRIVATE-TOKEN: ${TOKEN}` } }],
  ["fields", { status: 422, json: { message: { [TOKEN]: [BASE64] } } }],
  ["key of a page", { status: 403, text: `<title>${TOKEN}</title>` }],
  ["reason of a 403", { status: 403, json: { message: `403 Forbidden - ${TOKEN}` } }],
  ["description of a 401", { status: 401, json: { error: "invalid_token", error_description: `${TOKEN} is expired` } }],
  ["outage", { status: 500, text: TOKEN }],
  [
    "place of a redirect",
    { status: 302, headers: { location: `https://evil.example/${TOKEN}?private_token=${TOKEN}` } },
  ],
  ["content type", { status: 200, headers: { "content-type": TOKEN.toLowerCase() }, text: "x" }],
  ["key of an answer", { status: 200, json: { [TOKEN]: TOKEN, id: TOKEN } }],
  ["broken JSON", { status: 200, headers: { "content-type": "application/json" }, text: `{"a": ${TOKEN}` }],
  ["cut", { status: 200, headers: { "content-type": "application/json" }, text: TOKEN, fault: "cut" }],
];

describe("the token shows nowhere", () => {
  it.for(ECHOES)("in a read: %s", async ([_, answer], { stub }) => {
    // Outages and broken answers are asked for four times, all others once.
    const tries = answer.status === 500 || answer.text?.includes("{") || answer.fault === "cut" ? 4 : 1;
    for (let i = 0; i < tries; i++) stub.expect("GET", API, answer);
    const { gitlab, logged } = createTestClient(stub.url);
    const error = await failureOf(gitlab.getProject());
    expectNoToken(error, logged, gitlab);
  });

  it("in a refused creation and the look at the project", async ({ stub }) => {
    stub.expect("POST", `${API}/issues`, { status: 403, json: { message: `403 Forbidden - ${TOKEN}` } });
    stub.expect("GET", API, { status: 500, text: TOKEN });
    const { gitlab, logged } = createTestClient(stub.url);
    const draft = {
      title: "t",
      description: "",
      labels: [],
      assigneeIds: [],
      dueDate: null,
      confidential: false,
      milestone: null,
    };
    expectNoToken(await failureOf(gitlab.createIssue(draft)), logged);
  });

  it("in the next page's address", async ({ stub }) => {
    stub.expect("GET", `${API}/labels?per_page=100`, {
      json: [],
      headers: { link: `<https://${TOKEN}.example/x>; rel="next"` },
    });
    const { gitlab, logged } = createTestClient(stub.url);
    expectNoToken(await failureOf(gitlab.listLabels()), logged);
  });

  it("in a followed redirect's log", async ({ stub }) => {
    stub.expect("GET", API, { status: 301, headers: { location: `/api/v4/projects/7?private_token=${TOKEN}` } });
    stub.expect("GET", `/api/v4/projects/7?private_token=${TOKEN}`, { status: 400, json: { message: "x" } });
    const { gitlab, logged } = createTestClient(stub.url);
    expectNoToken(await failureOf(gitlab.getProject()), logged);
  });

  it("in what a broken fetch throws", async () => {
    const cause = Object.assign(new Error(`invalid header value ${TOKEN}`), {
      code: "X",
      request: { headers: { "private-token": TOKEN } },
    });
    const fetch = () => Promise.reject(new TypeError(`fetch failed ${TOKEN}`, { cause }));
    const { gitlab, logged } = createTestClient("https://gitlab.test", { fetch });
    expectNoToken(await failureOf(gitlab.getProject()), logged);
  });

  it.for<[string, Partial<GitLabOptions>]>([
    ["a token with a line break", { token: `${TOKEN}\n${TOKEN}` }],
    ["a token with a strange letter", { token: `${TOKEN}ü` }],
    ["an address with the token as password", { url: `https://oauth2:${TOKEN}@gitlab.test` }],
    ["an address with the token as query", { url: `https://gitlab.test/?private_token=${TOKEN}` }],
  ])("in the error for %s", async ([_, options]) => {
    let thrown: unknown;
    try {
      createTestClient("https://gitlab.test", options);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: "ConfigError" });
    expectNoToken(thrown);
  });
});

it("a token of signs that mean something in patterns", () => {
  expect(createSecret("a.b+c/d=").redact("a.b+c/d= axb+c/d= A.B%2Bc%2Fd%3D")).toBe("[token] axb+c/d= [token]");
});

it("a secret prints nothing", () => {
  const secret = createSecret(TOKEN);
  expectNoToken(secret);
  expect(secret.redact(`a ${TOKEN} b ${BASE64} c ${TOKEN}`)).toBe("a [token] b [token] c [token]");
});
