import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asProjectId } from "../../src/domain/ids.ts";
import { MemoryJobs } from "../../src/queue/memory/memory-jobs.ts";
import type { Priority } from "../../src/queue/priority.ts";
import type { Addition } from "../../src/queue/types.ts";

const START = Date.parse("2026-11-24T10:00:00.000Z");
const DAY = 86_400_000;

let jobs: MemoryJobs;
let settled: number;
let calls: number;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
  [settled, calls] = [0, 0];
  jobs = new MemoryJobs(
    () => Date.now(),
    () => void (settled += 1),
  );
});
afterEach(() => {
  jobs.close();
  vi.useRealTimers();
});

function add(project: number | null, priority: Priority, delayMs = 0, event = "word"): ReturnType<MemoryJobs["add"]> {
  const reasons = [{ kind: "webhook", event, at: new Date().toISOString() }] as const;
  const addition: Omit<Addition, "project"> = { priority, reasons, at: Date.now(), delayMs, maxDelayMs: 15_000 };
  return jobs.add({ ...addition, project: project === null ? null : asProjectId(project) });
}

const pass = (ms: number): unknown => vi.advanceTimersByTime(ms);
const takeAll = (): (number | null)[] => {
  const taken = [];
  for (let job = jobs.take(); job !== null; job = jobs.take()) taken.push(job.project);
  return taken;
};
const dueIn = (): (number | null)[] =>
  jobs.pending(100).map(({ dueAt }) => (dueAt === null ? null : Date.parse(dueAt) - Date.now()));

describe("jobs in memory, by the clock", () => {
  it("an edit is due when it was quiet for its delay, at the limit after the first at the latest", () => {
    expect(add(1, "edit", 3000).isCoalesced).toBe(false);
    pass(2000);
    expect([add(1, "edit", 3000).isCoalesced, dueIn()]).toEqual([true, [3000]]);
    for (let edit = 0; edit < 5; edit++) {
      pass(2500);
      add(1, "edit", 3000);
    }
    expect(dueIn()).toEqual([500]);
    pass(499);
    expect(jobs.take()).toBeNull();
    pass(1);
    add(1, "edit", 3000);
    expect([dueIn(), takeAll()]).toEqual([[null], [1]]);
  });

  it("what wants no delay is due at once, and what is due is not put off", () => {
    add(1, "edit", 3000);
    add(1, "check");
    add(1, "edit", 3000);
    expect(takeAll()).toEqual([1]);
  });

  it("the more urgent one comes first, then the one that was due first, whatever joins it", () => {
    for (const project of [1, 2, 3]) add(project, "sweep");
    add(4, "edit");
    add(3, "close");
    add(1, "sweep");
    add(null, "sweep");
    expect(takeAll()).toEqual([3, 4, 1, 2, null]);
  });

  it("a project runs once at a time, and what came meanwhile follows as what it is", () => {
    add(1, "sweep");
    const job = jobs.take()!;
    expect([add(1, "sweep").isCoalesced, jobs.take()]).toEqual([true, null]);
    pass(5);
    expect(jobs.counts()).toEqual({ waiting: 1, active: 1, delayed: 0, failed: 0, oldestWaitingMs: 5 });
    jobs.settle(job);
    expect([takeAll(), settled]).toEqual([[1], 1]);
  });

  it("calls for workers once for what happens together, when something becomes due and when a place is free", () => {
    const leave = jobs.onDue(() => void (calls += 1));
    add(1, "close");
    add(2, "edit", 3000);
    pass(1);
    expect(calls).toBe(1);
    pass(3001);
    expect(calls).toBe(2);
    jobs.settle(jobs.take()!);
    pass(1);
    expect(calls).toBe(3);
    leave();
    add(3, "close");
    pass(1);
    expect(calls).toBe(3);
  });

  it("timers go further than a day", () => {
    add(1, "edit", 3 * DAY);
    pass(3 * DAY - 1);
    expect(jobs.take()).toBeNull();
    pass(1);
    expect(takeAll()).toEqual([1]);
  });

  it("what is put back waits as long as decided, shortened by events to the least, with their reasons and its own", () => {
    add(1, "sweep", 0, "first");
    const job = jobs.take()!;
    add(1, "edit", 3000, "meanwhile");
    jobs.putBack(job, { kind: "wait", delayMs: 10_000, leastMs: 5000, asked: false });
    expect(dueIn()).toEqual([5000]);
    add(1, "close", 0, "second");
    expect([dueIn(), jobs.pending(1)[0]]).toEqual([
      [5000],
      expect.objectContaining({ jobId: job.id, state: "delayed", tries: 1, reason: "webhook second" }),
    ]);
    pass(5000);
    const again = jobs.take()!;
    expect(again.reasons.map(({ event }) => event)).toEqual(["second", "meanwhile", "first"]);
    expect([again.priority, again.since]).toEqual(["close", START]);
    jobs.putBack(again, { kind: "wait", delayMs: 7000, leastMs: 7000, asked: true });
    expect([dueIn(), jobs.pending(1)[0]?.tries]).toEqual([[7000], 1]);
    jobs.putBack(jobs.take() ?? again);
    expect([dueIn(), takeAll()]).toEqual([[null], [1]]);
  });

  it("what was given up tells when, after how many runs, and can be found and forgotten", () => {
    const failure = { name: "Error", code: null, status: null, message: "no", remedy: null };
    add(1, "close");
    const job = jobs.take()!;
    jobs.putBack(job, { kind: "wait", delayMs: 1000, leastMs: 0, asked: false });
    pass(1000);
    jobs.giveUp(jobs.take()!, failure);
    const failed = { jobId: job.id, project: 1, failure, tries: 2, failedAt: "2026-11-24T10:00:01.000Z" };
    expect([jobs.failed(5), jobs.findFailed(job.id), jobs.counts().failed]).toEqual([[failed], failed, 1]);
    expect([jobs.findFailed("another"), settled]).toEqual([null, 1]);
    jobs.forget(job.id);
    expect([jobs.failed(5), jobs.findFailed(job.id)]).toEqual([[], null]);
  });
});
