/**
 * What idle processes of the service cost, from the built command: time until they listen and memory (RSS) a few seconds
 * later. Run with `npx tsx bench/processes.ts [rounds]` after `npm run build`. Needs a Redis, as bench/webhooks.ts does.
 * Figures without a goal; it exits 1 when a process does not start.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../src/sandbox/index.ts";
import { findRedis, forgetPrefix } from "../tests/support/servers.ts";
import { median, printTable } from "./support/measure.ts";

const ROUNDS = Number(process.argv[2] ?? 3);
const SETTLE_MS = 5000;
const COMMAND = fileURLToPath(new URL("../dist/cli/cadence.cjs", import.meta.url));

interface Figures {
  readonly listensMs: number;
  readonly megabytes: number;
}

async function untilHealthy(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(10);
  }
}

async function measure(args: readonly string[], env: NodeJS.ProcessEnv, folder: string): Promise<Figures> {
  const port = 20_000 + (randomBytes(2).readUInt16BE() % 20_000);
  const begin = performance.now();
  const all = [COMMAND, "serve", "--service", join(folder, "cadence.yml"), "--port", `${port}`, ...args];
  const child = spawn(process.execPath, all, { env, cwd: folder, stdio: "ignore" });
  try {
    await untilHealthy(port, child);
    const listensMs = performance.now() - begin;
    await sleep(SETTLE_MS);
    const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]);
    return { listensMs, megabytes: kilobytes / 1024 };
  } finally {
    child.kill();
    if (child.exitCode === null) await once(child, "exit");
  }
}

const redis = await findRedis();
if (redis === null) throw new Error("this bench needs a Redis");
const prefix = `bench_${randomBytes(4).toString("hex")}`;
const folder = mkdtempSync(join(tmpdir(), "cadence-bench-"));
const sandbox = await startSandbox();
sandbox.addUser({ username: "cadence-bot", bot: true });
sandbox.addGroup({ path: "customers", members: { "cadence-bot": 30 } });
sandbox.addProject({ path: "customers/acme" });
writeFileSync(join(folder, "cadence.yml"), "groups: [customers]\n");
const basic = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  GITLAB_URL: sandbox.url,
  GITLAB_TOKEN: sandbox.addToken({ user: "cadence-bot", scopes: ["api"] }),
  CADENCE_SIGNING_TOKEN: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
};
const shared = { ...basic, CADENCE_QUEUE_URL: redis.url, CADENCE_QUEUE_PREFIX: prefix };
const cases = [
  { name: "receiver, Redis", args: ["--only", "receiver"], env: shared },
  { name: "worker, Redis", args: ["--only", "worker"], env: shared },
  { name: "all in one, Redis", args: [], env: shared },
  { name: "all in one, embedded", args: ["--directory", join(folder, "data")], env: basic },
];
const rows: string[][] = [];
for (const { name, args, env } of cases) {
  const figures: Figures[] = [];
  for (let round = 0; round < ROUNDS; round++) figures.push(await measure(args, env, folder));
  const first = figures[0]?.listensMs ?? Number.NaN;
  const times = [first, median(figures.map((one) => one.listensMs))].map((value) => value.toFixed(0));
  rows.push([name, ...times, median(figures.map((one) => one.megabytes)).toFixed(0)]);
}
console.log(`node ${process.version}, ${ROUNDS} rounds; memory ${SETTLE_MS / 1000} s after the process listens\n`);
printTable(["process", "first ms", "median ms", "RSS MB"], rows);
await sandbox.close();
await forgetPrefix(redis.url, prefix);
await redis.stop();
rmSync(folder, { recursive: true, force: true });
