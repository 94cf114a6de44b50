import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createClient } from "../../sandbox/gitlab.ts";
import { findPostgres, findRedis, forgetPrefix } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { innerServices, type LogLine } from "../inner-service.ts";
import { PROJECT, type Service, type ServiceStage, setServiceStage, startServe } from "../service-stage.ts";

const EDITS = [1, 2, 3, 4, 5, 6];

/** Of tests that run side by side. */
const ends: (() => Promise<unknown>)[] = [];

async function setStage(): Promise<ServiceStage> {
  const stage = await setServiceStage();
  ends.push(() => stage.close());
  return stage;
}

/** As systemd and compose do: a server that is busy may keep a process from starting. */
async function startUntilUp(
  stage: ServiceStage,
  environment: Readonly<Record<string, string>>,
  tries = 5,
): Promise<Service> {
  try {
    return await startServe(stage, [], environment);
  } catch (error) {
    if (tries === 1) throw error;
    return startUntilUp(stage, environment, tries - 1);
  }
}

async function serve(stage: ServiceStage, environment: Readonly<Record<string, string>>): Promise<Service> {
  const service = await startUntilUp(stage, environment);
  ends.push(() => service.end("SIGKILL"));
  await until(() => expect(service.log()).toContain(`"project":"${PROJECT}","outcome":"reconciled"`));
  return service;
}

function textIn(stage: ServiceStage): string {
  return stage.sandbox.issue(PROJECT, 1).description;
}

/** Six times in a row the bot writes what it has read before somebody saved. */
async function overwriteSixTimes(stage: ServiceStage): Promise<void> {
  const bot = createClient(stage.sandbox.url, { "private-token": stage.environment["GITLAB_TOKEN"] ?? "" });
  for (const nth of EDITS) {
    const before = textIn(stage);
    stage.sandbox.as("bob").editDescription(PROJECT, 1, (one) => `${one}\nBob says ${nth}.\n`);
    const description = `${before}\n- [ ] Item ${nth} (from #1) <!-- c:1-ab${nth} -->\n`;
    expect((await bot.put(`/projects/${encodeURIComponent(PROJECT)}/issues/1`, { description })).status).toBe(200);
  }
  for (const nth of EDITS) expect(textIn(stage)).not.toContain(`Bob says ${nth}.`);
  await stage.sandbox.settle();
}

/** Every edit of the bot was taken with 200, and GitLab goes on telling. */
function expectTaken(stage: ServiceStage): void {
  const own = stage.sandbox.deliveries.filter(({ responseBody }) => responseBody.includes("own-edit"));
  expect(own.length).toBeGreaterThanOrEqual(EDITS.length);
  expect(new Set(stage.sandbox.deliveries.map(({ status }) => status))).toEqual(new Set([200]));
}

async function expectBack(stage: ServiceStage): Promise<void> {
  await until(() => {
    for (const nth of EDITS) expect(textIn(stage).split(`Bob says ${nth}.`)).toHaveLength(2);
  });
}

const [redis, postgres] = [await findRedis(), await findPostgres()];
const prefix = `t_${randomBytes(6).toString("hex")}`;
afterAll(async () => {
  for (const end of ends.reverse()) await end();
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

describe.each(BACKENDS)("what the bot overwrote, with $name", ({ url }) => {
  const environment = url === null || url === "" ? {} : { CADENCE_QUEUE_URL: url, CADENCE_QUEUE_PREFIX: prefix };

  it.skipIf(url === null)("is back after a kill -9 between the 200 and the repair", async () => {
    const stage = await setStage();
    const folder = join(stage.folder, ".cadence", "overwritten");
    const first = await serve(stage, environment);
    await stage.hook(first.url);
    let release = (): void => undefined;
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The receiver has GitLab's answer to nothing, and needs none.
    const remove = stage.sandbox.beforeRequest(({ method }) => (method === "GET" ? hanging : undefined));
    await overwriteSixTimes(stage);
    expectTaken(stage);
    const metrics = await (await fetch(`${first.url}/metrics`)).text();
    expect(metrics).toMatch(/^cadence_overwritten_texts 6$/m);
    if (url === "") expect(readdirSync(folder)).toHaveLength(6);
    await first.end("SIGKILL");
    remove();
    release();
    for (const nth of EDITS) expect(textIn(stage)).not.toContain(`Bob says ${nth}.`);
    const second = await serve(stage, environment);
    await expectBack(stage);
    await until(async () => {
      const now = await (await fetch(`${second.url}/metrics`)).text();
      expect(now).toMatch(/^cadence_overwritten_texts 0$/m);
      expect(now).toMatch(/^cadence_overwritten_oldest_seconds 0$/m);
    });
    if (url === "") expect(readdirSync(folder)).toEqual([]);
    await second.end();
  });
});

type Trouble = Parameters<ServiceStage["sandbox"]["faults"]["inject"]>[0];

function isQuestion({ method }: { readonly method: string }): boolean {
  return method === "GET";
}

/** What GitLab does to questions, and to how many of them. */
const TROUBLES: readonly { readonly name: string; readonly fault: Trouble }[] = [
  // As long as it waits for the answer to a webhook.
  { name: "takes ten seconds for an answer", fault: { kind: "slow", delayMs: 10_000, times: 1, when: isQuestion } },
  {
    name: "asks to wait",
    fault: { kind: "status", status: 429, headers: { "retry-after": "2" }, times: 3, when: isQuestion },
  },
  // All four tries of the repair, and of the look after it.
  { name: "fails", fault: { kind: "status", status: 502, times: 8, when: isQuestion } },
];

describe.skipIf(redis === null)("six own edits in a row while GitLab", () => {
  /** A service that has nothing to do any more. */
  async function idleService(): Promise<ServiceStage> {
    const stage = await setStage();
    const services = innerServices(stage, redis?.url ?? "");
    ends.push(() => services.close());
    const service = await services.start();
    const isDone = ({ outcome }: LogLine): boolean => outcome === "reconciled";
    await until(() => expect(service.lines().filter(isDone)).toHaveLength(2));
    await stage.hook(service.url);
    return stage;
  }

  it.concurrent.each(TROUBLES)("$name: all are taken at once, and all texts come back", async ({ fault }) => {
    const stage = await idleService();
    const remove = stage.sandbox.faults.inject(fault);
    await overwriteSixTimes(stage);
    expectTaken(stage);
    await expectBack(stage);
    remove();
    await stage.sandbox.settle();
    expectTaken(stage);
  });

  it.concurrent("takes one request in some seconds: likewise, with four requests for all of them", async () => {
    const stage = await idleService();
    const { sandbox } = stage;
    sandbox.beforeRequest(({ method }) => {
      if (method === "GET") sandbox.setLimits({ requests: { limit: 1, periodSeconds: 2 } });
    });
    sandbox.requests.reset();
    await overwriteSixTimes(stage);
    expectTaken(stage);
    await expectBack(stage);
    const isOfIssue = ({ path }: { readonly path: string }): boolean => /\/projects\/\d+\/issues\/1\b/.test(path);
    const repair = sandbox.requests.all.filter(isOfIssue).map(({ method, status }) => `${method} ${status}`);
    expect(repair).toEqual(["GET 200", "GET 200", "GET 200", "PUT 200"]);
  });
});
