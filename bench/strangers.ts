/**
 * A signed webhook now and then while strangers do what they can from the same address: 16,000 junk requests of all shapes and 500
 * connections that never say a word. Service, flood and sender are processes of their own. Run with
 * `npx tsx bench/strangers.ts [requests] [idle]`; exits 1 when a signed webhook is not answered with 200, or the 99th of a
 * hundred waits for a second.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import pino from "pino";
import { createMetrics } from "../src/http/metrics.ts";
import { buildReceiver } from "../src/http/receiver.ts";
import { holdIdle, JUNK } from "../tests/support/hostile/junk.ts";
import { listen } from "../workers/listen.ts";
import { judge, printTable } from "./support/measure.ts";

const GOAL_MS = 1_000;
const REQUESTS = Number(process.argv[2] ?? 16_000);
const IDLE = Number(process.argv[3] ?? 500);
/** Strangers at work at the same time. */
const STRANGERS = 50;
const EVERY_MS = 100;
const KEY = Buffer.alloc(32, 7);

/** What a process of this bench tells the one that started it. */
interface Told {
  readonly port?: number;
  readonly requests?: number;
  readonly waits?: readonly number[];
  readonly refused?: readonly string[];
  readonly longestMs?: number;
  readonly lines?: number;
  readonly memoryMb?: number;
  readonly cpuS?: number;
}

const tell = (told: Told): void => void process.send?.(told);

async function serve(): Promise<void> {
  let lines = 0;
  const log = pino({ level: "info", base: null }, { write: () => void (lines += 1) });
  const app = buildReceiver({
    secrets: { signingTokens: [`whsec_${KEY.toString("base64")}`], tokens: [] },
    enqueue: async () => undefined,
    onOwnUpdate: async () => undefined,
    isServed: () => true,
    isBot: () => false,
    labelsOf: () => null,
    log,
    metrics: createMetrics(),
    checks: {},
    queues: {
      passwords: () => ["correct-horse-battery"],
      pathOf: () => null,
      find: () => null,
      wakeUps: () => 0,
      queue: {} as never,
      aside: {} as never,
    },
    now: () => new Date().toISOString(),
  });
  await listen(app, { option: "--port", port: 0, host: "127.0.0.1" });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  process.on("disconnect", () => process.exit());
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    const memoryMb = process.memoryUsage.rss() / 1024 / 1024;
    tell({ lines, longestMs: delay.max / 1e6, memoryMb, cpuS: (user + system) / 1e6 });
  });
  tell({ port: (app.server.address() as AddressInfo).port });
}

async function flood(port: number): Promise<void> {
  const letGo = await holdIdle(port, IDLE);
  const shapes = Object.values(JUNK);
  let requests = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    while (requests < REQUESTS) {
      const junk = shapes[next++ % shapes.length];
      const made = (await junk?.(port)) ?? 0;
      requests += made;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: STRANGERS }, work));
  letGo();
  tell({ requests, longestMs: performance.now() - began });
  process.disconnect?.();
}

function deliver(port: number): Promise<string> {
  const body = JSON.stringify({
    object_kind: "issue",
    user: { id: 3 },
    project: { id: 14, path_with_namespace: "acme/collaboration" },
    object_attributes: { iid: 7, action: "close", type: "Issue", description: "x".repeat(4_000) },
    labels: [{ title: "Agenda" }],
    changes: {},
  });
  const [id, time] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
  const signature = createHmac("sha256", KEY).update(`${id}.${time}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "webhook-id": id,
    "webhook-timestamp": time,
    "webhook-signature": `v1,${signature}`,
  };
  return new Promise((resolve) => {
    // As GitLab does it: a connection of its own for each.
    const agent = new Agent({ keepAlive: false });
    const options = {
      port,
      host: "127.0.0.1",
      path: "/webhooks/gitlab",
      method: "POST",
      headers,
      agent,
      timeout: 10_000,
    };
    const one = request(options, (answer) => {
      answer.resume().on("end", () => resolve(String(answer.statusCode)));
    });
    one.on("timeout", () => one.destroy(new Error("timeout"))).on("error", (error) => resolve(error.message));
    one.end(body);
  });
}

async function send(port: number): Promise<void> {
  const waits: number[] = [];
  const refused: string[] = [];
  let isOver = false;
  process.on("message", () => {
    isOver = true;
  });
  const one = async (): Promise<void> => {
    const began = performance.now();
    const answer = await deliver(port);
    waits.push(performance.now() - began);
    if (answer !== "200") refused.push(answer);
  };
  const all: Promise<void>[] = [];
  while (!isOver) {
    all.push(one());
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  await Promise.all(all);
  tell({ waits, refused });
  process.disconnect?.();
}

function start(role: string, ...args: readonly string[]): ChildProcess {
  const words = ["--import", "tsx", import.meta.filename, String(REQUESTS), String(IDLE), role, ...args];
  return spawn(process.execPath, words, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

async function heard(child: ChildProcess): Promise<Told> {
  const [told] = await once(child, "message");
  return told;
}

async function main(): Promise<void> {
  const service = start("serve");
  const { port } = await heard(service);
  const sender = start("send", String(port));
  const sent = heard(sender);
  const { requests = 0, longestMs: took = 0 } = await heard(start("flood", String(port)));
  sender.send("enough");
  const { waits = [], refused = [] } = await sent;
  service.send("tell");
  const { lines = 0, longestMs = 0, memoryMb = 0, cpuS = 0 } = await heard(service);
  service.kill();
  const sorted = waits.toSorted((one, other) => one - other);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  console.log(
    `node ${process.version}: ${requests} junk requests in ${(took / 1000).toFixed(1)} s, ${IDLE} silent connections`,
  );
  console.log(
    `the service: ${cpuS.toFixed(1)} s of processor time, longest turn ${longestMs.toFixed(0)} ms, ${lines} lines of log, ${memoryMb.toFixed(0)} MB\n`,
  );
  const row = [waits.length, waits.length - refused.length, at(0.5).toFixed(0), at(0.99).toFixed(0), at(1).toFixed(0)];
  const judged = judge(refused.length === 0 && waits.length > 10 && at(0.99) < GOAL_MS);
  printTable(["signed webhooks", "200", "p50 ms", "p99 ms", "longest", ""], [[...row.map(String), judged]]);
  if (refused.length > 0) console.log(`others: ${[...new Set(refused)].join(", ")}`);
}

const [role, port] = process.argv.slice(4);
if (role === "serve") await serve();
else if (role === "flood") await flood(Number(port));
else if (role === "send") await send(Number(port));
else await main();
