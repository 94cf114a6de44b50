import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/gitlab/port.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { actionsOf, planOf, type Scene, skippedOf } from "../../support/state/project-state.ts";
import { aHandWrittenAgenda, anAgenda } from "../../support/state/snapshots.ts";

const NOW = "2026-11-29T12:00:00Z";
const agenda = (iid: number, occurrence: string, more: Partial<Issue> = {}): Issue => anAgenda(iid, occurrence, more);
const rhythm = (from: string, to: string) => CONFIGURATION.replace(from, to);

interface Expected {
  readonly does?: readonly string[];
  readonly leaves?: readonly string[];
  readonly says?: readonly string[];
  readonly wakes: string;
}

const ODD = /call-not|open-but|moved-to|same-moment|stale|off-schedule/;

function look(scene: Partial<Scene>) {
  const plan = planOf({ at: NOW, issues: [], ...scene });
  const odd = plan.skipped.filter(({ reason }) => ODD.test(reason.rule));
  return {
    does: actionsOf(plan),
    leaves: skippedOf(plan),
    says: odd.map(({ reason }) => reason.text),
    wakes: plan.nextWakeAt,
  };
}

describe("an agenda and its call as the configuration has it now", () => {
  it.each<[string, Partial<Scene>, Expected]>([
    [
      "one that is as the configuration has it",
      { issues: [agenda(6, "2026-12-01")] },
      { leaves: ["#6 agenda-exists", "2026-12-15 not-yet", "2026-12-29 not-yet"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "the rhythm changed within the week: the call goes to its new day",
      { issues: [agenda(6, "2026-12-01")], configuration: rhythm("tuesday", "wednesday").replace("01-13", "01-14") },
      {
        does: ["set-due-date #6 2026-12-01 to 2026-12-02 (call-moved)"],
        leaves: ["#6 agenda-exists", "2026-12-16 not-yet", "2026-12-30 not-yet"],
        wakes: "2026-12-02T09:00:00Z",
      },
    ],
    [
      "the series ended before it",
      { issues: [agenda(6, "2026-12-01")], also: "    until: 2026-11-20\n" },
      {
        leaves: ["no-more-calls", "#6 call-not-planned"],
        says: [
          "is the agenda of Tue 1 Dec 2026, which the series, which ended on Fri 20 Nov 2026, no longer plans: close it",
        ],
        wakes: "2026-12-08T09:00:00Z",
      },
    ],
    [
      "the series begins after it",
      { issues: [agenda(6, "2026-12-01")], configuration: rhythm("2026-01-13", "2026-12-15") },
      {
        leaves: ["2026-12-15 not-yet", "2026-12-29 not-yet", "2027-01-12 not-yet", "#6 call-not-planned"],
        says: [
          "is the agenda of Tue 1 Dec 2026, which the series, which begins on Tue 15 Dec 2026, no longer plans: move its due date to 2026-12-15, the next call without an agenda, or close it",
        ],
        wakes: "2026-12-12T09:00:00Z",
      },
    ],
    [
      "the rhythm no longer plans it",
      { issues: [agenda(6, "2026-12-01")], configuration: rhythm("every 2 weeks", "every 4 weeks") },
      {
        leaves: ["2026-12-15 not-yet", "2027-01-12 not-yet", "2027-02-09 not-yet", "#6 call-not-planned"],
        says: [
          "is the agenda of Tue 1 Dec 2026, which the rhythm no longer plans: move its due date to 2026-12-15, the next call without an agenda, or close it",
        ],
        wakes: "2026-12-12T09:00:00Z",
      },
    ],
    [
      "the file skips its call",
      { issues: [agenda(6, "2026-12-01")], also: "    skip: [{ date: 2026-12-01, reason: fair }]\n" },
      {
        leaves: ["#6 skip", "2026-12-15 not-yet", "2026-12-29 not-yet", "2027-01-12 not-yet", "#6 open-but-skipped"],
        says: [
          "is open, and its call does not take place (skipped on Tue 1 Dec 2026: fair): say so in it, or close it",
        ],
        wakes: "2026-12-08T09:00:00Z",
      },
    ],
    [
      "the file moved its call: the due date follows",
      { issues: [agenda(6, "2026-12-01")], also: "    move: { 2026-12-01: 2026-12-03 }\n" },
      {
        does: ["set-due-date #6 2026-12-01 to 2026-12-03 (call-moved)"],
        leaves: ["#6 agenda-exists", "2026-12-15 not-yet", "2026-12-29 not-yet"],
        wakes: "2026-12-03T09:00:00Z",
      },
    ],
    [
      "a person moved it as well: that stays",
      { issues: [agenda(6, "2026-12-01", { dueDate: "2026-12-04" })], also: "    move: { 2026-12-01: 2026-12-03 }\n" },
      { leaves: ["#6 agenda-exists", "2026-12-15 not-yet", "2026-12-29 not-yet"], wakes: "2026-12-04T09:00:00Z" },
    ],
    [
      "the file moved its call into the past",
      { issues: [agenda(6, "2026-12-01")], also: "    move: { 2026-12-01: 2026-11-26 }\n" },
      {
        leaves: ["2026-12-15 not-yet", "2026-12-29 not-yet", "2027-01-12 not-yet", "#6 moved-to-the-past"],
        says: [
          "is due on 2026-12-01, and the configuration has its call on Thu 26 Nov 2026, which is over: move the call to a day to come, or close the issue",
        ],
        wakes: "2026-12-03T09:50:00Z",
      },
    ],
    [
      "two of one moment",
      { issues: [agenda(6, "2026-12-01"), agenda(7, "2026-12-15", { dueDate: "2026-12-01" })] },
      {
        leaves: ["#6 agenda-exists", "#7 agenda-exists", "2026-12-29 not-yet", "#7 same-moment"],
        says: ["and #6 are agendas of one moment, Tue 1 Dec 2026, 10:00: close one of them"],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "one that a person wrote for a day without a call",
      { issues: [agenda(6, "2026-12-01"), aHandWrittenAgenda(7, "2026-12-08")] },
      {
        leaves: ["#6 agenda-exists", "2026-12-15 not-yet", "2026-12-29 not-yet", "#7 agenda-off-schedule"],
        says: [
          "is due on Tue 8 Dec 2026, near which no call of cadence-call is without an agenda: move its due date to 2026-12-15, the next call without an agenda, or leave it as a meeting of its own",
        ],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "one that a person wrote for a call that has its agenda",
      { issues: [agenda(6, "2026-12-01"), aHandWrittenAgenda(7, "2026-12-01")] },
      {
        leaves: ["#6 agenda-exists", "2026-12-15 not-yet", "2026-12-29 not-yet", "#7 agenda-off-schedule"],
        says: [
          "is due on Tue 1 Dec 2026, when the call of cadence-call has its agenda, #6: close one of them, or leave it as a meeting of its own",
        ],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "one without a day",
      { issues: [aHandWrittenAgenda(7, null)] },
      {
        does: ["create-agenda 2026-12-01 (lead-time-reached)"],
        leaves: ["2026-12-15 not-yet", "2026-12-29 not-yet", "#7 agenda-without-date"],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "a closed one without a day asks nothing of anybody",
      { issues: [aHandWrittenAgenda(7, null, { state: "closed" })] },
      {
        does: ["create-agenda 2026-12-01 (lead-time-reached)"],
        leaves: ["2026-12-15 not-yet", "2026-12-29 not-yet"],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "a closed one that the rhythm no longer plans is left in peace",
      {
        issues: [agenda(6, "2026-12-01", { state: "closed", closedAt: NOW, closedById: 1 })],
        configuration: rhythm("every 2 weeks", "every 4 weeks"),
      },
      { leaves: ["2026-12-15 not-yet", "2027-01-12 not-yet", "2027-02-09 not-yet"], wakes: "2026-12-12T09:00:00Z" },
    ],
    [
      "an open one of a call long ago is left in peace",
      { issues: [agenda(6, "2026-11-03")], configuration: rhythm("every 2 weeks", "every 4 weeks") },
      {
        leaves: ["2026-11-17 missed", "2026-12-15 not-yet", "2027-01-12 not-yet", "2027-02-09 not-yet"],
        wakes: "2026-12-12T09:00:00Z",
      },
    ],
    [
      "one that was moved far away keeps its call",
      { issues: [agenda(6, "2026-12-01", { dueDate: "2027-03-03" })] },
      { leaves: ["2026-12-15 not-yet", "2026-12-29 not-yet", "2027-01-12 not-yet"], wakes: "2026-12-08T09:00:00Z" },
    ],
    [
      "one of a call far away that was moved to these days is known by its own call",
      { issues: [agenda(6, "2027-03-23", { dueDate: "2026-12-03" })] },
      {
        does: ["create-agenda 2026-12-01 (lead-time-reached)"],
        leaves: ["#6 agenda-exists", "2026-12-15 not-yet"],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "of duplicates the lower number stays, in whatever order they come",
      {
        issues: [
          agenda(9, "2026-12-01"),
          agenda(6, "2026-12-01"),
          agenda(12, "2026-11-17", { state: "closed", closedAt: NOW, closedById: 1 }),
        ],
      },
      {
        does: [
          "close-twin #9 of #6 (twin)",
          "create-follow-up of #12, gaps (agenda-closed)",
          "set-labels #12 +action-items::none (resolved)",
        ],
        leaves: ["#6 agenda-exists", "2026-12-15 not-yet", "2026-12-29 not-yet"],
        wakes: "2026-11-29T12:55:00Z",
      },
    ],
    [
      "one that the bot ended as a duplicate stands for no call",
      { issues: [agenda(6, "2026-12-01", { state: "closed", closedById: 9, closedAt: NOW, labels: [] })] },
      {
        does: ["create-agenda 2026-12-01 (lead-time-reached)"],
        leaves: ["2026-12-15 not-yet", "2026-12-29 not-yet"],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "one that a person closed before the call skips it",
      { issues: [agenda(6, "2026-12-01", { state: "closed", closedById: 1, closedAt: NOW, labels: [] })] },
      {
        leaves: ["#6 closed-before-call", "2026-12-15 not-yet", "2026-12-29 not-yet", "2027-01-12 not-yet"],
        wakes: "2026-12-08T09:00:00Z",
      },
    ],
  ])("%s", (_, scene, expected) => {
    expect(look(scene)).toEqual({ does: [], leaves: [], says: [], ...expected });
  });
});
