import { describe, expect, it } from "vitest";
import { asIssueIid, asNoteId, type IssueIid } from "../../../src/domain/ids.ts";
import { reason } from "../../../src/domain/reason.ts";
import { partOf } from "../../../src/reconcile/actions/kinds.ts";
import type { Action, Part } from "../../../src/reconcile/model/types.ts";

const AGENDA = asIssueIid(1);
const FOLLOW_UP = asIssueIid(2);
const on = (iid: IssueIid) => ({ series: "cadence-call", iid, reason: reason("because", "it is so", {}) });

const ROWS: readonly [string, Action, Part][] = [
  ["another assignee of an agenda", { kind: "assign", ...on(AGENDA), from: ["jane"], to: "sam", toId: 3 }, "agenda"],
  ["another assignee of a follow-up", { kind: "assign", ...on(FOLLOW_UP), from: [], to: "sam", toId: 3 }, "follow-up"],
  ["a relation of an agenda", { kind: "relate", ...on(AGENDA), to: asIssueIid(9) }, "agenda"],
  ["a relation of a follow-up", { kind: "relate", ...on(FOLLOW_UP), to: AGENDA }, "follow-up"],
  ["a duplicate of an agenda", { kind: "close-twin", ...on(AGENDA), stays: asIssueIid(9), removeLabels: [] }, "agenda"],
  [
    "a duplicate of a follow-up",
    { kind: "close-twin", ...on(FOLLOW_UP), stays: asIssueIid(9), removeLabels: [] },
    "follow-up",
  ],
  ["an agenda's new CSM", { kind: "take-up", ...on(AGENDA), facts: { assigned: "sam" } }, "agenda"],
  ["a follow-up's new CSM", { kind: "take-up", ...on(FOLLOW_UP), facts: { assigned: "sam" } }, "follow-up"],
  ["a second reminder", { kind: "delete-comment", ...on(AGENDA), noteId: asNoteId(5), what: "reminder" }, "unresolved"],
  [
    "a second announcement",
    { kind: "delete-comment", ...on(FOLLOW_UP), noteId: asNoteId(5), what: "participants" },
    "follow-up",
  ],
  ["a second reply", { kind: "delete-comment", ...on(FOLLOW_UP), noteId: asNoteId(5), what: "reply" }, "agenda"],
  ["a reminder", { kind: "comment", ...on(FOLLOW_UP), body: "", what: "reminder", dueDate: null }, "unresolved"],
  ["late items", { kind: "edit-comment", ...on(AGENDA), noteId: asNoteId(5), body: "", what: "late-items" }, "agenda"],
  ["a command's effect", { kind: "snooze", ...on(FOLLOW_UP), id: "1-abc", until: "2026-12-09" }, "agenda"],
  [
    "a command's answer",
    { kind: "react", ...on(FOLLOW_UP), noteId: asNoteId(5), name: "thumbsup", items: [] },
    "agenda",
  ],
];

describe("the part of a run", () => {
  it.each(ROWS)("%s", (_name, action, part) => {
    expect(partOf(action, (iid) => iid === FOLLOW_UP)).toBe(part);
  });
});
