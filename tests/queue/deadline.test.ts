import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDeadline } from "../../src/queue/deadline.ts";

const never = new Promise<never>(() => {});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
    const givenUp = (work: Promise<unknown>): Promise<unknown> => inTime(work).catch(() => performance.now() - begin);
    const first = givenUp(never);
    await vi.advanceTimersByTimeAsync(30);
    const second = givenUp(never);
    expect(await inTime(Promise.resolve("in between"))).toBe("in between");
    await vi.advanceTimersByTimeAsync(60);
    expect([await first, await second]).toEqual([60, 90]);
  });

  it("counts again from the start after a quiet time", async () => {
    const inTime = createDeadline(80, late);
    await inTime(Promise.resolve());
    await vi.advanceTimersByTimeAsync(60);
    const slow = inTime(new Promise((resolve) => setTimeout(resolve, 79, "slow")));
    await vi.advanceTimersByTimeAsync(79);
    expect(await slow).toBe("slow");
    const lost = inTime(never).catch(String);
    await vi.advanceTimersByTimeAsync(80);
    expect(await lost).toBe("Error: late");
  });

  it("hears of a late failure without a word", async () => {
    const inTime = createDeadline(10, late);
    const failing = new Promise((_resolve, reject) => setTimeout(reject, 30, new Error("nobody listens")));
    const said = Promise.all([inTime(failing).catch(String), failing.catch(String)]);
    await vi.advanceTimersByTimeAsync(30);
    expect(await said).toEqual(["Error: late", "Error: nobody listens"]);
  });
});
