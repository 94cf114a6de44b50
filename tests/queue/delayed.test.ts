import { describe, expect, it } from "vitest";
import { asProjectId } from "../../src/domain/ids.ts";
import type { JobQueue } from "../../src/queue/backend.ts";
import { encodeJob } from "../../src/queue/contract.ts";
import { believed, wakeOverslept } from "../../src/queue/delayed.ts";

const NOW = Date.parse("2026-11-24T10:00:00.000Z");
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe("a time that is stored with a job", () => {
  it.each<[string, number | null, number]>([
    ["none is none", null, 0],
    ["one that is over stays", NOW - HOUR, NOW - HOUR],
    ["an hour ahead, and as far as clocks may differ", NOW + HOUR + MINUTE, NOW + HOUR + MINUTE],
    ["further ahead it was set by a clock that was wrong, and is over", NOW + HOUR + MINUTE + 1, 0],
  ])("%s", (_, notBefore, expected) => {
    expect(believed(notBefore, NOW)).toBe(expected);
  });
});

describe("a job that sleeps", () => {
  interface Asleep {
    /** In milliseconds from now. */
    readonly dueIn: number;
    /** When its event came, and how long it was to wait; of some versions that is not known. */
    readonly asked?: { readonly ago: number; readonly delayMs: number };
    readonly stands?: "gone" | "taken";
  }

  async function wake({ dueIn, asked, stands }: Asleep): Promise<{ woken: number; promoted: number; read: number }> {
    const debounce =
      asked === undefined ? null : { priority: 5, at: NOW - asked.ago, delayMs: asked.delayMs, maxDelayMs: 15_000 };
    const work = {
      project: asProjectId(7),
      priority: "edit",
      reasons: [],
      tries: 0,
      notBefore: null,
      failure: null,
    } as const;
    const [counts, data] = [{ promoted: 0, read: 0 }, encodeJob({ ...work, debounce })];
    const job = {
      data,
      promote: async () => {
        counts.promoted += 1;
        if (stands === "taken") throw new Error("the job is not in the delayed state");
      },
    };
    const queue = {
      getJob: async () => {
        counts.read += 1;
        return stands === "gone" ? undefined : job;
      },
    } as unknown as JobQueue;
    const woken = await wakeOverslept(queue, async () => [{ jobId: "a", dueAt: NOW + dueIn }], NOW);
    return { woken, ...counts };
  }

  const EDIT = { ago: 0, delayMs: 3000 };
  it.each<[string, Asleep, "woken" | "sleeps on" | "not even read"]>([
    ["that is just due, which workers see to", { dueIn: -30 * SECOND, asked: EDIT }, "not even read"],
    ["that has been due for longer than workers take", { dueIn: -30 * SECOND - 1, asked: EDIT }, "woken"],
    ["that waits for quiet", { dueIn: 3 * SECOND, asked: EDIT }, "sleeps on"],
    ["that waits as long as waits may be", { dueIn: HOUR + MINUTE + 3 * SECOND, asked: EDIT }, "sleeps on"],
    ["that waits longer", { dueIn: HOUR + MINUTE + 3 * SECOND + 1, asked: EDIT }, "woken"],
    [
      "that waits that long since an event of some time ago",
      { dueIn: HOUR + MINUTE + 1, asked: { ...EDIT, ago: HOUR } },
      "woken",
    ],
    [
      "of an event of the future, which it is no longer for",
      { dueIn: HOUR + MINUTE + 3 * SECOND + 1, asked: { ...EDIT, ago: -HOUR } },
      "woken",
    ],
    ["that was asked to come in two hours", { dueIn: 2 * HOUR, asked: { ago: 0, delayMs: 2 * HOUR } }, "sleeps on"],
    ["of which is not known what it waits for, for an hour", { dueIn: HOUR + MINUTE }, "sleeps on"],
    ["of which is not known what it waits for, for longer", { dueIn: HOUR + MINUTE + 1 }, "woken"],
  ])("%s", async (_, asleep, expected) => {
    const isWoken = Number(expected === "woken");
    expect(await wake(asleep)).toEqual({
      woken: isWoken,
      promoted: isWoken,
      read: Number(expected !== "not even read"),
    });
  });

  it.each<["gone" | "taken", number]>([
    ["gone", 0],
    ["taken", 1],
  ])("that is %s meanwhile is not counted", async (stands, promoted) => {
    expect(await wake({ dueIn: -HOUR, asked: EDIT, stands })).toMatchObject({ woken: 0, promoted });
  });
});
