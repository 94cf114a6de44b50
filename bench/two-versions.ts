/**
 * Two versions at one queue, both ways: each receives what the other works on, before, beside and after it. Takes the `dist`
 * folders of two packages and needs a Redis server on the machine:
 *
 *     npx tsx bench/two-versions.ts --older ../older/dist [--newer dist] [--closes 3]
 *
 * People close agendas while nobody works, then a worker starts: each close gets its follow-up. What one version has stored
 * stays for the next. Exits 1 where a follow-up is missing or doubled, or a job was given up.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Queue } from "bullmq";
import { createChance } from "../tests/scenarios/year/random.ts";
import { startRedis } from "../tests/support/servers.ts";
import {
  type Customer,
  createCustomer,
  createWorld,
  GROUP,
  hook,
  readIssues,
  SIGNING_TOKEN,
} from "./crash-matrix/customers.ts";
import { hirePostman } from "./crash-matrix/postman.ts";
import { createTold, keepRunning, type Post } from "./crash-matrix/service.ts";
import { judge, printTable } from "./support/measure.ts";

const PATIENCE_MS = 90_000;
/** Time for what people did to become jobs. */
const STORED_MS = 1500;

type Version = "older" | "newer";
interface Phase {
  readonly name: string;
  readonly receiver: Version;
  readonly workers: readonly Version[];
}

/** An upgrade of one process after the other, and back. */
const PHASES: readonly Phase[] = [
  { name: "as it was", receiver: "older", workers: ["older"] },
  { name: "workers upgraded first", receiver: "older", workers: ["newer"] },
  { name: "workers of both", receiver: "older", workers: ["older", "newer"] },
  { name: "upgraded", receiver: "newer", workers: ["newer"] },
  { name: "workers of both, newer jobs", receiver: "newer", workers: ["older", "newer"] },
  { name: "workers rolled back first", receiver: "newer", workers: ["older"] },
  { name: "rolled back", receiver: "older", workers: ["older"] },
];

const { values } = parseArgs({
  options: {
    older: { type: "string" },
    newer: { type: "string", default: "dist" },
    closes: { type: "string", default: "3" },
  },
});
if (values.older === undefined) throw new Error("--older names the dist folder of the older package");
const commands = {
  older: resolve(values.older, "cli/cadence.cjs"),
  newer: resolve(values.newer, "cli/cadence.cjs"),
} as const;
const closes = Number(values.closes);

const redis = await startRedis([]);
if (redis === null) throw new Error("no redis-server on this machine");
const folder = mkdtempSync(join(tmpdir(), "cadence-two-versions-"));
const now = Date.now();
const customers = Array.from({ length: PHASES.length * closes }, (_one, nth) =>
  // Of every fourth the next agenda is due within the hour.
  createCustomer(Math.floor(nth / 3) * 4 + (nth % 3), now, 60),
);
const world = await createWorld(customers);
const { sandbox } = world;
writeFileSync(join(folder, "cadence.yml"), `groups: [${GROUP}]\nrequests: { per_minute: 50000 }\n`);
const environment = {
  GITLAB_URL: sandbox.url,
  GITLAB_TOKEN: world.token,
  CADENCE_SIGNING_TOKEN: SIGNING_TOKEN,
  CADENCE_QUEUE_URL: redis.url,
};
const jobs = new Queue("projects", { connection: { url: redis.url }, prefix: "{cadence}" });

const rows: string[][] = [];
let posts: Post[] = [];
// One address for GitLab, whichever process listens.
const postman = await hirePostman(() => posts.flatMap((one) => one.url() ?? []).slice(0, 1), createChance(1));
await Promise.all([postman.reform(), hook(sandbox, postman.url)]);
try {
  for (const [nth, { name, receiver, workers }] of PHASES.entries()) {
    const told = createTold();
    const start = (version: Version, part: "receiver" | "worker"): Post => {
      const installation = { folder, environment, storeAway: () => 0, told, command: commands[version] };
      const post = keepRunning(`${nth}-${version}-${part}`, ["--only", part], installation);
      posts.push(post);
      return post;
    };
    const listening = start(receiver, "receiver");
    while (listening.url() === null) await sleep(100);
    const taken = (): number => postman.counts.sent - postman.counts.refused;
    const before = taken();
    const own = customers.slice(nth * closes, (nth + 1) * closes);
    for (const { path } of own) {
      sandbox.as("bob").editDescription(path, 1, (text) => `${text}\n- [ ] @bob something in time\n`);
      sandbox.as("jane").close(path, 1);
    }
    await sleep(STORED_MS);
    const accepted = taken() - before;
    const stored = await jobs.getJobCounts("waiting", "prioritized", "delayed");
    for (const version of workers) start(version, "worker");
    const followUps = (one: Customer): number =>
      readIssues(world, one).filter(({ kind, ended }) => kind === "follow-up" && !ended).length;
    const end = Date.now() + PATIENCE_MS;
    while (own.some((one) => followUps(one) === 0) && Date.now() < end) await sleep(250);
    const good = own.filter((one) => followUps(one) === 1);
    const failed = await jobs.getJobs(["failed"]);
    const waiting = Object.values(stored).reduce((sum, count) => sum + count, 0);
    rows.push([
      ...[name, receiver, workers.join(", "), `${accepted}`, `${waiting}`, `${good.length} of ${own.length}`],
      ...[`${failed.length}`, judge(good.length === own.length && failed.length === 0 && waiting > 0)],
    ]);
    for (const { failedReason } of failed) console.log(`${name}: given up: ${failedReason}`);
    for (const ended of told.ended) console.log(`${name}: ${ended}`);
    await Promise.all(posts.map((one) => one.end()));
    posts = [];
  }
  printTable(["", "receiver", "workers", "webhooks", "jobs stored", "followed up", "given up", ""], rows);
} finally {
  await Promise.all(posts.map((one) => one.end()));
  await Promise.all([jobs.close(), postman.close()]);
  await redis.stop();
  await sandbox.close();
}
if (process.exitCode === undefined) rmSync(folder, { recursive: true, force: true });
else console.log(`logs: ${folder}`);
process.exit();
