import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { PermanentError } from "../../src/domain/errors.ts";
import { asProjectId } from "../../src/domain/ids.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { decodeJob, encodeJob, projectKey } from "../../src/queue/contract.ts";
import { RECONCILE, WORK_DEFAULTS, WORK_QUEUE } from "../../src/queue/names.ts";
import type { Priority } from "../../src/queue/priority.ts";
import { PRIORITY } from "../../src/queue/priority.ts";
import { findRedis, forgetPrefix } from "../support/servers.ts";
import { until } from "../support/until.ts";
import { bullOf, silent } from "./places.ts";
import { recorder, webhook } from "./stage.ts";
import { decodeVersion1, STORED_BY_VERSION_1 } from "./version-1.ts";

const redis = await findRedis();
const url = redis?.url ?? "";
const prefix = `t_${randomBytes(6).toString("hex")}`;
afterAll(async () => {
  if (redis === null) return;
  await forgetPrefix(url, prefix);
  await redis.stop();
});

describe("jobs of two versions", () => {
  it("those of version 1 are read as they were meant", () => {
    expect(STORED_BY_VERSION_1.map((stored) => decodeJob(stored))).toMatchObject([
      { project: 42, reasons: [{ kind: "webhook", event: "issue update" }], tries: 0, notBefore: null },
      { project: 43, debounce: { priority: 20 }, tries: 2, notBefore: 1_795_514_405_000 },
      { project: null, reasons: [{ kind: "sweep", event: "start" }] },
      { project: 44, tries: 9, failure: { code: "GITLAB_FORBIDDEN", remedy: "Invite the bot." } },
    ]);
  });

  it.each(Object.keys(PRIORITY) as Priority[])("one of this version, a %s, is read by version 1", (priority) => {
    const failure = { name: "Error", code: null, status: null, message: "m", remedy: null };
    const wish = { priority: PRIORITY[priority], at: 1, delayMs: 2, maxDelayMs: 3 };
    const said = { reasons: [webhook()], tries: 3, notBefore: 5, failure };
    for (const [project, name] of [
      [asProjectId(42), "42"],
      [null, "sweep"],
    ] as const)
      expect(decodeVersion1(encodeJob({ project, priority, debounce: wish, ...said }))).toEqual({
        ...{ project: name, wish },
        ...said,
      });
  });
});

describe.skipIf(redis === null)("a queue with jobs of version 1", () => {
  it("runs them, and what joins one is the same run, told of both", async () => {
    const backend = await openBackend({ url, directory: "", prefix, log: silent });
    const work = bullOf(backend).openQueue(WORK_QUEUE, WORK_DEFAULTS);
    const queue = backend.openProjectQueue();
    const [edit = { json: "" }, check = { json: "" }] = STORED_BY_VERSION_1;
    const add = (payload: { readonly json: string }, project: number, priority: number, delay: number) =>
      work.add(RECONCILE, payload, {
        ...{ jobId: randomUUID(), priority, delay, timestamp: backend.clock.now() },
        deduplication: { id: projectKey(asProjectId(project)), keepLastIfActive: true },
      });
    await add(edit, 42, 5, 3_600_000);
    await add(check, 43, 20, 3_600_000);
    for (const project of [42, 43].map(asProjectId))
      expect(await queue.enqueue({ project, reason: webhook("close"), priority: "close" })).toMatchObject({
        isCoalesced: true,
      });
    const { runs, handler } = recorder(async () => {});
    const worker = backend.openProjectWorker(handler, { concurrency: 1, log: silent });
    await until(() => expect(runs).toHaveLength(2));
    const told = runs.map(({ project, reasons }) => [Number.parseInt(project, 36), reasons.map(({ event }) => event)]);
    expect(told).toEqual([
      [42, ["close", "issue update"]],
      [43, ["close", "check activity"]],
    ]);
    await until(async () => expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0, delayed: 0 }));
    expect(runs).toHaveLength(2);
    await worker.close();
    await Promise.all([queue.close(), work.close()]);
    await backend.close();
  });

  it("counts the tries of one that is given up on from those before, and says which cannot be read", async () => {
    const backend = await openBackend({ url, directory: "", prefix, log: silent });
    const work = bullOf(backend).openQueue(WORK_QUEUE, WORK_DEFAULTS);
    const queue = backend.openProjectQueue();
    const worker = backend.openProjectWorker(
      async () => {
        throw new PermanentError("no", { code: "GITLAB_FORBIDDEN", status: 403, remedy: "" });
      },
      { concurrency: 1, log: silent },
    );
    await work.add(RECONCILE, {
      json: STORED_BY_VERSION_1[1]?.json.replace(/"notBefore":\d+/, '"notBefore":null') ?? "",
    });
    await until(async () => expect(await queue.failed()).toMatchObject([{ project: 43, tries: 3 }]));
    await work.add(RECONCILE, { json: "{" });
    const message = "what the job says cannot be read: a newer version of the service may have written it";
    await until(async () =>
      expect(await queue.failed()).toMatchObject([{ project: null, tries: 1, failure: { message } }, { project: 43 }]),
    );
    await worker.close();
    await Promise.all([queue.close(), work.close()]);
    await backend.close();
  });
});
