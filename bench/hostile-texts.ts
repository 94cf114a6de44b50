/**
 * One customer's text against all others: hostile texts are put into agenda, follow-up, comment, title, template and
 * configuration of one customer's project, and at that moment another customer closes an agenda. Measured are the slowest
 * answer of `/healthz` while it goes on, and the time until the other customer's follow-up is there. Run with
 * `npx tsx bench/hostile-texts.ts [--only WORD] [--every N] [--redis]`, after `npm run build`; exits 1 where a goal is missed.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { type Sandbox, startSandbox } from "../src/sandbox/index.ts";
import { startRedis } from "../tests/support/servers.ts";
import { GROUP, hook, SIGNING_TOKEN } from "./crash-matrix/customers.ts";
import { createTold, keepRunning } from "./crash-matrix/service.ts";
import { HOSTILE_TEXTS } from "./support/hostile-texts.ts";
import { judge, printTable } from "./support/measure.ts";

const DAY = 86_400_000;
/** The goals: of one answer, and from closing to follow-up. */
const MOST_HEALTH_MS = 300;
const MOST_FOLLOW_UP_MS = 5000;
const MOST_JOB_MS = 10_000;
const GIVE_UP_MS = 60_000;
/** GitLab takes 60 comments a minute from one user, and each new follow-up gets one. */
const PACE_MS = 2000;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    redis: { type: "boolean", default: false },
    every: { type: "string", default: "1" },
  },
});

type Place = "issues" | "template" | "configuration";

function configurationOf(customer: string, extra: string): string {
  const day = new Date(Date.now() - DAY);
  const weekday = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }).format(day).toLowerCase();
  return [
    `customer: ${customer}`,
    "timezone: Etc/UTC",
    'account_team: ["@jane"]',
    'attendees: ["@bob"]',
    "meetings:",
    "  cadence-call:",
    `    repeat: every week on ${weekday} at 10:00`,
    `    from: ${day.toISOString().slice(0, 10)}`,
    "    lead_time: 7 days",
    extra,
  ].join("\n");
}

function addCustomer(sandbox: Sandbox, path: string): void {
  sandbox.addProject({ path, members: { bob: 30 }, files: { ".gitlab/cadence.yml": configurationOf("Acme", "") } });
  sandbox.as("jane").createIssue(path, {
    title: "Our call",
    labels: ["meeting-agenda"],
    dueDate: new Date(Date.now() - DAY).toISOString().slice(0, 10),
    createdAt: new Date(Date.now() - 3 * DAY).toISOString(),
    description: "## Action items\n\n- [ ] @bob Upload the diagram (due 2027-03-01)\n",
  });
}

/** Says what the slowest answer of an address took since the last question, however busy this process is. */
function probe(url: string): { slowest(): Promise<number>; end(): Promise<unknown> } {
  const code = `
    const { parentPort, workerData } = require("node:worker_threads");
    let slowest = 0;
    (async () => {
      for (;;) {
        const began = performance.now();
        try { await (await fetch(workerData)).text(); } catch {}
        slowest = Math.max(slowest, performance.now() - began);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    parentPort.on("message", () => { parentPort.postMessage(slowest); slowest = 0; });`;
  const worker = new Worker(code, { eval: true, workerData: url });
  return {
    slowest: () =>
      new Promise((resolve) => {
        worker.once("message", resolve);
        worker.postMessage(null);
      }),
    end: () => worker.terminate(),
  };
}

/** Puts the text where customers can; what GitLab itself refuses is left out. */
function attack(sandbox: Sandbox, path: string, place: Place, text: string): void {
  if (place === "configuration") {
    sandbox.writeFile(path, ".gitlab/cadence.yml", configurationOf(`${text.slice(0, 200_000)}`, `# ${text}`));
    sandbox.as("jane").comment(path, 1, "changed");
    return;
  }
  if (place === "template") {
    sandbox.writeFile(path, ".gitlab/issue_templates/Meeting Agenda.md", `## Topics\n\n${text}\n\n- [ ] ${text}\n`);
    sandbox.writeFile(path, ".gitlab/issue_templates/Follow-up.md", `${text}\n\n{{recap}}\n`);
    sandbox.as("jane").close(path, 1);
    return;
  }
  const person = sandbox.as("bob");
  const acts = [
    () =>
      person.editDescription(
        path,
        1,
        (before) => `${before}- [ ] ${text}\n\n${text}\n\n| a | b |\n|---|---|\n| [ ] | ${text} |\n`,
      ),
    () => person.comment(path, 1, text),
    () => person.setTitle(path, 1, text.slice(0, 255).replaceAll("\n", " ")),
    () => sandbox.as("jane").close(path, 1),
  ];
  for (const act of acts) {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "ApiError") throw error;
    }
  }
}

const titles = (sandbox: Sandbox, path: string): number =>
  sandbox.issues(path).filter(({ description }) => (description ?? "").includes(" follow-up cadence-call/")).length;

async function untilFollowUp(sandbox: Sandbox, path: string, sinceMs: number): Promise<number> {
  while (titles(sandbox, path) === 0 && performance.now() - sinceMs < GIVE_UP_MS) await sleep(20);
  return performance.now() - sinceMs;
}

const chosen = HOSTILE_TEXTS.filter(
  ({ name }, at) => at % Number(values.every) === 0 && (values.only === undefined || name.includes(values.only)),
);
const places: readonly Place[] = ["issues", "template", "configuration"];
const sandbox = await startSandbox({ autoDisableHooks: true });
const folder = mkdtempSync(join(tmpdir(), "cadence-hostile-"));
const redis = values.redis ? await startRedis(["--maxmemory-policy", "noeviction"]) : null;
for (const username of ["jane", "bob"]) sandbox.addUser({ username });
sandbox.addUser({ username: "cadence-bot", name: "Cadence", bot: true });
sandbox.addGroup({ path: GROUP, members: { jane: 50, "cadence-bot": 20 } });
const rounds = chosen.flatMap(({ name, text }, at) =>
  places.map((place) => ({
    name,
    text,
    place,
    hostile: `${GROUP}/h-${at}-${place}`,
    innocent: `${GROUP}/i-${at}-${place}`,
  })),
);
for (const { hostile, innocent } of rounds) {
  addCustomer(sandbox, hostile);
  addCustomer(sandbox, innocent);
}
writeFileSync(
  join(folder, "cadence.yml"),
  `groups: [${GROUP}]\nsweep: { every: 1 minute }\nrequests: { per_minute: 50000 }\n`,
);
const told = createTold();
const environment = {
  GITLAB_URL: sandbox.url,
  GITLAB_TOKEN: sandbox.addToken({ user: "cadence-bot", scopes: ["api"] }),
  CADENCE_SIGNING_TOKEN: SIGNING_TOKEN,
  ...(redis === null ? {} : { CADENCE_QUEUE_URL: redis.url }),
};
const service = keepRunning("service", [], { folder, environment, storeAway: () => 0, told });
while (service.url() === null) await sleep(50);
const url = service.url() ?? "";
await hook(sandbox, url);
// The first looks at all projects are none of the attack.
while (told.jobs < rounds.length * 2) await sleep(200);
const health = probe(`${url}/healthz`);
await health.slowest();
const rows: string[][] = [];
let missed = 0;
for (const { name, text, place, hostile, innocent } of rounds) {
  const jobs = told.jobs;
  attack(sandbox, hostile, place, text);
  const began = performance.now();
  sandbox.as("jane").close(innocent, 1);
  const followUpMs = await untilFollowUp(sandbox, innocent, began);
  // Until the hostile project was looked at, or for as long as a text that keeps a look busy is waited for.
  while (told.jobs < jobs + 2 && performance.now() - began < MOST_JOB_MS) await sleep(20);
  const healthMs = await health.slowest();
  await sleep(Math.max(0, PACE_MS - (performance.now() - began)));
  const isGood = healthMs <= MOST_HEALTH_MS && followUpMs <= MOST_FOLLOW_UP_MS;
  if (!isGood) missed += 1;
  if (!isGood)
    console.error(`${name}, ${place}: healthz ${Math.round(healthMs)} ms, follow-up ${Math.round(followUpMs)} ms`);
  if (!isGood || values.only !== undefined)
    rows.push([name, place, `${Math.round(healthMs)}`, `${Math.round(followUpMs)}`, isGood ? "ok" : "MISSED"]);
}
const statuses = sandbox.deliveries.flatMap(({ status, error }) => (status === 200 ? [] : [String(status ?? error)]));
const disabled = statuses.length;
await health.end();
await service.end();
await sandbox.close();
await redis?.stop();
if (rows.length > 0) printTable(["text", "place", "healthz ms", "follow-up ms", ""], rows);
console.log(
  `${rounds.length} attacks (${chosen.length} texts in ${places.length} places): ${missed} missed, ${disabled} deliveries not answered with 200 (${[...new Set(statuses)].join(" ")}), ${told.ended.length} ends`,
);
for (const [text, count] of told.warnings) console.log(`  ${count} x ${text}`);
console.log(judge(missed === 0 && disabled === 0 && told.ended.length === 0));
if (process.exitCode === 1) console.log(`logs: ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exit();
