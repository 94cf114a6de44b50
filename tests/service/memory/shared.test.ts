import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { findRedis } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { type InnerService, type InnerServices, innerServices } from "../inner-service.ts";
import {
  OTHER,
  PROJECT,
  type ServiceStage,
  setServiceStage,
  titlesOf,
  untilIdle,
  untilReady,
} from "../service-stage.ts";

const FOLLOW_UP = /^Follow-up: /;

const redis = await findRedis();
afterAll(async () => redis?.stop());

let stage: ServiceStage;
let services: InnerServices;

function messages(pattern: RegExp, ...from: readonly InnerService[]): readonly string[] {
  return from.flatMap((each) => each.lines().map(({ msg }) => msg)).filter((msg) => pattern.test(msg));
}

async function untilReconciled(...from: readonly InnerService[]): Promise<void> {
  await until(() => {
    for (const path of [PROJECT, OTHER])
      expect(messages(new RegExp(`^${path}: reconciled`), ...from)).not.toHaveLength(0);
  });
}

describe.skipIf(redis === null)("processes of one service", () => {
  beforeEach(async () => {
    stage = await setServiceStage();
    services = innerServices(stage, redis?.url ?? "");
  });
  afterEach(async () => {
    await services.close();
    await stage.close();
  });

  it("sweep once when all start for the first time, and look at no project twice", async () => {
    // Where processes start slowly, the sweep of another would not be a moment ago.
    const began = Date.now();
    const all = await Promise.all([1, 2, 3].map(() => services.start({}, { clock: () => began })));
    await untilReconciled(...all);
    // Each asked for one, and the timer rang: what became of it is done when nothing waits or runs.
    const log = () => messages(/^sweep/, ...all).join("\n");
    await Promise.all(all.map(({ url }) => untilIdle({ url, log })));
    expect(messages(/^sweep: \d+ projects/, ...all)).toEqual(["sweep: 2 projects, 2 to look at"]);
    expect(messages(/: reconciled, /, ...all)).toHaveLength(2);
  });

  it("know what the others know: labels, projects, and what was looked at", async () => {
    const worker = await services.start({ only: "worker" });
    await untilReconciled(worker);
    await worker.close();
    stage.sandbox.requests.reset();

    const receiver = await services.start({ only: "receiver" });
    await stage.hook(receiver.url);
    stage.sandbox.as("jane").createIssue(PROJECT, { title: "Printer is on fire" });
    await stage.sandbox.settle();
    expect(stage.sandbox.deliveries.map(({ responseBody }) => responseBody).join()).toContain("not-ours");
    // It is ready without GitLab: what it takes is kept.
    stage.sandbox.faults.inject({ kind: "status", status: 503, times: 1000, when: () => true });
    await untilReady(receiver.url, { gitlab: { ok: true } });
    stage.sandbox.faults.clear();
    const lists = stage.sandbox.requests.all.filter(({ path }) => /\/(?:projects|issues)$/.test(path));
    expect(lists).toEqual([]);

    // Another configuration: it sweeps although one has just ended.
    writeFileSync(`${stage.folder}/cadence.yml`, "groups: [account-management]\nsweep: { every: 12 hours }\n");
    const next = await services.start({ only: "worker" });
    await untilReconciled(next);
    const reasons = (from: InnerService) => new Set(from.lines().flatMap(({ reason = [] }) => reason));
    expect(reasons(worker)).toEqual(new Set(["sweep never-looked-at"]));
    // The agendas are seconds old; of projects without such news there is no look at all (tests/fleet).
    expect(reasons(next)).toEqual(new Set(["sweep issue-changed"]));
  });

  it("note each write, so that what one look wrote can be taken back", async () => {
    const file = `${stage.folder}/audit.jsonl`;
    const service = await services.start({ audit: file });
    await stage.hook(service.url);
    await untilReconciled(service);
    const made = (project: string) => titlesOf(stage, project).filter((title) => FOLLOW_UP.test(title));
    stage.sandbox.as("jane").close(PROJECT, 1);
    await until(() => expect(made(PROJECT)).toHaveLength(1));
    const records = () =>
      readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, string>);
    const creation = () => records().find(({ action }) => action === "create-follow-up");
    await until(() => expect(creation()).toMatchObject({ method: "createIssue", customer: "Acme" }));
    const run = creation()?.["run"] ?? "";
    await until(() => expect(service.lines().find((line) => line["run"] === run)).toMatchObject({ project: PROJECT }));

    const undone = await command(null, ["undo", run, "--audit", file, "-p", PROJECT], stage.environment);
    expect([undone.exitCode, undone.err]).toEqual([0, ""]);
    const followUp = stage.sandbox.issues(PROJECT).find(({ title }) => FOLLOW_UP.test(title));
    expect(followUp?.state).toBe("closed");

    // As logrotate does it.
    renameSync(file, `${file}.1`);
    stage.sandbox.as("jane").close(OTHER, 1);
    await until(() => expect(made(OTHER)).toHaveLength(1));
    await until(() => expect(creation()).toMatchObject({ customer: "Globex" }));
  });
});
