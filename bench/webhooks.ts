/**
 * Webhooks acknowledged per second: our receiver (signature, JSON, zod, relevance, the real queue on Redis) against a bare
 * Fastify POST that parses the same body and makes one BullMQ `add` on the same Redis. Load, servers and Redis are separate
 * processes; both servers take turns. Run with `npx tsx bench/webhooks.ts [rounds]`; exits 1 when a goal is missed or a
 * webhook is not acknowledged. Needs a Redis (REDIS_URL, the standard port, or redis-server on the machine).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import autocannon from "autocannon";
import { Queue } from "bullmq";
import Fastify, { type FastifyInstance } from "fastify";
import { Redis } from "ioredis";
import pino from "pino";
import { createMetrics } from "../src/http/metrics.ts";
import { buildReceiver } from "../src/http/receiver.ts";
import { openBackend } from "../src/queue/backends/open-backend.ts";
import { JobReason } from "../src/queue/contract.ts";
import { findRedis, forgetPrefix } from "../tests/support/servers.ts";
import { judge, median, printTable } from "./support/measure.ts";
import { signedHeaders } from "./support/signed-headers.ts";

/** At least this part of the bare rate, and at most so many times its p99. */
const GOALS = { rate: 0.8, p99: 2 };
const ROUNDS = Number(process.argv[2] ?? 3);
const SECONDS = 2;
/** Our server has more code than the bare one for the compiler to see. */
const WARM_UP_SECONDS = 3;
const CONNECTIONS = 50;
/** Deliveries of one connection before their ids come again; ids are not remembered here. */
const EACH = 200;
const BODY_BYTES = 4400;
const KEY = Buffer.alloc(32, 7);
const PATH = "/webhooks/gitlab";

/** How many projects the webhooks are about: all are of one, a few hundred are busy, every one is of another. */
const SCENARIOS = [
  { name: "300 projects", projects: 300 },
  { name: "one project, a burst", projects: 1 },
  { name: "each of another project", projects: CONNECTIONS * EACH },
] as const;

/** Seven edits to two comments and a close. */
const KINDS = [...Array<string>(7).fill("derived-issue-update-task-checkbox"), "doc-note-on-issue-example"].concat(
  "doc-note-on-issue-example",
  "derived-issue-close",
);

const FIXTURES = new Map(
  KINDS.map((kind) => {
    const file = new URL(`../tests/fixtures/gitlab-webhook-payloads/${kind}.json`, import.meta.url);
    return [kind, JSON.parse(readFileSync(file, "utf8"))];
  }),
);

function buildBare(url: string, prefix: string): FastifyInstance {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const queue = new Queue("bare", { connection, prefix: `{${prefix}}` });
  const app = Fastify();
  app.post<{ Body: { object_kind: string; project: { id: number } } }>(PATH, async ({ body }) => {
    await queue.add("webhook", { project: body.project.id, event: body.object_kind });
    return { outcome: "queued" };
  });
  return app;
}

async function buildOurs(url: string, prefix: string): Promise<FastifyInstance> {
  const log = pino({ level: "info", base: null }, pino.destination({ dest: "/dev/null", sync: true }));
  const queue = (await openBackend({ url, directory: "", prefix, log })).openProjectQueue();
  return buildReceiver({
    secrets: { signingTokens: [`whsec_${KEY.toString("base64")}`], tokens: [] },
    async enqueue({ project, reason, priority, delayMs }) {
      const known = JobReason.parse(reason);
      await queue.enqueue({ project, reason: known, priority, delayMs });
    },
    onOwnUpdate: async () => undefined,
    isServed: () => true,
    isBot: () => false,
    labelsOf: () => ({ agenda: "API", others: ["Afterpod"] }),
    log,
    metrics: createMetrics(),
    checks: {},
    limits: { requestsPerMinute: 100_000_000, eventLoopDelayMs: 60_000, rememberMs: 0 },
    now: () => new Date().toISOString(),
  });
}

async function serve(kind: string, url: string, prefix: string): Promise<void> {
  const app = kind === "bare" ? buildBare(url, prefix) : await buildOurs(url, prefix);
  await app.listen({ port: 0, host: "127.0.0.1" });
  process.on("disconnect", () => process.exit());
  process.on("message", () => process.send?.(process.cpuUsage()));
  process.send?.((app.server.address() as AddressInfo).port);
}

interface Server {
  readonly kind: "bare" | "ours";
  readonly child: ChildProcess;
  readonly url: string;
}

async function startServer(kind: Server["kind"], redis: string, prefix: string): Promise<Server> {
  const args = ["--import", "tsx", import.meta.filename, "serve", kind, redis, prefix];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [port] = await once(child, "message");
  return { kind, child, url: `http://127.0.0.1:${port}${PATH}` };
}

/** A body as GitLab sends it, all of the same size whatever happened. */
function bodyOf(kind: string, project: number): Buffer {
  const payload = structuredClone(FIXTURES.get(kind));
  Object.assign(payload.project, { id: project, path_with_namespace: `customers/acme-${project}` });
  const issue = payload.issue ?? payload.object_attributes;
  issue.description = "";
  const missing = BODY_BYTES - JSON.stringify(payload).length;
  issue.description = "* [ ] an action item ".repeat(BODY_BYTES).slice(0, Math.max(0, missing));
  return Buffer.from(JSON.stringify(payload));
}

/** Each delivery with an id of its own. */
function signed(body: Buffer): { headers: Record<string, string>; body: Buffer } {
  return { headers: signedHeaders(KEY, body), body };
}

function deliveries(projects: number): autocannon.Request[][] {
  let count = 0;
  return Array.from({ length: CONNECTIONS }, () =>
    Array.from({ length: EACH }, () => {
      const nth = count++;
      const kind = KINDS[nth % KINDS.length] ?? "";
      return { method: "POST" as const, ...signed(bodyOf(kind, (nth % projects) + 1)) };
    }),
  );
}

interface Figures {
  readonly rate: number;
  readonly p99: number;
  /** Microseconds of processor time that the server took for one: what other work on the machine disturbs least. */
  readonly cpu: number;
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send("cpu");
  const [usage] = await once(child, "message");
  return usage.user + usage.system;
}

async function measure({ url, child }: Server, requests: autocannon.Request[][], duration: number): Promise<Figures> {
  let next = 0;
  const before = await cpuOf(child);
  const setupClient = (client: autocannon.Client): void => client.setRequests(requests[next++] ?? []);
  const result = await autocannon({ url, connections: CONNECTIONS, duration, setupClient });
  if (result.non2xx + result.errors + result.timeouts > 0 || result["2xx"] === 0) {
    throw new Error(`${result.non2xx} refused, ${result.errors} errors, ${result.timeouts} time-outs`);
  }
  const cpu = ((await cpuOf(child)) - before) / result["2xx"];
  return { rate: result["2xx"] / result.duration, p99: result.latency.p99, cpu };
}

/** Both take turns, so a busy machine disturbs them alike; each begins with empty queues. */
async function compare(servers: readonly Server[], projects: number, empty: () => Promise<void>): Promise<string[]> {
  const figures = { bare: [] as Figures[], ours: [] as Figures[] };
  // Signed once for all rounds: their times stay good for five minutes.
  const requests = deliveries(projects);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const server of servers) {
      await empty();
      const one = await measure(server, requests, round === 0 ? WARM_UP_SECONDS : SECONDS);
      // The first round warms the compiler.
      if (round > 0) figures[server.kind].push(one);
    }
  }
  const { bare, ours } = figures;
  const of = (all: readonly Figures[], what: keyof Figures): number => median(all.map((one) => one[what]));
  const rate = median(ours.map((one, round) => one.rate / (bare[round]?.rate ?? Number.NaN)));
  const p99 = of(ours, "p99") / of(bare, "p99");
  const rates = [of(ours, "rate"), of(bare, "rate")].map((value) => value.toFixed(0));
  const latencies = [of(ours, "p99"), of(bare, "p99")].map((value) => value.toFixed(0));
  const judged = judge(rate >= GOALS.rate && p99 <= GOALS.p99);
  const cpu = [of(ours, "cpu"), of(bare, "cpu")].map((value) => value.toFixed(0));
  return [...rates, rate.toFixed(2), ...latencies, p99.toFixed(2), ...cpu, judged];
}

async function main(): Promise<void> {
  const redis = await findRedis();
  if (redis === null) throw new Error("this bench needs a Redis");
  const prefix = `bench_${randomBytes(4).toString("hex")}`;
  const empty = (): Promise<void> => forgetPrefix(redis.url, prefix);
  const servers = await Promise.all((["bare", "ours"] as const).map((kind) => startServer(kind, redis.url, prefix)));
  console.log(`node ${process.version}, bodies of ${BODY_BYTES} bytes, ${CONNECTIONS} connections, a Redis`);
  console.log(
    `${ROUNDS} rounds of ${SECONDS} s each, medians; goals: rate ${GOALS.rate} of bare, p99 ${GOALS.p99} times\n`,
  );
  const rows: string[][] = [];
  try {
    for (const { name, projects } of SCENARIOS) rows.push([name, ...(await compare(servers, projects, empty))]);
  } finally {
    for (const { child } of servers) child.kill();
    await empty();
    await redis.stop();
  }
  printTable(["webhooks about", "per s", "bare", "ratio", "p99 ms", "bare", "ratio", "CPU µs", "bare", ""], rows);
}

if (process.argv[2] === "serve") await serve(process.argv[3] ?? "", process.argv[4] ?? "", process.argv[5] ?? "");
else await main();
