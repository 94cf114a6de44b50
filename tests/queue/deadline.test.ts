import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createDeadline } from "../../src/queue/deadline.ts";

const never = new Promise<never>(() => {});

describe("a deadline", () => {
  const late = (): Error => new Error("late");

  it("passes on what comes in time, a failure too", async () => {
    const inTime = createDeadline(1000, late);
    expect(await inTime(Promise.resolve(7))).toBe(7);
    await expect(inTime(Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  });

  it("gives up what takes longer, each wait at its own time", async () => {
    const inTime = createDeadline(60, late);
    const begin = performance.now();
    const first = inTime(never).catch(() => performance.now() - begin);
    await sleep(30);
    const second = inTime(never).catch(() => performance.now() - begin);
    const between = inTime(Promise.resolve("in between"));
    expect(await between).toBe("in between");
    const [one, other] = [await first, await second];
    expect(one).toBeGreaterThanOrEqual(58);
    expect(other).toBeGreaterThanOrEqual(87);
    expect(one).toBeLessThan(other);
  });

  it("counts again from the start after a quiet time", async () => {
    const inTime = createDeadline(80, late);
    await inTime(Promise.resolve());
    await sleep(60);
    expect(await inTime(sleep(50, "slow"))).toBe("slow");
    await expect(inTime(never)).rejects.toThrow("late");
  });

  it("hears of a late failure without a word", async () => {
    const inTime = createDeadline(10, late);
    const failing = sleep(30).then(() => Promise.reject(new Error("nobody listens")));
    await expect(inTime(failing)).rejects.toThrow("late");
    await expect(failing).rejects.toThrow("nobody listens");
  });
});
