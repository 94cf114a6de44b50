import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isTelemetryOn } from "../../../src/config/environment/environment-telemetry.ts";
import { asProjectId, type ProjectId } from "../../../src/domain/ids.ts";
import { createGitLab } from "../../../src/gitlab/project/client.ts";
import { openBackend } from "../../../src/queue/backends/open-backend.ts";
import { startSandbox } from "../../../src/sandbox/index.ts";
import { startTelemetry } from "../../../workers/settings/telemetry.ts";
import { findRedis, forgetPrefix } from "../../support/servers.ts";
import { until } from "../../support/until.ts";

afterEach(() => vi.unstubAllEnvs());

it.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318/v1/traces" }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318", OTEL_SDK_DISABLED: "True" }, false],
])("%j: %s", (environment, expected) => {
  expect(isTelemetryOn(environment)).toBe(expected);
});

/** Takes OTLP over HTTP in JSON, as a collector does. */
async function startCollector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      bodies.push(`${request.method} ${request.url}\n${body}`);
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { bodies, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const redis = await findRedis();
describe.skipIf(redis === null)("telemetry", () => {
  it("sends spans of a job, from the event to its run, with ids only", async () => {
    const collector = await startCollector();
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
    vi.stubEnv("OTEL_SERVICE_NAME", "cadence-emea");
    const telemetry = startTelemetry();
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
    const [url, prefix] = [redis?.url ?? "", `t_${randomBytes(6).toString("hex")}`];
    const backend = await openBackend({ url, directory: "", prefix, log, traced: telemetry.traced });
    const queue = backend.openProjectQueue();
    const runs: ProjectId[] = [];
    const handler = async (project: ProjectId) => {
      runs.push(project);
      return { nextWakeAt: null, actions: 0, requests: 0 };
    };
    const worker = backend.openProjectWorker(handler, { concurrency: 1, log });
    try {
      const reason = { kind: "manual", at: new Date().toISOString() } as const;
      await queue.enqueue({ project: asProjectId(4711), reason, priority: "close" });
      await until(() => expect(runs).toEqual([4711]));
    } finally {
      await worker.close();
      await queue.close();
      await backend.close();
      await telemetry.close();
      collector.server.close();
      await forgetPrefix(url, prefix);
      await redis?.stop();
    }
    const all = collector.bodies.join("\n");
    expect(all).toContain("POST /v1/traces");
    expect(all).toContain("cadence-emea");
    const named =
      /"traceId":"(\w+)","spanId":"\w+",(?:"\w+":"\w*",)*"name":"(add projects\.reconcile|process projects)"/g;
    const spans = [...all.matchAll(named)];
    const traceOf = new Map(spans.map(([, trace, name]) => [name, trace]));
    expect(traceOf.get("process projects")).toBe(traceOf.get("add projects.reconcile"));
    expect(traceOf.get("add projects.reconcile")).toMatch(/\w{32}/);
  });
});

it("sends a span of each request to GitLab, with the template of its address and which try it was, no names and no token", async () => {
  const collector = await startCollector();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  const telemetry = startTelemetry();
  const sandbox = await startSandbox();
  sandbox.addUser({ username: "cadence-bot", bot: true });
  sandbox.addProject({ path: "acme/secret-plans", members: { "cadence-bot": 30 } });
  const token = sandbox.addToken({ user: "cadence-bot", scopes: ["api"] });
  sandbox.faults.inject({ kind: "status", status: 503, when: () => true });
  try {
    const { onAnswer } = telemetry;
    const gitlab = createGitLab({ url: sandbox.url, token, project: "acme/secret-plans", onAnswer });
    await gitlab.getProject();
  } finally {
    await telemetry.close();
    await sandbox.close();
    collector.server.close();
  }
  const all = collector.bodies.join("\n");
  const spans = all.split('"traceId"').filter((span) => span.includes("GET projects/:id"));
  expect(spans).toHaveLength(2);
  const said = [/"url.template","value":\{"stringValue":"projects\/:id"\}/, /"kind":3/];
  for (const span of spans) for (const part of said) expect(span).toMatch(part);
  expect(spans[0]).toMatch(/"http.response.status_code","value":\{"intValue":503\}/);
  expect(spans[0]).not.toContain("resend_count");
  expect(spans[1]).toMatch(/"http.response.status_code","value":\{"intValue":200\}/);
  expect(spans[1]).toMatch(/"http.request.resend_count","value":\{"intValue":1\}/);
  for (const secret of ["secret-plans", token, sandbox.url]) expect(all).not.toContain(secret);
});
