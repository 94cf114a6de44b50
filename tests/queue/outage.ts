import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Backend } from "../../src/queue/backend.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import type { ProjectQueue } from "../../src/queue/types.ts";
import { QueueUnavailableError } from "../../src/queue/unavailable.ts";
import { forgetPrefix, type Wire, wireTo } from "../support/servers.ts";
import { until } from "../support/until.ts";
import { PATIENT_MS, silent } from "./places.ts";
import { named, recorder, sleep, webhook } from "./stage.ts";

/** GitLab waits ten seconds for a webhook's answer. */
const SOON_MS = 8000;

/** Fails where a timer of this process rings first: a machine that is busy is so for both. */
async function soon<Answer>(work: Promise<Answer>): Promise<Answer> {
  const late = new AbortController();
  const ring = setTimeout(SOON_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`it took longer than ${SOON_MS} ms`);
  });
  ring.catch(() => undefined);
  return Promise.race([work, ring]).finally(() => late.abort());
}

/** What producers and workers do when the server is away. */
export function describeOutage(name: string, url: string): void {
  describe(`${name} away`, () => {
    const prefix = `t_${randomBytes(6).toString("hex")}`;
    let wire: Wire;
    let backend: Backend;
    let queue: ProjectQueue;
    beforeEach(async () => {
      wire = await wireTo(url);
      backend = await openBackend({ url: wire.url, directory: "", prefix, log: silent });
      queue = backend.openProjectQueue();
    });
    afterEach(async () => {
      await queue.close();
      await backend.close();
      await wire.close();
    });
    afterAll(() => forgetPrefix(url, prefix));
    const enqueue = (name: string) => queue.enqueue({ project: named(name), reason: webhook(), priority: "close" });

    it("a producer fails within seconds, and works again when the server is back", async () => {
      await enqueue("before");
      await wire.cut();
      for (let times = 0; times < 3; times++) {
        const error: unknown = await soon(enqueue("meanwhile")).catch((error: unknown) => error);
        expect(error).toBeInstanceOf(QueueUnavailableError);
        expect((error as QueueUnavailableError).retryAfterMs).toBeGreaterThan(0);
      }
      await expect(backend.ping()).rejects.toBeInstanceOf(QueueUnavailableError);
      await wire.join();
      await until(async () => {
        await enqueue("after");
      });
    });

    it("one that was closed asks its server for nothing more", async () => {
      const closed = await openBackend({ url, directory: "", prefix, log: silent, answerMs: PATIENT_MS });
      expect(await closed.ping()).toBeGreaterThan(0);
      await closed.close();
      await expect(closed.ping()).rejects.toBeInstanceOf(QueueUnavailableError);
    });

    it("a producer does not hang on a server that does not answer", async () => {
      await enqueue("before");
      wire.freeze();
      await expect(soon(enqueue("meanwhile"))).rejects.toBeInstanceOf(QueueUnavailableError);
    });

    it("a worker outlives an outage", async () => {
      const { runs, handler } = recorder(async () => {});
      const worker = backend.openProjectWorker(handler, { concurrency: 2, log: silent });
      await worker.ready();
      await enqueue("first");
      await until(() => expect(runs.map((run) => run.project)).toContain("first"));
      await wire.cut();
      await expect(backend.ping()).rejects.toBeInstanceOf(QueueUnavailableError);
      await wire.join();
      await until(async () => {
        await enqueue("second");
      });
      await until(() => expect(runs.map((run) => run.project)).toContain("second"));
      await worker.close(1000);
    });

    // An error event that nobody listens to ends the process; the test runner counts it as a failure.
    it("a server that goes away while all is opening brings nobody down", async () => {
      const { handler } = recorder(async () => {});
      for (let round = 0; round < 8; round++) {
        const own = await wireTo(url);
        const opened = await openBackend({ url: own.url, directory: "", prefix, log: silent });
        const producer = opened.openProjectQueue();
        const worker = opened.openProjectWorker(handler, { concurrency: 2, log: silent });
        const adding = producer
          .enqueue({ project: named("a"), reason: webhook(), priority: "close" })
          .catch(() => null);
        await sleep(round * 6);
        await own.cut();
        await Promise.all([worker.close(100), producer.close(), adding]);
        await opened.close();
      }
      await until(() => backend.ping());
    });

    it("a server that is not there is said at once, without its password", async () => {
      const dead = new URL(url);
      dead.port = "1";
      dead.username = "someone";
      dead.password = "s3cret";
      const opening = soon(openBackend({ url: dead.href, directory: "", prefix, log: silent }));
      const error: unknown = await opening.catch((error: unknown) => error);
      expect(error).toBeInstanceOf(QueueUnavailableError);
      expect(String(error)).not.toContain("s3cret");
    });
  });
}
