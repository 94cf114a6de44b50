/**
 * A fleet on the sandbox, with real HTTP in one process. Run with `npx tsx bench/fleet.ts [projects] [due at once]`; exits 1
 * when a figure is out of its bounds.
 *
 * 1. 10,000 projects of which 100 have something due: requests of a sweep, and of one where all are idle.
 * 2. 2,000 agendas due at once with gitlab.com's limits, in as many projects, where its requests per user bind; and 100 in one
 *    project (the most that one may have), with a tenth of gitlab.com's new issues per project, so that these bind: none lost,
 *    none twice, no 429, and 95 % of the rate that the limit allows.
 *    The clock is the sandbox's: it runs as real time does, and jumps where everybody waits.
 */

import { readShippedTemplate } from "../src/app/shipped-templates.ts";
import { parseProjectConfiguration } from "../src/config/parse-project-configuration.ts";
import { serviceOf } from "../src/config/service/configuration-of.ts";
import { asProjectId, type ProjectId } from "../src/domain/ids.ts";
import { fingerprintOfFile } from "../src/fleet/fingerprint.ts";
import { type FleetRun, projectRunOf, runFleet } from "../src/fleet/run-fleet.ts";
import { createFleetMemory } from "../src/fleet/state.ts";
import type { FleetState, LastReconcile, SeenProject } from "../src/fleet/types.ts";
import { createFleetGitLab } from "../src/gitlab/fleet/fleet-client.ts";
import { reconcile } from "../src/reconcile/reconcile.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/index.ts";

const PROJECTS = Number(process.argv[2] ?? 10_000);
const AT_ONCE = Number(process.argv[3] ?? 2000);
const DUE = Math.ceil(PROJECTS / 100);
const NOW = "2026-03-07T12:00:00.000Z";
/** gitlab.com's limit, all of it: nobody else uses the token. */
const PER_MINUTE = 2000;
/** New issues per project and minute. */
const ISSUES_PER_MINUTE = 200;
/** Of what the limit that binds allows. */
const GOAL = 0.95;

const configuration = (from: string): string =>
  `customer: Acme\ntimezone: UTC\nmeetings:\n  cadence-call:\n    repeat: every week on tuesday at 10:00\n    from: ${from}\n`;
const IDLE = configuration("2027-06-01");
const BUSY = configuration("2026-03-10");

/** So many meetings due at once in one project, that its own limit on new issues binds. */
function manyMeetings(count: number): string {
  const head = "customer: Acme\ntimezone: UTC\nmeetings:\n";
  const meeting = (number: number): string =>
    `  call-${number}:\n    repeat: every week on tuesday at 10:00\n    from: 2026-03-10\n`;
  return head + Array.from({ length: count }, (_, number) => meeting(number)).join("");
}

let failed = false;

function check(text: string, isGood: boolean): void {
  console.log(`${isGood ? "ok  " : "FAIL"} ${text}`);
  failed ||= !isGood;
}

async function openSandbox(
  count: number,
  due: number,
  busy = BUSY,
): Promise<{ readonly sandbox: Sandbox; readonly token: string }> {
  const sandbox = await startSandbox({ now: NOW });
  sandbox.addUser({ username: "cadence-bot", bot: true });
  // One membership of the group, as a fleet has it.
  sandbox.addGroup({ path: "customers", members: { "cadence-bot": 30 } });
  for (let number = 0; number < count; number++) {
    const files = { ".gitlab/cadence.yml": number < due ? busy : IDLE };
    sandbox.addProject({ path: `customers/region-${number % 8}/acme-${number}`, files });
  }
  return { sandbox, token: sandbox.addToken({ user: "cadence-bot", scopes: ["api"] }) };
}

/** What a fleet remembers that was looked at an hour ago. */
function remembered(count: number, due: number, firstId: number, busy = BUSY): FleetState {
  const seen = new Map<ProjectId, SeenProject>();
  const reconciled = new Map<ProjectId, LastReconcile>();
  const before = new Date(Date.parse(NOW) - 3_600_000).toISOString();
  for (let number = 0; number < count; number++) {
    const id = asProjectId(firstId + number);
    const path = `customers/region-${number % 8}/acme-${number}`;
    const past = { lastActivityAt: NOW, changedAt: null };
    seen.set(id, { id, path, name: `acme-${number}`, inGroup: true, obstacle: null, ...past });
    reconciled.set(id, {
      id,
      at: before,
      fileReadAt: before,
      activityUpTo: NOW,
      changesUpTo: null,
      outcome: "reconciled",
      fingerprint: fingerprintOfFile(number < due ? busy : IDLE),
      nextWakeAt: number < due ? NOW : "2027-05-29T10:00:00.000Z",
      failures: 0,
      retryAt: null,
      labels: ["meeting-agenda", "meeting-follow-up"],
    });
  }
  const lists = ["meeting-agenda", "meeting-follow-up"].map((label) => [`customers ~${label}`, before] as const);
  return { listedAt: new Map(lists), seen, reconciled };
}

function serve(
  sandbox: Sandbox,
  token: string,
  start: FleetState,
  options: {
    readonly concurrency: number;
    readonly issuesPerMinute?: number;
    readonly sleep?: (ms: number) => Promise<void>;
    readonly now?: () => number;
  },
): () => Promise<FleetRun> {
  const { concurrency, issuesPerMinute = ISSUES_PER_MINUTE, ...timing } = options;
  const rules = {
    perMinute: options.now === undefined ? 1e9 : PER_MINUTE,
    reserve: 0.02,
    issuesPerMinute,
    notesPerMinute: 60,
  };
  const gitlab = createFleetGitLab({ url: sandbox.url, token, budgetRules: rules, ...timing });
  const memory = createFleetMemory(start);
  const now = () => sandbox.clock.now().toISOString();
  return () =>
    runFleet({
      gitlab,
      service: serviceOf({ groups: ["customers"] }),
      memory,
      now,
      concurrency,
      parseConfiguration: parseProjectConfiguration,
      reconcileProject: async (client, project) =>
        projectRunOf(
          await reconcile({
            gitlab: client,
            readConfiguration: async () => project,
            holidays: async () => () => null,
            shippedTemplate: readShippedTemplate,
            now,
            sleep: options.sleep ?? (async () => undefined),
          }),
        ),
    });
}

function doubles(sandbox: Sandbox, firstId: number, due: number): { readonly none: number; readonly twice: number } {
  const counts = Array.from({ length: due }, (_, number) => sandbox.issues(firstId + number).length);
  return { none: counts.filter((count) => count === 0).length, twice: counts.filter((count) => count > 1).length };
}

async function sweepOfMany(): Promise<void> {
  console.log(`\n${PROJECTS} projects, ${DUE} with something due`);
  const begin = performance.now();
  const { sandbox, token } = await openSandbox(PROJECTS, DUE);
  const firstId = sandbox.addProject({ path: "other/last" }).id - PROJECTS;
  console.log(`     set up in ${seconds(begin)}`);
  const run = serve(sandbox, token, remembered(PROJECTS, DUE, firstId), { concurrency: 4 });
  const busyBegin = performance.now();
  const busy = await run();
  const sent = sandbox.requests.all.length;
  console.log(
    `     sweep with ${DUE} due: ${sent} requests (${busy.summary.requests.lists} for lists), ${seconds(busyBegin)}`,
  );
  const { none, twice } = doubles(sandbox, firstId, DUE);
  check(
    `${busy.summary.actions} agendas made, ${none} missing, ${twice} twice`,
    busy.summary.actions === DUE && none + twice === 0,
  );
  const idleLimit = Math.ceil((PROJECTS * 3) / 100);
  check(
    `${busy.summary.requests.lists} requests to find them, ${idleLimit} allowed`,
    busy.summary.requests.lists <= idleLimit,
  );
  sandbox.clock.advance(20 * 60_000);
  const after = await run();
  check(
    `the next sweep looks at what was written: ${after.results.length} looks, no action`,
    after.summary.actions === 0,
  );
  sandbox.clock.advance(80 * 60_000);
  await run();
  sandbox.requests.reset();
  sandbox.clock.advance(15 * 60_000);
  const idleBegin = performance.now();
  const idle = await run();
  const idleSent = sandbox.requests.all.length;
  const each = ((idleSent * 100) / PROJECTS).toFixed(2);
  check(
    `all idle: ${idleSent} requests (${each} per hundred projects), ${idle.results.length} looks, ${seconds(idleBegin)}`,
    idleSent <= idleLimit && idle.results.length === 0,
  );
  await sandbox.close();
}

/** Time that runs as real time does, and jumps to the next sleeper's end where everybody sleeps. */
function createTime(sandbox: Sandbox) {
  let anchor = performance.now();
  const now = () => sandbox.clock.now().getTime() + (performance.now() - anchor);
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  let pump: NodeJS.Timeout | null = null;
  const turn = (): void => {
    pump = null;
    sleepers.sort((a, b) => a.until - b.until);
    const [first] = sleepers;
    if (first === undefined) return;
    const ahead = first.until - now();
    if (ahead > 0) {
      sandbox.clock.advance(ahead + (performance.now() - anchor));
      anchor = performance.now();
    }
    while (sleepers[0] !== undefined && sleepers[0].until <= now()) sleepers.shift()?.wake();
    if (sleepers.length > 0) pump = setTimeout(turn, 2);
  };
  const sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      sleepers.push({ until: now() + ms, wake });
      pump ??= setTimeout(turn, 2);
    });
  return { now, sleep };
}

/** All agendas due at once, with gitlab.com's limits: `projects` of `each` meetings. */
async function dueAtOnce(projects: number, each: number, issuesPerMinute: number): Promise<void> {
  const scaled =
    issuesPerMinute === ISSUES_PER_MINUTE ? "" : `, but ${issuesPerMinute} new issues per minute and project`;
  console.log(`\n${projects * each} agendas due at once, ${each} in each of ${projects}, gitlab.com's limits${scaled}`);
  const file = each === 1 ? BUSY : manyMeetings(each);
  const { sandbox, token } = await openSandbox(projects, projects, file);
  const firstId = sandbox.addProject({ path: "other/last" }).id - projects;
  sandbox.setLimits(issuesPerMinute === ISSUES_PER_MINUTE ? "gitlab.com" : { issuesPerMinute });
  const time = createTime(sandbox);
  const sentAt: number[] = [];
  sandbox.beforeRequest(() => void sentAt.push(time.now()));
  const begin = performance.now();
  const start = time.now();
  const run = serve(sandbox, token, remembered(projects, projects, firstId, file), {
    concurrency: 8,
    issuesPerMinute,
    ...time,
  });
  const { summary } = await run();
  const took = (time.now() - start) / 60_000;
  const projectsOf = Array.from({ length: projects }, (_, number) => sandbox.issues(firstId + number));
  const wrong = projectsOf.filter((issues) => {
    const markers = new Set(issues.map(({ description }) => description?.split("\n")[0]));
    return issues.length !== each || markers.size !== each;
  }).length;
  check(
    `${summary.actions} agendas made, ${wrong} projects with one missing or twice`,
    summary.actions === projects * each && wrong === 0,
  );
  const refused = sandbox.requests.all.filter(({ status }) => status === 429).length;
  check(`${refused} answers of 429`, refused === 0);
  sayRate({ agendas: projects * each, requests: sentAt.length, projects, issuesPerMinute, took });
  console.log(`     ${seconds(begin)} here`);
  await sandbox.close();
}

interface Made {
  readonly agendas: number;
  readonly requests: number;
  readonly projects: number;
  readonly issuesPerMinute: number;
  /** Minutes of GitLab's clock. */
  readonly took: number;
}

/** Against the limit that takes longest: requests per user, or new issues per project and user. */
function sayRate({ agendas, requests, projects, issuesPerMinute, took }: Made): void {
  const byRequests = requests / PER_MINUTE;
  // The first minute's worth goes out at once: what is left then takes this long.
  const byIssues = agendas / projects / issuesPerMinute - 1;
  const binding =
    byIssues > byRequests ? `${issuesPerMinute} new issues per project` : `${PER_MINUTE} requests per user`;
  const least = Math.max(byRequests, byIssues);
  console.log(
    `     ${(requests / agendas).toFixed(1)} requests per agenda; ${binding} a minute bind: at least ${least.toFixed(2)} minutes`,
  );
  check(
    `${took.toFixed(2)} minutes of GitLab's clock, ${((least * 100) / took).toFixed(1)} % of what is allowed: ${(agendas / took).toFixed(0)} agendas a minute`,
    least / took >= GOAL,
  );
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

await sweepOfMany();
await dueAtOnce(AT_ONCE, 1, ISSUES_PER_MINUTE);
await dueAtOnce(1, 100, ISSUES_PER_MINUTE / 10);
if (failed) process.exitCode = 1;
