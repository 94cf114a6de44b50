/**
 * One customer's burst does not delay another's close: the time from a close to its follow-up, while a thousand webhooks a
 * second about another project come in. The service is that of `dist`, embedded and on Redis; GitLab is a sandbox, whoever
 * sends the burst a process of its own. Run with `npx tsx bench/burst.ts [closes] [webhooks a second]`, after `npm run build`;
 * exits 1 where a goal is missed, a follow-up never comes, or less than nine tenths of the burst got through.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";
import { startRedis } from "../tests/support/servers.ts";
import { createCustomer, createWorld, GROUP, hook, SIGNING_TOKEN, type World } from "./crash-matrix/customers.ts";
import { createTold, keepRunning } from "./crash-matrix/service.ts";
import { judge, median, printTable } from "./support/measure.ts";
import { signedHeaders } from "./support/signed-headers.ts";

const GOAL_MS = 2000;
const CLOSES = Number(process.argv[2] ?? 60);
const RATE = Number(process.argv[3] ?? 1000);
const PAUSE_MS = 400;
const LOOK_EVERY_MS = 50;
/** A follow-up that has not come by then never will. */
const GIVE_UP_MS = 60_000;
/** Sent before anything is measured: the compiler is warm then, and the burst's project is at work. */
const WARM_UP_MS = 3000;
const PAYLOAD = "../tests/fixtures/gitlab-webhook-payloads/derived-issue-update-task-checkbox.json";
const PATH = "/webhooks/gitlab";
const LOAD = { connections: 20, duration: 3600 };

interface Burst {
  readonly url: string;
  readonly project: number;
  readonly path: string;
  /** Webhooks a second. */
  readonly rate: number;
}

/** Sends so many webhooks a second until its parent says that it is enough, each signed as GitLab's. */
function sendBurst({ url, project, path, rate }: Burst): void {
  const payload = JSON.parse(readFileSync(new URL(PAYLOAD, import.meta.url), "utf8"));
  Object.assign(payload.project, { id: project, path_with_namespace: path });
  const body = JSON.stringify(payload);
  const key = Buffer.from(SIGNING_TOKEN.replace("whsec_", ""), "base64");
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    return { ...request, headers: signedHeaders(key, body) };
  };
  const target = { url: `${url}${PATH}`, method: "POST", body } as const;
  const shots = autocannon(
    { ...target, requests: [{ setupRequest }], ...LOAD, overallRate: rate },
    (_error, result) => {
      process.send?.({ sent: result["2xx"], refused: result.non2xx + result.errors, seconds: result.duration });
    },
  );
  process.once("message", () => shots.stop());
}

interface Sent {
  readonly sent: number;
  readonly refused: number;
  readonly seconds: number;
}

function startBurst(burst: Burst): ChildProcess {
  const args = ["--import", "tsx", import.meta.filename, "send", JSON.stringify(burst)];
  return spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

/** Closes the agenda of a customer; answers how long it took until the follow-up stood there. */
async function close({ sandbox }: World, path: string): Promise<number> {
  const before = sandbox.issues(path).length;
  const begin = performance.now();
  sandbox.as("jane").close(path, 1);
  while (sandbox.issues(path).length === before && performance.now() - begin < GIVE_UP_MS) await sleep(LOOK_EVERY_MS);
  return performance.now() - begin;
}

async function idOf({ sandbox, token }: World, path: string): Promise<number> {
  const headers = { "private-token": token };
  const answer = await fetch(`${sandbox.url}/api/v4/projects/${encodeURIComponent(path)}`, { headers });
  return ((await answer.json()) as { readonly id: number }).id;
}

interface Times {
  readonly all: readonly number[];
  readonly sent: Sent;
}

async function measure(queueUrl: string | null): Promise<Times> {
  const folder = mkdtempSync(join(tmpdir(), "cadence-burst-"));
  // Of every fourth customer the next agenda would come meanwhile, and count as a follow-up.
  const numbers = Array.from({ length: CLOSES + 1 }, (_one, nth) => Math.floor(nth / 3) * 4 + (nth % 3));
  const customers = numbers.map((number) => createCustomer(number, Date.now(), 60));
  const world = await createWorld(customers);
  writeFileSync(join(folder, "cadence.yml"), `groups: [${GROUP}]\nrequests: { per_minute: 50000 }\n`);
  const environment = {
    GITLAB_URL: world.sandbox.url,
    GITLAB_TOKEN: world.token,
    CADENCE_SIGNING_TOKEN: SIGNING_TOKEN,
    ...(queueUrl === null ? {} : { CADENCE_QUEUE_URL: queueUrl }),
  };
  const told = createTold();
  const service = keepRunning("service", [], { folder, environment, storeAway: () => 0, told });
  let burst: ChildProcess | null = null;
  try {
    while (service.url() === null) await sleep(50);
    const url = service.url() ?? "";
    await hook(world.sandbox, url);
    // What the first sweep finds is done before anybody closes anything.
    while (told.sweeps === 0 || told.jobs < customers.length) await sleep(100);
    const [noisy, ...others] = customers.map(({ path }) => path);
    burst = startBurst({ url, project: await idOf(world, noisy ?? ""), path: noisy ?? "", rate: RATE });
    await sleep(WARM_UP_MS);
    const closing: Promise<number>[] = [];
    for (const path of others) {
      closing.push(close(world, path));
      await sleep(PAUSE_MS);
    }
    const all = await Promise.all(closing);
    burst.send("enough");
    const [sent] = (await once(burst, "message")) as [Sent];
    return { all, sent };
  } finally {
    burst?.kill();
    await service.end();
    await world.sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const redis = await startRedis([]);
  console.log(`${CLOSES} closes, ${RATE} webhooks a second of another project; goal: p99 below ${GOAL_MS} ms`);
  const rows: string[][] = [];
  for (const url of redis === null ? [null] : [null, redis.url]) {
    const { all, sent } = await measure(url);
    const sorted = all.toSorted((one, other) => one - other);
    const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
    const rate = sent.sent / sent.seconds;
    const isGood = p99 < GOAL_MS && sent.refused === 0 && rate > RATE * 0.9;
    const figures = [rate, sent.refused, median(all), p99].map((figure) => figure.toFixed(0));
    rows.push([url === null ? "embedded" : "redis", ...figures, (loadavg()[0] ?? 0).toFixed(1), judge(isGood)]);
  }
  await redis?.stop();
  printTable(["queue", "webhooks per s", "refused", "median ms", "p99 ms", "load", ""], rows);
  process.exit();
}

if (process.argv[2] === "send") sendBurst(JSON.parse(process.argv[3] ?? ""));
else await main();
