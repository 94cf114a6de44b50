import { afterAll, afterEach, beforeEach, expect, inject, it } from "vitest";
import { findRedis } from "../../support/servers.ts";
import { setClockRight, shiftClock } from "../../support/shifted-clock.ts";
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
const DAY = 86_400_000;
const HOUR = DAY / 24;

/** How far Tuesday noon is ahead: participants are told on business days only, whenever this is run. */
function untilTuesday(): number {
  const midnight = Math.floor(Date.now() / DAY) * DAY;
  const days = (9 - new Date(midnight).getUTCDay()) % 7;
  return midnight + days * DAY + 12 * HOUR - Date.now();
}

let stage: ServiceStage;
let service: Service | null = null;
let ahead = 0;
beforeEach(async () => {
  ahead = untilTuesday();
  shiftClock(() => ahead);
  stage = await setServiceStage();
});
afterEach(async () => {
  await service?.end("SIGKILL");
  await jobs.forget();
  await stage.close();
  setClockRight();
});

it.skipIf(redis === null)("takes the step that follows from its own without waiting for a sweep", async () => {
  const { sandbox } = stage;
  // The comment that tells the participants is noted in the follow-up's marker by the run after it.
  sandbox.writeFile(
    PROJECT,
    ".gitlab/cadence.yml",
    `noise: { quiet_hours: false }\n${configurationOf("Acme")}    follow_up: { draft_for: none }\n`,
  );
  const clock = { NODE_OPTIONS: `--require=${inject("threads")}/ahead-clock.cjs`, TEST_CLOCK_AHEAD: String(ahead) };
  service = await startServe(stage, [], { ...jobs.environment, ...clock });
  await stage.hook(service.url);
  await untilIdle(service);
  sandbox.as("jane").close(PROJECT, 1);
  await until(() => expect(sandbox.issues(PROJECT).at(-1)?.description).toMatch(/^<!-- cadence:v1 follow-up .*told=/));
});
