import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followServerClock } from "../../src/queue/backends/server-clock.ts";

const START = Date.parse("2026-03-04T08:00:00Z");
const HOURS = 3_600_000;

let serverAhead: number;
let isAway: boolean;
/** Time as it passes, which no clock that is set can change. */
let passed: () => number;

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ["Date", "performance", "setInterval", "clearInterval"] });
  const began = performance.now();
  passed = () => performance.now() - began;
  [serverAhead, isAway] = [0, false];
});
afterEach(() => vi.useRealTimers());

const follow = () =>
  followServerClock(
    (operation) => operation(),
    async () => {
      if (isAway) throw new Error("connection lost");
      return START + passed() + serverAhead;
    },
  );

describe("the server's clock", () => {
  it.each([2, -2])("a clock of this machine that jumps %i hours and back changes nothing", async (hours) => {
    const clock = await follow();
    await vi.advanceTimersByTimeAsync(10_000);
    vi.setSystemTime(Date.now() + hours * HOURS);
    expect([clock.now() - START, clock.ahead()]).toEqual([10_000, hours * HOURS]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([clock.now() - START, clock.ahead()]).toEqual([70_000, hours * HOURS]);
    vi.setSystemTime(Date.now() - hours * HOURS);
    expect([clock.now() - START, clock.ahead()]).toEqual([70_000, 0]);
    clock.stop();
  });

  it("one that jumps itself is followed within half a minute", async () => {
    const clock = await follow();
    serverAhead = 2 * HOURS;
    await vi.advanceTimersByTimeAsync(30_000);
    expect([clock.now() - START, clock.ahead()]).toEqual([30_000 + 2 * HOURS, -2 * HOURS]);
    serverAhead = 0;
    await vi.advanceTimersByTimeAsync(30_000);
    expect([clock.now() - START, clock.ahead()]).toEqual([60_000, 0]);
    clock.stop();
  });

  it("goes on while the server is away; until it was there once the clock of this machine counts", async () => {
    isAway = true;
    serverAhead = HOURS;
    const clock = await follow();
    expect([clock.now() - START, clock.ahead()]).toEqual([0, 0]);
    isAway = false;
    await vi.advanceTimersByTimeAsync(30_000);
    isAway = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(clock.now() - START).toBe(90_000 + HOURS);
    clock.stop();
    isAway = false;
    serverAhead = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(clock.now() - START).toBe(150_000 + HOURS);
  });
});
