import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../support/until.ts";
import {
  PROJECT,
  type Service,
  type ServiceStage,
  setServiceStage,
  startServe,
  titlesOf,
  untilIdle,
} from "./service-stage.ts";

/** What people do, and how the next service shows that it has heard of it. */
interface Deed {
  readonly do: (stage: ServiceStage) => void;
  readonly isDone: (stage: ServiceStage, service: Service) => boolean;
}

const closesAgenda: Deed = {
  do: ({ sandbox }) => sandbox.as("jane").close(PROJECT, 1),
  isDone: (stage) => titlesOf(stage, PROJECT).some((title) => title.startsWith("Follow-up: ")),
};
/** An issue without any label of ours, which no sweep lists: an item may be about it. */
const closesLinked: Deed = {
  do: ({ sandbox }) => sandbox.as("jane").close(PROJECT, 2),
  isDone: (_stage, service) =>
    /"reason":"webhook before the start","project":"[^"]*acme[^"]*","outcome":"reconciled"/.test(service.log()),
};

let stage: ServiceStage;
const services: Service[] = [];
beforeEach(async () => {
  stage = await setServiceStage();
  stage.sandbox.as("jane").createIssue(PROJECT, { title: "Diagram" });
});
afterEach(async () => {
  for (const service of services.splice(0)) await service.end("SIGKILL");
  await stage.close();
});

async function serve(): Promise<Service> {
  const service = await startServe(stage);
  services.push(service);
  return service;
}

/** A service that took the webhook and is killed before it could do anything; GitLab was asked for nothing since. */
async function killedBeforeTheJob(deed: Deed): Promise<void> {
  const service = await serve();
  await untilIdle(service);
  await stage.hook(service.url);
  const holds = stage.sandbox.faults.inject({ kind: "slow", delayMs: 600_000, times: 1000, when: () => true });
  deed.do(stage);
  await until(() => expect(stage.sandbox.deliveries.map(({ status }) => status)).toEqual([200]));
  await service.end("SIGKILL");
  holds();
  expect(deed.isDone(stage, service)).toBe(false);
}

describe("a webhook that was answered with 200, and kill -9 before its job", () => {
  it.each([
    ["an agenda was closed", closesAgenda],
    ["an issue was closed that an item may be about", closesLinked],
  ])("%s: the next start does it, without that webhook", async (_what, deed) => {
    await killedBeforeTheJob(deed);
    const service = await serve();
    await until(() => expect(deed.isDone(stage, service)).toBe(true));
  });

  it.each([
    ["what waited", ["waiting.json"]],
    ["all that was known", ["waiting.json", "fleet.json"]],
  ])("the sweep finds it where the file with %s is lost too", async (_what, files) => {
    await killedBeforeTheJob(closesAgenda);
    for (const file of files) rmSync(join(stage.folder, ".cadence", file));
    const service = await serve();
    await until(() => expect(closesAgenda.isDone(stage, service)).toBe(true));
  });
});
