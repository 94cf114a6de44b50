import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, vi } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { createClient } from "../sandbox/gitlab.ts";
import { forgetPrefix } from "../support/servers.ts";

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

export async function setServiceStage(): Promise<ServiceStage> {
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
  writeFileSync(join(folder, "cadence.yml"), `groups: [${GROUP}]\nsweep: { every: 1 minute }\n`);
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
  /** Sends a signal and waits for the end; answers the exit code and how long it took, in milliseconds. */
  end(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly tookMs: number }>;
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
  const url = await vi
    .waitFor(
      () => {
        if (child.exitCode !== null) return "";
        const found = /"address":"([^"]+)"/.exec(log)?.[1];
        if (found === undefined) throw new Error(`it does not listen yet: ${log}`);
        return found;
      },
      { timeout: 180_000, interval: 50 },
    )
    .catch((error: unknown) => {
      child.kill("SIGKILL");
      throw error;
    });
  if (url === "") throw new Error(`it ended with ${child.exitCode}: ${log}`);
  return {
    child,
    url,
    log: () => log,
    async end(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, tookMs: 0 };
      const began = performance.now();
      child.kill(signal);
      const [code] = await once(child, "exit");
      return { code, tookMs: performance.now() - began };
    },
  };
}

/** Where processes of one test keep their jobs on a Redis. */
export interface Jobs {
  readonly environment: Readonly<Record<string, string>>;
  forget(): Promise<void>;
}

/** For tests that are not about where jobs are kept: a database of its own takes a process seconds of work to make. */
export function jobsOn(redisUrl: string): Jobs {
  const prefix = `t_${randomBytes(6).toString("hex")}`;
  return {
    environment: { CADENCE_QUEUE_URL: redisUrl, CADENCE_QUEUE_PREFIX: prefix },
    forget: () => forgetPrefix(redisUrl, prefix),
  };
}
