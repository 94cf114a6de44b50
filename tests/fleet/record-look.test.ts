import { describe, expect, it, test } from "vitest";
import { serviceOf } from "../../src/config/service/configuration-of.ts";
import { operatorError } from "../../src/gitlab/address.ts";
import { planSweep } from "../../src/reconcile/fleet/plan-sweep.ts";
import { type LookFacts, recordLook } from "../../src/reconcile/fleet/record-look.ts";
import { later, MINUTE_MS } from "../../src/reconcile/fleet/times.ts";
import type { Look, LookedProject, SeenProject } from "../../src/reconcile/fleet/types.ts";

const NOW = "2026-03-09T10:00:00.000Z";
const PROJECT: SeenProject = {
  id: 7,
  path: "customers/acme",
  name: "Acme",
  inGroup: true,
  obstacle: null,
  lastActivityAt: null,
  changedAt: null,
};
const LOOK: Look = { project: PROJECT, what: "reconcile", reasons: [], notBefore: NOW };
const at = (minutes: number): string => later(NOW, minutes * MINUTE_MS);

function fail(before: LookedProject | null, minutes: number, error: Error): LookedProject {
  const facts: LookFacts = {
    at: at(minutes),
    now: at(minutes),
    outcome: "failed",
    fingerprint: null,
    configuration: null,
    run: null,
    error,
  };
  return recordLook(before, LOOK, facts);
}

describe("a look that failed", () => {
  const away = new Error("away");

  it("is tried again later each time, but a burst of events is no sign that it lasts", () => {
    const first = fail(null, 0, away);
    expect([first.failures, first.retryAt]).toEqual([1, at(5)]);
    const burst = [1, 2, 3, 4].reduce((before, minutes) => fail(before, minutes, away), first);
    expect([burst.failures, burst.retryAt]).toEqual([1, at(5)]);
    const second = fail(burst, 6, away);
    expect([second.failures, second.retryAt]).toEqual([2, at(16)]);
  });

  it("for a token that is over is no fault of the project: the next sweep tries", () => {
    const refused = operatorError("GITLAB_TOKEN", "GitLab does not take the token", []);
    const last = [0, 10, 20, 30].reduce<LookedProject | null>(
      (before, minutes) => fail(before, minutes, refused),
      null,
    );
    expect([last?.failures, last?.retryAt]).toEqual([0, at(35)]);
  });

  test.each([
    ["news is looked at, whenever the next try would be", at(1), ["issue-changed"]],
    ["without news it waits", null, []],
  ])("%s", (_what, changedAt, rules) => {
    const looks = planSweep(
      new Map([[7, { ...PROJECT, changedAt }]]),
      new Map([[7, fail(null, 0, away)]]),
      serviceOf({ groups: ["customers"] }),
      at(2),
    );
    expect(looks.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))).toEqual(rules);
  });
});
