/**
 * Webhooks acknowledged per second, against a bare Fastify POST on the same machine in the same run: signature, JSON,
 * relevance and metrics are what lies between. The queue is a function that resolves at once. Run with
 * `npx tsx bench/receiver.ts`; exits 1 when a delivery is not acknowledged or less than a quarter of the bare rate is reached.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import autocannon from "autocannon";
import Fastify, { type FastifyInstance } from "fastify";
import pino from "pino";
import { createMetrics } from "../src/http/metrics.ts";
import { buildReceiver } from "../src/http/receiver.ts";

const key = Buffer.alloc(32, 7);
const path = "/webhooks/gitlab";
const seconds = 4;
const rounds = 3;
const lowestRatio = 0.25;
const fixture = new URL("../tests/fixtures/gitlab-webhook-payloads/derived-issue-close.json", import.meta.url);

function buildBare(): FastifyInstance {
  const app = Fastify();
  app.post(path, async () => ({ outcome: "queued" }));
  return app;
}

function buildOurs(): FastifyInstance {
  return buildReceiver({
    secrets: { signingTokens: [`whsec_${key.toString("base64")}`], tokens: [] },
    enqueue: async () => undefined,
    onOwnUpdate: async () => undefined,
    isServed: () => true,
    isBot: () => false,
    labelsOf: () => ({ agenda: "API", others: [] }),
    log: pino({ level: "info" }, pino.destination({ dest: "/dev/null", sync: false })),
    metrics: createMetrics(),
    checks: {},
    limits: { requestsPerMinute: 100_000_000, eventLoopDelayMs: 60_000, rememberMs: 0 },
    now: () => new Date().toISOString(),
  });
}

async function serve(kind: string): Promise<void> {
  const app = kind === "bare" ? buildBare() : buildOurs();
  await app.listen({ port: 0, host: "127.0.0.1" });
  process.send?.((app.server.address() as AddressInfo).port);
}

async function startServer(kind: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", import.meta.filename, "serve", kind], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [port] = await once(child, "message");
  return { child, url: `http://127.0.0.1:${port}${path}` };
}

const body = readFileSync(fixture);
/** Each delivery with an id of its own, so that none is known already. */
function signedRequest(): { headers: Record<string, string>; body: Buffer } {
  const id = randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  return {
    headers: {
      "content-type": "application/json",
      "idempotency-key": id,
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
      "x-gitlab-event": "Issue Hook",
    },
    body,
  };
}

interface Figures {
  readonly perSecond: number;
  readonly p99: number;
}

async function measure(url: string, duration: number): Promise<Figures> {
  const requests = Array.from({ length: 2_000 }, () => ({ method: "POST" as const, ...signedRequest() }));
  const result = await autocannon({ url, connections: 50, duration, requests });
  if (result.non2xx + result.errors + result.timeouts > 0 || result["2xx"] === 0) {
    throw new Error(`${result.non2xx} refused, ${result.errors} errors, ${result.timeouts} time-outs`);
  }
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

async function compare(): Promise<void> {
  const kinds = ["bare", "receiver"] as const;
  const servers = await Promise.all(kinds.map(startServer));
  const figures: Record<(typeof kinds)[number], Figures[]> = { bare: [], receiver: [] };
  for (const { url } of servers) await measure(url, 2);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, kind] of kinds.entries()) figures[kind].push(await measure(servers[index]?.url ?? "", seconds));
  }
  for (const { child } of servers) child.kill();
  const [bare, ours] = kinds.map((kind) => ({
    perSecond: median(figures[kind].map((one) => one.perSecond)),
    p99: median(figures[kind].map((one) => one.p99)),
  }));
  if (bare === undefined || ours === undefined) return;
  const ratio = ours.perSecond / bare.perSecond;
  console.log(`body of ${body.length} bytes, 50 connections, ${rounds} rounds of ${seconds} s, medians`);
  console.log(`bare Fastify POST  ${Math.round(bare.perSecond)} per second, p99 ${bare.p99} ms`);
  console.log(`webhook receiver   ${Math.round(ours.perSecond)} per second, p99 ${ours.p99} ms`);
  console.log(`ratio ${ratio.toFixed(2)} (at least ${lowestRatio.toFixed(2)})`);
  if (ratio < lowestRatio) process.exitCode = 1;
}

if (process.argv[2] === "serve") await serve(process.argv[3] ?? "");
else await compare();
