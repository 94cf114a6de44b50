import { randomBytes } from "node:crypto";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../sandbox/gitlab.ts";
import { findPostgres, findRedis, forgetPrefix } from "../support/servers.ts";
import { type InnerService, type InnerServices, innerServices, type LogLine } from "./inner-service.ts";
import { PROJECT, type Service, type ServiceStage, setServiceStage, startServe } from "./service-stage.ts";

const SOON = { timeout: 150_000, interval: 100 };
const EDITS = [1, 2, 3, 4, 5, 6];

let stage: ServiceStage;
let running: Service[] = [];
beforeEach(async () => {
  stage = await setServiceStage();
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.end("SIGKILL")));
  running = [];
  await stage.close();
});

/** As systemd and compose do: a server that is busy may keep a process from starting. */
async function startUntilUp(environment: Readonly<Record<string, string>>, tries = 5): Promise<Service> {
  try {
    return await startServe(stage, [], environment);
  } catch (error) {
    if (tries === 1) throw error;
    return startUntilUp(environment, tries - 1);
  }
}

async function serve(environment: Readonly<Record<string, string>>): Promise<Service> {
  const service = await startUntilUp(environment);
  running.push(service);
  await vi.waitFor(() => expect(service.log()).toContain(`"project":"${PROJECT}","outcome":"reconciled"`), SOON);
  return service;
}

function text(): string {
  return stage.sandbox.issue(PROJECT, 1).description;
}

/** Six times in a row the bot writes what it has read before somebody saved. */
async function overwriteSixTimes(): Promise<void> {
  const bot = createClient(stage.sandbox.url, { "private-token": stage.environment["GITLAB_TOKEN"] ?? "" });
  for (const nth of EDITS) {
    const before = text();
    stage.sandbox.as("bob").editDescription(PROJECT, 1, (one) => `${one}\nBob says ${nth}.\n`);
    const description = `${before}\n- [ ] Item ${nth} (from #1) <!-- c:1-ab${nth} -->\n`;
    expect((await bot.put(`/projects/${encodeURIComponent(PROJECT)}/issues/1`, { description })).status).toBe(200);
  }
  for (const nth of EDITS) expect(text()).not.toContain(`Bob says ${nth}.`);
  await stage.sandbox.settle();
}

/** Every edit of the bot was taken with 200, and GitLab goes on telling. */
function expectTaken(): void {
  const own = stage.sandbox.deliveries.filter(({ responseBody }) => responseBody.includes("own-edit"));
  expect(own.length).toBeGreaterThanOrEqual(EDITS.length);
  expect(new Set(stage.sandbox.deliveries.map(({ status }) => status))).toEqual(new Set([200]));
}

async function expectBack(): Promise<void> {
  await vi.waitFor(() => {
    for (const nth of EDITS) expect(text().split(`Bob says ${nth}.`)).toHaveLength(2);
  }, SOON);
}

const [redis, postgres] = [await findRedis(), await findPostgres()];
const prefix = `t_${randomBytes(6).toString("hex")}`;
afterAll(async () => {
  for (const server of [redis, postgres]) {
    if (server !== null) await forgetPrefix(server.url, prefix);
    await server?.stop();
  }
});
const BACKENDS = [
  { name: "files of its own", url: "" },
  { name: "Redis", url: redis?.url ?? null },
  { name: "PostgreSQL", url: postgres?.url ?? null },
];

describe.each(BACKENDS)("what the bot overwrote, with $name", { retry: 1 }, ({ url }) => {
  const environment = url === null || url === "" ? {} : { CADENCE_QUEUE_URL: url, CADENCE_QUEUE_PREFIX: prefix };

  it.skipIf(url === null)("is back after a kill -9 between the 200 and the repair", { timeout: 400_000 }, async () => {
    const file = join(stage.folder, ".cadence", "overwritten.log");
    const first = await serve(environment);
    await stage.hook(first.url);
    let release = (): void => undefined;
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The receiver has GitLab's answer to nothing, and needs none.
    const remove = stage.sandbox.beforeRequest(({ method }) => (method === "GET" ? hanging : undefined));
    await overwriteSixTimes();
    expectTaken();
    const metrics = await (await fetch(`${first.url}/metrics`)).text();
    expect(metrics).toMatch(/^cadence_overwritten_texts 6$/m);
    if (url === "") expect(statSync(file).mode & 0o777).toBe(0o600);
    await first.end("SIGKILL");
    remove();
    release();
    for (const nth of EDITS) expect(text()).not.toContain(`Bob says ${nth}.`);
    const second = await serve(environment);
    await expectBack();
    await vi.waitFor(async () => {
      const now = await (await fetch(`${second.url}/metrics`)).text();
      expect(now).toMatch(/^cadence_overwritten_texts 0$/m);
      expect(now).toMatch(/^cadence_overwritten_oldest_seconds 0$/m);
    }, SOON);
    if (url === "") expect(existsSync(file)).toBe(false);
  });
});

type Trouble = Parameters<ServiceStage["sandbox"]["faults"]["inject"]>[0];

/** What GitLab does to every question, and for how many of them. */
const TROUBLES: readonly { readonly name: string; readonly fault: Trouble }[] = [
  { name: "takes long for each answer", fault: { kind: "slow", delayMs: 2_000, times: 40, when: isQuestion } },
  {
    name: "asks to wait",
    fault: { kind: "status", status: 429, headers: { "retry-after": "2" }, times: 3, when: isQuestion },
  },
  { name: "fails", fault: { kind: "status", status: 502, times: 8, when: isQuestion } },
];

function isQuestion({ method }: { readonly method: string }): boolean {
  return method === "GET";
}

describe.skipIf(redis === null)("six own edits in a row while GitLab", { retry: 1 }, () => {
  let services: InnerServices;
  beforeEach(() => {
    services = innerServices(stage, redis?.url ?? "");
  });
  afterEach(() => services.close());

  async function lookedAt(service: InnerService): Promise<void> {
    const isDone = ({ project, outcome }: LogLine): boolean => project === PROJECT && outcome === "reconciled";
    await vi.waitFor(() => expect(service.lines().some(isDone)).toBe(true), SOON);
  }

  it.each(TROUBLES)(
    "$name: all are taken at once, and all texts come back",
    { timeout: 400_000 },
    async ({ fault }) => {
      const service = await services.start();
      await lookedAt(service);
      await stage.hook(service.url);
      const remove = stage.sandbox.faults.inject(fault);
      await overwriteSixTimes();
      expectTaken();
      await expectBack();
      remove();
      await stage.sandbox.settle();
      expectTaken();
    },
  );

  it("may not be asked because the requests of a minute are used up: likewise", { timeout: 400_000 }, async () => {
    writeFileSync(
      join(stage.folder, "cadence.yml"),
      "groups: [account-management]\nsweep: { every: 1 minute }\nrequests: { per_minute: 24 }\n",
    );
    const service = await services.start();
    await lookedAt(service);
    await stage.hook(service.url);
    await overwriteSixTimes();
    expectTaken();
    await expectBack();
  });
});
