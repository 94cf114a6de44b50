import { describe, expect, it } from "vitest";
import { projectState } from "../../../src/reconcile/model/state.ts";
import { sparingOldIssues } from "../../../src/reconcile/plan/hold-back.ts";
import { actionsOf, aFollowUp, planOf, skippedOf } from "../../support/state/project-state.ts";
import { aHandWrittenAgenda, anAgenda, anIssue, aSnapshot } from "../../support/state/snapshots.ts";

const AT = "2026-11-18T12:00:00Z";
const HELD = { state: "closed", closedAt: "2026-11-17T10:30:00Z", closedById: 1 } as const;
/** The bot made it on the day after the call of 17 November. */
const NEXT = { createdAt: "2026-11-18T08:00:00Z", updatedAt: "2026-11-18T08:00:00Z" };
const BODY = "## Action items\n\n- [ ] @jane one thing\n";

describe("an agenda of a call before the bot's first issue", () => {
  it("gets no label, no follow-up and no relation, and its item stands in the next agenda", () => {
    const old = aHandWrittenAgenda(1, "2026-11-17", { ...HELD, description: BODY });
    const plan = planOf({ at: "2026-11-29T12:00:00Z", issues: [old] });
    expect(actionsOf(plan)).toEqual(["create-agenda 2026-12-01 (lead-time-reached)"]);
    const [agenda] = plan.actions;
    expect(agenda).toMatchObject({ relateTo: [] });
    expect(agenda?.kind === "create-agenda" && agenda.agenda.description).toContain("one thing <sub>#1</sub>");
    expect(skippedOf(planOf({ at: "2026-11-19T12:00:00Z", issues: [old] }))).toContain("#1 before-bot");
  });

  it("is looked after where the bot made a follow-up for it", () => {
    const old = aHandWrittenAgenda(1, "2026-11-17", { ...HELD, description: BODY });
    const followUp = aFollowUp(2, { iid: 1, date: "2026-11-17", closed: HELD.closedAt }, NEXT);
    const state = projectState(aSnapshot(AT, [old, followUp]));
    expect([...state.neverWritten]).toEqual([]);
  });

  it("is of the bot on the day of its first issue, and before it once history draws the line there", () => {
    const old = aHandWrittenAgenda(1, "2026-11-18", { ...HELD, description: BODY });
    const made = anAgenda(2, "2026-12-01", NEXT);
    const neverWritten = (also: string) => [
      ...projectState(
        aSnapshot(
          AT,
          [old, made],
          `customer: Acme\ntimezone: Europe/Berlin\n${also}meetings:\n  cadence-call:\n    repeat: every 2 weeks on tuesday at 10:00\n    from: 2026-01-13\n`,
        ),
      ).neverWritten,
    ];
    expect(neverWritten("")).toEqual([]);
    expect(neverWritten("history: { before: 2026-11-19 }\n")).toEqual([1]);
    expect(neverWritten("history: { before: 2026-11-18 }\n")).toEqual([]);
  });
});

describe("titles and numbers of history", () => {
  const HISTORY = 'history: { before: 2026-11-14, titles: ["Acme weekly*"], issues: [3] }\n';
  const FILE = `customer: Acme\ntimezone: Europe/Berlin\n${HISTORY}meetings:\n  cadence-call:\n    repeat: every week on tuesday at 10:00\n    from: 2026-01-13\n`;
  const issues = [
    anIssue(1, { title: "Acme weekly 2026-11-10", description: BODY }),
    anIssue(2, { title: "Acme weekly 2026-11-17", description: BODY }),
    anIssue(3, { title: "What we said", description: BODY, createdAt: "2026-11-02T10:00:00Z" }),
    anIssue(4, { title: "Something else", description: BODY }),
    aHandWrittenAgenda(5, null, { title: "Without a date 03.11.2026" }),
    aHandWrittenAgenda(6, null, { title: "Without a date", createdAt: "2026-11-16T10:00:00Z" }),
  ];

  it("tell what is old, by due date, title or the day it was made; a younger one is no agenda without the label", () => {
    const snapshot = { ...aSnapshot(AT, issues, FILE), labelled: issues };
    const state = projectState(snapshot);
    expect([...state.neverWritten].sort()).toEqual([1, 3, 5]);
    expect(state.series[0]?.agendas.map(({ issue, date }) => `#${issue.iid} ${date}`)).toEqual([
      "#3 2026-11-02",
      "#5 2026-11-03",
      "#1 2026-11-10",
    ]);
    expect(state.unplaced.map(({ issue }) => issue.iid)).toEqual([6]);
  });

  it("no action is about one of them, whatever is planned", () => {
    const state = projectState({ ...aSnapshot(AT, issues, FILE), labelled: issues });
    const why = { rule: "a", text: "a", data: {} };
    const on = { series: "cadence-call", reason: why };
    const [old, young] = [issues[0], issues[1]];
    if (old === undefined || young === undefined) throw new Error("no issues");
    const planned = [
      { kind: "set-labels", ...on, iid: old.iid, add: ["x"], remove: [] },
      { kind: "relate", ...on, iid: young.iid, to: old.iid },
      { kind: "relate", ...on, iid: young.iid, to: young.iid },
      { kind: "create-follow-up", ...on, agendaIid: old.iid },
      { kind: "create-agenda", ...on, relateTo: [old.iid, young.iid] },
    ] as never;
    expect(sparingOldIssues(planned, state)).toEqual([
      { kind: "relate", ...on, iid: young.iid, to: young.iid },
      { kind: "create-agenda", ...on, relateTo: [young.iid] },
    ]);
  });
});
