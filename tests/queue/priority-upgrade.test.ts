import { describe, expect, it } from "vitest";
import type { JobQueue } from "../../src/queue/backend.ts";
import { moveDue } from "../../src/queue/priority-upgrade.ts";

const NOW = 1_795_514_400_000;

/** A queue whose store writes down what it is asked for, and answers so. */
function queueWith(answer: () => Promise<void>): { readonly queue: JobQueue; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const backend = {
    promote: (id: string) => answer().finally(() => asked.push(["promote", id])),
    changeDelay: (id: string, ms: number) => answer().finally(() => asked.push(["changeDelay", id, ms])),
  };
  return { queue: { getBackend: () => backend } as unknown as JobQueue, asked };
}

const clock = (aheadMs: number) => ({ now: () => NOW, own: () => NOW + aheadMs, ahead: () => aheadMs });

describe("moving when a job is due", () => {
  it.each([
    ["later", NOW + 500, 0, ["changeDelay", "job", 500]],
    ["now", NOW, 0, ["promote", "job"]],
    ["what is past", NOW - 1, 0, ["promote", "job"]],
    ["later, by a clock of this machine that is behind", NOW + 500, -2000, ["changeDelay", "job", 2500]],
    ["now, by a clock of this machine that is behind", NOW, -2000, ["promote", "job"]],
    ["later, by a clock of this machine that is ahead of that", NOW + 500, 500, ["promote", "job"]],
  ])("%s", async (_name, dueAt, aheadMs, expected) => {
    const { queue, asked } = queueWith(async () => {});
    await moveDue(queue, "job", dueAt, clock(aheadMs));
    expect(asked).toEqual([expected]);
  });

  it.each([-1, -3])("one that is gone or has its turn needs no moving (%i)", async (code) => {
    const { queue, asked } = queueWith(async () => {
      throw Object.assign(new Error("no"), { code });
    });
    await moveDue(queue, "job", NOW, clock(0));
    expect(asked).toHaveLength(1);
  });

  it("whatever else goes wrong is told", async () => {
    const { queue } = queueWith(async () => {
      throw Object.assign(new Error("the store is full"), { code: -2 });
    });
    await expect(moveDue(queue, "job", NOW, clock(0))).rejects.toThrow("the store is full");
  });
});
