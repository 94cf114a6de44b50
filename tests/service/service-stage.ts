import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { createClient } from "../sandbox/gitlab.ts";
import { forgetPrefix } from "../support/servers.ts";
import { until } from "../support/until.ts";

/** As built: threads of Node 20 read no TypeScript. `npm ci` builds it, and so does `npm run build`. */
const MAIN = fileURLToPath(new URL("../../dist/cli/cadence.cjs", import.meta.url));
const GROUP = "account-management";
export const PROJECT = `${GROUP}/acme/collaboration`;
export const OTHER = `${GROUP}/globex/collaboration`;
const SIGNING_TOKEN = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

const DAY = 86_400_000;

/** Yesterday in UTC: a call of that day is over at any hour. */
export function yesterday(): { readonly date: string; readonly weekday: string } {
  const day = new Date(Date.now() - DAY);
  const weekday = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }).format(day).toLowerCase();
  return { date: day.toISOString().slice(0, 10), weekday };
}

/** The configuration file of a customer's project. */
export function configurationOf(customer: string): string {
  const { date, weekday } = yesterday();
  return [
    `customer: ${customer}`,
    "timezone: Etc/UTC",
    'account_team: ["@jane"]',
    'attendees: ["@bob"]',
    "meetings:",
    "  cadence-call:",
    `    repeat: every 4 weeks on ${weekday} at 10:00`,
    `    from: ${date}`,
    "",
  ].join("\n");
}

/** Two customers' projects on a GitLab in real time, each with the open agenda (#1) of yesterday's call. */
export interface ServiceStage {
  readonly sandbox: Sandbox;
  /** What a process of the service needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** A folder with the service's `cadence.yml`, for its `.cadence` as well. */
  readonly folder: string;
  /** Makes GitLab send all four kinds of events to a server. */
  hook(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Left to itself only the start of a process sweeps: however slow the machine, no timer does what a test waits for. */
export async function setServiceStage(sweepEvery = "1 day"): Promise<ServiceStage> {
  const sandbox = await startSandbox();
  for (const username of ["jane", "bob"]) sandbox.addUser({ username });
  sandbox.addUser({ username: "cadence-bot", name: "Cadence", bot: true });
  sandbox.addGroup({ path: GROUP, members: { jane: 50, "cadence-bot": 20 } });
  for (const [path, customer] of [
    [PROJECT, "Acme"],
    [OTHER, "Globex"],
  ] as const) {
    sandbox.addProject({ path, members: { bob: 30 }, files: { ".gitlab/cadence.yml": configurationOf(customer) } });
    sandbox.as("jane").createIssue(path, {
      title: `${customer} call`,
      labels: ["meeting-agenda"],
      dueDate: yesterday().date,
      createdAt: new Date(Date.now() - 3 * DAY).toISOString(),
      description: "## Action items\n\n- [ ] @bob Upload the diagram\n",
    });
  }
  const folder = mkdtempSync(join(tmpdir(), "cadence-service-"));
  writeFileSync(join(folder, "cadence.yml"), `groups: [${GROUP}]\nsweep: { every: ${sweepEvery} }\n`);
  const token = sandbox.addToken({ user: "cadence-bot", scopes: ["api"] });
  const owner = createClient(sandbox.url, { "private-token": sandbox.addToken({ user: "jane", scopes: ["api"] }) });
  return {
    sandbox,
    folder,
    environment: { GITLAB_URL: sandbox.url, GITLAB_TOKEN: token, CADENCE_SIGNING_TOKEN: SIGNING_TOKEN },
    async hook(url) {
      const events = ["issues", "confidential_issues", "note", "confidential_note"].map((one) => [
        `${one}_events`,
        true,
      ]);
      const hook = { url: `${url}/webhooks/gitlab`, signing_token: SIGNING_TOKEN, ...Object.fromEntries(events) };
      expect((await owner.post(`/groups/${encodeURIComponent(GROUP)}/hooks`, hook)).status).toBe(201);
    },
    async close() {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Titles of all issues of a project, in their order. */
export function titlesOf({ sandbox }: ServiceStage, project: string): readonly string[] {
  return sandbox.issues(project).map(({ title }) => title);
}

/** A process of the service. */
export interface Service {
  readonly child: ChildProcess;
  readonly url: string;
  log(): string;
  /** Sends a signal and waits for the end; returns the exit code, null after a signal that nobody handles. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** `cadence serve` in a process of its own; resolves when it listens. */
export async function startServe(
  stage: ServiceStage,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const options = ["serve", "--service", "cadence.yml", "--port", "0", ...args];
  const child = spawn(process.execPath, [MAIN, ...options], {
    cwd: stage.folder,
    env: { PATH: process.env["PATH"], ...stage.environment, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr?.on("data", (data) => (log += data));
  const url = await until(() => {
    if (child.exitCode !== null) return "";
    const found = /"address":"([^"]+)"/.exec(log)?.[1];
    if (found === undefined) throw new Error(`it does not listen yet: ${log}`);
    return found;
  }).catch((error: unknown) => {
    child.kill("SIGKILL");
    throw error;
  });
  if (url === "") throw new Error(`it ended with ${child.exitCode}: ${log}`);
  return {
    child,
    url,
    log: () => log,
    async end(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      // With all that it wrote.
      const [code] = await once(child, "close");
      return code;
    },
  };
}

/** Waits until the first sweep of a process is over and nothing that it asked for waits or runs. */
export async function untilIdle({ url, log }: Pick<Service, "url" | "log">): Promise<void> {
  await until(async () => {
    expect(log()).toMatch(/sweep: \d+ projects/);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    for (const state of ["waiting", "active", "delayed"])
      expect(metrics).toMatch(new RegExp(`^cadence_queue_jobs\\{state="${state}"\\} 0$`, "m"));
  });
}

/** Waits until the probe of a process says that it is ready: its checks have limits that a crowded machine goes beyond. */
export async function untilReady(url: string, checks: object): Promise<void> {
  await until(async () => {
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { checks }]);
  });
}

/** Where processes of one test keep their jobs on a Redis. */
export interface Jobs {
  readonly environment: Readonly<Record<string, string>>;
  forget(): Promise<void>;
}

/** For tests of processes that share their jobs. */
export function jobsOn(redisUrl: string): Jobs {
  const prefix = `t_${randomBytes(6).toString("hex")}`;
  return {
    environment: { CADENCE_QUEUE_URL: redisUrl, CADENCE_QUEUE_PREFIX: prefix },
    forget: () => forgetPrefix(redisUrl, prefix),
  };
}
