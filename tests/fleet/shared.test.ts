import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { asProjectId } from "../../src/domain/ids.ts";
import type { Log } from "../../src/domain/log.ts";
import { createFleetMemory } from "../../src/fleet/state.ts";
import { parseFleetFields, renderFleetFields } from "../../src/fleet/state-fields.ts";
import type { LastReconcile, SeenProject } from "../../src/fleet/types.ts";
import type { BudgetState } from "../../src/gitlab/budget/budget.ts";
import { createRequestBudget } from "../../src/gitlab/budget/budget.ts";
import { parseBudgetState, renderBudgetState } from "../../src/gitlab/budget/budget-text.ts";
import { createFleetGitLab } from "../../src/gitlab/fleet/fleet-client.ts";
import type { Backend } from "../../src/queue/backend.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import type { SharedStore } from "../../src/queue/store/types.ts";
import { QueueUnavailableError } from "../../src/queue/unavailable.ts";
import { sharedBudget } from "../../workers/memory/shared-budget.ts";
import { openSharedMemory } from "../../workers/memory/shared-memory.ts";
import { findRedis, forgetPrefix, type Wire, wireTo } from "../support/servers.ts";
import { until } from "../support/until.ts";
import { type FleetStage, minutes, READ, setFleetStage } from "./stage.ts";

const NOW = "2026-03-04T08:00:00Z";
const silent: Log = { debug() {}, info() {}, warn() {} };
const redis = await findRedis();
const prefix = `t_${randomBytes(6).toString("hex")}`;
const url = redis?.url ?? "";
afterAll(async () => {
  if (redis !== null) await forgetPrefix(url, prefix);
  await redis?.stop();
});

const seen = (id: number, over: Partial<SeenProject> = {}): SeenProject => ({
  id: asProjectId(id),
  path: `customers/p${id}`,
  name: `Project ${id}`,
  inGroup: true,
  obstacle: null,
  lastActivityAt: null,
  changedAt: null,
  ...over,
});
const reconciled = (id: number, over: Partial<LastReconcile> = {}): LastReconcile => ({
  id: asProjectId(id),
  at: NOW,
  fileReadAt: NOW,
  activityUpTo: null,
  changesUpTo: null,
  outcome: "reconciled",
  fingerprint: "file:x",
  nextWakeAt: null,
  failures: 0,
  retryAt: null,
  labels: ["meeting-agenda"],
  ...over,
});

describe("what is shared, as text", () => {
  it("the state of a budget comes back, and what is none is nothing", () => {
    const state: BudgetState = {
      sent: [[1, 2]],
      swept: [],
      told: { api: { window: 9, limit: 100, remaining: -3, endsAt: 9_000 } },
      closedUntil: 4,
      writes: { "issues 7": { sent: [[1, 1]], closedUntil: 0 } },
    };
    expect(parseBudgetState(renderBudgetState(state))).toEqual(state);
    expect([parseBudgetState("{"), parseBudgetState("{}"), parseBudgetState('{"sent":7}')]).toEqual([null, null, null]);
  });

  it("news of a fleet come back field by field, and what is none is passed over", () => {
    const listedAt = new Map([["customers ~a label\nof two lines", NOW]]);
    const news = { seen: [seen(1)], reconciled: [reconciled(1)], listedAt, gone: [asProjectId(2)] };
    expect(parseFleetFields(renderFleetFields(news))).toEqual(news);
    const odd = [
      ["seen 3", "{}"],
      ["looked 3", "no"],
      ["listed x", '"yesterday"'],
      ["swept", NOW],
    ] as const;
    expect(parseFleetFields(odd)).toEqual({ seen: [], reconciled: [], listedAt: new Map(), gone: [] });
  });
});

describe.skipIf(redis === null)("over Redis", () => {
  let wire: Wire;
  let backends: Backend[];
  let stage: FleetStage;
  beforeEach(async () => {
    wire = await wireTo(url);
    backends = await Promise.all(
      [url, wire.url].map((one) => openBackend({ url: one, directory: "", prefix, log: silent })),
    );
    stage = await setFleetStage(NOW);
  });
  afterEach(async () => {
    await Promise.all(backends.map((each) => each.close()));
    await wire.close();
    await stage.close();
  });
  const stores = (): readonly SharedStore[] =>
    backends.map((each) => each.openStore() ?? expect.fail("this queue is shared with nobody"));
  const memory = (store: SharedStore | undefined, gitlabUrl = stage.sandbox.url, refreshMs = 20) =>
    openSharedMemory({ store: store!, gitlabUrl, log: silent, refreshMs });

  it("two clients of one token meet no 429, and use all they may", async () => {
    const id = stage.add("customers/a");
    stage.sandbox.setLimits({ requests: { limit: 60, periodSeconds: 60 } });
    stage.sandbox.requests.reset();
    const now = () => stage.sandbox.clock.now().getTime();
    // Time stands still until nobody can send any more.
    let asleep: (() => void)[] = [];
    let working = 8;
    const sleep = (): Promise<void> => new Promise((resolve) => asleep.push(resolve));
    const rules = { perMinute: 1e6, reserve: 0.2, issuesPerMinute: 200, notesPerMinute: 60 };
    const ends = stores().map(async (store) => {
      const budget = createRequestBudget({ rules, now, store: sharedBudget(store, "two clients") });
      const fleet = createFleetGitLab({ url: stage.sandbox.url, token: stage.token, budget, sleep, now });
      const job = async (): Promise<void> => {
        for (let turn = 0; turn < 20; turn++) await fleet.project(String(id), "urgent").listLabels();
        working -= 1;
      };
      await Promise.all([job(), job(), job(), job()]);
    });
    const perWindow: number[] = [];
    while (working > 0) {
      await until(() => expect(asleep.length).toBe(working));
      const resting = asleep;
      asleep = [];
      perWindow.push(stage.sandbox.requests.all.length);
      stage.sandbox.clock.advance(minutes(1) + 1000);
      for (const wake of resting) wake();
    }
    await Promise.all(ends);
    const answers = stage.sandbox.requests.all.map(({ status }) => status);
    expect([answers.length, new Set(answers)]).toEqual([160, new Set([200])]);
    // All that a window has, but what was on its way when the first answer told of the limit.
    expect(perWindow[0]).toBeGreaterThanOrEqual(55);
  });

  it("a second process sweeps on from what the first one did", async () => {
    for (const name of ["a", "b", "c"]) stage.add(`customers/${name}`);
    const [one, other] = stores();
    const first = await stage.run({ memory: await memory(one) });
    expect(first.results).toHaveLength(3);
    stage.sandbox.clock.advance(minutes(5));
    stage.add("customers/d");
    const second = await stage.run({ memory: await memory(other) });
    expect(second.results.map(({ job }) => job.project.path)).toEqual(["customers/d"]);
    expect((await stage.run({ memory: createFleetMemory() })).results).toHaveLength(4);
  });

  it("what one learns the other knows without a question, also what is gone, and each GitLab for itself", async () => {
    const [one, other] = await Promise.all(stores().map((each) => memory(each)));
    await one!.write({ seen: [seen(1), seen(2)], reconciled: [reconciled(1, { labels: ["calls"] })] });
    await one!.sweptAt(NOW);
    await until(() => expect(other!.state.reconciled.get(asProjectId(1))?.labels).toEqual(["calls"]));
    expect([other!.lastSweepAt, other!.state.seen.size]).toEqual([NOW, 2]);
    await other!.write({ gone: [asProjectId(1)] });
    await until(async () => expect(await one!.readProject(asProjectId(1))).toEqual({ seen: null, reconciled: null }));
    await one!.write({ seen: [seen(1)] });
    expect((await other!.readProject(asProjectId(1))).seen).toEqual(seen(1));
    const elsewhere = await memory(stores()[0], "https://another.example");
    expect((await elsewhere.read()).seen.size).toBe(0);
  });

  it("looks and sweeps of two processes at once lose nothing of each other", async () => {
    const [one, other] = await Promise.all(stores().map((each) => memory(each, "https://race.example")));
    await Promise.all(
      Array.from({ length: 40 }, async (_, id) => {
        await Promise.all([one!.write({ seen: [seen(id)] }), other!.write({ reconciled: [reconciled(id)] })]);
      }),
    );
    for (const each of [one!, other!]) {
      await until(async () => {
        const state = await each.read();
        expect([state.seen.size, state.reconciled.size]).toEqual([40, 40]);
      });
    }
  });

  it("while the store is away a process goes on with what it knows, and tells it afterwards", async () => {
    const warnings: string[] = [];
    const log: Log = { ...silent, warn: (_fields, message) => void warnings.push(message) };
    const [direct, wired] = stores();
    const gitlabUrl = "https://away.example";
    const there = await memory(direct, gitlabUrl);
    const cutOff = await openSharedMemory({ store: wired!, gitlabUrl, log, refreshMs: 20 });
    await there.write({ seen: [seen(1)] });
    await until(() => expect(cutOff.state.seen.size).toBe(1));
    await wire.cut();
    await cutOff.write({ reconciled: [reconciled(1)] });
    expect(await cutOff.readProject(asProjectId(1))).toEqual({ seen: seen(1), reconciled: reconciled(1) });
    const warning =
      /^what is known of the fleet cannot be shared, and is as this process knows it: the queue \(redis:.+\) /;
    await until(() => expect(warnings).toEqual([expect.stringMatching(warning)]));
    await wire.join();
    await until(() => expect(there.state.reconciled.get(asProjectId(1))).toEqual(reconciled(1)));
  });

  it("a store that is away makes a budget count on alone, from what it knew, and say so once a minute", async () => {
    const warnings: string[] = [];
    const log: Log = { ...silent, warn: (_fields, message) => void warnings.push(message) };
    let [at, calls, isAway] = [Date.parse(NOW), 0, false];
    const store = sharedBudget(stores()[0]!, "away");
    const fragile: typeof store = {
      update(change) {
        calls += 1;
        return isAway ? Promise.reject(new QueueUnavailableError("away")) : store.update(change);
      },
    };
    const rules = { perMinute: 10, reserve: 0, issuesPerMinute: 200, notesPerMinute: 60 };
    const turns = createRequestBudget({ rules, now: () => at, store: fragile, log }).as("urgent");
    const sent = async (): Promise<number> => {
      for (let count = 0; ; count++) if ((await turns.take(READ)).waitMs > 0) return count;
    };
    for (let count = 0; count < 6; count++) await turns.take(READ);
    isAway = true;
    expect([await sent(), calls]).toEqual([4, 5]);
    at += 30_000;
    expect((await turns.take(READ)).waitMs).toBeGreaterThan(0);
    expect([calls, warnings.length]).toEqual([6, 1]);
    at += 31_000;
    expect(await sent()).toBe(10);
    expect(warnings).toHaveLength(2);
  });
});
