import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { nextToMake } from "../../../src/reconcile/model/draft.ts";
import { upcomingAgendas } from "../../../src/reconcile/model/relations.ts";
import { projectState } from "../../../src/reconcile/model/state.ts";
import type { Details, Plan } from "../../../src/reconcile/model/types.ts";
import { forecastRuns } from "../../../src/reconcile/plan/forecast.ts";
import { planProject } from "../../../src/reconcile/plan/plan-project.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { detailsOf } from "../../support/state/details.ts";
import { aHandWrittenAgenda, anAgenda, aSnapshot } from "../../support/state/snapshots.ts";

const NOW = "2026-11-29T12:00:00Z";
const TEMPLATE = { name: "Meeting Agenda", text: "Hello", source: "the project" };

function planned(issues: Parameters<typeof aSnapshot>[1], details: Partial<Details> = {}, at = NOW): Plan {
  const templates = new Map([["Meeting Agenda", TEMPLATE]]);
  // That an open agenda is asked for is another table's.
  const state = projectState(aSnapshot(at, issues, `${CONFIGURATION}reminders: false\n`));
  return planProject(state, detailsOf(state, { templates, ...details }));
}

describe("a plan", () => {
  it("is the same for the same state", () => {
    const issues = [anAgenda(5, "2026-11-17", {}, "- [ ] a\n")];
    expect(planned(issues)).toEqual(planned(issues));
  });

  it("creates the agenda that is due, with everything open, and names who can't be assigned", () => {
    const plan = planned([anAgenda(5, "2026-11-17", {}, "- [ ] a\n- [x] b\n")]);
    expect(plan.actions).toMatchObject([
      {
        kind: "create-agenda",
        occurrence: { id: "2026-12-01" },
        relateTo: [5],
        assigneeIds: [],
        reason: { rule: "lead-time-reached" },
      },
    ]);
    expect(plan.warnings).toEqual(["@jane is not a member of the project and was not assigned"]);
    expect(plan.leftBehind.get("cadence-call")).toMatchObject([{ text: "b", reason: { rule: "ticked" } }]);
  });

  it("assigns by user id, whatever the case of the name", () => {
    const users = new Map([["jane", { id: 7, username: "Jane", name: "Jane" }]]);
    expect(planned([], { users }).actions).toMatchObject([{ assigneeIds: [7] }]);
  });

  it("gives a hand-written agenda the open items of earlier calls", () => {
    const plan = planned([anAgenda(5, "2026-11-17", {}, "- [ ] a\n- [ ] b\n"), aHandWrittenAgenda(6, "2026-12-01")]);
    expect(plan.actions).toMatchObject([
      { kind: "edit-items", iid: 6, edits: [], late: { items: [{ text: "a" }, { text: "b" }] } },
    ]);
  });

  it("wakes up when the next agenda is due", () => {
    const held = [anAgenda(3, "2026-11-03"), anAgenda(4, "2026-11-17"), anAgenda(5, "2026-12-01")];
    expect(planned(held, {}, "2026-12-05T00:00:00Z").nextWakeAt).toBe("2026-12-12T09:00:00Z");
  });

  it("relates an upcoming agenda to the one before it, once", () => {
    const issues = [anAgenda(5, "2026-11-17"), anAgenda(8, "2026-12-01")];
    const unrelated = { relations: new Map([[asIssueIid(8), []]]) };
    expect(planned(issues, unrelated).actions).toMatchObject([{ kind: "relate", iid: 8, to: 5 }]);
    expect(planned(issues).actions).toEqual([]);
    expect(planned(issues, { relations: new Map([[asIssueIid(8), [asIssueIid(5)]]]) }).actions).toEqual([]);
  });

  it("leaves the relations of past agendas alone", () => {
    expect(
      planned([
        anAgenda(5, "2026-11-03"),
        anAgenda(8, "2026-11-17"),
        anAgenda(9, "2026-12-01", { state: "closed", closedAt: NOW }),
      ]).actions,
    ).toEqual([]);
  });

  it("closes every open duplicate of an agenda", () => {
    const plan = planned([anAgenda(5, "2026-12-01"), anAgenda(8, "2026-12-01"), anAgenda(9, "2026-12-01")], {
      relations: new Map([[asIssueIid(5), []]]),
    });
    expect(plan.actions).toMatchObject([
      { kind: "close-twin", iid: 8, stays: 5 },
      { kind: "close-twin", iid: 9, stays: 5 },
    ]);
  });
});

describe("what comes next", () => {
  it("is the first call without an agenda", () => {
    const [series] = projectState(aSnapshot(NOW, [anAgenda(5, "2026-12-01")])).series;
    if (series === undefined) throw new Error("no series");
    expect(nextToMake(series)?.id).toBe("2026-12-15");
    expect(upcomingAgendas(series).map((agenda) => agenda.issue.iid)).toEqual([5]);
  });

  it("says in one line which agendas were closed too late for a follow-up, and nothing of others", () => {
    const late = { state: "closed", closedAt: "2026-11-28T12:00:00Z", closedById: 1 } as const;
    const issues = [5, 6, 7].map((iid) => anAgenda(iid, `2026-${["10-20", "11-03", "11-17"][iid - 5]}`, late, "text"));
    const tooLate = planned(issues).skipped.filter(({ reason }) => reason.rule === "call-too-long-ago");
    expect(tooLate.map(({ reason }) => [reason.text, reason.data])).toEqual([
      ["#5, #6: closed more than two weeks after the call, which gets no follow-up any more", { iids: [5, 6] }],
    ]);
  });

  it("is forecast from the schedule: when which agenda is made", () => {
    const runs = forecastRuns(projectState(aSnapshot(NOW, [])), 3);
    expect(runs.map(({ at, creates }) => [at, creates.map((one) => one.id)])).toEqual([
      [NOW, ["2026-12-01"]],
      ["2026-12-12T09:00:00Z", ["2026-12-15"]],
      ["2026-12-26T09:00:00Z", ["2026-12-29"]],
    ]);
  });

  it("is forecast in kind hours, in a project that nobody looked at before too", () => {
    const runs = forecastRuns(projectState(aSnapshot(NOW, [], CONFIGURATION, true)), 2);
    expect(runs.map(({ at, creates }) => [at, creates.map((one) => one.id)])).toEqual([
      ["2026-11-30T07:00:00Z", ["2026-12-01"]],
      ["2026-12-14T07:00:00Z", ["2026-12-15"]],
    ]);
  });
});
