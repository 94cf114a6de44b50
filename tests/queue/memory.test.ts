import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../src/domain/errors.ts";
import { asProjectId } from "../../src/domain/ids.ts";
import type { Log } from "../../src/domain/log.ts";
import type { Backend } from "../../src/queue/backend.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { held } from "../support/held.ts";
import { until } from "../support/until.ts";
import { named, recorder, sleep, webhook } from "./stage.ts";

const at = "2026-03-06T09:00:00Z";
const LONG_MS = 3_600_000;

let directory: string;
let backend: Backend;
let said: string[];
const log: Log = {
  debug() {},
  info: (_data: object, text: string) => void said.push(text),
  warn: (_data: object, text: string) => void said.push(text),
};
const open = async (): Promise<void> => {
  backend = await openBackend({ url: null, directory, log });
};
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "cadence-memory-"));
  said = [];
  await open();
});
afterEach(async () => {
  await backend.close();
  rmSync(directory, { recursive: true, force: true });
});

const waiting = (): unknown => JSON.parse(readFileSync(join(directory, "waiting.json"), "utf8"));

describe("what a webhook or a person asked for", () => {
  it("stands in a file once it is accepted and until it was looked at; what a sweep asks for does not", async () => {
    const queue = backend.openProjectQueue();
    const ask = (name: string, kind: "webhook" | "manual" | "sweep" | "wake-up") =>
      queue.enqueue({ project: named(name), reason: { kind, at }, priority: "close" });
    await ask("swept", "sweep");
    await ask("told", "webhook");
    expect(waiting()).toEqual([named("told")]);
    await ask("asked", "manual");
    expect(waiting()).toEqual([named("told"), named("asked")]);
    const { runs, handler } = recorder(async () => {});
    const worker = backend.openProjectWorker(handler, { concurrency: 1, log });
    await until(() => expect(waiting()).toEqual([]));
    expect(runs.map(({ project }) => project).sort()).toEqual(["asked", "swept", "told"]);
    await worker.close();
  });

  it("is in the file though another look at the project has just ended", async () => {
    const queue = backend.openProjectQueue();
    const { runs, handler } = recorder(async () => {});
    const worker = backend.openProjectWorker(handler, { concurrency: 4, log });
    for (let round = 0; round < 50; round++) {
      await queue.enqueue({
        project: named("a"),
        reason: webhook(),
        priority: "edit",
        delayMs: round % 2 === 0 ? 0 : LONG_MS,
      });
      if (round % 2 === 1) expect(waiting()).toEqual([named("a")]);
      await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    }
    await until(async () => expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0, delayed: 0 }));
    expect(runs.length).toBeGreaterThan(1);
    await worker.close();
  });

  it("is looked at by the next start, also what did not end in time", async () => {
    const queue = backend.openProjectQueue();
    const never = held();
    const worker = backend.openProjectWorker(async () => never.held as never, { concurrency: 1, log });
    await queue.enqueue({ project: named("deaf"), reason: webhook(), priority: "close" });
    await queue.enqueue({ project: named("later"), reason: webhook(), priority: "edit", delayMs: LONG_MS });
    await until(async () => expect(await queue.counts()).toMatchObject({ active: 1, delayed: 1 }));
    await worker.close(20);
    await backend.close();
    await open();
    const { runs, handler } = recorder(async () => {});
    const next = backend.openProjectWorker(handler, { concurrency: 1, log });
    await until(() => expect(runs.map(({ project }) => project)).toEqual(["deaf", "later"]));
    expect(runs[0]?.reasons).toEqual([expect.objectContaining({ kind: "webhook", event: "before the start" })]);
    await next.close();
  });

  it.each(["", "{", '{"a":1}', '["a",7]', "[1.5]"])(
    "a file that says %j is told of once and begun anew",
    async (text) => {
      await backend.close();
      writeFileSync(join(directory, "waiting.json"), text);
      await open();
      expect(said.filter((line) => line.includes("waiting.json cannot be read and is begun anew"))).toHaveLength(1);
      expect(await backend.openProjectQueue().counts()).toMatchObject({ waiting: 0 });
      await backend.ping();
      expect(waiting()).toEqual([]);
    },
  );
});

describe("a directory of an earlier version", () => {
  it("is left alone, and its database may be deleted", async () => {
    await backend.close();
    mkdirSync(join(directory, "database"));
    await open();
    expect(said).toEqual([`${join(directory, "database")} was the queue of an earlier version and may be deleted`]);
    expect(existsSync(join(directory, "database"))).toBe(true);
  });
});

describe("jobs in memory", () => {
  it("tells what runs, waits and is put off, the first to be due first", async () => {
    const queue = backend.openProjectQueue();
    const work = held();
    const { runs, handler } = recorder(() => work.held);
    const worker = backend.openProjectWorker(handler, { concurrency: 1, log });
    await queue.enqueue({ project: named("runs"), reason: webhook("issue"), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    await queue.enqueue({ project: named("waits"), reason: webhook("note"), priority: "close" });
    await queue.enqueue({ project: named("last"), reason: webhook(), priority: "edit", delayMs: 2 * LONG_MS });
    await queue.enqueue({
      project: named("later"),
      reason: { kind: "manual", at },
      priority: "edit",
      delayMs: LONG_MS,
    });
    await queue.enqueueSweep({ kind: "sweep", event: "start", at });
    const pending = await queue.pending();
    const brief = pending.map(({ state, project, reason }) => [state, project?.toString(36) ?? null, reason]);
    expect(brief).toEqual([
      ["active", "runs", "webhook issue"],
      ["waiting", "waits", "webhook note"],
      ["waiting", null, "sweep start"],
      ["delayed", "later", "manual"],
      ["delayed", "last", "webhook issue"],
    ]);
    expect(pending.map(({ dueAt }) => dueAt !== null)).toEqual([false, false, false, true, true]);
    expect(Date.parse(pending[3]?.dueAt ?? "") - Date.now()).toBeGreaterThan(LONG_MS - 60_000);
    expect(Date.parse(pending[3]?.dueAt ?? "") - Date.now()).toBeLessThanOrEqual(LONG_MS);
    expect((await queue.pending(1)).map(({ project }) => project?.toString(36))).toEqual(["runs", "waits", "later"]);
    work.release();
    await worker.close(0);
  });

  it("a wait of our own is shortened by an event, to half of the first one at least", async () => {
    const queue = backend.openProjectQueue();
    const { runs, handler } = recorder(async () => {
      throw new TransientError("away", { code: "GITLAB_OUTAGE", status: 502, retryAfterMs: 0 });
    });
    const worker = backend.openProjectWorker(handler, { concurrency: 1, log });
    await queue.enqueue({ project: named("a"), reason: webhook("one"), priority: "close" });
    await until(async () => expect(await queue.pending()).toMatchObject([{ state: "delayed", tries: 1 }]));
    const due = async () => Date.parse((await queue.pending())[0]?.dueAt ?? "");
    const before = await due();
    await queue.enqueue({ project: named("a"), reason: webhook("two"), priority: "close" });
    expect(await due()).toBeLessThan(before);
    expect((await due()) - (runs[0]?.endedAt ?? 0)).toBeGreaterThan(4900);
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 1 });
    await worker.close();
  });

  it("a sweep that failed for good is listed, and retried by hand; what is over is forgotten", async () => {
    const queue = backend.openProjectQueue();
    let sweeps = 0;
    const refused = new PermanentError("no", { code: "GITLAB_FORBIDDEN", status: 403, remedy: "Invite the bot." });
    const worker = backend.openProjectWorker(
      async () => {
        throw refused;
      },
      {
        concurrency: 1,
        log,
        async sweep() {
          sweeps += 1;
          if (sweeps === 1) throw refused;
        },
      },
    );
    await queue.enqueueSweep({ kind: "sweep", at });
    await until(async () => expect(await queue.failed()).toMatchObject([{ project: null, tries: 1 }]));
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(async () => expect(await queue.failed()).toMatchObject([{ project: named("a") }, { project: null }]));
    const sweep = (await queue.failed())[1]!;
    expect(await queue.retry(sweep.jobId)).toBe(true);
    await until(() => expect(sweeps).toBe(2));
    await queue.forgetFailed(({ project }) => project === named("b"));
    expect(await queue.failed()).toHaveLength(1);
    await queue.forgetFailed(({ project }) => project === named("a"));
    expect(await queue.failed()).toEqual([]);
    await worker.close();
  });

  it("keeps the newest of what was given up, and no more than there is room for", async () => {
    const queue = backend.openProjectQueue();
    const worker = backend.openProjectWorker(
      async () => {
        throw new PermanentError("no", { code: "GITLAB_FORBIDDEN", status: 403, remedy: "" });
      },
      { concurrency: 1, log },
    );
    for (let number = 0; number < 510; number++)
      await queue.enqueue({ project: asProjectId(number + 1), reason: { kind: "sweep", at }, priority: "close" });
    await until(async () => expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0, failed: 500 }));
    expect((await queue.failed(2)).map(({ project }) => project)).toEqual([510, 509]);
    expect((await queue.failed(1000)).at(-1)?.project).toBe(11);
    expect(await queue.failed()).toHaveLength(100);
    await worker.close();
  });

  it("tells how long a job waited and how long it took, each time", async () => {
    const queue = backend.openProjectQueue();
    const events: object[] = [];
    const told = (kind: string) => (event: object) => void events.push({ kind, ...event });
    const errors = [
      new TransientError("wait", { code: "GITLAB_RATE_LIMIT", status: 429, retryAfterMs: 300 }),
      new PermanentError("no", { code: "GITLAB_FORBIDDEN", status: 403, remedy: "" }),
    ];
    const { handler } = recorder(async (_run, nth) => {
      await sleep(60);
      const error = errors[nth - 1];
      if (error !== undefined) throw error;
    });
    const listeners = { onRetry: told("retry"), onFailed: told("failed"), onCompleted: told("completed") };
    const worker = backend.openProjectWorker(handler, { concurrency: 1, log, ...listeners });
    const { jobId } = await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(() => expect(events).toHaveLength(2));
    await queue.enqueueSweep({ kind: "sweep", at });
    await until(() => expect(events).toHaveLength(3));
    const least = (ms: number) => expect.toSatisfy((value: unknown) => Number(value) >= ms - 5);
    expect(events).toEqual([
      {
        kind: "retry",
        project: named("a"),
        jobId,
        durationMs: least(60),
        waitedMs: least(0),
        error: errors[0],
        delayMs: 300,
      },
      { kind: "failed", project: named("a"), jobId, durationMs: least(60), waitedMs: least(360), error: errors[1] },
      expect.objectContaining({ kind: "completed", project: null, result: null }),
    ]);
    await worker.close();
  });

  it("a worker takes no more jobs than it has places", async () => {
    const queue = backend.openProjectQueue();
    const work = held();
    const { runs, handler } = recorder(() => work.held);
    const worker = backend.openProjectWorker(handler, { concurrency: 2, log });
    for (const name of ["a", "b", "c"])
      await queue.enqueue({ project: named(name), reason: webhook(), priority: "close" });
    await until(async () => expect(await queue.counts()).toMatchObject({ active: 2, waiting: 1 }));
    work.release();
    await until(() => expect(runs).toHaveLength(3));
    await worker.close();
  });
});
