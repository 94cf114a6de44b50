import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { TransientError } from "../../../src/domain/errors.ts";
import { asProjectId } from "../../../src/domain/ids.ts";
import { judgeError } from "../../../src/queue/back-off.ts";
import { type FleetStage, READ, setFleetStage } from "../../fleet/stage.ts";
import { findRedis, forgetPrefix } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { openWorkerStage, type WorkerStage } from "./worker-stage.ts";

/** A call that was yesterday. */
const NOW = "2026-03-04T08:00:00Z";
const FILE = `customer: Acme
timezone: UTC
account_team: ["@jane"]
meetings:
  cadence-call:
    repeat: every 4 weeks on tuesday at 10:00
    from: 2026-03-03
`;
const NAMES = ["a", "b", "c", "d", "e"];

const redis = await findRedis();
const prefix = `t_${randomBytes(6).toString("hex")}`;
afterAll(async () => {
  if (redis !== null) await forgetPrefix(redis.url, prefix);
  await redis?.stop();
});

describe.skipIf(redis === null)("looks that have to wait for GitLab's limits", () => {
  let stage: FleetStage;
  let worker: WorkerStage;
  let ids: readonly number[];
  let skippedMs: number;
  beforeEach(async () => {
    skippedMs = 0;
    stage = await setFleetStage(NOW);
    worker = await openWorkerStage(stage, {
      redisUrl: redis?.url ?? "",
      prefix,
      budgetClock: () => Date.now() + skippedMs,
    });
    ids = NAMES.map((name) => stage.add(`customers/${name}`, { file: FILE }));
    for (const name of NAMES) {
      const path = `customers/${name}`;
      const call = {
        title: "Call",
        labels: ["meeting-agenda"],
        dueDate: "2026-03-03",
        createdAt: "2026-03-01T08:00:00Z",
      };
      const iid = stage.sandbox.as("jane").createIssue(path, { ...call, description: "## Action items\n\n- [ ] Go\n" });
      stage.sandbox.as("jane").close(path, iid);
    }
  });
  afterEach(async () => {
    await worker.close();
    await stage.close();
  });

  const followUps = (name: string) =>
    stage.sandbox.issues(`customers/${name}`).filter(({ title }) => title.startsWith("Follow-up"));
  const comments = (name: string) =>
    followUps(name).flatMap(({ notes }) => notes.filter(({ system }) => !system).map(({ body }) => body));

  it("keep no thread while they may not comment: four of them wait, and the follow-up of a fifth project comes at once", async () => {
    const isComment = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
      method === "POST" && path.endsWith("/notes");
    const remove = stage.sandbox.faults.inject({ kind: "status", status: 429, times: 99, when: isComment });
    const four = Promise.allSettled(ids.slice(0, 4).map((id) => worker.run(id)));
    await until(() => expect(NAMES.map(followUps).flat()).toHaveLength(4));
    const fifth = worker.run(ids[4] ?? 0).catch((error: unknown) => error);
    await until(() => expect(followUps("e")).toHaveLength(1));

    // Each comes again when GitLab takes comments, and has not failed.
    const errors = [...(await four).map((one) => (one.status === "rejected" ? one.reason : one.value)), await fifth];
    for (const error of errors) {
      expect(error).toBeInstanceOf(TransientError);
      expect(judgeError(error, 0, 0)).toMatchObject({ kind: "wait", asked: true });
      expect((error as TransientError).retryAfterMs).toBeGreaterThan(10_000);
      expect((error as TransientError).retryAfterMs).toBeLessThanOrEqual(60_000);
    }
    const { reconciles } = worker.workerContext.metrics;
    expect((await reconciles.get()).values).toEqual([{ labels: { outcome: "put-off" }, value: 5 }]);
    for (const id of ids)
      expect((await worker.workerContext.memory.readProject(asProjectId(id))).reconciled).toBeNull();

    remove();
    skippedMs = 61_000;
    for (const id of ids) await worker.run(id);
    expect((await reconciles.get()).values).toContainEqual({ labels: { outcome: "reconciled" }, value: 5 });
    expect(NAMES.map((name) => [followUps(name).length, comments(name).length])).toEqual(NAMES.map(() => [1, 1]));
  });

  /** Half of GitLab's window is over, and what is left of it is kept for urgent work. */
  async function useUp(): Promise<void> {
    const end = Math.floor(Date.now() / 1000) + 600;
    const told = { "ratelimit-limit": "100", "ratelimit-remaining": "18", "ratelimit-reset": `${end}` };
    const headers = new Headers({ ...told, date: new Date().toUTCString() });
    await worker.budget.as("sweep").learn(READ, { kind: "answer", status: 200, headers, body: null });
  }

  it("those of a sweep do not begin, and come again when there is room; urgent ones do", async () => {
    await worker.run(ids[0] ?? 0);
    await useUp();
    stage.sandbox.requests.reset();
    const error = await worker.run(ids[1] ?? 0, "sweep").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "GITLAB_RATE_LIMIT" });
    expect((error as TransientError).retryAfterMs).toBeGreaterThan(500_000);
    // Its configuration: GitLab limits files apart from the rest.
    expect(stage.sandbox.requests.all).toHaveLength(1);
    await worker.run(ids[1] ?? 0);
    expect(followUps("b")).toHaveLength(1);
  });

  it("those of a sweep that have begun go on with what is kept for urgent ones", async () => {
    await worker.run(ids[0] ?? 0);
    const remove = stage.sandbox.beforeRequest(({ path }) => (path.endsWith("/issues") ? useUp() : undefined));
    await worker.run(ids[1] ?? 0, "sweep");
    remove();
    expect([followUps("b").length, comments("b").length]).toEqual([1, 1]);
  });
});
