import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { QueueUnavailableError } from "../../src/queue/unavailable.ts";
import { findPostgres, forgetPrefix, wireTo } from "../support/servers.ts";
import { until } from "../support/until.ts";
import { describeQueue, describeServerClock } from "./behaviour.ts";
import { describeOutage } from "./outage.ts";
import { describeOverwritten } from "./overwritten.ts";
import { PATIENT_MS, placesOn, silent } from "./places.ts";
import { describeStore, storesOn } from "./shared-store.ts";
import { named, recorder, webhook } from "./stage.ts";

const server = await findPostgres();
afterAll(async () => server?.stop());

describe.skipIf(server === null)("with a server", () => {
  const url = server?.url ?? "";
  describeQueue("PostgreSQL", () => placesOn(url), describeServerClock);
  describeOutage("PostgreSQL", url);
  describeStore("PostgreSQL", () => storesOn(url));
  describeOverwritten("PostgreSQL", () => placesOn(url));

  it("a worker that finds its server away is told so, like everybody who asks it for something", async () => {
    const prefix = `t_${randomBytes(6).toString("hex")}`;
    const wire = await wireTo(url);
    const backend = await openBackend({ url: wire.url, directory: "", prefix, log: silent, answerMs: PATIENT_MS });
    await wire.cut();
    const worker = backend.openProjectWorker(recorder(async () => {}).handler, { concurrency: 1, log: silent });
    await expect(worker.ready()).rejects.toBeInstanceOf(QueueUnavailableError);
    await worker.close(100);
    await backend.close();
    await wire.close();
    await forgetPrefix(url, prefix);
  });

  it("tables that somebody dropped are made anew, with a word, and jobs go on", async () => {
    const prefix = `t_${randomBytes(6).toString("hex")}`;
    const said: string[] = [];
    const log = { debug() {}, info() {}, warn: (_fields: object, text: string) => void said.push(text) };
    const backend = await openBackend({ url, directory: "", prefix, log, answerMs: PATIENT_MS });
    const queue = backend.openProjectQueue();
    const { runs, handler } = recorder(async () => {});
    const worker = backend.openProjectWorker(handler, { concurrency: 1, log });
    await worker.ready();
    await forgetPrefix(url, prefix);
    const events = ["a", "b", "c"].map(
      (name) => ({ project: named(name), reason: webhook(), priority: "close" }) as const,
    );
    await Promise.all(events.map((event) => queue.enqueue(event)));
    await until(() => expect(runs.map(({ project }) => project).sort()).toEqual(["a", "b", "c"]));
    expect(said.filter((text) => text.includes("its tables are gone: they are made anew"))).toHaveLength(1);
    await forgetPrefix(url, prefix);
    expect(await backend.ping()).toBeGreaterThan(0);
    await worker.close();
    await queue.close();
    await backend.close();
    await forgetPrefix(url, prefix);
  });
});
