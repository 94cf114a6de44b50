import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { TIMER_QUEUE } from "../../src/queue/names.ts";
import { findRedis, forgetPrefix, startRedis } from "../support/servers.ts";
import { describeQueue, describeServerClock } from "./behaviour.ts";
import { describeOutage } from "./outage.ts";
import { describeOverwritten } from "./overwritten.ts";
import { bullOf, placesOn } from "./places.ts";
import { describeStore, storesOn } from "./shared-store.ts";

const server = await findRedis();
const forgetful = await startRedis(["--maxmemory-policy", "allkeys-lru"]);
afterAll(async () => {
  await server?.stop();
  await forgetful?.stop();
});

describe.skipIf(server === null)("with a server", () => {
  const url = server?.url ?? "";
  describeQueue("Redis", () => placesOn(url), describeServerClock);
  describeOutage("Redis", url);
  describeStore("Redis", () => storesOn(url));
  describeOverwritten("Redis", () => placesOn(url));
});

describe.skipIf(server === null)("a timer on Redis", () => {
  const url = server?.url ?? "";
  const prefix = `t_${randomBytes(6).toString("hex")}`;
  afterAll(() => forgetPrefix(url, prefix));

  it("that is set for the same time stays, for an earlier or a later one it is replaced", async () => {
    const log = { debug() {}, info() {}, warn() {} };
    const backend = await openBackend({ url, directory: "", prefix, log });
    const queue = backend.openProjectQueue();
    const timers = bullOf(backend).openQueue(TIMER_QUEUE, {});
    const ids: unknown[] = [];
    for (const seconds of [600, 600, 500, 700, 700]) {
      await queue.scheduleWakeUp("a", new Date(Date.UTC(2040, 0) + seconds * 1000).toISOString());
      const delayed = await timers.getDelayed();
      expect(delayed).toHaveLength(1);
      ids.push(delayed[0]?.id);
    }
    expect(ids[1]).toBe(ids[0]);
    expect(ids[4]).toBe(ids[3]);
    expect(new Set(ids).size).toBe(3);
    await Promise.all([queue.close(), timers.close()]);
    await backend.close();
  });
});

describe.skipIf(forgetful === null)("a server that forgets", () => {
  it.each([
    ["is warned of", forgetful?.url ?? "", ["allkeys-lru"]],
    ["not one that keeps all", server?.url ?? "", []],
  ])("%s", async (_name, url, expected) => {
    const policies: unknown[] = [];
    const log = { debug() {}, info() {}, warn: (fields: object) => policies.push(Object.entries(fields).at(1)?.[1]) };
    const backend = await openBackend({ url, directory: "", log });
    await backend.close();
    expect(policies).toEqual(expected);
  });
});
