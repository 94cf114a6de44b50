import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, inject, it } from "vitest";
import { createClient } from "../../sandbox/gitlab.ts";
import { until } from "../../support/until.ts";
import { PROJECT, type Service, type ServiceStage, setServiceStage, startServe, titlesOf } from "../service-stage.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Disk {
  readonly stage: ServiceStage;
  readonly service: Service;
  /** `nothing`: not even what stands there can be written over. */
  fill(what?: "nothing"): void;
  free(): void;
}

/** A service on a disk that can be filled. It has nothing to do. */
async function serveOnDisk(): Promise<Disk> {
  const stage = await setServiceStage();
  ends.push(() => stage.close());
  return serveOn(stage);
}

async function serveOn(stage: ServiceStage): Promise<Disk> {
  const file = join(stage.folder, "full");
  const preload = `--require=${inject("threads")}/full-disk.cjs`;
  const service = await startServe(stage, [], { NODE_OPTIONS: preload, TEST_FULL_DISK: file });
  ends.push(() => service.end("SIGKILL"));
  const isIdle = (): boolean => (service.log().match(/"outcome":"reconciled"|"msg":"sweep: /g) ?? []).length >= 3;
  await until(() => expect(isIdle()).toBe(true));
  await stage.hook(service.url);
  return { stage, service, fill: (what: string = "") => writeFileSync(file, what), free: () => rmSync(file) };
}

async function ready({ service }: Disk): Promise<{ readonly status: number; readonly queue: string }> {
  const answer = await fetch(`${service.url}/readyz`);
  const { checks } = (await answer.json()) as { readonly checks: Record<string, { readonly state: string }> };
  return { status: answer.status, queue: checks["queue"]?.state ?? "" };
}

/** The bot writes what it has read before bob saved; answers how the webhook about it was answered. */
async function overwrite({ stage }: Disk, word: string): Promise<number | null> {
  const { sandbox } = stage;
  const bot = createClient(sandbox.url, { "private-token": stage.environment["GITLAB_TOKEN"] ?? "" });
  const before = sandbox.issue(PROJECT, 1).description;
  sandbox.as("bob").editDescription(PROJECT, 1, (text) => `${text}\nBob says ${word}.\n`);
  const description = `${before}\nNot ${word}.\n`;
  expect((await bot.put(`/projects/${encodeURIComponent(PROJECT)}/issues/1`, { description })).status).toBe(200);
  await sandbox.settle();
  return sandbox.deliveries.at(-1)?.status ?? null;
}

describe("a service whose disk is full", () => {
  it("is not ready, takes no edit of its own that it cannot keep, works on, and is as before when there is room", async () => {
    const disk = await serveOnDisk();
    const { stage, service } = disk;
    expect(await ready(disk)).toMatchObject({ status: 200 });
    disk.fill("nothing");
    await until(async () => expect(await ready(disk)).toEqual({ status: 503, queue: "failed" }));
    expect(await overwrite(disk, "Rome")).toBe(503);
    const followUps = (): readonly string[] =>
      titlesOf(stage, PROJECT).filter((title) => title.startsWith("Follow-up: "));
    stage.sandbox.as("jane").close(PROJECT, 1);
    await stage.sandbox.settle();
    expect(stage.sandbox.deliveries.at(-1)?.status).toBe(200);
    await until(() => expect(followUps()).toHaveLength(1));
    expect(await ready(disk)).toMatchObject({ status: 503 });
    const warnings = service.log().match(/"level":40.*/g) ?? [];
    expect(new Set(warnings.map((line) => /"msg":.*/.exec(line)?.[0])).size).toBe(warnings.length);
    expect(service.log()).toContain("which projects are to be looked at cannot be kept in");

    disk.free();
    await until(async () => expect(await ready(disk)).toMatchObject({ status: 200 }));
    expect(await overwrite(disk, "Athens")).toBe(200);
    await until(() => expect(stage.sandbox.issue(PROJECT, 1).description).toContain("Bob says Athens."));
    expect(service.child.exitCode).toBeNull();
  });
});
