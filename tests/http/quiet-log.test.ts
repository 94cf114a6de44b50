import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import pino from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildAdmin } from "../../src/http/admin.ts";
import type { QueueAdministration } from "../../src/http/admin-queues.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { buildReceiver } from "../../src/http/receiver.ts";
import { issueEvent, PATH, SIGNING_TOKEN, signed } from "./receiver-stage.ts";

const EACH = 40;
const lines: string[] = [];
const log = pino({ level: "info", base: null }, { write: (line: string) => void lines.push(line) });
const queues: QueueAdministration = {
  passwords: () => ["correct-horse-battery"],
  pathOf: () => null,
  queue: { counts: () => Promise.reject(new Error("away")), failed: async () => [], retry: async () => false },
} as unknown as QueueAdministration;
const checks = { queue: () => Promise.reject(new Error("away")) };
const now = (): string => new Date().toISOString();
const metrics = createMetrics({ processMetrics: false });
const receiver = buildReceiver({
  secrets: { signingTokens: [SIGNING_TOKEN], tokens: [] },
  enqueue: async () => undefined,
  onOwnUpdate: async () => undefined,
  isServed: () => true,
  isBot: () => false,
  labelsOf: () => null,
  ...{ log, metrics, checks, queues, now },
  limits: { requestsPerMinute: 1_000_000 },
});
const admin = buildAdmin({ metrics, checks, log, now, queues });

beforeAll(async () => {
  for (const app of [receiver, admin]) await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await Promise.all([receiver.close(), admin.close()]);
});

const body = JSON.stringify(issueEvent());
const post = (path: string, headers: Readonly<Record<string, string>>, content: string) => (url: string) =>
  fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: content,
  }).then((answer) => answer.arrayBuffer());
const get =
  (path: string, headers: Readonly<Record<string, string>> = {}) =>
  (url: string) =>
    fetch(url + path, { headers }).then((answer) => answer.arrayBuffer());

/** Sends bytes, then goes away once something came back or the connection was closed, or at once. */
const bytes =
  (content: string | Buffer, waits = true) =>
  async (url: string) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined);
    await once(socket, "connect");
    socket.write(content);
    if (waits) await Promise.race([once(socket, "data"), once(socket, "close")]);
    socket.destroy();
  };

const started = (headers: Readonly<Record<string, string>>): string =>
  `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}content-length: 5000\r\n\r\n{`;

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

it.each<readonly [string, (url: string) => Promise<unknown>]>([
  ["nothing to know it by", post(PATH, {}, body)],
  ["a wrong signature", post(PATH, signed("x"), body)],
  ["a malformed one", post(PATH, { ...signed(body), "webhook-signature": "x" }, body)],
  ["an old one", post(PATH, signed(body, { at: new Date(0) }), body)],
  ["another type", post(PATH, { ...signed(body), "content-type": "text/plain" }, body)],
  ["another encoding", post(PATH, { ...signed(body), "content-encoding": "gzip" }, body)],
  ["bad JSON", post(PATH, signed("{"), "{")],
  ["a body beyond all measure", bytes(started({ ...signed("x") }).replace("5000", "50000000"))],
  ["a body that ends early", bytes(started(signed("x")), false)],
  ["no such path", get("/.env")],
  ["an address that cannot be read", get("/%ff")],
  ["a log line in the address", get("/%0a%7B%22level%22:60%7D")],
  ["another method", bytes("BREW / HTTP/1.1\r\nhost: x\r\n\r\n")],
  ["CONNECT", bytes("CONNECT a:1 HTTP/1.1\r\nhost: x\r\n\r\n")],
  ["an upgrade", get("/", { connection: "upgrade", upgrade: "websocket" }).bind(null)],
  ["an expectation", bytes("GET / HTTP/1.1\r\nhost: x\r\nexpect: all\r\n\r\n")],
  ["TLS", bytes(Buffer.from("16030100f8010000f40303", "hex"))],
  ["nonsense", bytes("\u0000\u0001\r\n\r\n")],
  ["a head beyond all measure", bytes(`GET / HTTP/1.1\r\nx: ${"y".repeat(100_000)}\r\n\r\n`)],
  ["two lengths", bytes("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n")],
  ["a claimed address", get("/", { "x-forwarded-for": "192.0.2.1" })],
  ["no password", get("/admin/queues")],
  ["a wrong password", get("/admin/queues", { authorization: basic("admin:wrong") })],
  ["health", get("/healthz")],
  ["readiness that fails", get("/readyz")],
  ["metrics", get("/metrics")],
])("%s: many times, on either port, leaves two lines of log at most", async (_what, ask) => {
  for (const app of [receiver, admin]) {
    lines.length = 0;
    const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    for (let count = 0; count < EACH; count += 1) await ask(url).catch(() => undefined);
    expect(lines.length).toBeLessThanOrEqual(2);
  }
});
