import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { WORK_DEFAULTS } from "../../src/queue/names.ts";
import { findRedis, forgetPrefix } from "../support/servers.ts";
import { bullOf } from "./places.ts";

const server = await findRedis();
const prefix = `note_${randomBytes(4).toString("hex")}`;
afterAll(async () => {
  if (server !== null) await forgetPrefix(server.url, prefix);
  await server?.stop();
});

describe.skipIf(server === null)("notes of one moment", () => {
  it("reach the jobs that wait; one that cannot be left fails none of the others", async () => {
    const url = server?.url ?? "";
    const redis = new Redis(url);
    const backend = await openBackend({
      url,
      directory: "",
      prefix,
      log: { debug() {}, info() {}, warn() {} },
      answerMs: 30_000,
    });
    const queue = bullOf(backend).openQueue("notes", WORK_DEFAULTS);
    const leaveNote = bullOf(backend).noteWaiting?.(queue, 2);
    if (leaveNote === undefined) throw new Error("no short cut on Redis");
    const add = (jobId: string, delay: number) =>
      queue.add("job", { json: "{}" }, { jobId, delay, priority: 5, deduplication: { id: `of-${jobId}` } });
    await Promise.all([add("sleeping", 60_000), add("ready", 0), add("broken", 60_000)]);
    await redis.set(`${queue.toKey("broken")}:logs`, "a hand was here");

    const keys = ["of-sleeping", "of-nobody", "of-broken", "of-ready", "of-sleeping", "of-sleeping"];
    const found = await Promise.all(keys.map((key, index) => leaveNote(key, `note ${index}`)));

    expect(found.map((job) => job?.jobId ?? null)).toEqual(["sleeping", null, null, "ready", "sleeping", "sleeping"]);
    expect(found[0]?.dueAt).toBeGreaterThan(Date.now());
    expect(found[3]).toEqual({ jobId: "ready", dueAt: null, priority: 5 });
    // The newest two are kept.
    expect((await queue.getJobLogs("sleeping")).logs).toEqual(["note 4", "note 5"]);
    expect((await queue.getJobLogs("ready")).logs).toEqual(["note 3"]);
    redis.disconnect();
    await queue.close();
    await backend.close();
  });
});
