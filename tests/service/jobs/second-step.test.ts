import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { findRedis } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import {
  configurationOf,
  jobsOn,
  PROJECT,
  type Service,
  type ServiceStage,
  setServiceStage,
  startServe,
  untilIdle,
} from "../service-stage.ts";

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

it.skipIf(redis === null)("takes the step that follows from its own without waiting for a sweep", async () => {
  const { sandbox } = stage;
  // The comment that tells the participants is noted in the follow-up's marker by the run after it.
  sandbox.writeFile(
    PROJECT,
    ".gitlab/cadence.yml",
    `noise: { quiet_hours: false }\n${configurationOf("Acme")}    follow_up: { draft_for: none }\n`,
  );
  service = await startServe(stage, [], jobs.environment);
  await stage.hook(service.url);
  await untilIdle(service);
  sandbox.as("jane").close(PROJECT, 1);
  await until(() => expect(sandbox.issues(PROJECT).at(-1)?.description).toMatch(/^<!-- cadence:v1 follow-up .*told=/));
});
