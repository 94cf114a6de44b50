import { Redis } from "ioredis";
import { afterAll, describe, expect, it, vi } from "vitest";
import { startRedis } from "../support/servers.ts";
import { innerServices } from "./inner-service.ts";
import { PROJECT, setServiceStage, titlesOf } from "./service-stage.ts";

const SOON = { timeout: 120_000, interval: 100 };
/** A minute, the time between sweeps, passes in three seconds. */
const HURRY = 20;

const server = await startRedis([]);
afterAll(async () => server?.stop());

describe.skipIf(server === null)("a queue that was wiped", { timeout: 150_000 }, () => {
  it("is swept again, and what no webhook told is done with the next sweep", async () => {
    const stage = await setServiceStage();
    let hurriesFrom = Number.POSITIVE_INFINITY;
    const elapsed = (): number => {
      const now = performance.now();
      return now + Math.max(0, now - hurriesFrom) * (HURRY - 1);
    };
    const services = innerServices(stage, server?.url ?? "", { elapsed });
    try {
      const worker = await services.start({ only: "worker" });
      const says = (pattern: RegExp) => worker.lines().filter(({ msg }) => pattern.test(msg));
      await vi.waitFor(() => expect(says(/: reconciled, /)).toHaveLength(2), SOON);
      const redis = new Redis(server?.url ?? "");
      await redis.flushall();
      redis.disconnect();
      stage.sandbox.as("jane").close(PROJECT, 1);
      const followUps = () => titlesOf(stage, PROJECT).filter((title) => title.startsWith("Follow-up: "));
      hurriesFrom = performance.now();
      await vi.waitFor(() => expect(followUps()).toHaveLength(1), SOON);
      // The process gave back what it knew: of the others nothing had to be found out anew.
      expect(says(/^what is shared of the fleet was lost/)).not.toHaveLength(0);
      const ready = await fetch(`${worker.url}/readyz`);
      expect([ready.status, await ready.json()]).toMatchObject([200, { checks: { sweep: { ok: true } } }]);
    } finally {
      await services.close();
      await stage.close();
    }
  });
});
