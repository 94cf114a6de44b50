import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Proxies, readProxies } from "../../../src/config/environment/environment-proxy.ts";
import { proxyFor } from "../../../src/gitlab/http/proxy.ts";
import { command } from "../../support/command-line.ts";
import { createTestClient, failureOf } from "../../support/gitlab/gitlab-client.ts";
import { type Stage, setStage } from "../../support/stage.ts";

const PASSWORD = "s3cret%20of the proxy";
const LOGIN = `jane:${encodeURIComponent(PASSWORD)}`;
const PEM = fileURLToPath(new URL("../../fixtures/tls/self-signed.pem", import.meta.url));
const PROJECT = "account-management/emea/acme/collaboration";

/** What the proxy was asked for, and how it is to answer. */
const seen: string[] = [];
let wanted: string | null = null;
let refuses: number | null = null;

function isLetIn({ headers }: IncomingMessage): boolean {
  return wanted === null || headers["proxy-authorization"] === `Basic ${Buffer.from(wanted).toString("base64")}`;
}

/** A small proxy as companies have them: whole addresses for http, CONNECT for https. */
const proxy = createServer((incoming: IncomingMessage, answer: ServerResponse) => {
  seen.push(`${incoming.method} ${incoming.url}`);
  const status = isLetIn(incoming) ? refuses : 407;
  if (status !== null) return answer.writeHead(status).end("<h1>proxy</h1>");
  const { "proxy-authorization": _mine, "proxy-connection": _ours, ...headers } = incoming.headers;
  incoming.pipe(
    request(incoming.url ?? "", { method: incoming.method, headers }, (reply) =>
      reply.pipe(answer.writeHead(reply.statusCode ?? 0, reply.headers)),
    ).on("error", () => answer.destroy()),
  );
  return undefined;
});
proxy.on("connect", (incoming: IncomingMessage, socket: Duplex) => {
  seen.push(`CONNECT ${incoming.url}`);
  const status = isLetIn(incoming) ? refuses : 407;
  if (status !== null) return socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
  const [host = "", port = ""] = (incoming.url ?? "").split(":");
  const upstream = connect(Number(port), host, () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
  socket.on("error", () => upstream.destroy());
  return undefined;
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const pem = readFileSync(PEM, "utf8");
let stage: Stage;
/** The sandbox behind a certificate. */
const tls = createTlsServer({ key: pem, cert: pem }, (incoming, answer) => {
  const { method, headers } = incoming;
  incoming.pipe(
    request(`${stage.sandbox.url}${incoming.url}`, { method, headers }, (reply) =>
      reply.pipe(answer.writeHead(reply.statusCode ?? 0, reply.headers)),
    ),
  );
});
let address = "";

beforeAll(async () => {
  stage = await setStage("2026-11-23T10:00:00Z");
  for (const server of [proxy, tls]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  address = `127.0.0.1:${portOf(proxy)}`;
});
afterAll(async () => {
  for (const server of [proxy, tls]) {
    server.closeAllConnections();
    server.close();
  }
  await stage.close();
});
beforeEach(() => {
  seen.length = 0;
  [wanted, refuses] = [null, null];
});

function proxies(environment: Readonly<Record<string, string>>): Proxies {
  const read = readProxies(environment);
  if (!read.ok) throw new Error(read.problem.problem);
  return read.value;
}

describe("a GitLab with an http address behind a proxy", () => {
  it("gets the requests of a command through it, user and password for the proxy alone", async () => {
    wanted = `jane:${PASSWORD}`;
    const { exitCode, err } = await command(stage, ["plan", "--project", PROJECT], {
      HTTP_PROXY: `http://${LOGIN}@${address}`,
    });
    expect([exitCode, err]).toEqual([0, ""]);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.every((line) => line.startsWith(`GET ${stage.sandbox.url}/api/v4/`))).toBe(true);
  });

  it.each(["127.0.0.1", "*", "127.0.0.0/8"])("goes past it with NO_PROXY=%s", async (none) => {
    const environment = { HTTP_PROXY: `http://${address}`, NO_PROXY: none };
    expect((await command(stage, ["plan", "--project", PROJECT], environment)).exitCode).toBe(0);
    expect(seen).toEqual([]);
  });

  it("says that the proxy wants a password, by the name of its variable and without what was given", async () => {
    wanted = "jane:another";
    const { exitCode, err } = await command(stage, ["plan", "--project", PROJECT], {
      http_proxy: `http://${LOGIN}@${address}`,
    });
    expect(exitCode).toBe(2);
    expect(err).toContain(`the proxy http://${address} refuses the user or the password (407)`);
    expect(err).toContain("http_proxy");
    expect(err).not.toMatch(/s3cret|GITLAB_URL/);
  });

  it("says that the proxy cannot be reached", async () => {
    const client = createTestClient(stage.sandbox.url, { proxies: proxies({ HTTP_PROXY: "127.0.0.1:9" }) });
    const error = await failureOf(client.gitlab.getProject());
    expect(error).toMatchObject({ name: "TransientError", code: "PROXY_FAILED" });
    expect(error.message).toBe(
      "the proxy http://127.0.0.1:9 of HTTP_PROXY cannot be reached (ECONNREFUSED): check HTTP_PROXY; for a GitLab that is reached without it, add 127.0.0.1 to NO_PROXY",
    );
  });
});

describe("a GitLab with an https address behind a proxy", () => {
  /** In a process of its own, since Node reads the certificates of an authority once at its start. */
  async function pathThrough(environment: Readonly<Record<string, string>>): Promise<string> {
    const module = (path: string): string => JSON.stringify(new URL(`../../../src/${path}`, import.meta.url).href);
    const script = `
      import { readProxies } from ${module("config/environment/environment-proxy.ts")};
      import { createGitLab } from ${module("gitlab/project/client.ts")};
      const client = { url: process.env.URL, token: "t-${stage.token}".slice(2), project: ${JSON.stringify(PROJECT)} };
      const gitlab = createGitLab({ ...client, sleep: async () => {}, proxies: readProxies(process.env).value });
      const ask = () => gitlab.getProject().then(({ path }) => path, ({ name, message }) => name + ": " + message);
      console.log(await ask(), await ask());`;
    const env = {
      PATH: process.env["PATH"],
      NODE_EXTRA_CA_CERTS: PEM,
      URL: `https://localhost:${portOf(tls)}`,
      ...environment,
    };
    const args = ["--import", "tsx", "--input-type=module", "-e", script];
    return (await promisify(execFile)(process.execPath, args, { env, timeout: 120_000 })).stdout.trim();
  }

  it("is reached in one tunnel that is kept", async () => {
    wanted = `jane:${PASSWORD}`;
    expect(await pathThrough({ HTTPS_PROXY: `http://${LOGIN}@${address}` })).toBe(`${PROJECT} ${PROJECT}`);
    expect(seen.filter((line) => line.startsWith("CONNECT"))).toEqual([`CONNECT localhost:${portOf(tls)}`]);
  });

  it("is reached without one where NO_PROXY names it", async () => {
    const environment = { https_proxy: `http://${address}`, no_proxy: `.example.com,localhost:${portOf(tls)}` };
    expect(await pathThrough(environment)).toBe(`${PROJECT} ${PROJECT}`);
    expect(seen).toEqual([]);
  });

  it("is not blamed for what the proxy does", async () => {
    refuses = 403;
    expect(await pathThrough({ HTTPS_PROXY: `http://${LOGIN}@${address}` })).toMatch(
      /^TransientError: the proxy http:\/\/127\.0\.0\.1:\d+ of HTTPS_PROXY does not let requests to GitLab at https:\/\/localhost:\d+ through \(403\)/,
    );
    refuses = 502;
    expect(await pathThrough({ HTTPS_PROXY: `http://${LOGIN}@${address}` })).toContain("does not reach GitLab");
    expect(await pathThrough({ HTTPS_PROXY: "http://127.0.0.1:9" })).toContain("cannot be reached (ECONNREFUSED)");
  });
});

describe("which requests go through a proxy", () => {
  const BOTH = { HTTPS_PROXY: "http://secure", HTTP_PROXY: "http://plain" };
  it.each<[string, string, string | null]>([
    ["https://gitlab.example.com", "", "secure"],
    ["http://gitlab.example.com", "", "plain"],
    ["https://gitlab.example.com", "*", null],
    ["https://gitlab.example.com", "gitlab.example.com", null],
    ["https://gitlab.example.com", "GITLAB.Example.com.", null],
    ["https://gitlab.example.com", "example.com", null],
    ["https://gitlab.example.com", ".example.com", null],
    ["https://gitlab.example.com", "*.example.com", null],
    ["https://example.com", ".example.com", null],
    ["https://notexample.com", "example.com", "secure"],
    ["https://gitlab.example.com.evil.org", "example.com", "secure"],
    ["https://gitlab.example.com", "a, b  gitlab.example.com", null],
    ["https://gitlab.example.com", "example.com:443", null],
    ["https://gitlab.example.com", "example.com:8443", "secure"],
    ["https://gitlab.example.com:8443", "example.com:8443", null],
    ["http://gitlab.example.com", "example.com:80", null],
    ["https://10.1.2.3", "10.0.0.0/8", null],
    ["https://11.1.2.3", "10.0.0.0/8", "secure"],
    ["https://10.1.2.3", "10.1.2.3", null],
    ["https://10.1.2.3", "2.3", "secure"],
    ["https://10.1.2.3", "10.0.0.0/99", "secure"],
    ["https://[fd00::7]", "fd00::/8", null],
    ["https://[fd00::7]:8443", "[fd00::7]:8443", null],
    ["https://[fd00::7]", "fd00::7", null],
    ["https://gitlab.example.com", ",  ,", "secure"],
    ["https://gitlab.example.com", ".", "secure"],
  ])("%s with NO_PROXY=%s: %s", (url, none, expected) => {
    expect(proxyFor(new URL(url), proxies({ ...BOTH, NO_PROXY: none }))?.url ?? null).toBe(
      expected === null ? null : `http://${expected}`,
    );
  });

  it("names in lower case win, and empty ones are none", () => {
    const both = proxies({ ...BOTH, https_proxy: "other:3", http_proxy: "" });
    expect([both.https?.url, both.http?.url]).toEqual(["http://other:3", "http://plain"]);
    expect(proxies({})).toEqual({ https: null, http: null, except: [] });
  });

  it.each(["socks5://proxy:1080", "http://", "http://a b", "ftp://user:s3cret@proxy"])("refuses %s unseen", (text) => {
    const read = readProxies({ HTTPS_PROXY: text });
    expect(read).toMatchObject({ ok: false, problem: { key: "HTTPS_PROXY", found: null } });
    expect(JSON.stringify(read)).not.toContain("s3cret");
  });

  it("keeps user and password out of what may be shown", () => {
    const { https } = proxies({ HTTPS_PROXY: "http://jane:s3cret@proxy:1" });
    expect(https?.url).toBe("http://proxy:1");
    expect(https?.authorization).toBe(`Basic ${Buffer.from("jane:s3cret").toString("base64")}`);
  });
});
