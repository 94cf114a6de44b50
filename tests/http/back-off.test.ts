import { describe, expect, it } from "vitest";
import { createBackOff } from "../../src/http/back-off.ts";

const MINUTE = 60_000;

function clocked() {
  const clock = { now: 0 };
  const backOff = createBackOff(() => clock.now);
  const guess = (who: string): boolean => {
    if (backOff.wait(who) > 0) return false;
    backOff.fail(who);
    return true;
  };
  return { clock, backOff, guess };
}

describe("whoever guesses wrong", () => {
  it("has five mistakes free, then waits twice as long each time, a quarter of an hour at most", () => {
    const { clock, backOff, guess } = clocked();
    for (let count = 0; count < 5; count += 1) expect(guess("a")).toBe(true);
    const waits: number[] = [];
    for (let count = 0; count < 13; count += 1) {
      const wait = backOff.wait("a");
      waits.push(wait / 1000);
      clock.now += wait;
      expect(guess("a")).toBe(true);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    expect(backOff.wait("b")).toBe(0);
  });

  it("begins anew after an hour, and when he was right", () => {
    const { clock, backOff, guess } = clocked();
    for (let count = 0; count < 7; count += 1) {
      clock.now += backOff.wait("a");
      guess("a");
    }
    expect(backOff.wait("a")).toBe(4_000);
    backOff.succeed("a");
    expect(backOff.wait("a")).toBe(0);
    for (let count = 0; count < 7; count += 1) guess("b");
    clock.now += 60 * MINUTE;
    expect(backOff.wait("b")).toBe(0);
  });

  it("with many addresses is no better off, and whoever was right before is let in meanwhile", () => {
    const { clock, backOff, guess } = clocked();
    backOff.succeed("operator");
    let guesses = 0;
    for (let nth = 0; nth < 60 * 60; nth += 1) {
      clock.now += 1_000;
      if (guess(`address ${nth}`)) guesses += 1;
    }
    // Fifty at first, then about one a minute.
    expect(guesses).toBeLessThan(50 + 6 + 60);
    expect([backOff.wait("address new") > 0, backOff.wait("operator")]).toEqual([true, 0]);
  });
});
