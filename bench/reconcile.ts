/**
 * Looks at projects per second, with the real queue on Redis and the real work on a sandbox in another process.
 *
 * 1. Idle projects, one worker process: against bare BullMQ jobs that send the same requests with Node's fetch.
 * 2. Projects with an agenda due: one worker process against four, which must leave the same in GitLab.
 *
 * Run with `npx tsx bench/reconcile.ts [rounds]`; exits 1 when a goal is missed. Needs a Redis, as bench/webhooks.ts does.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { asProjectId } from "../src/domain/ids.ts";
import { openBackend } from "../src/queue/backends/open-backend.ts";
import { findRedis, forgetPrefix } from "../tests/support/servers.ts";
import { judge, median, printTable } from "./support/measure.ts";
import type { Spent, Stage, WorkerTask } from "./support/reconcile-processes.ts";

const GOAL = 0.7;
const ROUNDS = Number(process.argv[2] ?? 3);
/** Many, so that opening and closing a worker weighs little. */
const IDLE_PROJECTS = 300;
const DUE_PROJECTS = 200;
const CONCURRENCY = [4, 16];
const log = { debug() {}, info() {}, warn() {} };

interface Place {
  readonly redis: string;
  readonly prefix: string;
}

function start(role: string, argument: unknown): ChildProcess {
  const file = new URL("./support/reconcile-processes.ts", import.meta.url).pathname;
  const args = ["--import", "tsx", file, role, JSON.stringify(argument)];
  return spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

/** What a process answers. */
async function ask<T>(child: ChildProcess, question: unknown): Promise<T> {
  child.send(question as object);
  const [answer] = await once(child, "message");
  return answer as T;
}

async function startAll(stage: Stage, task: Omit<WorkerTask, keyof Stage>, count: number): Promise<ChildProcess[]> {
  const children = Array.from({ length: count }, () => start("worker", { ...stage, ...task }));
  await Promise.all(children.map((child) => once(child, "message")));
  return children;
}

interface Round extends Spent {
  /** Jobs per second until the last one is done. */
  readonly rate: number;
}

/** Fills the queue, lets the workers loose and answers what they did; what they spent is for each job. */
async function round(
  kind: WorkerTask["kind"],
  { redis, prefix }: Place,
  ids: readonly number[],
  workers: ChildProcess[],
): Promise<Round> {
  const at = new Date().toISOString();
  if (kind === "bare") {
    const connection = new Redis(redis, { maxRetriesPerRequest: null });
    const queue = new Queue("bare", { connection, prefix: `{${prefix}}` });
    await queue.addBulk(ids.map((id) => ({ name: "look", data: { id } })));
    await queue.close();
    connection.disconnect();
  } else {
    const backend = await openBackend({ url: redis, directory: "", prefix, log });
    const queue = backend.openProjectQueue();
    const reason = { kind: "webhook", event: "issue", at } as const;
    await Promise.all(ids.map((id) => queue.enqueue({ project: asProjectId(id), reason, priority: "close" })));
    await queue.close();
    await backend.close();
  }
  // By project: one that did something is looked at again after some seconds.
  const left = new Set(ids.map((id) => `done ${id}`));
  const begin = performance.now();
  await new Promise<void>((resolve) => {
    const count = (message: unknown): void => {
      left.delete(String(message));
      if (left.size > 0) return;
      for (const child of workers) child.off("message", count);
      resolve();
    };
    for (const child of workers) child.on("message", count).send("go");
  });
  const rate = (ids.length / (performance.now() - begin)) * 1000;
  const spent = await Promise.all(workers.map((child) => ask<Spent>(child, "stop")));
  const each = (figure: keyof Spent): number => spent.reduce((sum, one) => sum + one[figure], 0) / ids.length;
  return { rate, cpuMs: each("cpuMs"), commands: each("commands") };
}

async function openStage(due: boolean): Promise<{ readonly child: ChildProcess; readonly stage: Stage }> {
  const child = start("sandbox", { projects: due ? DUE_PROJECTS : IDLE_PROJECTS, due });
  const [stage] = await once(child, "message");
  return { child, stage };
}

async function idle(place: Place): Promise<void> {
  const { child, stage } = await openStage(false);
  const rows: string[][] = [];
  for (const concurrency of CONCURRENCY) {
    const ours = await startAll(stage, { kind: "ours", ...place, concurrency, paths: [] }, 1);
    // Twice: the first looks read what later ones know.
    await round("ours", place, stage.ids, ours);
    await ask(child, "reset");
    await round("ours", place, stage.ids, ours);
    const paths = await ask<string[]>(child, "paths");
    if (paths.length === 0) throw new Error("the projects were not looked at: there is nothing to compare with");
    const bare = await startAll(stage, { kind: "bare", ...place, concurrency, paths }, 1);
    const pairs: { readonly ours: Round; readonly bare: Round }[] = [];
    for (let nth = 0; nth <= ROUNDS; nth++) {
      const pair = {
        ours: await round("ours", place, stage.ids, ours),
        bare: await round("bare", place, stage.ids, bare),
      };
      if (nth > 0) pairs.push(pair);
    }
    for (const one of [...ours, ...bare]) one.kill();
    const ratio = median(pairs.map((one) => one.ours.rate / one.bare.rate));
    const both = (figure: keyof Round, digits: number): string[] =>
      (["ours", "bare"] as const).map((kind) => median(pairs.map((one) => one[kind][figure])).toFixed(digits));
    const spent = [...both("cpuMs", 2), ...both("commands", 1)];
    rows.push([
      `${concurrency}`,
      `${paths.length}`,
      ...both("rate", 0),
      ratio.toFixed(2),
      ...spent,
      judge(ratio >= GOAL),
    ]);
  }
  child.kill();
  console.log(
    `looks at ${IDLE_PROJECTS} idle projects, ${ROUNDS} rounds, medians; goal: ${GOAL} of bare BullMQ with the same requests`,
  );
  const spent = ["CPU ms", "bare", "to Redis", "bare"];
  printTable(["at a time", "requests", "per s", "bare", "ratio", ...spent, ""], rows);
}

async function oneAgainstFour(place: Place): Promise<void> {
  const rows: string[][] = [];
  let before = "";
  for (const count of [1, 4]) {
    // What is known of the projects of another sandbox, and their timers, would be taken for those of this one.
    await forgetPrefix(place.redis, place.prefix);
    const { child, stage } = await openStage(true);
    const workers = await startAll(stage, { kind: "ours", ...place, concurrency: 4, paths: [] }, count);
    const { rate } = await round("ours", place, stage.ids, workers);
    const { agendas, text } = await ask<{ agendas: number; text: string }>(child, "result");
    const isSame = before === "" || before === text;
    before = text;
    const judged = judge(isSame && agendas === DUE_PROJECTS);
    rows.push([`${count}`, rate.toFixed(0), `${agendas}`, count === 1 ? "-" : isSame ? "yes" : "NO", judged]);
    for (const one of [...workers, child]) one.kill();
  }
  console.log(
    `\n${DUE_PROJECTS} projects, each with an agenda due, 4 at a time in each worker; all share this machine's processors`,
  );
  printTable(["workers", "per s", "agendas", "same as one", ""], rows);
}

const redis = await findRedis();
if (redis === null) throw new Error("this bench needs a Redis");
const place = { redis: redis.url, prefix: `bench_${randomBytes(4).toString("hex")}` };
await idle(place);
await oneAgainstFour(place);
await forgetPrefix(place.redis, place.prefix);
await redis.stop();
process.exit();
