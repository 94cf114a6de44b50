import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FleetStage, setFleetStage } from "../../fleet/stage.ts";
import { findRedis, forgetPrefix } from "../../support/servers.ts";
import { openWorkerStage, type WorkerStage } from "./worker-stage.ts";

const NOW = "2026-03-04T08:00:00Z";
const redis = await findRedis();
const prefix = `t_${randomBytes(6).toString("hex")}`;
afterAll(async () => {
  if (redis !== null) await forgetPrefix(redis.url, prefix);
  await redis?.stop();
});

describe.skipIf(redis === null)("jobs of projects that the process has not heard of", () => {
  let stage: FleetStage;
  let worker: WorkerStage;
  beforeEach(async () => {
    stage = await setFleetStage(NOW);
    worker = await openWorkerStage(stage, { redisUrl: redis?.url ?? "", prefix });
  });
  afterEach(async () => {
    await worker.close();
    await stage.close();
  });

  it("wait for the list of projects that another job reads, instead of being taken for not served", async () => {
    const ids = ["a", "b", "c"].map((name) => stage.add(`customers/${name}`));
    const elsewhere = stage.add("customers/d", { level: 10 });
    stage.sandbox.requests.reset();
    const results = await Promise.all([...ids, elsewhere].map((id) => worker.run(id)));
    expect(results.map(({ requests }) => requests > 0)).toEqual([true, true, true, false]);
    // An unknown project asks for no other list so soon.
    expect((await worker.run(987_654)).requests).toBe(0);
    const lists = stage.sandbox.requests.all.filter(({ path }) => path.endsWith("/groups/customers/projects"));
    expect(lists).toHaveLength(1);
    const refused = worker.lines.filter((line) => line.endsWith("is not served: nothing is done"));
    expect(refused).toEqual([elsewhere, 987_654].map((id) => `project ${id} is not served: nothing is done`));
  });
});
