import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { PROJECT } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf, TOKEN } from "../../support/gitlab/gitlab-client.ts";
import { it, startHttpStub } from "../../support/gitlab/http-stub.ts";

const API = "/api/v4/projects/group%2Facme";
const DRAFT = {
  title: "täg",
  description: "",
  labels: [],
  assigneeIds: [],
  dueDate: null,
  confidential: false,
  milestone: null,
};

describe.each([
  ["Node's http", {}],
  ["a given fetch", { fetch }],
])("%s", (_transport, options) => {
  it("sends method, headers and body, and reads the answer", async ({ stub }) => {
    stub.expect("POST", `${API}/issues`, { status: 400, json: { error: "nö" } });
    const error = await failureOf(createTestClient(stub.url, options).gitlab.createIssue(DRAFT));
    expect(error.message).toContain("nö");
    expect(stub.received[0]).toMatchObject({
      headers: { "private-token": TOKEN, "content-type": "application/json" },
    });
    const { headers, body = "" } = stub.received[0] ?? {};
    expect(headers?.["content-length"]).toBe(String(Buffer.byteLength(body)));
    expect(JSON.parse(body)).toMatchObject({ title: "täg" });
  });

  it.for([
    ["reset", "reset", "GITLAB_UNREACHABLE"],
    ["cut", "cut", "GITLAB_UNREACHABLE"],
    ["silent", "silent", "GITLAB_TIMEOUT"],
  ] as const)("%s", async ([_, fault, code], { stub }) => {
    const answer = { json: PROJECT, fault };
    stub.expect("GET", API, answer, answer, answer, answer);
    const { gitlab } = createTestClient(stub.url, { ...options, timeoutMs: fault === "silent" ? 300 : 10_000 });
    expect(await failureOf(gitlab.getProject())).toMatchObject({ code });
  });

  it("follows no redirect by itself", async ({ stub }) => {
    const other = await startHttpStub();
    stub.expect("GET", API, { status: 302, headers: { location: other.url } });
    expect(await failureOf(createTestClient(stub.url, options).gitlab.getProject())).toMatchObject({
      name: "ConfigError",
    });
    expect(other.received).toEqual([]);
    await other.finish();
  });

  it("a body of no bytes", async ({ stub }) => {
    stub.expect("POST", `${API}/issues/1/links`, { status: 204 });
    await createTestClient(stub.url, options).gitlab.relateIssues(asIssueIid(1), asIssueIid(2));
  });

  it("leaves a file that is too large before its end", async ({ stub }) => {
    stub.expect("GET", `${API}/repository/files/a/raw?ref=HEAD`, { text: "x".repeat(8 * 1024 * 1024) });
    stub.expect("GET", API, { json: PROJECT });
    const { gitlab } = createTestClient(stub.url, options);
    expect(await failureOf(gitlab.readFile("a"))).toMatchObject({ code: "GITLAB_FILE_TOO_LARGE" });
    expect((await gitlab.getProject()).id).toBe(7);
  });

  it("packed answers, whole, cut and false", async () => {
    const packed = gzipSync(JSON.stringify(PROJECT));
    const answers = [packed, packed.subarray(0, packed.length / 2), Buffer.from("not packed"), packed];
    const server = createServer((_, response) => {
      const body = answers.shift() ?? Buffer.alloc(0);
      response.writeHead(200, {
        "content-type": "application/json",
        "content-encoding": "gzip",
        "content-length": String(body.length),
      });
      response.end(body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { gitlab } = createTestClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
    expect((await gitlab.getProject()).id).toBe(7);
    expect((await gitlab.getProject()).id).toBe(7);
    expect(gitlab.requests.reads).toBe(4);
    server.closeAllConnections();
    server.close();
  });

  it("a body that drips is ended by the time-out", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(timer));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { gitlab } = createTestClient(url, { ...options, timeoutMs: 300 });
    expect(await failureOf(gitlab.createIssue(DRAFT))).toMatchObject({ name: "UnknownOutcomeError" });
    server.closeAllConnections();
    server.close();
  });
});
