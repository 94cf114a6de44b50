import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { createPaint } from "../../../src/app/terminal.ts";
import { actionLines } from "../../../src/cli/output/plan-text.ts";
import { runResultLine, runSummary } from "../../../src/cli/output/run-text.ts";
import { asIssueIid, asNoteId, type IssueIid } from "../../../src/domain/ids.ts";
import { reason } from "../../../src/domain/reason.ts";
import type { Action, EditItems } from "../../../src/reconcile/model/types.ts";
import { PlanDocument } from "../../../src/reconcile/plan/plan-schema.ts";

type Frozen<T> = T extends readonly (infer Entry)[]
  ? readonly Frozen<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;
type Entry = z.output<typeof PlanDocument>["projects"][number];
type DocumentedAction = Extract<Entry, { actions: unknown }>["actions"][number];

/** Does not compile when an action has a field, or a kind, that the schema does not know. */
const documented = (action: Action): Frozen<DocumentedAction> => action;

const why = reason("because", "it is so", { iid: 31 });
const at = { series: "cadence-call", reason: why, iid: asIssueIid(31) };

const edit = (
  id: string,
  to: EditItems["edits"][number]["to"],
  point: IssueIid | null = null,
): EditItems["edits"][number] => ({
  id,
  text: "\\@bob Upload the diagram",
  index: 0,
  marked: true,
  from: "open",
  to,
  point,
  reason: why,
});

const followUp = {
  title: "Follow-up: Call",
  description: "",
  labels: [],
  assignees: ["jane"],
  dueDate: "2026-11-18",
  confidential: false,
  nextUpdate: null,
  openQuestions: 0,
  ids: ["31-aaa"],
  gaps: [],
  leftOut: { passages: 0, items: 0 },
  warnings: [],
};

/** Every kind without many parts, its line in a plan and what a run says of it. */
const LINES: readonly [Action, planned: string, done: string][] = [
  [
    { kind: "set-labels", ...at, add: ["a::unresolved"], remove: [] },
    "~ #31  label a::unresolved",
    "#31 label a::unresolved",
  ],
  [
    { kind: "set-labels", ...at, add: ["a::resolved"], remove: ["a::unresolved"] },
    "~ #31  label a::resolved; take off a::unresolved",
    "#31 label a::resolved; take off a::unresolved",
  ],
  [
    { kind: "create-label", series: "", reason: why, label: { name: "a::b", color: "#112233", description: "" } },
    "+ label  a::b",
    "label a::b",
  ],
  [
    { kind: "edit-items", ...at, edits: [edit("31-aaa", "done")], late: null },
    "~ #31  tick: @bob Upload the diagram",
    "#31 1 item changed",
  ],
  [
    { kind: "edit-items", ...at, edits: [edit("31-aaa", null, asIssueIid(45))], late: null },
    "~ #31  point to #45: @bob Upload the diagram",
    "#31 1 item changed",
  ],
  [
    { kind: "comment", ...at, body: "b", what: "reminder", dueDate: null },
    "~ #31  comment: reminder",
    "#31 comment: reminder",
  ],
  [
    { kind: "edit-comment", ...at, noteId: asNoteId(3), body: "b", what: "gaps" },
    "~ #31  change comment: what is missing",
    "#31 comment changed: what is missing",
  ],
  [
    { kind: "delete-comment", ...at, noteId: asNoteId(3), what: "reminder" },
    "~ #31  delete a comment of the bot",
    "#31 comment of the bot deleted",
  ],
  [
    { kind: "react", ...at, noteId: asNoteId(3), name: "lock", items: [] },
    "~ #31  answer a comment with :lock:",
    "#31 comment answered with :lock:",
  ],
  [{ kind: "relate", ...at, to: asIssueIid(12) }, "~ #31  relate to #12", "#31 related to #12"],
  [
    { kind: "close-twin", ...at, stays: asIssueIid(12), removeLabels: ["x"] },
    "~ #31  close, related to #12",
    "#31 closed, #12 stays",
  ],
  [
    { kind: "set-due-date", ...at, dueDate: "2026-12-01", previous: null, marker: null },
    "~ #31  due date 2026-12-01",
    "#31 due 2026-12-01",
  ],
  [
    { kind: "refresh-follow-up", ...at, followUp, expected: "", reopen: true, dueDate: "2026-11-19" },
    "~ #31  reopen and bring up to date, due 2026-11-19",
    "#31 brought up to date",
  ],
  [
    { kind: "close-follow-up", ...at, agendaIid: asIssueIid(12) },
    "~ #31  close: follow-up of #12",
    "#31 closed: follow-up of #12",
  ],
  [{ kind: "reopen-follow-up", ...at }, "~ #31  reopen", "#31 reopened"],
  [
    { kind: "skip-call", ...at, occurrence: "2026-12-01" },
    "~ #31  close: the call of 2026-12-01 is skipped",
    "#31 closed: the call of 2026-12-01 is skipped",
  ],
  [
    { kind: "snooze", ...at, id: "31-aaa", until: "2026-12-01" },
    "~ #31  note: no reminder of item 31-aaa before 2026-12-01",
    "#31 notes: no reminder of item 31-aaa before 2026-12-01",
  ],
  [
    { kind: "take-up", ...at, facts: { closed: "2026-11-17T10:00:00Z" } },
    "~ #31  note that its agenda was closed again",
    "#31 notes that its agenda was closed again",
  ],
  [
    { kind: "assign", ...at, from: ["jane", "ann"], to: "sam", toId: 2 },
    "~ #31  assign to @sam instead of @jane, @ann",
    "#31 assigned to @sam",
  ],
  ...(
    [
      ["gaps", "what is missing"],
      ["participants", "tells the participants"],
      ["taken-back", "taken back"],
      ["updated", "what is new"],
      ["answer", "answer"],
      ["late-items", "which items were added"],
      ["reply", "reply"],
    ] as const
  ).map(([what, words]): [Action, string, string] => [
    { kind: "comment", ...at, body: "b", what, dueDate: null },
    `~ #31  comment: ${words}`,
    `#31 comment: ${words}`,
  ]),
];

const paint = createPaint(false);
const applied = (action: Action) =>
  ({ action, outcome: "done", iid: asIssueIid(31), webUrl: null, error: null }) as const;

/** The entry of a plan with one action, as `--json` shows it. */
const documentOf = (action: Action) => ({
  projects: [
    {
      project: "acme/collaboration",
      customer: "Acme",
      at: "2026-11-24T09:00:00Z",
      actions: [documented(action)],
      skipped: [],
      leftBehind: [],
      warnings: [],
      problems: [],
      nextWakeAt: null,
      requests: { reads: 1, writes: 0 },
      run: null,
      applied: null,
    },
  ],
});

describe.each(LINES)("the action %#", (action, planned, done) => {
  it(`is told as "${planned}"`, () => {
    const [line = "", ...more] = actionLines(action, [], paint);
    expect(more).toEqual([]);
    const series = action.series === "" ? "" : `${action.series}  `;
    expect(line.replace(/ {2,}/g, "  ")).toBe(`  ${planned}  ${series}it is so`.replace(/ {2,}/g, "  "));
    expect(runResultLine(applied(action), paint)).toBe(`  done  ${done}`);
  });

  it("is in the schema of the JSON document", () => {
    expect(PlanDocument.safeParse(documentOf(action)).error).toBeUndefined();
  });
});

it("an agenda with what goes on in its template's boxes is in the schema of the JSON document", () => {
  const day = "2026-12-01";
  const instant = "2026-12-01T09:00:00Z";
  const action: Action = {
    kind: "create-agenda",
    series: at.series,
    reason: why,
    occurrence: {
      series: at.series,
      id: day,
      date: day,
      time: "10:00",
      start: instant,
      end: instant,
      agendaDueAt: instant,
      state: "planned",
      reasons: [],
    },
    agenda: {
      ...{ title: "Call", description: "", labels: [], assignees: [], dueDate: day, confidential: false },
      milestone: null,
      carry: {
        items: [],
        leftBehind: [{ iid: asIssueIid(31), text: "Call Bob", reason: why }],
        standing: [{ id: "31-aaa", state: "open", path: ["ask"], text: "Ask", rest: "for more", notes: "" }],
        ids: [],
        sources: [],
      },
      warnings: [],
    },
    assigneeIds: [],
    relateTo: [],
    template: { name: "cadence-call", source: "the project" },
  };
  expect(PlanDocument.safeParse(documentOf(action)).error).toBeUndefined();
});

it("several changes of one issue are listed, each with its reason", () => {
  const action: Action = {
    kind: "edit-items",
    ...at,
    edits: [edit("31-aaa", "done"), edit("31-bbb", "inapplicable")],
    late: null,
  };
  const lines = actionLines(action, [], paint);
  expect(lines[0]).toContain("#31  tick 1 item, mark not applicable 1 item");
  expect(lines.slice(1).map((line) => line.trim().replace(/ {2,}/g, "  "))).toEqual([
    "tick: @bob Upload the diagram  it is so",
    "mark not applicable: @bob Upload the diagram  it is so",
  ]);
  const [, ...many] = actionLines(
    { ...action, edits: Array.from({ length: 30 }, () => edit("31-aaa", "done")) },
    [],
    paint,
  );
  expect(many).toHaveLength(13);
  expect(many.at(-1)).toContain("and 18 more");
});

it("what was put off is counted on its own and is no failure", () => {
  const action: Action = { kind: "relate", ...at, to: asIssueIid(12) };
  const all = [
    applied(action),
    { ...applied(action), outcome: "put-off" as const },
    { ...applied(action), outcome: "failed" as const },
  ];
  expect(runSummary(all, { reads: 3, writes: 2 })).toBe(
    "1 done, 1 put off to the next run, 1 failed, 3 requests read, 2 written.",
  );
});
