/**
 * The service in a storm: people work, while its processes and the server of its queue are killed at random and webhooks are
 * lost, doubled and reordered. Afterwards every project must be as a single undisturbed run would have left it. Run with
 * `npx tsx bench/crash-matrix.ts --backend redis|postgres|embedded [--seconds 120] [--seed 1] [--projects 40] [--calm]`, after
 * `npm run build`; exits 1 on any violation. The seed gives what people, the postman and the killer choose; when each of it
 * happens depends on the machine too, so a violation may take more than one run to come back.
 *
 * With `--calm` nothing is killed and no webhook is lost: the same people and the same judges, and what the service holds of
 * memory is read every second. `--backend embedded --projects 100 --seconds 1800 --calm` is half an hour of a hundred customers.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createChance } from "../tests/scenarios/year/random.ts";
import { compareWithControl } from "./crash-matrix/control.ts";
import {
  type Customer,
  createCustomer,
  createWorld,
  GROUP,
  hook,
  SIGNING_TOKEN,
  type World,
} from "./crash-matrix/customers.ts";
import { judge } from "./crash-matrix/laws.ts";
import type { Act } from "./crash-matrix/people.ts";
import { hirePostman, type Postman } from "./crash-matrix/postman.ts";
import { watchResident } from "./crash-matrix/resident.ts";
import { comeToRest } from "./crash-matrix/rest.ts";
import { createTold, keepRunning, type Post, type Told } from "./crash-matrix/service.ts";
import { type BackendName, openStore, type Store } from "./crash-matrix/stores.ts";
import { act, killAtRandom } from "./crash-matrix/storm.ts";

const BACKENDS: readonly BackendName[] = ["redis", "postgres", "embedded"];
/** What the service in one process may hold of memory. */
const MOST_MIB = 256;
/** Whatever no webhook tells is seen by the next sweep; the second one is for one that had begun. */
const MOST_SWEEPS_LATE = 2.5;

const { values } = parseArgs({
  options: {
    backend: { type: "string", default: "redis" },
    seconds: { type: "string", default: "120" },
    seed: { type: "string", default: "1" },
    projects: { type: "string", default: "40" },
    calm: { type: "boolean", default: false },
  },
});
const backend = BACKENDS.find((name) => name === values.backend);
if (backend === undefined) throw new Error(`--backend is one of ${BACKENDS.join(", ")}, not ${values.backend}`);
const [seconds, seed, projects] = [Number(values.seconds), Number(values.seed), Number(values.projects)];

function row(name: string, value: string | number): void {
  console.log(`  ${name.padEnd(30)}${value}`);
}

function list(map: ReadonlyMap<string, number>): string {
  const entries = [...map].sort(([a], [b]) => a.localeCompare(b));
  return entries.map(([name, count]) => `${name} ${count}`).join(", ") || "none";
}

/** The processes: all in one, or two receivers and two workers. */
function startProcesses(world: World, store: Store | null, folder: string, told: Told): readonly Post[] {
  writeFileSync(
    join(folder, "cadence.yml"),
    `groups: [${GROUP}]\nsweep: { every: 1 minute }\nrequests: { per_minute: 50000 }\n`,
  );
  const environment = {
    GITLAB_URL: world.sandbox.url,
    GITLAB_TOKEN: world.token,
    CADENCE_SIGNING_TOKEN: SIGNING_TOKEN,
    ...(store === null ? {} : { CADENCE_QUEUE_URL: store.url }),
  };
  const installation = { folder, environment, storeAway: () => store?.lastAway() ?? 0, told };
  if (store === null) return [keepRunning("service", [], installation)];
  return ["receiver-1", "receiver-2", "worker-1", "worker-2"].map((name) =>
    keepRunning(name, ["--only", name.split("-")[0] ?? ""], installation),
  );
}

/** What a violation can be followed up with: the texts at the end, and all that people, processes and GitLab did, in order. */
function writeTrace(folder: string, { sandbox }: World, customers: readonly Customer[], acts: readonly Act[]): void {
  const write = (name: string, lines: readonly unknown[]): void =>
    writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  write(
    "world.ndjson",
    customers.map(({ items, touched, ...customer }) => ({
      ...customer,
      items: [...items.values()],
      touched: [...touched],
      issues: sandbox.issues(customer.path),
    })),
  );
  write(
    "acts.ndjson",
    acts.map(({ customer, at, ...act }) => ({ at: new Date(at).toISOString(), customer: customer.path, ...act })),
  );
  write("requests.ndjson", sandbox.requests.all);
  write("deliveries.ndjson", sandbox.deliveries);
}

async function settled(posts: readonly Post[]): Promise<void> {
  while (!posts.every((one) => one.url() !== null)) await sleep(200);
}

function report(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  console.log(`\n${title}:`);
  for (const line of lines) console.log(`  - ${line}`);
}

const folder = mkdtempSync(join(tmpdir(), "cadence-crash-matrix-"));
const startedAt = Date.now();
const customers = Array.from({ length: projects }, (_one, number) =>
  createCustomer(number, startedAt, Math.floor(seconds / 60)),
);
const world = await createWorld(customers);
const told = createTold();
const store = await openStore(backend);
let posts: readonly Post[] = [];
let postman: Postman | null = null;
let broken = 0;
try {
  const receivers = (): readonly string[] =>
    posts.flatMap((one) => (one.name.startsWith("worker") ? [] : (one.url() ?? [])));
  postman = await hirePostman(receivers, createChance(seed * 3));
  await hook(world.sandbox, postman.url);
  posts = startProcesses(world, store, folder, told);
  if (values.calm) await Promise.all([postman.reform(), settled(posts)]);
  const resident = values.calm ? watchResident(() => posts[0]?.pid() ?? null) : null;
  const endsAt = Date.now() + seconds * 1000;
  const [acts, kills] = await Promise.all([
    act(world, customers, createChance(seed * 3 + 1), endsAt),
    values.calm ? new Map<string, number>() : killAtRandom(posts, store, createChance(seed * 3 + 2), endsAt),
  ]);
  await Promise.all([postman.reform(), settled(posts)]);
  const calm = performance.now();
  const { left, slowest } = await comeToRest(world, customers, told);
  const restSeconds = Math.round((performance.now() - calm) / 1000);
  const memory = resident?.stop(MOST_MIB) ?? { told: "", faults: [] };
  const codes = await Promise.all(posts.map((one) => one.end()));
  const { lost, counts } = postman;
  writeTrace(folder, world, customers, acts);
  const findings = customers.map((customer) => {
    const [id] = world.sandbox.deliveries.flatMap((one) =>
      one.body.includes(`"${customer.path}"`) ? one.projectId : [],
    );
    return {
      customer,
      ...judge(
        world,
        customer,
        lost.filter(({ project }) => project === id),
      ),
    };
  });
  const all = (kind: "duplicates" | "losses" | "others" | "crossed"): readonly string[] =>
    findings.flatMap((one) => one[kind].map((what) => `${one.customer.path}: ${what}`));
  const different = await compareWithControl(world, customers, acts, startedAt);
  const late = slowest.seconds > MOST_SWEEPS_LATE * 60 ? [`due for ${slowest.seconds} s: ${slowest.what}`] : [];
  const wrongEnds = codes.flatMap((code, index) =>
    code === 0 ? [] : `${posts[index]?.name} ended with ${code} on SIGTERM`,
  );

  console.log(
    `\n${backend}, seed ${seed}, ${projects} projects, ${seconds} s of storm, at rest ${restSeconds} s later`,
  );
  row("acts of people", acts.length);
  row("webhooks sent", counts.sent);
  row("  dropped, taken by nobody", `${counts.dropped}, ${counts.refused}`);
  row("  doubled, delayed, reordered", `${counts.doubled}, ${counts.delayed}, ${counts.reordered}`);
  row("kills", list(kills));
  row("starts, store away or slow", told.failedStarts);
  row("jobs done, sweeps", `${told.jobs}, ${told.sweeps}`);
  row("actions of the bot", told.actions);
  row("due for the longest time", `${slowest.seconds} s, ${slowest.what}`);
  row("jobs given up", told.givenUp.length);
  if (values.calm) row("resident", memory.told);
  row(
    "duplicates made and closed",
    findings.reduce((sum, one) => sum + one.closedDuplicates, 0),
  );
  row("edits crossed, webhook lost", all("crossed").length);
  row("duplicates", all("duplicates").length);
  row("losses", all("losses").length);
  row("other violations", all("others").length + left.length + late.length + told.ended.length + wrongEnds.length);
  row("differs from control world", different.length);
  report("Memory", memory.faults);
  report("Duplicates", all("duplicates"));
  report("Losses", all("losses"));
  report("Wrong at the end", all("others"));
  report("Left undone", [...left, ...late]);
  report("Processes that ended by themselves", [...told.ended, ...wrongEnds]);
  report("Different from an undisturbed world", different);
  report("Jobs given up (told, no violation)", [...new Set(told.givenUp)]);
  report("Edits that crossed (told, no violation)", all("crossed"));
  report(
    "Warnings and errors in the logs",
    [...told.warnings].map(([text, count]) => `${count} x ${text}`),
  );
  broken = ["duplicates", "losses", "others"].reduce((sum, kind) => sum + all(kind as "losses").length, 0);
  broken += left.length + late.length + told.ended.length + wrongEnds.length + different.length + memory.faults.length;
  if (broken > 0)
    console.log(
      `\n${broken} violations; to repeat: --backend ${backend} --seconds ${seconds} --seed ${seed}; logs: ${folder}`,
    );
} finally {
  await Promise.all(posts.map((one) => one.end()));
  await postman?.close();
  await store?.stop();
  await world.sandbox.close();
}
if (broken === 0) rmSync(folder, { recursive: true, force: true });
process.exit(broken === 0 ? 0 : 1);
