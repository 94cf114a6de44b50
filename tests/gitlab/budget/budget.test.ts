import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BudgetState,
  budgetName,
  createMemoryBudgetStore,
  createRequestBudget,
  DEFAULT_BUDGET_RULES,
} from "../../../src/gitlab/budget/budget.ts";
import { type BudgetRules, decideTurn, NOTHING_SENT } from "../../../src/gitlab/budget/budget-decide.ts";
import { learnFrom } from "../../../src/gitlab/budget/budget-learn.ts";
import type { Urgency } from "../../../src/gitlab/fleet-port.ts";
import { type Lane, laneOf } from "../../../src/gitlab/http/lanes.ts";
import { READ } from "../../fleet/stage.ts";

const API: Lane = { throttle: "api", write: null };
const NOTE: Lane = { throttle: "api", write: { kind: "note", key: "notes" } };
const issueIn = (project: number): Lane => ({ throttle: "api", write: { kind: "issue", key: `issues ${project}` } });
const START = Date.UTC(2026, 10, 24, 8);
const RULES: BudgetRules = { perMinute: 100, reserve: 0.2, issuesPerMinute: 200, notesPerMinute: 60 };

function answer(status: number, headers: Readonly<Record<string, string | number>> = {}) {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return { status, headers: { get: (name: string) => lower.get(name.toLowerCase()) ?? null } };
}

/** Sends until nothing may go out any more; answers how many did, and the wait after that. */
function drain(state: BudgetState, lane: Lane, urgency: Urgency, now: number, rules = RULES) {
  let [current, count] = [state, 0];
  for (;;) {
    const decision = decideTurn(current, lane, urgency, rules, now);
    if (decision.waitMs > 0) return { count, waitMs: decision.waitMs, state: current };
    current = decision.state;
    count++;
  }
}

describe("which limit counts", () => {
  it.each([
    ["GET", "/api/v4/projects/1/issues", "api", null],
    ["POST", "/api/v4/projects/group%2Facme/issues", "api", "issues group%2Facme"],
    ["POST", "/gitlab/api/v4/projects/1/issues/7/notes", "api", "notes"],
    ["PUT", "/api/v4/projects/1/issues/7/notes/9", "api", null],
    ["POST", "/api/v4/projects/1/issues/7/links", "api", null],
    ["GET", "/api/v4/projects/1/repository/files/a%2Fb/raw", "files", null],
  ] as const)("%s %s", (method, path, throttle, key) => {
    const lane = laneOf({ method, url: new URL(`https://host.example${path}`) });
    expect([lane.throttle, lane.write?.key ?? null]).toEqual([throttle, key]);
  });
});

describe("a turn", () => {
  it("urgent work may use all of a minute, a sweep leaves the reserve", () => {
    expect(drain(NOTHING_SENT, API, "urgent", START).count).toBe(100);
    const paced = drain(NOTHING_SENT, API, "sweep", START);
    // A tenth of 80 and a bit, since quarters of a second are counted whole.
    expect(paced.count).toBe(9);
    let [state, swept] = [NOTHING_SENT, 0];
    for (let second = 0; second < 60; second++) {
      const drained = drain(state, API, "sweep", START + second * 1000);
      state = drained.state;
      swept += drained.count;
    }
    expect(swept).toBe(80);
    expect(drain(state, API, "urgent", START + 59_000).count).toBe(20);
  });

  it("what waits is told when to ask again, to the quarter of a second", () => {
    const { state, waitMs } = drain(NOTHING_SENT, API, "urgent", START + 500);
    expect(waitMs).toBe(60_250);
    expect(decideTurn(state, API, "urgent", RULES, START + 500 + waitMs).waitMs).toBe(0);
  });

  it("a minute is a minute wherever it begins: what was sent late in a quarter of a second counts for the whole of it", () => {
    const { state } = drain(NOTHING_SENT, API, "urgent", START + 249);
    expect(decideTurn(state, API, "urgent", RULES, START + 60_000).waitMs).toBe(250);
    expect(decideTurn(state, API, "urgent", RULES, START + 60_250).waitMs).toBe(0);
  });

  it("60 comments a minute in all, 200 issues a minute per project, others go on", () => {
    const rules = { ...RULES, perMinute: 10_000 };
    const notes = drain(NOTHING_SENT, NOTE, "urgent", START, rules);
    expect(notes.count).toBe(60);
    const first = drain(notes.state, issueIn(1), "urgent", START, rules);
    const second = drain(first.state, issueIn(2), "urgent", START, rules);
    expect([first.count, second.count]).toEqual([200, 200]);
    expect(decideTurn(second.state, API, "urgent", rules, START).waitMs).toBe(0);
  });

  it("Retry-After closes for everybody, a 429 without a time for its kind of write only", () => {
    const closed = learnFrom(NOTHING_SENT, API, answer(429, { "retry-after": 30 }), START);
    expect(decideTurn(closed, NOTE, "urgent", RULES, START)).toMatchObject({ waitMs: 30_000, canLeave: false });
    const notes = learnFrom(NOTHING_SENT, NOTE, answer(429), START);
    expect(decideTurn(notes, NOTE, "urgent", RULES, START)).toMatchObject({ waitMs: 60_000, canLeave: true });
    // What waits for requests would wait for them again, and do all that it has read in vain.
    const used = drain(notes, API, "urgent", START).state;
    expect(decideTurn(used, NOTE, "urgent", RULES, START)).toMatchObject({ canLeave: false });
    expect(decideTurn(notes, API, "urgent", RULES, START).waitMs).toBe(0);
    const reads = learnFrom(NOTHING_SENT, API, answer(429), START);
    expect(decideTurn(reads, API, "urgent", RULES, START).waitMs).toBe(60_000);
    const maintenance = learnFrom(NOTHING_SENT, API, answer(503, { "retry-after": 120 }), START);
    expect(decideTurn(maintenance, API, "urgent", RULES, START).waitMs).toBe(120_000);
    expect(learnFrom(NOTHING_SENT, API, answer(404), START)).toEqual(NOTHING_SENT);
  });

  it("what others sent with the token shows in RateLimit-Remaining", () => {
    const reset = START / 1000 + 40;
    const told = (remaining: number, limit = 100) =>
      learnFrom(
        NOTHING_SENT,
        API,
        answer(200, { "ratelimit-limit": limit, "ratelimit-remaining": remaining, "ratelimit-reset": reset }),
        START,
      );
    expect(drain(told(5), API, "urgent", START).count).toBe(5);
    expect(drain(told(5), API, "urgent", START).waitMs).toBe(40_000);
    expect(drain(told(5), API, "sweep", START).count).toBe(0);
    expect(drain(told(23), API, "sweep", START).count).toBe(3);
    // A lower limit than ours counts, and so does a higher one not.
    expect(drain(told(1000, 30), API, "urgent", START).count).toBe(30);
    expect(drain(told(1000, 3000), API, "urgent", START).count).toBe(100);
    // After the window nobody knows better than we do.
    expect(drain(told(0), API, "urgent", START + 40_000).count).toBe(100);
  });

  it("answers that come late or from an older window do not give back what was used", () => {
    const say = (state: BudgetState, remaining: number, reset: number) =>
      learnFrom(
        state,
        API,
        answer(200, { "ratelimit-limit": 100, "ratelimit-remaining": remaining, "ratelimit-reset": reset }),
        START,
      );
    const reset = START / 1000 + 40;
    const used = say(say(NOTHING_SENT, 10, reset), 50, reset);
    expect(used.told.api?.remaining).toBe(10);
    expect(say(used, 90, reset - 60).told.api?.remaining).toBe(10);
    expect(say(used, 99, reset + 60).told.api?.remaining).toBe(99);
  });

  it("the clock of GitLab is not ours: its Date says how far off its reset is", () => {
    const server = START + 3_600_000;
    const state = learnFrom(
      NOTHING_SENT,
      API,
      answer(200, {
        date: new Date(server).toUTCString(),
        "ratelimit-limit": 100,
        "ratelimit-remaining": 0,
        "ratelimit-reset": server / 1000 + 20,
      }),
      START,
    );
    expect(decideTurn(state, API, "urgent", RULES, START).waitMs).toBe(20_000);
  });

  it("limits of the files API say nothing about the rest", () => {
    const files: Lane = { throttle: "files", write: null };
    const headers = { "ratelimit-limit": 500, "ratelimit-remaining": 0, "ratelimit-reset": START / 1000 + 40 };
    const state = learnFrom(NOTHING_SENT, files, answer(200, headers), START);
    expect(decideTurn(state, files, "urgent", RULES, START).waitMs).toBe(40_000);
    expect(decideTurn(state, API, "urgent", RULES, START).waitMs).toBe(0);
  });
});

describe("whatever is asked for, and when", () => {
  const asks = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 3000 }),
      urgency: fc.constantFrom<Urgency>("urgent", "sweep"),
      lane: fc.constantFrom(API, NOTE, issueIn(1), issueIn(2)),
    }),
    { maxLength: 300 },
  );
  const rules: BudgetRules = { perMinute: 40, reserve: 0.25, issuesPerMinute: 10, notesPerMinute: 6 };

  it("no window of a minute, wherever it begins, holds more than its limit", () => {
    fc.assert(
      fc.property(asks, fc.integer({ min: 0, max: 59_999 }), (all, offset) => {
        const sent = play(all, rules);
        const most = (chosen: typeof sent) => {
          const windows = new Map<number, number>();
          for (const { at } of chosen) {
            const window = Math.floor((at - offset) / 60_000);
            windows.set(window, (windows.get(window) ?? 0) + 1);
          }
          return Math.max(0, ...windows.values());
        };
        expect(most(sent)).toBeLessThanOrEqual(40);
        expect(most(sent.filter(({ urgency }) => urgency === "sweep"))).toBeLessThanOrEqual(30);
        expect(most(sent.filter(({ lane }) => lane === NOTE))).toBeLessThanOrEqual(6);
        expect(most(sent.filter(({ lane }) => lane.write?.key === "issues 1"))).toBeLessThanOrEqual(10);
      }),
    );
  });

  it("nothing waits for ever: whoever comes back when told is served after few turns", () => {
    fc.assert(
      fc.property(asks, (all) => {
        expect(Math.max(0, ...play(all, rules).map(({ turns }) => turns))).toBeLessThan(8);
      }),
    );
  });

  it("the state stays small and survives JSON", () => {
    fc.assert(
      fc.property(asks, (all) => {
        const state = play(all, rules).at(-1)?.state ?? NOTHING_SENT;
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        expect(state.sent.length).toBeLessThanOrEqual(241);
        expect(Object.keys(state.writes).length).toBeLessThanOrEqual(3);
      }),
    );
  });

  /** One asker after the other, each waiting until it may go. */
  function play(all: readonly { after: number; urgency: Urgency; lane: Lane }[], with_: BudgetRules) {
    let [now, state] = [START, NOTHING_SENT];
    return all.map(({ after, urgency, lane }) => {
      now += after;
      for (let turns = 1; ; turns++) {
        const decision = decideTurn(state, lane, urgency, with_, now);
        state = decision.state;
        if (decision.waitMs === 0) return { at: now, urgency, lane, turns, state };
        now += decision.waitMs;
      }
    });
  }
});

describe("a budget that processes share", () => {
  it("two of them together send what one may", async () => {
    const store = createMemoryBudgetStore();
    const budgets = [1, 2].map(() => createRequestBudget({ rules: RULES, now: () => START, store }));
    let sent = 0;
    for (let turn = 0; turn < 300; turn++) {
      const wait = await budgets[turn % 2]?.as("urgent").take(READ);
      if (wait?.waitMs === 0) sent++;
    }
    expect(sent).toBe(100);
  });

  it("asks the store seldom where there is room, and keeps every minute's limit though turns are taken ahead", async () => {
    const rules = { ...RULES, perMinute: 120 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 300, maxLength: 900 }),
        async (pauses) => {
          let [now, asked] = [START, 0];
          const store = createMemoryBudgetStore();
          const counting: typeof store = { update: (change) => (asked++, store.update(change)) };
          const budgets = [1, 2].map(() => createRequestBudget({ rules, now: () => now, store: counting }));
          const sent: number[] = [];
          for (const [turn, pause] of pauses.entries()) {
            now += pause;
            const { waitMs = 1 } = (await budgets[turn % 2]?.as(turn % 3 === 0 ? "sweep" : "urgent").take(READ)) ?? {};
            if (waitMs === 0) sent.push(now);
          }
          for (const [index, from] of sent.entries())
            expect((sent[index + 120] ?? Number.POSITIVE_INFINITY) - from).toBeGreaterThanOrEqual(60_000);
          expect(asked).toBeLessThanOrEqual(pauses.length);
        },
      ),
      { numRuns: 30 },
    );
    let asked = 0;
    const store = createMemoryBudgetStore();
    const counting: typeof store = { update: (change) => (asked++, store.update(change)) };
    let now = START;
    const turns = createRequestBudget({ rules: { ...RULES, perMinute: 100_000 }, now: () => now, store: counting }).as(
      "urgent",
    );
    for (let count = 0; count < 1000; count++) {
      now += 10;
      expect((await turns.take(READ)).waitMs).toBe(0);
    }
    expect(asked).toBeLessThan(60);
  });

  it("those that ask at the same time share what one of them takes ahead", async () => {
    let [now, asked] = [START, 0];
    const store = createMemoryBudgetStore();
    const slow: typeof store = {
      async update(change) {
        asked++;
        await new Promise(setImmediate);
        return store.update(change);
      },
    };
    const turns = createRequestBudget({ rules: DEFAULT_BUDGET_RULES, now: () => now, store: slow }).as("urgent");
    const together = (count: number) => Promise.all(Array.from({ length: count }, () => turns.take(READ)));
    // So many were needed in the half second before.
    await together(16);
    now += 500;
    asked = 0;
    expect((await together(16)).every(({ waitMs }) => waitMs === 0)).toBe(true);
    expect(asked).toBe(1);
    // More than it took are asked for each by itself, and served.
    const more = await together(16);
    expect(more.every(({ waitMs }) => waitMs === 0)).toBe(true);
    const sent = (await store.update((state) => ({ state: state ?? NOTHING_SENT, result: state }))) ?? NOTHING_SENT;
    expect(sent.sent.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThanOrEqual(48);
  });

  it("what GitLab says of its limits ends what was taken ahead", async () => {
    const store = createMemoryBudgetStore();
    const turns = createRequestBudget({ rules: { ...RULES, perMinute: 10_000 }, now: () => START, store }).as("urgent");
    for (let count = 0; count < 20; count++) await turns.take(READ);
    await turns.learn(READ, { kind: "answer", ...answer(429, { "Retry-After": 30 }) } as never);
    expect((await turns.take(READ)).waitMs).toBe(30_000);
  });

  it("without the store each counts alone, and says so", async () => {
    const said: string[] = [];
    const log = { debug: () => {}, info: () => {}, warn: (_: unknown, message: string) => void said.push(message) };
    const store = { update: () => Promise.reject(new Error("connection lost")) };
    const turns = createRequestBudget({ rules: { ...RULES, perMinute: 2 }, now: () => START, store, log }).as("urgent");
    const wait = async (): Promise<number> => (await turns.take(READ)).waitMs;
    expect([await wait(), await wait()]).toEqual([0, 0]);
    expect(await wait()).toBeGreaterThan(0);
    expect(said[0]).toContain("counting alone");
  });

  it("the name under which it is kept is the same for an instance and token, and tells neither", () => {
    const name = budgetName("https://gitlab.example.com/", "glpat-secret");
    expect(name).toBe(budgetName("https://gitlab.example.com", "glpat-secret"));
    expect(name).not.toBe(budgetName("https://gitlab.example.com", "glpat-other"));
    expect(name).not.toContain("secret");
  });

  it("the defaults stay below gitlab.com's limits", () => {
    expect(DEFAULT_BUDGET_RULES.perMinute).toBeLessThan(2000);
    expect([DEFAULT_BUDGET_RULES.issuesPerMinute, DEFAULT_BUDGET_RULES.notesPerMinute]).toEqual([200, 60]);
  });
});
