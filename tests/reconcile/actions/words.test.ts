import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import {
  ACTION_KINDS,
  type Action,
  doneWords,
  type Kind,
  planWords,
  writesOf,
} from "../../../src/reconcile/actions/kinds.ts";

const ON = { series: "cadence-call", iid: 7, reason: { rule: "because", text: "it is so", facts: {} } };

/** An action of a kind, of which a row says what its words and writes depend on. */
function anAction(kind: Kind, of: object): Action {
  return { kind, ...ON, ...of } as unknown as Action;
}

interface Told {
  readonly plan: string;
  readonly done: string;
  readonly writes?: number;
}

/** The words stand in `plan`, `run` and the log; the writes in what a run may cost. */
const ROWS: readonly [Kind, object, Told][] = [
  [
    "create-agenda",
    { agenda: { title: "Call of 1 Dec" }, occurrence: { date: "2026-12-01" }, relateTo: [1, 2] },
    { plan: "+ agenda  Call of 1 Dec", done: "#9 agenda of 2026-12-01", writes: 3 },
  ],
  [
    "create-follow-up",
    { agendaIid: 7, followUp: { title: "Follow-up" }, comments: [{ what: "gaps", body: "x" }] },
    { plan: "+ follow-up  Follow-up", done: "#9 follow-up of #7", writes: 3 },
  ],
  [
    "promote-item",
    { id: "1-abc", title: "Send logs", relateTo: [7], pointers: [{}, {}] },
    { plan: "+ issue  Send logs", done: "#9 issue of the item 1-abc", writes: 4 },
  ],
  ["add-boxes", { count: 2 }, { plan: "~ #7  add 2 boxes to action items noted without one", done: "#7 got 2 boxes" }],
  ["create-label", { label: { name: "stale" } }, { plan: "+ label  stale", done: "label stale" }],
  [
    "assign",
    { from: ["jane", "bob"], to: "sam" },
    { plan: "~ #7  assign to @sam instead of @jane, @bob", done: "#7 assigned to @sam" },
  ],
  ["relate", { to: 5 }, { plan: "~ #7  relate to #5", done: "#7 related to #5" }],
  ["close-twin", { stays: 5 }, { plan: "~ #7  close, related to #5", done: "#7 closed, #5 stays", writes: 2 }],
  [
    "settle-follow-up",
    {},
    { plan: "~ #7  close: everything in it is resolved", done: "#7 closed: everything in it is resolved" },
  ],
  ["close-follow-up", { agendaIid: 5 }, { plan: "~ #7  close: follow-up of #5", done: "#7 closed: follow-up of #5" }],
  ["reopen-follow-up", {}, { plan: "~ #7  reopen", done: "#7 reopened" }],
  [
    "refresh-follow-up",
    { reopen: true, dueDate: "2026-12-02" },
    { plan: "~ #7  reopen and bring up to date, due 2026-12-02", done: "#7 brought up to date" },
  ],
  [
    "refresh-follow-up",
    { reopen: false, dueDate: null },
    { plan: "~ #7  bring up to date", done: "#7 brought up to date" },
  ],
  ["set-due-date", { dueDate: "2026-12-02" }, { plan: "~ #7  due date 2026-12-02", done: "#7 due 2026-12-02" }],
  [
    "skip-call",
    { occurrence: "2026-12-01" },
    {
      plan: "~ #7  close: the call of 2026-12-01 is skipped",
      done: "#7 closed: the call of 2026-12-01 is skipped",
    },
  ],
  [
    "snooze",
    { id: "1-abc", until: "2026-12-09" },
    {
      plan: "~ #7  note: no reminder of item 1-abc before 2026-12-09",
      done: "#7 notes: no reminder of item 1-abc before 2026-12-09",
    },
  ],
  [
    "react",
    { name: "thumbsup" },
    { plan: "~ #7  answer a comment with :thumbsup:", done: "#7 comment answered with :thumbsup:" },
  ],
  [
    "delete-comment",
    { what: "reminder" },
    { plan: "~ #7  delete a comment of the bot", done: "#7 comment of the bot deleted" },
  ],
  [
    "comment",
    { what: "participants", body: "x" },
    { plan: "~ #7  comment: tells the participants", done: "#7 comment: tells the participants", writes: 2 },
  ],
  [
    "edit-comment",
    { what: "late-items" },
    { plan: "~ #7  change comment: which items were added", done: "#7 comment changed: which items were added" },
  ],
  [
    "set-labels",
    { add: ["stale", "overdue"], remove: ["done"] },
    { plan: "~ #7  label stale, overdue; take off done", done: "#7 label stale, overdue; take off done" },
  ],
  ["set-labels", { add: [], remove: ["done"] }, { plan: "~ #7  take off done", done: "#7 take off done" }],
  [
    "take-up",
    { facts: { told: "2026-12-01T10:00:00Z" } },
    { plan: "~ #7  note that its participants were told", done: "#7 notes that its participants were told" },
  ],
  [
    "take-up",
    { facts: { closed: "2026-12-01T10:00:00Z" } },
    { plan: "~ #7  note that its agenda was closed again", done: "#7 notes that its agenda was closed again" },
  ],
  [
    "take-up",
    { facts: { assigned: "sam" } },
    { plan: "~ #7  note that @sam is assigned", done: "#7 notes that @sam is assigned" },
  ],
  [
    "edit-items",
    { edits: [{ to: "done", id: "1-abc", text: "x" }], late: null },
    { plan: expect.stringMatching(/^~ #7 {2}/), done: "#7 1 item changed", writes: 1 },
  ],
  [
    "edit-items",
    { edits: [], late: { ids: ["1-abc", "1-abd"], note: { body: "x" } } },
    { plan: expect.stringMatching(/^~ #7 {2}/), done: "#7 2 items changed", writes: 2 },
  ],
];

describe("what an action will do, has done and costs", () => {
  it.each(ROWS)("%s: %j", (kind, of, { plan, done, writes = 1 }) => {
    const one = anAction(kind, of);
    const { sign, text } = planWords(one);
    expect({ plan: `${sign} ${text}`, done: doneWords(one, asIssueIid(9)), writes: writesOf(one) }).toEqual({
      plan,
      done,
      writes,
    });
  });

  it("is told of each kind", () => {
    const told = new Set<string>(ROWS.map(([kind]) => kind));
    expect(Object.keys(ACTION_KINDS).filter((kind) => !told.has(kind))).toEqual([]);
  });

  it("has no number where the issue is not known", () => {
    expect(doneWords(anAction("create-follow-up", { agendaIid: 7 }), null)).toBe("follow-up of #7");
  });
});
