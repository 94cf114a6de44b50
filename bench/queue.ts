/**
 * What the queue adds to BullMQ: jobs accepted and jobs done per second, against bare `add` and a bare worker on the
 * same store; the queue in memory has no BullMQ to be compared with. Run with `npx tsx bench/queue.ts [jobs]`; exits 1 when a
 * ratio is below its limit. Stores that are not on this machine (REDIS_URL, DATABASE_URL or the standard ports) are left out.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { asProjectId } from "../src/domain/ids.ts";
import type { Backend } from "../src/queue/backend.ts";
import { openBackend } from "../src/queue/backends/open-backend.ts";
import type { ProjectWorker } from "../src/queue/types.ts";
import { bullOf } from "../tests/queue/places.ts";
import { findPostgres, findRedis, forgetPrefix } from "../tests/support/servers.ts";

const ROUNDS = 3;
const PARALLEL = 50;
/** A plain `add` is one round trip and so is ours, with a priority and a place that each project has once. */
const LIMITS = { accept: 0.5, work: 0.15 };
const log = { debug() {}, info() {}, warn() {} };
const DONE = { nextWakeAt: null, actions: 0, requests: 0 };

interface Figures {
  readonly accept: number;
  readonly work: number;
}

async function each(count: number, act: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await act(index);
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
}

/** Jobs per second. */
async function rate(count: number, work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (count / (performance.now() - begin)) * 1000;
}

/** A promise of the n-th call. */
function countdown(count: number): { readonly reached: Promise<void>; readonly hit: () => void } {
  let left = count;
  let reach = (): void => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const hit = (): void => {
    left -= 1;
    if (left === 0) reach();
  };
  return { reached, hit };
}

async function bare(backend: Backend, jobs: number): Promise<Figures> {
  const queue = bullOf(backend).openQueue(`bare-${randomBytes(4).toString("hex")}`, {
    removeOnComplete: { count: 1000 },
    removeOnFail: { count: 1000 },
  });
  const data = { json: JSON.stringify({ project: "group/customer/collaboration", reasons: ["webhook"] }) };
  const accept = await rate(jobs, () => each(jobs, () => queue.add("job", data)));
  const { reached, hit } = countdown(jobs);
  const worker = bullOf(backend).openWorker(queue.name, async () => null, { concurrency: PARALLEL });
  worker.on("completed", hit);
  const work = await rate(jobs, async () => {
    worker.run().catch(() => {});
    await reached;
  });
  await worker.close();
  await queue.close();
  return { accept, work };
}

async function ours(backend: Backend, jobs: number): Promise<Figures> {
  const queue = backend.openProjectQueue();
  const reason = { kind: "webhook", event: "issue", at: new Date().toISOString() } as const;
  const enqueue = (index: number) => queue.enqueue({ project: asProjectId(index + 1), reason, priority: "close" });
  const accept = await rate(jobs, () => each(jobs, enqueue));
  const { reached, hit } = countdown(jobs);
  let worker: ProjectWorker | null = null;
  const work = await rate(jobs, async () => {
    worker = backend.openProjectWorker(async () => DONE, { concurrency: PARALLEL, log, onCompleted: hit });
    await reached;
  });
  await (worker as ProjectWorker | null)?.close(2000);
  await queue.close();
  return { accept, work };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function printRow(kind: string, what: string, figures: readonly number[], end = ""): void {
  console.log(`${kind.padEnd(10)} ${what.padEnd(7)}${figures.map((one) => one.toFixed(0).padStart(9)).join("")}${end}`);
}

async function measureAlone(backend: Backend, jobs: number): Promise<void> {
  const all: Figures[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const figures = await ours(backend, jobs);
    if (round > 0) all.push(figures);
  }
  for (const what of ["accept", "work"] as const) printRow(backend.kind, what, [median(all.map((one) => one[what]))]);
}

/** Both take turns, so a busy machine disturbs them alike. */
async function compare(backend: Backend, jobs: number): Promise<boolean> {
  const all: { readonly bare: Figures; readonly ours: Figures }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const figures = { bare: await bare(backend, jobs), ours: await ours(backend, jobs) };
    // The first round warms the store and the compiler.
    if (round > 0) all.push(figures);
  }
  let good = true;
  for (const what of ["accept", "work"] as const) {
    const own = median(all.map((figures) => figures.ours[what]));
    const reference = median(all.map((figures) => figures.bare[what]));
    const ratio = median(all.map((figures) => figures.ours[what] / figures.bare[what]));
    good &&= ratio >= LIMITS[what];
    printRow(backend.kind, what, [own, reference], `   ${ratio.toFixed(2)} (at least ${LIMITS[what]})`);
  }
  return good;
}

const jobs = Number(process.argv[2] ?? 2000);
const directory = await mkdtemp(path.join(tmpdir(), "cadence-bench-"));
const redis = await findRedis();
const postgres = await findPostgres();
console.log(`node ${process.version}, ${jobs} jobs, ${ROUNDS} rounds, ${PARALLEL} at a time\n`);
console.log("store      what      jobs/s  bare BullMQ  ratio");
for (const url of [redis?.url, postgres?.url, null]) {
  if (url === undefined) continue;
  const prefix = `bench_${randomBytes(4).toString("hex")}`;
  const backend = await openBackend({ url, directory, prefix, log });
  if (url === null) await measureAlone(backend, jobs);
  else if (!(await compare(backend, jobs))) process.exitCode = 1;
  await backend.close();
  if (url !== null) await forgetPrefix(url, prefix);
}
await redis?.stop();
await postgres?.stop();
await rm(directory, { recursive: true, force: true });
