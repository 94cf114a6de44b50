import { describe, expect, it } from "vitest";
import { asIssueIid, asProjectId } from "../../src/domain/ids.ts";
import { type Alert, type AlertFacts, findAlerts } from "../../src/fleet/alerts.ts";
import type { LastReconcile, SeenProject } from "../../src/fleet/types.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { watchAlerts } from "../../workers/watch/watch-alerts.ts";

const NOW = "2026-11-24T10:00:00.000Z";
const minutesAgo = (count: number): string => new Date(Date.parse(NOW) - count * 60_000).toISOString();
const YESTERDAY = minutesAgo(1440);
const LATER = minutesAgo(-1440);

const SEEN: SeenProject = {
  id: asProjectId(1),
  path: "acme/calls",
  name: "Acme",
  inGroup: true,
  obstacle: null,
  lastActivityAt: null,
  changedAt: null,
};
const RECONCILED: LastReconcile = {
  id: asProjectId(1),
  at: minutesAgo(60),
  fileReadAt: minutesAgo(60),
  activityUpTo: null,
  changesUpTo: null,
  outcome: "reconciled",
  fingerprint: null,
  nextWakeAt: LATER,
  failures: 0,
  retryAt: null,
  labels: [],
};
const CALL = { series: "cadence-call", occurrence: "2026-11-25", dueFrom: minutesAgo(46), until: LATER, made: false };

function found(last: Partial<LastReconcile>, more: Partial<AlertFacts> = {}, seen: Partial<SeenProject> = {}) {
  const state = {
    seen: new Map([[SEEN.id, { ...SEEN, ...seen }]]),
    reconciled: new Map([[SEEN.id, { ...RECONCILED, ...last }]]),
  };
  const facts = {
    state,
    at: NOW,
    everyMinutes: 15,
    token: { kind: "unknown" },
    startedAt: YESTERDAY,
    commandName: "cadence",
    ...more,
  } as const;
  return findAlerts(facts).map(({ rule }) => rule);
}
const calls = (call: Partial<typeof CALL>) => ({ figures: { openItems: {}, calls: [{ ...CALL, ...call }] } });

describe("due against done", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["all is well", found({}), []],
    ["a call without its agenda", found(calls({})), ["agenda-missing"]],
    ["the grace is not over", found(calls({ dueFrom: minutesAgo(45) })), []],
    ["a longer one where sweeps are far apart", found(calls({}), { everyMinutes: 60 }), []],
    ["the lead time has not begun", found(calls({ dueFrom: LATER })), []],
    ["the call is over", found(calls({ until: minutesAgo(1) })), []],
    ["it has its agenda", found(calls({ made: true })), []],
    ["an archived project", found(calls({}), {}, { obstacle: "archived" }), []],
    [
      "looks fail, too: what was counted before still counts",
      found({ ...calls({}), outcome: "refused" }),
      ["agenda-missing", "project-in-error"],
    ],
    ["a timer that was lost", found({ nextWakeAt: minutesAgo(46) }), ["look-overdue"]],
    ["it came due while nothing ran", found({ nextWakeAt: YESTERDAY }, { startedAt: minutesAgo(40) }), []],
    [
      "nothing has looked since the start either",
      found({ nextWakeAt: YESTERDAY }, { startedAt: minutesAgo(46) }),
      ["look-overdue"],
    ],
    [
      "after a failure the next try counts",
      found({ outcome: "failed", nextWakeAt: YESTERDAY, retryAt: LATER, troubledSince: NOW }),
      [],
    ],
    [
      "the next try did not come",
      found({ outcome: "failed", retryAt: minutesAgo(46), troubledSince: minutesAgo(50) }),
      ["look-overdue", "project-in-error"],
    ],
    [
      "a broken configuration, at once",
      found({ outcome: "broken-configuration", troubledSince: NOW }),
      ["project-in-error"],
    ],
    ["a project without a configuration", found({ outcome: "no-configuration" }), []],
    ["the last sweep is three sweeps ago", found({}, { lastSweepAt: minutesAgo(46) }), ["sweep-late"]],
    ["no sweep since the start", found({}, { lastSweepAt: null }), ["sweep-late"]],
    ["the first sweep has time", found({}, { lastSweepAt: null, startedAt: minutesAgo(44) }), []],
    ["a process that does not sweep", found({}, { lastSweepAt: undefined }), []],
    ["a token for 15 days", found({}, { token: { kind: "expires", on: "2026-12-09" } }), []],
    ["a token for 14 days", found({}, { token: { kind: "expires", on: "2026-12-08" } }), ["token-expires"]],
    ["a token that ended this night", found({}, { token: { kind: "expires", on: "2026-11-24" } }), ["token-expired"]],
    ["a token that GitLab refuses", found({}, { token: { kind: "refused", since: NOW } }), ["token-expired"]],
    ["a token without an end", found({}, { token: { kind: "lasts" } }), []],
  ])("%s", (_what, rules, expected) => {
    expect(rules).toEqual(expected);
  });
});

describe("what people leave open, and what is held back", () => {
  const OPEN = {
    series: "cadence-call",
    iid: asIssueIid(7),
    date: "2026-11-19",
    lateFrom: minutesAgo(60),
    until: LATER,
  };
  const open = (...open: readonly (typeof OPEN)[]) => ({ figures: { openItems: {}, calls: [], open } });
  const held = (...series: readonly string[]) => ({
    figures: { openItems: {}, calls: [], heldBack: series.map((one) => ({ series: one, since: YESTERDAY })) },
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ["an agenda that nobody closed", found(open(OPEN)), ["agenda-not-closed"]],
    ["several of one series are one alert", found(open(OPEN, { ...OPEN, iid: asIssueIid(8) })), ["agenda-not-closed"]],
    ["not before a business day is over", found(open({ ...OPEN, lateFrom: LATER })), []],
    ["not of a call that is long ago", found(open({ ...OPEN, until: minutesAgo(1) })), []],
    [
      "follow-ups that are held back, one for each series",
      found(held("a", "a", "b")),
      ["follow-ups-held-back", "follow-ups-held-back"],
    ],
    ["none in a project that is archived", found({ ...open(OPEN), ...held("a") }, {}, { obstacle: "archived" }), []],
  ])("%s", (_what, rules, expected) => {
    expect(rules).toEqual(expected);
  });

  it("say what to type, and are the same alert as more of them come", () => {
    const alertsOf = (last: Partial<LastReconcile>) =>
      findAlerts({
        state: { seen: new Map([[SEEN.id, SEEN]]), reconciled: new Map([[SEEN.id, { ...RECONCILED, ...last }]]) },
        at: NOW,
        everyMinutes: 15,
        token: { kind: "unknown" },
        startedAt: YESTERDAY,
        commandName: "cadence",
      });
    const [one] = alertsOf(held("a", "a", "b"));
    expect(one).toMatchObject({
      text: "2 follow-ups of a are held back, since many would come together",
      remedy: "cadence run --project acme/calls --catch-up 3 makes them, a smaller number only the newest",
      since: YESTERDAY,
    });
    expect(alertsOf(held("a"))[0]?.key).toBe(one?.key);
    const [open1] = alertsOf(open({ ...OPEN, iid: asIssueIid(6), date: "2026-11-18" }, OPEN));
    expect(open1?.text).toBe(
      "the agenda of the cadence-call of 2026-11-19, #7 (and 1 before it), is open since the call",
    );
    expect(alertsOf(open(OPEN))[0]?.key).toBe(open1?.key);
  });
});

describe("telling of them", () => {
  const lines: string[] = [];
  const log = {
    debug: () => undefined,
    info: (_fields: object, text: string) => void lines.push(`info ${text}`),
    warn: (_fields: object, text: string) => void lines.push(`warn ${text}`),
  };
  const alert = (number: number): Alert => ({
    rule: "look-overdue",
    key: `look-overdue ${number}`,
    project: `acme/${number}`,
    since: NOW,
    text: "nobody has looked",
    remedy: "look",
  });

  it("once when one begins and once when it ends, not a line for each of thousands", async () => {
    const metrics = createMetrics({ processMetrics: false });
    let now: readonly Alert[] = [];
    const watch = watchAlerts(() => now, metrics.alerts, log);
    const said = (alerts: readonly Alert[]): readonly string[] => {
      [now, lines.length] = [alerts, 0];
      watch.tick();
      return [...lines];
    };
    expect(said([alert(1)])).toEqual(["warn acme/1: nobody has looked (look)"]);
    expect(said([alert(1)])).toEqual([]);
    expect(await metrics.registry.metrics()).toContain('cadence_concerns{rule="look-overdue"} 1');
    expect(said([])).toEqual(["info no longer: acme/1: nobody has looked"]);
    expect(await metrics.registry.metrics()).toContain('cadence_concerns{rule="look-overdue"} 0');
    const many = said(Array.from({ length: 5000 }, (_, number) => alert(number)));
    expect([many.length, many.at(-1)]).toEqual([21, "warn 4980 more of look-overdue"]);
  });
});
