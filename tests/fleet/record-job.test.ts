import { describe, expect, it } from "vitest";
import { serviceOf } from "../../src/config/service/configuration-of.ts";
import { ConfigError } from "../../src/domain/errors.ts";
import { asProjectId } from "../../src/domain/ids.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import { isTroubled } from "../../src/fleet/fleet-figures.ts";
import { planSweep } from "../../src/fleet/plan-sweep.ts";
import type { CallFigures } from "../../src/fleet/project-figures.ts";
import { type JobFacts, recordJob } from "../../src/fleet/record-job.ts";
import { later } from "../../src/fleet/times.ts";
import type { LastReconcile, ReconcileJob, SeenProject } from "../../src/fleet/types.ts";
import { operatorError } from "../../src/gitlab/http/address.ts";

const NOW = "2026-03-09T10:00:00.000Z";
const PROJECT: SeenProject = {
  id: asProjectId(7),
  path: "customers/acme",
  name: "Acme",
  inGroup: true,
  obstacle: null,
  lastActivityAt: null,
  changedAt: null,
};
const JOB: ReconcileJob = { project: PROJECT, what: "reconcile", reasons: [], notBefore: NOW };
const at = (minutes: number): string => later(NOW, minutes * MINUTE_MS);

function fail(before: LastReconcile | null, minutes: number, error: Error): LastReconcile {
  const facts: JobFacts = {
    at: at(minutes),
    now: at(minutes),
    outcome: "failed",
    fingerprint: null,
    configuration: null,
    run: null,
    error,
    everyMinutes: 10,
  };
  return recordJob(before, JOB, facts);
}

describe("a look that failed", () => {
  const away = new Error("away");

  it("is tried again later each time, but a burst of events is no sign that it lasts", () => {
    const first = fail(null, 0, away);
    expect([first.failures, first.retryAt]).toEqual([1, at(5)]);
    const burst = [1, 2, 3, 4].reduce((before, minutes) => fail(before, minutes, away), first);
    expect([burst.failures, burst.retryAt]).toEqual([1, at(5)]);
    const second = fail(burst, 6, away);
    expect([second.failures, second.retryAt]).toEqual([2, at(21)]);
  });

  it("for a token that is over is no fault of the project: the next sweep tries", () => {
    const refused = operatorError("GITLAB_TOKEN", "GitLab does not take the token", []);
    const last = [0, 10, 20, 30].reduce<LastReconcile | null>(
      (before, minutes) => fail(before, minutes, refused),
      null,
    );
    expect([last?.failures, last?.retryAt]).toEqual([0, at(35)]);
  });

  it.each([
    ["news is looked at, whenever the next try would be", at(1), ["issue-changed"]],
    ["without news it waits", null, []],
  ])("%s", (_what, changedAt, rules) => {
    const jobs = planSweep(
      new Map([[PROJECT.id, { ...PROJECT, changedAt }]]),
      new Map([[PROJECT.id, fail(null, 0, away)]]),
      serviceOf({ groups: ["customers"] }),
      at(2),
    );
    expect(jobs.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))).toEqual(rules);
  });
});

describe("a look after which not all is well", () => {
  const broken = new ConfigError("a template", []);
  const call = { series: "call", occurrence: "2026-03-12", dueFrom: at(-60), until: at(10_000), made: false };
  const figures = (calls: readonly CallFigures[]) => ({ openItems: {}, calls });
  const reconciled = (before: LastReconcile | null, minutes: number, facts: Partial<JobFacts>): LastReconcile => {
    const run = { nextWakeAt: null, problems: [], figures: figures([]) };
    const base = { at: at(minutes), now: at(minutes), fingerprint: "file:1", configuration: null, error: null, run };
    return recordJob(before, JOB, { ...base, outcome: "reconciled", everyMinutes: 15, ...facts });
  };
  const rulesAt = (last: LastReconcile, minutes: number): readonly string[] =>
    planSweep(
      new Map([[PROJECT.id, PROJECT]]),
      new Map([[PROJECT.id, last]]),
      serviceOf({ groups: ["customers"] }),
      at(minutes),
    ).flatMap(({ what, reasons }) => reasons.map(({ rule }) => `${what} ${rule}`));

  it.each<[what: string, facts: Partial<JobFacts>, troubled: boolean]>([
    ["a broken template", { run: { nextWakeAt: null, problems: [broken], figures: figures([]) } }, true],
    ["a due agenda that is missing", { run: { nextWakeAt: null, problems: [], figures: figures([call]) } }, false],
    ["a broken configuration", { outcome: "broken-configuration", error: broken, run: null }, true],
    ["a right that is missing", { outcome: "refused", error: broken, run: null }, true],
    ["a failure", { outcome: "failed", error: new Error("away"), run: null }, true],
  ])(
    "%s: with the next sweep, then after twice as many, an hour apart at most, until it is well",
    (_what, facts, troubled) => {
      let last: LastReconcile | null = null;
      const runs: number[] = [];
      for (let minutes = 0; minutes <= 300; minutes += 15) {
        if (last !== null && !rulesAt(last, minutes).some((rule) => /^reconcile (not-well|look-failed)$/.test(rule)))
          continue;
        runs.push(minutes);
        last = reconciled(last, minutes, facts);
        expect(isTroubled(last)).toBe(troubled);
      }
      expect(runs).toEqual([0, 15, 45, 105, 165, 225, 285]);
      const well = reconciled(last, 300, {});
      expect([well.failures, well.retryAt, well.troubledSince, well.problems]).toEqual([0, null, undefined, undefined]);
      expect(rulesAt(well, 330)).toEqual([]);
    },
  );

  it("is looked at in full when something happens there, not only its configuration", () => {
    const last = reconciled(null, 0, { run: { nextWakeAt: null, problems: [broken], figures: figures([]) } });
    const active = new Map([[PROJECT.id, { ...PROJECT, lastActivityAt: at(1) }]]);
    const [next] = planSweep(active, new Map([[PROJECT.id, last]]), serviceOf({ groups: ["customers"] }), at(2));
    expect([next?.what, next?.reasons[0]?.rule]).toEqual(["reconcile", "activity"]);
  });

  it("a call that is not due yet, or is over, is no reason", () => {
    for (const one of [
      { ...call, dueFrom: at(60) },
      { ...call, until: at(-1) },
      { ...call, made: true },
    ])
      expect(
        reconciled(null, 0, { run: { nextWakeAt: null, problems: [], figures: figures([one]) } }).retryAt,
      ).toBeNull();
  });
});
