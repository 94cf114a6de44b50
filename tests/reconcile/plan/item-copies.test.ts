import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { renderNoteMarker } from "../../../src/domain/marker/note-marker.ts";
import type { Issue } from "../../../src/gitlab/port.ts";
import { aNote } from "../../support/gitlab/recorded-port.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { actionsOf, aFollowUp, BOB, JANE, planOf, type Scene, skippedOf } from "../../support/state/project-state.ts";
import { aHandWrittenAgenda, anAgenda, anIssue, BOT } from "../../support/state/snapshots.ts";

const NOW = "2026-11-30T12:00:00Z";
const CLOSED = "2026-11-17T10:30:00Z";
const held = (body: string, more: Partial<Issue> = {}): Issue =>
  anAgenda(
    5,
    "2026-11-17",
    {
      state: "closed",
      closedAt: CLOSED,
      closedById: JANE.id,
      labels: ["meeting-agenda", "action-items::unresolved"],
      ...more,
    },
    body,
  );
const followUp = aFollowUp(
  8,
  { iid: 5, date: "2026-11-17", closed: CLOSED },
  { told: CLOSED, commentCount: 1, labels: ["meeting-follow-up", "action-items::unresolved"] },
);
const nextOne = (body = "", more: Partial<Issue> = {}): Issue => {
  const agenda = anAgenda(6, "2026-12-01", more, body);
  return agenda;
};

interface Expected {
  readonly does?: readonly string[];
  readonly leaves?: readonly string[];
  readonly wakes: string;
}

function look(scene: Partial<Scene>) {
  const plan = planOf({ at: NOW, issues: [], ...scene });
  return {
    does: actionsOf(plan).filter((line) => !/set-labels|reminder/.test(line)),
    leaves: skippedOf(plan).filter((line) => !/not-yet|follow-up-told|exists/.test(line)),
    wakes: plan.nextWakeAt,
  };
}

const p = planOf({ at: NOW, issues: [held("- [ ] a\n"), followUp, nextOne()] });
const id = p.actions.flatMap((o) => (o.kind === "edit-items" ? (o.late?.ids ?? []) : []))[0] ?? "";
const copy = (box: string) => `- [${box}] a (from #5) <!--c:${id}-->\n`;
const hand = (body: string) => aHandWrittenAgenda(6, "2026-12-01", { description: body });
const late = aNote(70, BOT, `${renderNoteMarker({ kind: "late-items", items: [id] })}\nx`, CLOSED);
const made = (body: string, more: Partial<Issue> = {}) =>
  anIssue(6, {
    ...anAgenda(6, "2026-12-01"),
    description: `${renderIssueMarker({ kind: "agenda", series: "cadence-call", occurrence: "2026-12-01", date: "2026-12-01", carried: [id] })}\n\n${body}`,
    ...more,
  });
const item = anIssue(20, {
  author: BOT,
  description: renderIssueMarker({ kind: "item", series: "cadence-call", occurrence: "2026-11-17", carried: [id] }),
});
const issueOf = (state: "opened" | "closed") =>
  new Map([
    [asIssueIid(20), { iid: asIssueIid(20), state, createdAt: CLOSED, closedAt: state === "closed" ? NOW : null }],
  ]);

describe("late items", () => {
  it.each<[string, Partial<Scene>, Expected]>([
    [
      "raised since the next agenda was made: they are added to it",
      { issues: [held("- [ ] a\n- [ ] b\n"), followUp, nextOne()] },
      { does: ["edit-items #6 late a, b (late-items)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "what that agenda has already is not added",
      { issues: [held("- [ ] a\n- [ ] b\n"), followUp, nextOne("- [ ] a\n")] },
      { does: ["edit-items #6 late b (late-items)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "not while somebody may be editing it: in two minutes",
      { issues: [held("- [ ] a\n"), followUp, nextOne("", { updatedAt: "2026-11-30T11:59:00Z" })] },
      { leaves: ["#6 being-edited"], wakes: "2026-11-30T12:01:00Z" },
    ],
    [
      "two minutes after the last change nobody is",
      { issues: [held("- [ ] a\n"), followUp, nextOne("", { updatedAt: "2026-11-30T11:58:00Z" })] },
      { does: ["edit-items #6 late a (late-items)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "not after its call began",
      { at: "2026-12-01T09:00:00Z", issues: [held("- [ ] a\n"), followUp, nextOne()] },
      { leaves: ["#6 call-running"], wakes: "2026-12-01T09:50:00Z" },
    ],
    [
      "not to one that is closed",
      { issues: [held("- [ ] a\n"), followUp, nextOne("", { state: "closed", closedAt: CLOSED, closedById: 1 })] },
      { leaves: ["#6 closed-before-call"], wakes: "2026-12-08T09:00:00Z" },
    ],
    [
      "not where nothing is carried",
      { issues: [held("- [ ] a\n"), followUp, nextOne()], also: "    carry: false\n" },
      { wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "nothing of a confidential agenda",
      { issues: [held("- [ ] a\n", { confidential: true }), nextOne()] },
      { does: ["create-follow-up of #5, gaps (agenda-closed)"], wakes: "2026-11-30T12:55:00Z" },
    ],
    [
      "also to an agenda that a person wrote",
      { issues: [held("- [ ] a\n"), followUp, aHandWrittenAgenda(6, "2026-12-01")] },
      { does: ["edit-items #6 late a (late-items)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "what was added there is noted by a run after one that could not",
      { issues: [held("- [ ] a\n"), followUp, hand(copy(" "))] },
      { does: ["comment #6 late-items (late-items-noted)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "it is noted once",
      { issues: [held("- [ ] a\n"), followUp, hand(copy(" "))], comments: { 6: [late] } },
      { wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "what a person took off there stays off",
      { issues: [held("- [ ] a\n"), followUp, hand("")], comments: { 6: [late] } },
      { wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "a person's comment that looks like the note is none",
      { issues: [held("- [ ] a\n"), followUp, hand("")], comments: { 6: [{ ...late, author: BOB }] } },
      { does: ["edit-items #6 late a (late-items)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "what is new is added to what was",
      { issues: [held("- [ ] a\n- [ ] b\n"), followUp, hand(copy(" "))], comments: { 6: [late] } },
      { does: ["edit-items #6 late b (late-items)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "so it is where the account before noted it",
      {
        issues: [held("- [ ] a\n- [ ] b\n"), followUp, hand(copy(" "))],
        comments: { 6: [{ ...late, author: { ...BOT, former: true } }] },
      },
      { does: ["edit-items #6 late b (late-items)"], wakes: "2026-12-01T09:00:00Z" },
    ],
  ])("%s", (_, scene, expected) => {
    expect(look(scene)).toEqual({ does: [], leaves: [], ...expected });
  });
});

describe("copies of an item come to agree", () => {
  it.each<[string, Partial<Scene>, Expected]>([
    [
      "ticked in one copy: the others are ticked",
      { issues: [held("- [ ] a\n"), followUp, made(copy("x"))] },
      { does: ["edit-items #5 a done (ticked)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "marked not applicable in one copy: so are the others",
      { issues: [held("- [~] a\n"), followUp, made(copy(" "))] },
      { does: ["edit-items #6 a inapplicable (not-applicable)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "not while somebody may be editing the issue",
      { issues: [held("- [ ] a\n", { updatedAt: "2026-11-30T11:59:30Z" }), followUp, made(copy("x"))] },
      { leaves: ["#5 being-edited"], wakes: "2026-11-30T12:01:30Z" },
    ],
    [
      "what was resolved where it was raised is no copy of anything",
      { issues: [held("- [ ] a\n- [x] b\n"), followUp, made(`${copy("x")}`)] },
      { does: ["edit-items #5 a done (ticked)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "given an issue of its own: the open copies point to it",
      { issues: [held("- [ ] a\n"), followUp, made(copy(" ")), item] },
      { does: ["edit-items #6 a as it is at #20 (promoted)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "those that point to it already do",
      {
        issues: [held("- [ ] a (issue #20)\n"), followUp, made(`- [ ] a (from #5, issue #20) <!--c:${id}-->\n`), item],
      },
      { wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "its issue was closed: every copy is ticked",
      {
        issues: [held("- [ ] a\n"), followUp, made(`- [ ] a (from #5, issue #20) <!--c:${id}-->\n`), item],
        details: {
          evidence: {
            histories: new Map(),
            issues: issueOf("closed"),
            orders: new Map(),
            quiet: new Set(),
            children: { of: new Map(), refused: null },
          },
        },
      },
      {
        does: ["edit-items #5 a done (issue-closed)", "edit-items #6 a done (issue-closed)"],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
  ])("%s", (_, scene, expected) => {
    expect(look(scene)).toEqual({ does: [], leaves: [], ...expected });
  });
});

describe("an issue of its own, and comments", () => {
  it.each<[string, Partial<Scene>, Expected]>([
    [
      "asked for an issue: it is made, assigned to the owner, with the day",
      { issues: [held("- [ ] @jane a b c, due 2026-12-24\n  /cadence issue\n"), followUp, nextOne()] },
      {
        does: [
          "edit-items #6 late \\@jane a b c, due 2026-12-24 (late-items)",
          "promote-item a b c, assigned 1, pointed at in #5 (asked-for-issue)",
        ],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "a customer's person does not hear of it",
      { issues: [held("- [ ] @bob a b c\n\n  Notes here.\n\n  /cadence issue\n"), followUp] },
      {
        does: [
          "create-agenda 2026-12-01 (lead-time-reached)",
          "promote-item a b c, assigned to nobody, pointed at in #5 (asked-for-issue)",
        ],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "but where that is allowed",
      {
        configuration: `mentions: { customer: true }\n${CONFIGURATION}`,
        issues: [held("- [ ] @bob a b c\n  /cadence issue\n"), followUp],
      },
      {
        does: [
          "create-agenda 2026-12-01 (lead-time-reached)",
          "promote-item a b c, assigned 3, pointed at in #5 (asked-for-issue)",
        ],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
    [
      "of a confidential agenda it is confidential",
      { issues: [held("- [ ] a b c\n  /cadence issue\n", { confidential: true })] },
      {
        does: [
          "create-agenda 2026-12-01 (lead-time-reached)",
          "create-follow-up of #5, gaps (agenda-closed)",
          "promote-item a b c, confidential, assigned to nobody, pointed at in #5 (asked-for-issue)",
        ],
        wakes: "2026-11-30T12:55:00Z",
      },
    ],
    [
      "none of what is done",
      { issues: [held("- [x] a b c\n  /cadence issue\n"), followUp] },
      { does: ["create-agenda 2026-12-01 (lead-time-reached)"], wakes: "2026-12-01T09:00:00Z" },
    ],
    [
      "what the bot said twice is said once",
      {
        issues: [held("- [x] a\n"), followUp],
        comments: {
          8: [
            aNote(1, BOT, `${renderNoteMarker({ kind: "gaps" })}\nx`, CLOSED),
            aNote(2, BOT, `${renderNoteMarker({ kind: "gaps" })}\nx`, "2026-11-17T10:30:01Z"),
          ],
        },
      },
      {
        does: ["delete-comment #8 gaps (said-twice)", "create-agenda 2026-12-01 (lead-time-reached)"],
        wakes: "2026-12-01T09:00:00Z",
      },
    ],
  ])("%s", (_, scene, expected) => {
    expect(look(scene)).toEqual({ does: [], leaves: [], ...expected });
  });
});
