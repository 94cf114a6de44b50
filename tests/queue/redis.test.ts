import { type AddressInfo, createServer } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { findRedis, startRedis } from "../support/servers.ts";
import { describeQueue, describeServerClock } from "./behaviour.ts";
import { describeOutage } from "./outage.ts";
import { describeOverwritten } from "./overwritten.ts";
import { placesOn } from "./places.ts";
import { describeStore, storesOn } from "./shared-store.ts";

const server = await findRedis();
const cluster = await startRedis(["--cluster-enabled", "yes"]);
const forgetful = await startRedis(["--maxmemory-policy", "allkeys-lru"]);
afterAll(async () => {
  await server?.stop();
  await cluster?.stop();
  await forgetful?.stop();
});

describe.skipIf(server === null)("with a server", () => {
  const url = server?.url ?? "";
  describeQueue("Redis", () => placesOn(url), describeServerClock);
  describeOutage("Redis", url);
  describeStore("Redis", () => storesOn(url));
  describeOverwritten("Redis", () => placesOn(url));
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

describe.skipIf(cluster === null)("what is refused", () => {
  const log = { debug() {}, info() {}, warn() {} };

  it("Redis Cluster", async () => {
    const opened = openBackend({ url: cluster?.url ?? "", directory: "", log });
    await expect(opened).rejects.toThrow(/is Redis Cluster, which is not supported: give a Redis or Valkey of its own/);
  });

  it("a server that closes the connection as one does that asks for a client certificate", async () => {
    const closing = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
    const { port } = closing.address() as AddressInfo;
    const opened = openBackend({ url: `rediss://127.0.0.1:${port}`, directory: "", log });
    await expect(opened).rejects.toThrow(/client certificate closes the connection, those are not supported/);
    closing.close();
  });
});
