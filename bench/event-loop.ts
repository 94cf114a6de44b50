/**
 * How long the thread that answers webhooks and probes is ever kept from it: one project with 28,000 boxes in an issue, one with
 * 50 million letters, first alone and then beside four loops without end, where nobody may be put aside. Run with `npx tsx bench/event-loop.ts` after
 * `npm run build`; exits 1 when the loop was blocked for more than 0.2 s, or when a project is put aside that does nothing wrong.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { startSandbox } from "../src/sandbox/index.ts";

const LIMIT_SECONDS = 0.2;
const PATIENCE_MS = Number(process.argv[2] ?? 300_000);
const COMMAND = fileURLToPath(new URL("../dist/cli/cadence.cjs", import.meta.url));
const GROUP = "customers";
const DAY = 86_400_000;

const day = new Date(Date.now() - DAY);
const weekday = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }).format(day).toLowerCase();
const date = day.toISOString().slice(0, 10);
const CONFIGURATION = `customer: Acme\ntimezone: Etc/UTC\naccount_team: ["@jane"]\nattendees: ["@bob"]
meetings:\n  call:\n    repeat: every 4 weeks on ${weekday} at 10:00\n    from: ${date}\n`;
const LETTERS = `${"A line of words that people might write in a meeting. ".repeat(18)}\n`;

/** What each project holds: texts of agendas. */
const PROJECTS: Readonly<Record<string, readonly string[]>> = {
  quiet: ["## Action items\n\n- [ ] @bob Upload the diagram\n"],
  boxes: [`## Action items\n\n${"- [ ] @bob Upload it\n".repeat(28_000)}`],
  letters: Array.from({ length: 50 }, () => LETTERS.repeat(1_000)),
};

const sandbox = await startSandbox();
for (const username of ["jane", "bob", "cadence-bot"]) sandbox.addUser({ username, bot: username === "cadence-bot" });
sandbox.addGroup({ path: GROUP, members: { jane: 50, "cadence-bot": 20 } });
for (const [name, texts] of Object.entries(PROJECTS)) {
  const path = `${GROUP}/${name}`;
  sandbox.addProject({ path, members: { bob: 30 }, files: { ".gitlab/cadence.yml": CONFIGURATION } });
  for (const [index, description] of texts.entries()) {
    const dueDate = new Date(day.getTime() - index * 28 * DAY).toISOString().slice(0, 10);
    const createdAt = new Date(day.getTime() - (index * 28 + 3) * DAY).toISOString();
    const draft = { title: `Call ${index}`, labels: ["meeting-agenda"], dueDate, createdAt, description };
    sandbox.as("jane").createIssue(path, draft);
  }
}

const paths = Object.keys(PROJECTS).map((name) => `${GROUP}/${name}`);

interface Served {
  /** Until all projects were looked at. */
  readonly seconds: number;
  /** Seconds in which the longest pause was at most so many seconds, as Prometheus counts them. */
  readonly buckets: readonly (readonly [limit: string, count: number])[];
  readonly ended: readonly string[];
}

/** Starts the service beside so many loops without end, waits for its looks and ends it. */
async function serveBeside(count: number): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "cadence-loop-"));
  writeFileSync(join(folder, "cadence.yml"), `groups: [${GROUP}]\nsweep: { every: 1 minute }\n`);
  const env = {
    PATH: process.env["PATH"],
    GITLAB_URL: sandbox.url,
    GITLAB_TOKEN: sandbox.addToken({ user: "cadence-bot", scopes: ["api"] }),
    CADENCE_SIGNING_TOKEN: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
    ...(process.env["REDIS_URL"] === undefined
      ? {}
      : { CADENCE_QUEUE_URL: process.env["REDIS_URL"], CADENCE_QUEUE_PREFIX: `bench_loop_${process.pid}_${count}` }),
  };
  const loops = Array.from({ length: count }, () => new Worker("for (;;);", { eval: true }));
  const args = [COMMAND, "serve", "--config", "cadence.yml", "--port", "0"];
  const service = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  service.stderr.on("data", (data) => {
    log += data;
  });

  const until = async (what: string, isSo: () => boolean): Promise<void> => {
    const began = performance.now();
    while (!isSo()) {
      if (performance.now() - began > PATIENCE_MS || service.exitCode !== null) throw new Error(`not ${what}: ${log}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };

  const began = performance.now();
  await until("listening", () => /"address":"/.test(log));
  const url = /"address":"([^"]+)"/.exec(log)?.[1] ?? "";
  await until("looked at", () =>
    paths.every((path) => new RegExp(`"msg":"${path}: (?:reconciled|refused|failed)`).test(log)),
  );
  const seconds = (performance.now() - began) / 1000;
  const metrics = await (await fetch(`${url}/metrics`)).text();
  for (const loop of loops) await loop.terminate();
  service.kill("SIGTERM");
  await once(service, "exit");
  rmSync(folder, { recursive: true, force: true });
  const found = metrics.matchAll(/^cadence_event_loop_delay_seconds_bucket\{le="([^"]+)"\} (\d+)/gm);
  return {
    seconds,
    buckets: [...found].map(([, limit = "", number]) => [limit, Number(number)] as const),
    ended: [...log.matchAll(/"msg":"[^"]* was ended: [^"]*"/g)].map(([line]) => line),
  };
}

console.log(`node ${process.version}`);
for (const count of [0, 4]) {
  const { seconds, buckets, ended } = await serveBeside(count);
  const all = buckets.at(-1)?.[1] ?? 0;
  const blocked = all - (buckets.find(([limit]) => limit === String(LIMIT_SECONDS))?.[1] ?? 0);
  console.log(`\nbeside ${count} loops: ${paths.length} projects looked at after ${seconds.toFixed(0)} s`);
  for (const [limit, number] of buckets)
    console.log(`  pauses up to ${limit.padEnd(4)} s  ${number} of ${all} seconds`);
  console.log(`  looks that were ended: ${ended.length}${ended.map((line) => `\n    ${line}`).join("")}`);
  // On a crowded machine every thread waits for a processor.
  if ((count === 0 && blocked > 0) || ended.length > 0) process.exitCode = 1;
}
await sandbox.close();
