import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ZodError } from "zod";
import { PermanentError, TransientError } from "../../src/domain/errors.ts";
import type { JobReason } from "../../src/queue/contract.ts";
import type { Priority } from "../../src/queue/priority.ts";
import { createProjectQueue } from "../../src/queue/project-queue.ts";
import { openStoredJobs } from "../../src/queue/stored-jobs.ts";
import type { ProjectQueue } from "../../src/queue/types.ts";
import { held } from "../support/held.ts";
import { setClockRight, shiftClock } from "../support/shifted-clock.ts";
import { until } from "../support/until.ts";
import { bullOf, type Places } from "./places.ts";
import { expectNoOverlap, named, recorder, Stage, sleep, webhook } from "./stage.ts";

const STUCK_WORKER = fileURLToPath(new URL("stuck-worker.ts", import.meta.url));
const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
/** Longer than anything is waited for: who is held to it hangs. */
const NEVER_MS = 3_600_000;
/** What the measured clock of the server may be off by when the machine is busy. */
const CLOCK_MS = 250;

/** What every backend must do, whatever it is made of; `describeMore` says what this one must do besides. */
export function describeQueue(
  name: string,
  openPlaces: () => Promise<Places>,
  describeMore: (stage: () => Stage) => void = () => {},
): void {
  describe(`queue on ${name}`, () => {
    let places: Places;
    let stage: Stage;
    beforeAll(async () => {
      places = await openPlaces();
    });
    afterAll(async () => {
      await places?.close();
    });
    beforeEach(async () => {
      stage = await Stage.open(places);
    });
    afterEach(async () => {
      await stage.close();
    });
    describeTurns(() => stage);
    describePartial(() => stage);
    describeMistakes(() => stage);
    describePriority(() => stage);
    describeClocks(() => stage);
    describeTimers(() => stage);
    describeFailures(() => stage);
    describeEnds(() => stage);
    describeMore(() => stage);
  });
}

/** Nothing waits or runs any more, of what is not for a day to come. */
async function untilEmpty(queue: ProjectQueue): Promise<void> {
  await until(async () => {
    expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0, delayed: 0 });
  });
}

function describeTurns(stage: () => Stage): void {
  it("a burst of edits is one run, after the last of them", async () => {
    const { runs, handler } = recorder(async () => {});
    const queue = stage().queue({ debounceMs: 600, maxDebounceMs: NEVER_MS });
    let last = 0;
    for (let edit = 0; edit < 6; edit++) {
      last = Date.now();
      await queue.enqueue({ project: named("a"), reason: webhook(`edit ${edit}`), priority: "edit" });
      await sleep(10);
    }
    // Only now: edits that a busy machine holds up for longer than the delay would be two bursts.
    await stage().worker(handler);
    await until(() => expect(runs).toHaveLength(1));
    expect(runs[0]!.startedAt).toBeGreaterThanOrEqual(last + 600 - CLOCK_MS);
    expect(runs[0]!.reasons.map(({ kind }) => kind)).toContain("webhook");
    await untilEmpty(queue);
    expect(runs).toHaveLength(1);
  });

  it("edits that never stop put the run off no longer than the limit", async () => {
    const { runs, handler } = recorder(async () => {});
    await stage().worker(handler);
    const queue = stage().queue({ debounceMs: 300, maxDebounceMs: 1800 });
    const begin = Date.now();
    let [before, last] = [begin, begin];
    // For ever, unless the run comes all the same.
    while (runs.length === 0) {
      [before, last] = [last, Date.now()];
      await queue.enqueue({ project: named("a"), reason: webhook(), priority: "edit" });
      await sleep(50);
    }
    // Where a busy machine held the last edit up for longer than the delay, the run came after the one before it.
    expect(runs[0]!.startedAt).toBeGreaterThanOrEqual(Math.min(begin + 1800, before + 300) - CLOCK_MS);
  });

  it("two workers never run one project at the same time, and what comes late is looked at once more", async () => {
    const { runs, handler } = recorder(() => sleep(40));
    await stage().worker(handler);
    await stage().worker(handler, {}, await stage().place.another());
    const queues = [stage().queue(), stage().queue(undefined, await stage().place.another())];
    const last = new Map<string, number>();
    for (let round = 0; round < 12; round++) {
      const adding = ["a", "b", "c"].flatMap((name) => {
        last.set(name, Date.now());
        return queues.map((queue) => queue.enqueue({ project: named(name), reason: webhook(), priority: "close" }));
      });
      await Promise.all(adding);
      await sleep(15);
    }
    await untilEmpty(queues[0]!);
    expectNoOverlap(runs);
    for (const [project, at] of last) {
      const own = runs.filter((run) => run.project === project);
      expect(own.some((run) => run.startedAt >= at)).toBe(true);
    }
  });

  it("what comes while a project runs makes one more run, told of the last of it", async () => {
    const first = held();
    const { runs, handler } = recorder((_run, nth) => (nth === 1 ? first.held : Promise.resolve()));
    await stage().worker(handler);
    const queue = stage().queue();
    const added = await queue.enqueue({ project: named("a"), reason: webhook("first"), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    const coalesced = [added.isCoalesced];
    for (const event of ["one", "two", "three"]) {
      coalesced.push(
        (await queue.enqueue({ project: named("a"), reason: webhook(event), priority: "close" })).isCoalesced,
      );
    }
    expect(coalesced).toEqual([false, true, true, true]);
    first.release();
    await until(() => expect(runs).toHaveLength(2));
    await untilEmpty(queue);
    expect(runs).toHaveLength(2);
    expect(runs[1]!.reasons[0]!.event).toBe("three");
    expectNoOverlap(runs);
  });
}

const words = (reasons: readonly JobReason[]) => reasons.map(({ event }) => event).sort();

/** What does less than a whole look must not swallow what asks for one. */
function describePartial(stage: () => Stage): void {
  it.each<[Priority, Priority]>([
    ["check", "edit"],
    ["check", "wake-up"],
    ["check", "sweep"],
    ["check", "repair"],
    ["repair", "check"],
    ["repair", "edit"],
    ["repair", "close"],
  ])("a %s that waits is told of the %s that joins it, in one run", async (first, second) => {
    const queue = stage().queue({ debounceMs: 100, maxDebounceMs: NEVER_MS });
    await queue.enqueue({ project: named("a"), reason: webhook("first"), priority: first, delayMs: NEVER_MS });
    const more = { project: named("a"), reason: webhook("second"), priority: second };
    // Nobody knows when a sweep's is due.
    expect(await queue.enqueue({ ...more, delayMs: second === "close" ? 0 : NEVER_MS })).toMatchObject({
      isCoalesced: true,
    });
    await queue.enqueue({ project: named("a"), reason: webhook("hurry"), priority: "close", delayMs: 0 });
    const { runs, handler } = recorder(async () => {});
    await stage().worker(handler);
    await until(() => expect(runs).toHaveLength(1));
    expect(words(runs[0]!.reasons)).toEqual(expect.arrayContaining(["first", "second"]));
    await untilEmpty(queue);
    expect(runs).toHaveLength(1);
  });

  it("what joins a check that runs is one more run, which is told of it", async () => {
    const first = held();
    const { runs, handler } = recorder((_run, nth) => (nth === 1 ? first.held : Promise.resolve()));
    await stage().worker(handler);
    const queue = stage().queue({ debounceMs: 0, maxDebounceMs: 0 });
    await queue.enqueue({ project: named("a"), reason: webhook("check"), priority: "check" });
    await until(() => expect(runs).toHaveLength(1));
    await queue.enqueue({ project: named("a"), reason: webhook("edit"), priority: "edit" });
    first.release();
    await until(() => expect(runs).toHaveLength(2));
    expect(words(runs[1]!.reasons)).toEqual(["edit"]);
    await untilEmpty(queue);
    expect(runs).toHaveLength(2);
  });

  it("two checks are one, and no more than a check", async () => {
    const queue = stage().queue();
    for (const event of ["one", "two"])
      await queue.enqueue({ project: named("a"), reason: webhook(event), priority: "check" });
    const { runs, handler } = recorder(async () => {});
    await stage().worker(handler);
    await until(() => expect(runs).toHaveLength(1));
    expect(words(runs[0]!.reasons)).toContain("one");
    await untilEmpty(queue);
    expect(runs).toHaveLength(1);
  });
}

function describeMistakes(stage: () => Stage): void {
  it("a caller's mistake is no outage", async () => {
    const queue = stage().queue();
    const said = { project: named("a"), reason: webhook("/close this"), priority: "close" } as const;
    await expect(queue.enqueue(said)).rejects.toBeInstanceOf(ZodError);
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 0, oldestWaitingMs: null });
  });

  it("counts tell what stands, and for how long the oldest has waited", async () => {
    const queue = stage().queue();
    const begun = Date.now();
    await queue.enqueue({ project: named("old"), reason: webhook(), priority: "sweep" });
    const stored = Date.now();
    await sleep(150);
    await queue.enqueue({ project: named("new"), reason: webhook(), priority: "close" });
    await queue.enqueue({ project: named("edited"), reason: webhook(), priority: "edit", delayMs: NEVER_MS });
    const asked = Date.now();
    const counts = await queue.counts();
    const told = Date.now();
    expect(counts).toMatchObject({ waiting: 2, active: 0, delayed: 1, failed: 0 });
    expect(counts.oldestWaitingMs).toBeGreaterThanOrEqual(asked - stored - CLOCK_MS);
    expect(counts.oldestWaitingMs).toBeLessThanOrEqual(told - begun + CLOCK_MS);
  });
}

function describePriority(stage: () => Stage): void {
  it("an urgent event does not wait for the delay of one that waits", async () => {
    const { runs, handler } = recorder(async () => {});
    await stage().worker(handler);
    const queue = stage().queue({ debounceMs: NEVER_MS, maxDebounceMs: NEVER_MS });
    await queue.enqueue({ project: named("a"), reason: webhook("edit"), priority: "edit" });
    expect(await queue.enqueue({ project: named("a"), reason: webhook("close"), priority: "close" })).toMatchObject({
      isCoalesced: true,
    });
    await until(() => expect(runs).toHaveLength(1));
    expect(runs[0]!.reasons.map((reason) => reason.event).sort()).toEqual(["close", "edit"]);
  });

  it("what came a while ago does not shorten the wait of a new edit", async () => {
    const { runs, handler } = recorder(async () => {});
    await stage().worker(handler);
    const queue = stage().queue({ debounceMs: 700, maxDebounceMs: 1000 });
    await queue.enqueue({ project: named("a"), reason: webhook("close"), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    await untilEmpty(queue);
    await sleep(600);
    const edited = Date.now();
    await queue.enqueue({ project: named("a"), reason: webhook("edit"), priority: "edit" });
    await until(() => expect(runs).toHaveLength(2));
    expect(runs[1]!.startedAt).toBeGreaterThanOrEqual(edited + 700 - CLOCK_MS);
  });

  it("edits of another process put a run off no longer than the limit either", async () => {
    const { runs, handler } = recorder(async () => {});
    await stage().worker(handler);
    const options = { debounceMs: 600, maxDebounceMs: 1500 };
    const first = stage().queue(options);
    const begin = Date.now();
    await first.enqueue({ project: named("a"), reason: webhook(), priority: "edit" });
    while (runs.length === 0) {
      // Each time one that knows nothing of the ones before.
      await stage()
        .queue(options)
        .enqueue({ project: named("a"), reason: webhook(), priority: "edit" });
      await sleep(100);
    }
    expect(runs[0]!.startedAt).toBeGreaterThanOrEqual(begin + 600 - CLOCK_MS);
  });

  it("a comment does not wait for the edits before it, nor does the next edit put it off", async () => {
    const blocker = held();
    const { runs, handler } = recorder((run) => (run.project === "blocker" ? blocker.held : sleep(1)));
    await stage().worker(handler, { concurrency: 1 });
    const queue = stage().queue({ debounceMs: NEVER_MS, maxDebounceMs: NEVER_MS });
    await queue.enqueue({ project: named("blocker"), reason: webhook(), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    await queue.enqueue({ project: named("a"), reason: webhook("edit"), priority: "edit" });
    await queue.enqueue({ project: named("a"), reason: webhook("comment"), priority: "edit", delayMs: 0 });
    await queue.enqueue({ project: named("a"), reason: webhook("edit"), priority: "edit" });
    blocker.release();
    await until(() => expect(runs.map((run) => run.project)).toEqual(["blocker", "a"]));
  });

  it("an urgent event does not wait behind the low priority of one that waits", async () => {
    const blocker = held();
    const { runs, handler } = recorder((run) => (run.project === "blocker" ? blocker.held : sleep(1)));
    await stage().worker(handler, { concurrency: 1 });
    const queue = stage().queue();
    await queue.enqueue({ project: named("blocker"), reason: webhook(), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    for (const name of ["s1", "s2", "a"])
      await queue.enqueue({ project: named(name), reason: webhook(), priority: "sweep" });
    await queue.enqueue({ project: named("e"), reason: webhook(), priority: "edit", delayMs: 0 });
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    expect(await queue.counts()).toMatchObject({ waiting: 4, active: 1 });
    blocker.release();
    await until(() => expect(runs.map((run) => run.project)).toEqual(["blocker", "a", "e", "s1", "s2"]));
  });

  it("an urgent event that came during a run is not slowed by lesser ones after it", async () => {
    const first = held();
    const { runs, handler } = recorder((_run, nth) => (nth === 1 ? first.held : sleep(1)));
    await stage().worker(handler, { concurrency: 1 });
    const queue = stage().queue({ debounceMs: NEVER_MS, maxDebounceMs: NEVER_MS });
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    await queue.enqueue({ project: named("a"), reason: webhook("close"), priority: "close" });
    await queue.enqueue({ project: named("a"), reason: webhook("edit"), priority: "edit" });
    first.release();
    await until(() => expect(runs).toHaveLength(2));
  });

  it("of many producers at once the most urgent wins", async () => {
    const blocker = held();
    const { runs, handler } = recorder((run) => (run.project === "blocker" ? blocker.held : sleep(1)));
    await stage().worker(handler, { concurrency: 1 });
    const queues = [stage().queue(), stage().queue(undefined, await stage().place.another())];
    await queues[0]!.enqueue({ project: named("blocker"), reason: webhook(), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    await queues[0]!.enqueue({ project: named("b"), reason: webhook(), priority: "edit", delayMs: 0 });
    const priorities: Priority[] = ["sweep", "edit", "wake-up", "close", "sweep", "edit", "wake-up", "sweep"];
    const adding = priorities.flatMap((priority) =>
      queues.map((queue) => queue.enqueue({ project: named("a"), reason: webhook(), priority, delayMs: 400 })),
    );
    await Promise.all(adding);
    // It is due by then, by any clock.
    await sleep(400 + CLOCK_MS);
    blocker.release();
    await until(() => expect(runs.map((run) => run.project)).toEqual(["blocker", "a", "b"]));
  });
}

function describeClocks(stage: () => Stage): void {
  afterEach(setClockRight);

  it.each([2, -2])("a clock of this machine that was %i hours off puts no job to sleep", async (hours) => {
    const { runs, handler } = recorder(async (run) => {
      if (run.project === "b" && runs.filter(({ project }) => project === "b").length === 1)
        throw new TransientError("wait", { code: "GITLAB_RATE_LIMIT", status: 429, retryAfterMs: 1500 });
    });
    await stage().worker(handler);
    const queue = stage().queue();
    shiftClock(() => hours * 3_600_000);
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "edit", delayMs: 1500 });
    await queue.enqueue({ project: named("b"), reason: webhook(), priority: "close" });
    await until(async () => {
      expect(runs.map(({ project }) => project)).toContain("b");
      expect(await queue.counts()).toMatchObject({ active: 0 });
    });
    setClockRight();
    await until(async () => {
      // As the process does once a minute.
      await queue.wakeOverslept();
      const projects = runs.map(({ project }) => project);
      expect(projects).toContain("a");
      // A lock that was taken by the wrong clock may end at once: then the job is run once more, which is harmless.
      expect(projects.filter((project) => project === "b").length).toBeGreaterThanOrEqual(2);
      // Workers sleep ten seconds at most.
    });
  });
}

/** What is asked of a server that has a clock of its own. */
export function describeServerClock(stage: () => Stage): void {
  it("jobs that the server's clock put two hours ahead, before it was set right, are woken", async () => {
    const { backend } = stage().place;
    const ahead = { ...backend.clock, now: () => backend.clock.now() + 2 * 3_600_000 };
    const wrong = createProjectQueue(openStoredJobs({ ...bullOf(backend), clock: ahead }), ahead.now);
    await wrong.enqueue({ project: named("a"), reason: webhook(), priority: "edit", delayMs: 1000 });
    await wrong.close();
    const { runs, handler } = recorder(async () => {});
    await stage().worker(handler);
    const queue = stage().queue();
    expect(await queue.counts()).toMatchObject({ delayed: 1 });
    expect(await queue.wakeOverslept()).toBe(1);
    await until(() => expect(runs).toHaveLength(1));
    expect(await queue.wakeOverslept()).toBe(0);
  });
}

function describeTimers(stage: () => Stage): void {
  it("what waits for its time sleeps on when jobs that overslept are woken", async () => {
    const queue = stage().queue();
    await queue.enqueue({ project: named("b"), reason: webhook("edit"), priority: "edit", delayMs: 50 * 60_000 });
    expect(await queue.wakeOverslept()).toBe(0);
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 1 });
  });

  it("sweeps are done one at a time, with one more waiting, however many processes ask for them", async () => {
    let running = 0;
    let most = 0;
    let sweeps = 0;
    let letThrough = (): void => {};
    const asked = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    const sweep = async (): Promise<void> => {
      running += 1;
      sweeps += 1;
      most = Math.max(most, running);
      await asked;
      running -= 1;
    };
    const { handler } = recorder(async () => {});
    await stage().worker(handler, { sweep });
    await stage().worker(handler, { sweep }, await stage().place.another());
    const queues = [stage().queue(), stage().queue(undefined, await stage().place.another())];
    const ask = () =>
      Promise.all(queues.map((queue) => queue.enqueueSweep({ kind: "sweep", at: new Date().toISOString() })));
    await ask();
    await until(() => expect(sweeps).toBe(1));
    for (let times = 0; times < 3; times++) await ask();
    letThrough();
    await until(async () => {
      expect(await queues[0]!.counts()).toMatchObject({ waiting: 0, active: 0, delayed: 0 });
    });
    expect([most, sweeps]).toEqual([1, 2]);
  });
}

function describeFailures(stage: () => Stage): void {
  const rateLimit = (ms: number): TransientError =>
    new TransientError("wait", { code: "GITLAB_RATE_LIMIT", status: 429, retryAfterMs: ms });

  it("a job that was asked to wait waits as long, whatever comes, and then runs", async () => {
    const delays: number[] = [];
    const queue = stage().queue();
    const { runs, handler } = recorder(async (_run, nth) => {
      if (nth <= 2) throw rateLimit(450);
    });
    let second = Promise.resolve<unknown>(null);
    const onRetry = ({ delayMs }: { readonly delayMs: number }): void => {
      if (delays.push(delayMs) > 1) return;
      second = queue.enqueue({ project: named("a"), reason: webhook("second"), priority: "close" });
    };
    await stage().worker(handler, { onRetry });
    await queue.enqueue({ project: named("a"), reason: webhook("first"), priority: "edit", delayMs: 0 });
    await until(() => expect(runs).toHaveLength(3));
    await second;
    expect(delays).toEqual([450, 450]);
    expect(runs[1]!.startedAt - runs[0]!.endedAt!).toBeGreaterThanOrEqual(450 - CLOCK_MS);
    expect(runs[2]!.startedAt - runs[1]!.endedAt!).toBeGreaterThanOrEqual(450 - CLOCK_MS);
    expect(runs[2]!.reasons.map((reason) => reason.event).sort()).toEqual(["first", "second"]);
    await until(async () => {
      expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    });
  });

  it("a passing error is tried again later", async () => {
    const delays: number[] = [];
    const { handler } = recorder(async () => {
      throw new TransientError("out of order", { code: "GITLAB_OUTAGE", status: 502, retryAfterMs: 0 });
    });
    await stage().worker(handler, { onRetry: ({ delayMs }) => delays.push(delayMs) });
    const queue = stage().queue();
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(async () => {
      expect(await queue.counts()).toMatchObject({ active: 0, delayed: 1, failed: 0 });
    });
    expect(delays).toHaveLength(1);
    expect(delays[0]).toBeGreaterThanOrEqual(5000);
    expect(delays[0]).toBeLessThanOrEqual(10_000);
  });

  it("a wait of our own is shortened by an event, also by one as urgent as the job", async () => {
    const { runs, handler } = recorder(async () => {
      throw new TransientError("out of order", { code: "GITLAB_OUTAGE", status: 502, retryAfterMs: 0 });
    });
    await stage().worker(handler);
    const queue = stage().queue();
    const close = { project: named("a"), reason: webhook(), priority: "close" } as const;
    await queue.enqueue(close);
    await until(async () => expect(await queue.counts()).toMatchObject({ active: 0, delayed: 1 }));
    await queue.enqueue(close);
    // Half of the first wait is the least.
    await until(async () => {
      const [{ dueAt } = { dueAt: null }] = await queue.pending();
      expect(Date.parse(dueAt ?? "") - runs[0]!.endedAt!).toBeLessThanOrEqual(5000 + CLOCK_MS);
    });
    expect(runs).toHaveLength(1);
  });

  it("a lasting error is kept with its reason, blocks nothing, and is run again by hand", async () => {
    let broken = true;
    const errors: unknown[] = [];
    const error = new PermanentError("no\0 right", {
      code: "GITLAB_FORBIDDEN",
      status: 403,
      remedy: "Invite the bot.",
    });
    const { runs, handler } = recorder(async (run) => {
      if (broken && run.project === "a") throw error;
    });
    await stage().worker(handler, { onFailed: (event) => errors.push(event.error) });
    const queue = stage().queue();
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(async () => expect(await queue.failed()).toHaveLength(1));
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(async () => expect(await queue.failed()).toHaveLength(2));
    expect(runs).toHaveLength(2);
    await until(() => expect(errors).toEqual([error, error]));
    const [failed, other] = await queue.failed();
    expect(failed).toMatchObject({
      project: named("a"),
      tries: 1,
      failure: { name: "PermanentError", code: "GITLAB_FORBIDDEN", message: "no right", remedy: "Invite the bot." },
    });
    broken = false;
    expect(await queue.retry(failed!.jobId)).toBe(true);
    expect(await queue.retry(failed!.jobId)).toBe(false);
    await until(() => expect(runs).toHaveLength(3));
    expect(runs[2]!.reasons[0]).toMatchObject({ kind: "manual" });
    expect((await queue.failed()).map((each) => each.jobId)).toEqual([other!.jobId]);
  });

  it("a listener that throws harms no job, and is the only thing to be told of", async () => {
    const { runs, handler } = recorder(async () => {});
    const onCompleted = (): void => {
      throw new Error("broken metrics");
    };
    const warnings: string[] = [];
    const log = { debug() {}, info() {}, warn: (_fields: object, text: string) => void warnings.push(text) };
    await stage().worker(handler, { onCompleted, log });
    const queue = stage().queue();
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    await until(async () => {
      expect(await queue.counts()).toMatchObject({ active: 0, failed: 0, delayed: 0 });
    });
    await until(() => expect(warnings).toEqual(["a listener for the queue's events failed: broken metrics"]));
  });
}

function describeEnds(stage: () => Stage): void {
  it("a worker to which nobody listens has nothing to warn of", async () => {
    const warnings: string[] = [];
    const log = { debug() {}, info() {}, warn: (_fields: object, text: string) => void warnings.push(text) };
    const { handler } = recorder(async ({ project }) => {
      if (project === "waits")
        throw new TransientError("away", { code: "GITLAB_OUTAGE", status: 502, retryAfterMs: 0 });
      if (project === "ends") throw new PermanentError("no", { code: "GITLAB_FORBIDDEN", status: 403, remedy: "" });
    });
    await stage().worker(handler, { log });
    const queue = stage().queue();
    for (const name of ["waits", "ends", "done"])
      await queue.enqueue({ project: named(name), reason: webhook(), priority: "close" });
    await until(async () => {
      expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0, failed: 1, delayed: 1 });
    });
    expect(warnings).toEqual([]);
  });

  it("a job of a killed process is taken over", async () => {
    const { place } = stage();
    await place.lend();
    const address = JSON.stringify(place.address);
    const child = spawn(process.execPath, ["--import", "tsx", STUCK_WORKER, address], { cwd: REPOSITORY });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        said += text;
      });
    }
    const ended = once(child, "exit");
    try {
      await until(() => expect(said).toContain("running stuck"));
    } finally {
      child.kill("SIGKILL");
      await ended;
      await place.takeBack();
    }
    const { runs, handler } = recorder(async () => {});
    await stage().worker(handler);
    await until(() => expect(runs.map((run) => run.project)).toEqual(["stuck"]));
  });

  it("a worker that closes lets jobs end", async () => {
    const work = held();
    const { runs, handler } = recorder(() => work.held);
    const worker = await stage().worker(handler);
    const queue = stage().queue();
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    const closing = worker.close(NEVER_MS);
    work.release();
    await closing;
    expect(runs[0]!.endedAt).not.toBeNull();
    expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0, failed: 0 });
  });

  it("a worker that closes hands back what does not end in time", async () => {
    const { runs, handler } = recorder(
      (_run, nth, signal) =>
        new Promise((resolve, reject) => {
          if (nth > 1) resolve();
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    );
    const worker = await stage().worker(handler, { lockMs: NEVER_MS });
    const queue = stage().queue();
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    await worker.close(500);
    expect(await queue.counts()).toMatchObject({ waiting: 1, active: 0, failed: 0 });
    await stage().worker(handler, {}, await stage().place.another());
    // Not only after the first worker's lock.
    await until(() => expect(runs).toHaveLength(2));
  });

  it("a worker whose job is deaf closes all the same, and gives the job to nobody while it may run", async () => {
    const deaf = held();
    const { runs, handler } = recorder(() => deaf.held);
    const worker = await stage().worker(handler, { lockMs: 5000 });
    const queue = stage().queue();
    await queue.enqueue({ project: named("a"), reason: webhook(), priority: "close" });
    await until(() => expect(runs).toHaveLength(1));
    await worker.close(400);
    expect(await queue.counts()).toMatchObject({ active: 1 });
    deaf.release();
  });
}
