import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { findRedis } from "../support/servers.ts";
import {
  configurationOf,
  jobsOn,
  PROJECT,
  type Service,
  type ServiceStage,
  setServiceStage,
  startServe,
} from "./service-stage.ts";

const redis = await findRedis();
afterAll(() => redis?.stop());

const jobs = jobsOn(redis?.url ?? "");
let stage: ServiceStage;
let service: Service | null = null;
beforeEach(async () => {
  stage = await setServiceStage();
});
afterEach(async () => {
  await service?.end("SIGKILL");
  await jobs.forget();
  await stage.close();
});

it.skipIf(redis === null)(
  "takes the step that follows from its own without waiting for a sweep",
  { retry: 1 },
  async () => {
    const { sandbox, folder } = stage;
    const file = join(folder, "cadence.yml");
    writeFileSync(file, readFileSync(file, "utf8").replace("1 minute", "1 day"));
    // The comment that tells the participants is noted in the follow-up's marker by the run after it.
    sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", `${configurationOf("Acme")}    follow_up: { draft_for: none }\n`);
    service = await startServe(stage, [], jobs.environment);
    await stage.hook(service.url);
    // After the sweep of the start nothing more is heard.
    let heard = "";
    const isIdle = (): void => {
      const before = heard;
      heard = service?.log() ?? "";
      expect(heard).toContain("sweep: ");
      expect(heard).toBe(before);
    };
    await vi.waitFor(isIdle, { timeout: 120_000, interval: 1000 });
    sandbox.as("jane").close(PROJECT, 1);
    await vi.waitFor(
      () => expect(sandbox.issues(PROJECT).at(-1)?.description).toMatch(/^<!-- cadence:v1 follow-up .*told=/),
      {
        timeout: 25_000,
        interval: 100,
      },
    );
  },
);
