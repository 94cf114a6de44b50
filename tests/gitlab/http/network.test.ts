import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect } from "vitest";
import { createGitLab } from "../../../src/gitlab/project/client.ts";
import { PROJECT } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf, TOKEN } from "../../support/gitlab/gitlab-client.ts";
import { it, startHttpStub } from "../../support/gitlab/http-stub.ts";

const API = "/api/v4/projects/group%2Facme";
const DRAFT = {
  title: "t",
  description: "",
  labels: [],
  assigneeIds: [],
  dueDate: null,
  confidential: false,
  milestone: null,
};

/** What fetch throws where a connection fails with this code. */
const failing = (code: string, message = code) => ({
  fetch: () => Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) })),
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe("no connection", () => {
  it("a creation that was never sent is not unknown, and not sent again", async () => {
    const { gitlab } = createTestClient(`http://127.0.0.1:${await closedPort()}`);
    const error = await failureOf(gitlab.createIssue(DRAFT));
    expect(error).toMatchObject({
      name: "TransientError",
      code: "GITLAB_UNREACHABLE",
      cause: { code: "ECONNREFUSED" },
    });
    expect(error.message).toContain("cannot be reached (ECONNREFUSED): check GITLAB_URL");
    expect(gitlab.requests.writes).toBe(1);
  });

  it("a read is tried four times", async () => {
    const { gitlab } = createTestClient(`http://127.0.0.1:${await closedPort()}`);
    expect(await failureOf(gitlab.getProject())).toMatchObject({ code: "GITLAB_UNREACHABLE" });
    expect(gitlab.requests.reads).toBe(4);
  });

  it("https to a server that speaks http", async ({ stub }) => {
    const { gitlab } = createTestClient(stub.url.replace("http:", "https:"));
    const error = await failureOf(gitlab.createIssue(DRAFT));
    expect(error).toMatchObject({ name: "TransientError" });
    expect(error.message).toContain("check whether GITLAB_URL should begin with http://");
  });

  it.for([
    ["connect", "TransientError"],
    ["getaddrinfo", "TransientError"],
    ["read", "UnknownOutcomeError"],
    ["write", "UnknownOutcomeError"],
  ])("EHOSTUNREACH while %s: %s", async ([syscall = "", name = ""]) => {
    const cause = Object.assign(new Error("unreachable"), { code: "EHOSTUNREACH", syscall });
    const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
    const { gitlab } = createTestClient("https://gitlab.test", { fetch });
    expect(await failureOf(gitlab.createIssue(DRAFT))).toMatchObject({ name });
  });

  it.for([
    ["ENOTFOUND", "there is no such host"],
    ["EAI_AGAIN", "the network"],
    ["UND_ERR_CONNECT_TIMEOUT", "the network"],
  ])("%s", async ([code = "", text = ""]) => {
    const { gitlab } = createTestClient("https://gitlab.test", failing(code));
    const error = await failureOf(gitlab.createIssue(DRAFT));
    expect(error).toMatchObject({ name: "TransientError", code: "GITLAB_UNREACHABLE" });
    expect(error.message).toContain(text);
  });

  it("several addresses that all refuse", async () => {
    const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    const fetch = () =>
      Promise.reject(new TypeError("fetch failed", { cause: new AggregateError([refused, refused]) }));
    expect(await failureOf(createTestClient("https://gitlab.test", { fetch }).gitlab.createIssue(DRAFT))).toMatchObject(
      {
        code: "GITLAB_UNREACHABLE",
      },
    );
  });

  it("what cannot be told apart leaves the outcome unknown", async () => {
    for (const thrown of [new TypeError("fetch failed"), "text", new AggregateError([])]) {
      const fetch = () => Promise.reject(thrown);
      expect(
        await failureOf(createTestClient("https://gitlab.test", { fetch }).gitlab.createIssue(DRAFT)),
      ).toMatchObject({
        name: "UnknownOutcomeError",
      });
    }
  });
});

describe("certificates", () => {
  it.for([
    ["SELF_SIGNED_CERT_IN_CHAIN", "set NODE_EXTRA_CA_CERTS to a PEM file"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "set NODE_EXTRA_CA_CERTS to a PEM file"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "set NODE_EXTRA_CA_CERTS to a PEM file"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "set NODE_EXTRA_CA_CERTS to a PEM file"],
    ["CERT_HAS_EXPIRED", "it has expired and must be renewed on the server"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "it is for another host name"],
  ])("%s", async ([code = "", text = ""]) => {
    const { gitlab } = createTestClient("https://gitlab.test", failing(code));
    const error = await failureOf(gitlab.getProject());
    expect(error).toMatchObject({ name: "ConfigError", problems: [{ key: "GITLAB_URL" }], cause: { code } });
    expect(error.message).toContain(text);
    expect(error.message).toContain("NODE_EXTRA_CA_CERTS");
    // Trying again would not change the certificate.
    expect(gitlab.requests.reads).toBe(1);
  });
});

describe("redirects", () => {
  it("a renamed project is followed and told", async ({ stub }) => {
    stub.expect("GET", API, { status: 301, headers: { location: `${stub.url}/api/v4/projects/7` } });
    stub.expect("GET", "/api/v4/projects/7", { json: { ...PROJECT, path_with_namespace: "group/new" } });
    const { gitlab, logged } = createTestClient(stub.url);
    expect((await gitlab.getProject()).path).toBe("group/new");
    expect(stub.received.map(({ headers }) => headers["private-token"])).toEqual([TOKEN, TOKEN]);
    expect(gitlab.requests.reads).toBe(2);
    expect(logged.filter(({ level }) => level === "warn")).toMatchObject([
      { fields: { project: "group/acme", to: `${stub.url}/api/v4/projects/7` } },
    ]);
  });

  it("a relative location", async ({ stub }) => {
    stub.expect("GET", API, { status: 307, headers: { location: "7" } });
    stub.expect("GET", "/api/v4/projects/7", { json: PROJECT });
    expect((await createTestClient(stub.url).gitlab.getProject()).id).toBe(7);
  });

  it("the token goes to no other origin", async ({ stub }) => {
    const other = await startHttpStub();
    stub.expect("GET", API, { status: 302, headers: { location: `${other.url}${API}?private_token=x` } });
    const error = await failureOf(createTestClient(stub.url).gitlab.getProject());
    expect(error).toMatchObject({ name: "ConfigError", problems: [{ key: "GITLAB_URL" }] });
    expect(error.message).toContain(
      `${stub.url} redirects to ${other.url}/api/v4/projects/group%2Facme, where the token is not sent`,
    );
    expect(other.received).toEqual([]);
    await other.finish();
  });

  it.for([
    ["a sign-in page", "/users/sign_in", "/users/sign_in"],
    ["no place", "http://[", "redirects to nowhere"],
  ])("%s", async ([_, location = "", text], { stub }) => {
    stub.expect("GET", API, { status: 302, headers: { location } });
    const error = await failureOf(createTestClient(stub.url).gitlab.getProject());
    expect(error).toMatchObject({ name: "ConfigError" });
    expect(error.message).toContain(text);
  });

  it("no location, and an answer nobody asked for", async ({ stub }) => {
    stub.expect("GET", API, { status: 304 });
    expect(await failureOf(createTestClient(stub.url).gitlab.getProject())).toMatchObject({ name: "ConfigError" });
  });

  it("not in circles", async ({ stub }) => {
    const again = { status: 302, headers: { location: API } };
    stub.expect("GET", API, again, again, again, again);
    expect(await failureOf(createTestClient(stub.url).gitlab.getProject())).toMatchObject({ name: "ConfigError" });
  });
});

describe("addresses", () => {
  it("a base path", async ({ stub }) => {
    stub.expect("GET", `/gitlab${API}`, { json: PROJECT });
    stub.expect("GET", "/gitlab/api/v4/projects/7/labels?per_page=100", {
      json: [{ name: "a" }],
      headers: { link: `<${stub.url}/gitlab/api/v4/projects/7/labels?page=2>; rel="next"` },
    });
    stub.expect("GET", "/gitlab/api/v4/projects/7/labels?page=2", { json: [{ name: "b" }] });
    const { gitlab } = createTestClient(`${stub.url}/gitlab/`);
    expect(gitlab.url).toBe(`${stub.url}/gitlab`);
    await gitlab.getProject();
    expect(await gitlab.listLabels()).toHaveLength(2);
  });

  it.for([
    ["a numeric project", { project: "42" }, "42"],
    ["a path of several groups", { project: "a/b/c d" }, "a/b/c d"],
  ] as const)("%s", async ([_, options, ref]) => {
    const asked: string[] = [];
    const fetch = async (url: string | URL | Request) => {
      asked.push(String(url));
      return Response.json(PROJECT);
    };
    const { gitlab } = createTestClient("https://gitlab.test", { fetch, ...options });
    await gitlab.getProject();
    expect(asked).toEqual([`https://gitlab.test/api/v4/projects/${encodeURIComponent(ref)}`]);
  });

  it.for([
    [{ project: " " }, "there is no project to serve"],
    [{ token: "" }, "there is no GitLab token"],
    [{ token: " \n" }, "there is no GitLab token"],
    [{ token: "gl pat" }, "holds a blank"],
    [{ token: "glpät" }, "holds a blank"],
    [{ url: "nowhere" }, "not an http or https URL"],
  ])("%j is refused before anything is sent", ([options, message]) => {
    const create = () =>
      createGitLab({ url: "https://gitlab.test", token: TOKEN, project: "1", ...(options as object) });
    expect(create).toThrow(message as string);
    expect(create).toThrow(expect.objectContaining({ name: "ConfigError" }));
  });

  it("a line feed after the token, as files have it, is dropped", async ({ stub }) => {
    stub.expect("GET", API, { json: PROJECT });
    await createTestClient(stub.url, { token: `${TOKEN}\n` }).gitlab.getProject();
    expect(stub.received[0]?.headers["private-token"]).toBe(TOKEN);
  });

  it("a user agent of one's own", async ({ stub }) => {
    stub.expect("GET", API, { json: PROJECT });
    await createTestClient(stub.url, { userAgent: "test/1" }).gitlab.getProject();
    expect(stub.received[0]?.headers["user-agent"]).toBe("test/1");
  });
});
