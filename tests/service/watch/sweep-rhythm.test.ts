import { beforeEach, describe, expect, it } from "vitest";
import { createPaint } from "../../../src/app/terminal.ts";
import { serviceOf } from "../../../src/config/service/configuration-of.ts";
import type { ProjectQueue } from "../../../src/queue/types.ts";
import { createSweepRhythm, type SweepRhythm } from "../../../workers/watch/sweep-rhythm.ts";

const MINUTE = 60_000;
const START = Date.parse("2026-03-04T08:00:00Z");

let [elapsed, clock, asked, woken]: number[] = [];
let lastSweepAt: string | null = null;
let isAway = false;
const warnings: string[] = [];

function rhythm(): SweepRhythm {
  const log = { warn: (_fields: object, text: string) => void warnings.push(text) } as never;
  const queue = {
    async enqueueSweep() {
      if (isAway) throw new Error("the queue (redis://…) is not available");
      asked = (asked ?? 0) + 1;
      return { jobId: "1", isCoalesced: false };
    },
    async wakeOverslept() {
      woken = (woken ?? 0) + 1;
      return 0;
    },
  } as Partial<ProjectQueue> as ProjectQueue;
  const terminal = { out() {}, err() {}, paint: createPaint(false), quiet: true };
  const memory = {
    get lastSweepAt() {
      return lastSweepAt;
    },
  } as never;
  const service = serviceOf({ groups: ["customers"] });
  const clocks = { clock: () => clock ?? 0, elapsed: () => elapsed ?? 0 };
  return createSweepRhythm({
    ...{ memory, queue, log },
    context: { environment: {}, commandName: "cadence", terminal, color: false, ...clocks },
    service: () => ({ ...service, sweep: { ...service.sweep, everyMinutes: 10 } }),
  });
}

/** Lets both clocks run, a tick every five seconds, as the process does. */
async function pass(one: SweepRhythm, minutes: number): Promise<void> {
  for (let seconds = 0; seconds < minutes * 60; seconds += 5) {
    elapsed = (elapsed ?? 0) + 5000;
    clock = (clock ?? 0) + 5000;
    await one.tick();
  }
}

function sweepEnds(): void {
  lastSweepAt = new Date((clock ?? 0) + Math.random()).toISOString();
}

beforeEach(() => {
  [elapsed, clock, asked, woken] = [1000, START, 0, 0];
  [lastSweepAt, isAway] = [null, false];
  warnings.length = 0;
});

describe("the rhythm of sweeps", () => {
  it("one sweep is asked for each time, by those who heard of the last one", async () => {
    const one = rhythm();
    sweepEnds();
    await pass(one, 9.9);
    expect(asked).toBe(0);
    await pass(one, 0.2);
    expect(asked).toBe(1);
    clock = (clock ?? 0) + 1;
    sweepEnds();
    await pass(one, 9.9);
    expect(asked).toBe(1);
    await pass(one, 0.2);
    expect(asked).toBe(2);
  });

  it("what was asked for is asked for again while nothing comes of it: the queue may have been wiped", async () => {
    const one = rhythm();
    await pass(one, 14.9);
    expect(asked).toBe(5);
    expect(one.isLate).toBe(false);
    await pass(one, 16);
    expect(one.isLate).toBe(true);
    sweepEnds();
    expect(one.isLate).toBe(false);
  });

  it("a queue that is away is asked with every tick, and that is said once a minute", async () => {
    isAway = true;
    const one = rhythm();
    await pass(one, 11.9);
    expect(warnings.length).toBe(2);
    expect(warnings[0]).toContain("a sweep is due and could not be asked for: the queue (redis://…) is not available");
    isAway = false;
    await pass(one, 0.1);
    expect(asked).toBe(1);
  });

  it.each([2 * 60, -2 * 60])(
    "a clock that jumps %i minutes and back delays no sweep and makes none late",
    async (jump) => {
      const one = rhythm();
      sweepEnds();
      await pass(one, 5);
      clock = (clock ?? 0) + jump * MINUTE;
      expect(one.isLate).toBe(false);
      await pass(one, 5.1);
      expect(asked).toBe(1);
      sweepEnds();
      await pass(one, 1);
      clock = (clock ?? 0) - jump * MINUTE;
      await pass(one, 9.1);
      expect([asked, one.isLate]).toEqual([2, false]);
    },
  );

  it.each([
    ["an hour ago by another's clock", -60, 0.1],
    ["in two hours by another's clock, which is wrong", 120, 10.1],
  ])("a process that starts when the last sweep ended %s sweeps in time", async (_what, minutes, within) => {
    lastSweepAt = new Date(START + minutes * MINUTE).toISOString();
    const one = rhythm();
    await pass(one, within);
    expect(asked).toBe(1);
  });

  it("a wiped memory changes nothing of it, and jobs that sleep too long are looked for each minute", async () => {
    sweepEnds();
    const one = rhythm();
    await pass(one, 5);
    lastSweepAt = null;
    await pass(one, 5.1);
    expect([asked, woken]).toEqual([1, 10]);
  });
});
