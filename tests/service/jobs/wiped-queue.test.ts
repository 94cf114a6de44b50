import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { startRedis } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { innerServices } from "../inner-service.ts";
import { PROJECT, setServiceStage, titlesOf, untilReady } from "../service-stage.ts";

/** A minute, the time between sweeps, passes in three seconds. */
const HURRY = 20;

const server = await startRedis([]);
afterAll(async () => server?.stop());

describe.skipIf(server === null)("a queue that was wiped", () => {
  it("is swept again, and what no webhook told is done with the next sweep", async () => {
    const stage = await setServiceStage("1 minute");
    let hurriesFrom = Number.POSITIVE_INFINITY;
    const elapsed = (): number => {
      const now = performance.now();
      return now + Math.max(0, now - hurriesFrom) * (HURRY - 1);
    };
    const services = innerServices(stage, server?.url ?? "", { elapsed });
    try {
      const worker = await services.start({ only: "worker" });
      const says = (pattern: RegExp) => worker.lines().filter(({ msg }) => pattern.test(msg));
      await until(() => expect(says(/: reconciled, /)).toHaveLength(2));
      const redis = new Redis(server?.url ?? "");
      await redis.flushall();
      redis.disconnect();
      stage.sandbox.as("jane").close(PROJECT, 1);
      const followUps = () => titlesOf(stage, PROJECT).filter((title) => title.startsWith("Follow-up: "));
      hurriesFrom = performance.now();
      await until(() => expect(followUps()).toHaveLength(1));
      // The process gave back what it knew: of the others nothing had to be found out anew.
      expect(says(/^what is shared of the fleet was lost/)).not.toHaveLength(0);
      await untilReady(worker.url, { sweep: { ok: true } });
    } finally {
      await services.close();
      await stage.close();
    }
  });
});
