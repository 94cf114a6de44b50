import { describe, expect, it } from "vitest";
import { countOne, isForgotten, waitUntilFree } from "../../../src/gitlab/budget/budget-counts.ts";
import {
  type BudgetRules,
  type BudgetState,
  decideTurn,
  leaseTurns,
  NOTHING_SENT,
} from "../../../src/gitlab/budget/budget-decide.ts";
import { learnFrom } from "../../../src/gitlab/budget/budget-learn.ts";
import type { Lane } from "../../../src/gitlab/http/lanes.ts";

/** At the beginning of a quarter of a second. */
const NOW = Date.UTC(2026, 10, 24, 8);
const TICK = NOW / 250;
const API: Lane = { throttle: "api", write: null };
const FILES: Lane = { throttle: "files", write: null };
const NOTE: Lane = { throttle: "api", write: { kind: "note", key: "notes" } };
const ISSUE: Lane = { throttle: "api", write: { kind: "issue", key: "issues 1" } };
const OTHER: Lane = { throttle: "api", write: { kind: "issue", key: "issues 2" } };
const RULES: BudgetRules = { perMinute: 10, reserve: 0.2, issuesPerMinute: 2, notesPerMinute: 3 };
const state = (more: Partial<BudgetState>): BudgetState => ({ ...NOTHING_SENT, ...more });
const closed = (key: string, inMs: number): Partial<BudgetState> => ({
  writes: { [key]: { sent: [], closedUntil: NOW + inMs } },
});
const told = (limit: number, remaining: number, inMs: number) => ({ window: 5, limit, remaining, endsAt: NOW + inMs });
const HOUR = 3_600_000;

describe("how long a request waits", () => {
  it.each<[string, Partial<BudgetState>, Lane, "urgent" | "sweep", number, boolean]>([
    ["nothing was sent", {}, API, "urgent", 0, false],
    ["all of a minute was sent just now", { sent: [[TICK, 10]] }, API, "urgent", 60_250, false],
    ["one less", { sent: [[TICK, 9]] }, API, "urgent", 0, false],
    [
      "some of it half a minute ago",
      {
        sent: [
          [TICK - 120, 1],
          [TICK, 9],
        ],
      },
      API,
      "urgent",
      30_250,
      false,
    ],
    ["all of it more than a minute ago", { sent: [[TICK - 241, 10]] }, API, "urgent", 0, false],
    ["a sweep leaves the reserve", { sent: [[TICK - 40, 8]] }, API, "sweep", 50_250, false],
    ["urgent work takes it", { sent: [[TICK - 40, 8]] }, API, "urgent", 0, false],
    ["a sweep is spread", { swept: [[TICK, 1]] }, API, "sweep", 6_250, false],
    ["urgent work is not", { swept: [[TICK, 1]] }, API, "urgent", 0, false],
    ["closed for everybody", { closedUntil: NOW + 1_234 }, API, "urgent", 1_234, false],
    ["closed until now", { closedUntil: NOW }, API, "urgent", 0, false],
    ["closed for longer than anybody can have said", { closedUntil: NOW + HOUR + 1 }, API, "urgent", 0, false],
    [
      "GitLab told of a lower limit",
      { sent: [[TICK, 4]], told: { api: told(4, 2, 5_000) } },
      API,
      "urgent",
      60_250,
      false,
    ],
    [
      "of a higher one: ours holds",
      { sent: [[TICK, 10]], told: { api: told(400, 200, 5_000) } },
      API,
      "urgent",
      60_250,
      false,
    ],
    ["in a window that is over", { sent: [[TICK, 4]], told: { api: told(4, 0, 0) } }, API, "urgent", 0, false],
    [
      "of the files API: that says nothing about the rest",
      { sent: [[TICK, 4]], told: { files: told(4, 0, 5_000) } },
      API,
      "urgent",
      0,
      false,
    ],
    [
      "of the files API, for files: nothing remains",
      { told: { files: told(4, 0, 5_000) } },
      FILES,
      "urgent",
      5_000,
      false,
    ],
    [
      "of the files API, for files: its limit is not that of a minute",
      { sent: [[TICK, 4]], told: { files: told(4, 1, 5_000) } },
      FILES,
      "urgent",
      0,
      false,
    ],
    [
      "nothing remains until the end of the window",
      { told: { api: told(100, 0, 5_000) } },
      API,
      "urgent",
      5_000,
      false,
    ],
    ["one remains", { told: { api: told(100, 1, 5_000) } }, API, "urgent", 0, false],
    ["a sweep leaves what remains to urgent work", { told: { api: told(100, 20, 5_000) } }, API, "sweep", 5_000, false],
    ["more remains", { told: { api: told(100, 21, 5_000) } }, API, "sweep", 0, false],
    ["nothing remained in a window that is over", { told: { api: told(100, 0, -1) } }, API, "sweep", 0, false],
    ["comments are closed: whoever waits may leave", closed("notes", 9_000), NOTE, "urgent", 9_000, true],
    ["comments are closed, reading goes on", closed("notes", 9_000), API, "urgent", 0, false],
    ["a project's new issues are closed, another's are not", closed("issues 1", 9_000), OTHER, "urgent", 0, false],
    [
      "closed longer for all than for comments",
      { ...closed("notes", 9_000), closedUntil: NOW + 10_000 },
      NOTE,
      "urgent",
      10_000,
      false,
    ],
    [
      "all comments of a minute",
      { writes: { notes: { sent: [[TICK, 3]], closedUntil: 0 } } },
      NOTE,
      "urgent",
      60_250,
      true,
    ],
    ["one comment less", { writes: { notes: { sent: [[TICK, 2]], closedUntil: 0 } } }, NOTE, "urgent", 0, false],
    [
      "all new issues of a minute",
      { writes: { "issues 1": { sent: [[TICK, 2]], closedUntil: 0 } } },
      ISSUE,
      "urgent",
      60_250,
      true,
    ],
  ])("%s", (_, before, lane, urgency, waitMs, canLeave) => {
    const decision = decideTurn(state(before), lane, urgency, RULES, NOW);
    expect({ waitMs: decision.waitMs, canLeave: decision.canLeave }).toEqual({ waitMs, canLeave });
    if (waitMs > 0) expect(decision.state).toEqual(state(before));
  });
});

describe("what is counted when a request goes out", () => {
  const after = (before: Partial<BudgetState>, lane: Lane, urgency: "urgent" | "sweep" = "urgent") =>
    decideTurn(state(before), lane, urgency, RULES, NOW).state;

  it.each<[string, BudgetState, Partial<BudgetState>]>([
    ["urgent work", after({}, API), { sent: [[TICK, 1]] }],
    ["one more in the same quarter of a second", after({ sent: [[TICK, 1]] }, API), { sent: [[TICK, 2]] }],
    [
      "what is older than a minute is forgotten",
      after(
        {
          sent: [
            [TICK - 241, 5],
            [TICK - 240, 1],
          ],
        },
        API,
      ),
      {
        sent: [
          [TICK - 240, 1],
          [TICK, 1],
        ],
      },
    ],
    ["a sweep counts for itself as well", after({}, API, "sweep"), { sent: [[TICK, 1]], swept: [[TICK, 1]] }],
    [
      "what GitLab said remains is one less",
      after({ told: { api: told(100, 9, 5_000) } }, API),
      { sent: [[TICK, 1]], told: { api: told(100, 8, 5_000) } },
    ],
    [
      "of its own kind only",
      after({ told: { api: told(100, 9, 5_000) } }, FILES),
      { sent: [[TICK, 1]], told: { api: told(100, 9, 5_000) } },
    ],
    ["a comment", after({}, NOTE), { sent: [[TICK, 1]], writes: { notes: { sent: [[TICK, 1]], closedUntil: 0 } } }],
    [
      "when another project writes, a closed one stays closed",
      after(closed("issues 1", 9_000), OTHER),
      {
        sent: [[TICK, 1]],
        writes: {
          "issues 1": { sent: [], closedUntil: NOW + 9_000 },
          "issues 2": { sent: [[TICK, 1]], closedUntil: 0 },
        },
      },
    ],
    [
      "one that is open again and wrote nothing for a minute is forgotten",
      after({ writes: { "issues 1": { sent: [[TICK - 241, 1]], closedUntil: NOW } } }, OTHER),
      { sent: [[TICK, 1]], writes: { "issues 2": { sent: [[TICK, 1]], closedUntil: 0 } } },
    ],
    [
      "one that wrote within the minute is not",
      after({ writes: { "issues 1": { sent: [[TICK - 240, 1]], closedUntil: 0 } } }, OTHER),
      {
        sent: [[TICK, 1]],
        writes: {
          "issues 1": { sent: [[TICK - 240, 1]], closedUntil: 0 },
          "issues 2": { sent: [[TICK, 1]], closedUntil: 0 },
        },
      },
    ],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(state(expected));
  });
});

describe("counting by quarters of a second", () => {
  it.each<[string, readonly (readonly [number, number])[], number, number]>([
    ["room at once", [[TICK, 1]], 2, 0],
    [
      "none until the oldest leaves the window",
      [
        [TICK - 8, 1],
        [TICK - 4, 1],
      ],
      2,
      2_250 - 2_000,
    ],
    [
      "none until two of them leave",
      [
        [TICK - 8, 1],
        [TICK - 4, 2],
      ],
      1,
      3_250 - 2_000,
    ],
    ["a limit of nothing: a whole window", [[TICK, 1]], 0, 2_250],
    ["nothing was sent, and nothing may be", [], 0, 2_250],
    ["what a clock that is wrong counted far ahead does not count", [[TICK + 21, 5]], 1, 0],
    ["what one a little ahead counted does", [[TICK + 20, 5]], 1, 5_000 + 2_250],
  ])("%s", (_, counts, limit, waitMs) => {
    expect(waitUntilFree(counts, 2, limit, NOW)).toBe(waitMs);
  });

  it("nothing is left to remember once the last has left", () => {
    expect(isForgotten([], 2, NOW)).toBe(true);
    expect(isForgotten([[TICK - 8, 1]], 2, NOW)).toBe(false);
    expect(isForgotten([[TICK - 9, 1]], 2, NOW)).toBe(true);
    expect(
      isForgotten(
        [
          [TICK - 9, 1],
          [TICK, 1],
        ],
        2,
        NOW,
      ),
    ).toBe(false);
    expect(
      countOne(
        [
          [TICK - 9, 1],
          [TICK - 8, 2],
        ],
        2,
        NOW + 249,
      ),
    ).toEqual([
      [TICK - 8, 2],
      [TICK, 1],
    ]);
  });
});

describe("turns that are taken ahead", () => {
  const rules = { ...RULES, perMinute: 100 };
  it.each<[string, Partial<BudgetState>, Lane, "urgent" | "sweep", number, number]>([
    ["as many as wanted", {}, API, "urgent", 7, 7],
    ["no more than half of what is allowed", {}, API, "urgent", 70, 50],
    ["of a minute that was used so far, what half of it leaves", { sent: [[TICK, 45]] }, API, "urgent", 20, 5],
    ["none where half of it is used", { sent: [[TICK, 50]] }, API, "urgent", 20, 0],
    ["none for writes", {}, NOTE, "urgent", 7, 0],
    ["none where none is wanted", {}, API, "urgent", 0, 0],
    ["of sweeps half of a stretch", {}, API, "sweep", 20, 4],
    ["of what GitLab says is left, half", { told: { api: told(100, 8, 9000) } }, API, "urgent", 20, 4],
    ["for sweeps without what is kept for urgent work", { told: { api: told(100, 26, 9000) } }, API, "sweep", 20, 3],
    [
      "what GitLab said of a window that is over counts no more",
      { told: { api: told(100, 8, -1) } },
      API,
      "urgent",
      7,
      7,
    ],
  ])("are %s", (_name, before, lane, urgency, wanted, count) => {
    const leased = leaseTurns(state(before), lane, urgency, rules, { wanted, now: NOW });
    expect(leased.count).toBe(count);
    if (count === 0) expect(leased.state).toEqual(state(before));
    else expect(leased.state.sent).toEqual([...(before.sent ?? []), [TICK + 2, count]]);
  });

  it("stand in order with what is sent before they are", () => {
    const { state: ahead } = leaseTurns(state({}), API, "urgent", rules, { wanted: 3, now: NOW });
    const { state: next } = decideTurn(ahead, API, "urgent", rules, NOW);
    expect(next.sent).toEqual([
      [TICK, 1],
      [TICK + 2, 3],
    ]);
  });
});

describe("what an answer says of limits", () => {
  const learn = (before: Partial<BudgetState>, status: number, headers: Readonly<Record<string, string>>, lane = API) =>
    learnFrom(state(before), lane, { status, headers: { get: (name) => headers[name] ?? null } }, NOW);
  const limits = (limit: string, remaining: string, inSeconds: number) => ({
    "ratelimit-limit": limit,
    "ratelimit-remaining": remaining,
    "ratelimit-reset": String(NOW / 1000 + inSeconds),
  });
  const window = NOW / 1000 + 30;
  const open = (remaining: number, more = {}) => ({
    told: { api: { window, limit: 100, remaining, endsAt: NOW + 30_000, ...more } },
  });

  it.each<[string, BudgetState, Partial<BudgetState>]>([
    ["nothing", learn({}, 200, {}), {}],
    ["what remains until when", learn({}, 200, limits("100", "40", 30)), open(40)],
    ["of the same window what is less", learn(open(20), 200, limits("100", "40", 30)), open(20)],
    ["of the same window less than we knew", learn(open(60), 200, limits("100", "40", 30)), open(40)],
    ["of a later window anew", learn({ told: { api: told(100, 0, 1_000) } }, 200, limits("100", "40", 30)), open(40)],
    ["of an earlier one nothing", learn(open(40), 200, limits("100", "2", 10)), open(40)],
    ["a limit of nothing is none", learn({}, 200, limits("0", "0", 30)), {}],
    ["words are no numbers", learn({}, 200, limits("many", "40", 30)), {}],
    ["half of it says nothing", learn({}, 200, { "ratelimit-limit": "100", "ratelimit-remaining": "40" }), {}],
    [
      "a window of days is believed for an hour",
      learn({}, 200, limits("100", "40", 86_400)),
      { told: { api: { window: NOW / 1000 + 86_400, limit: 100, remaining: 40, endsAt: NOW + HOUR } } },
    ],
    [
      "its clock is not ours",
      learn({}, 200, { ...limits("100", "40", 30), date: new Date(NOW + 10_000).toUTCString() }),
      open(40, { endsAt: NOW + 20_000 }),
    ],
    ["Retry-After closes for everybody", learn({}, 429, { "retry-after": "7" }, NOTE), { closedUntil: NOW + 7_000 }],
    ["also of an outage", learn({}, 503, { "retry-after": "7" }), { closedUntil: NOW + 7_000 }],
    ["an outage without a time closes nothing", learn({}, 503, {}), {}],
    ["an answer that is none of these does not, whatever it says", learn({}, 200, { "retry-after": "7" }), {}],
    ["a 429 without a time closes its kind of write for a minute", learn({}, 429, {}, NOTE), closed("notes", 60_000)],
    [
      "and keeps what was counted of it",
      learn({ writes: { notes: { sent: [[TICK, 3]], closedUntil: 0 } } }, 429, {}, NOTE),
      { writes: { notes: { sent: [[TICK, 3]], closedUntil: NOW + 60_000 } } },
    ],
    ["of a read it closes for everybody", learn({}, 429, {}), { closedUntil: NOW + 60_000 }],
    ["the later time holds", learn({ closedUntil: NOW + 90_000 }, 429, {}), { closedUntil: NOW + 90_000 }],
    ["the later time of a kind of write holds", learn(closed("notes", 90_000), 429, {}, NOTE), closed("notes", 90_000)],
    [
      "a time that nobody can have said does not",
      learn({ closedUntil: NOW + 2 * HOUR }, 429, {}),
      { closedUntil: NOW + 60_000 },
    ],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(state(expected));
  });

  it("where nothing changes it is the very same state", () => {
    const before = state(open(20));
    const answer = {
      status: 200,
      headers: { get: (name: string) => (limits("100", "40", 30) as Record<string, string>)[name] ?? null },
    };
    expect(learnFrom(before, API, answer, NOW)).toBe(before);
  });
});
