import { describe, expect, it } from "vitest";
import { asIssueIid, type IssueIid } from "../../../src/domain/ids.ts";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import type { Issue, LabelEvent } from "../../../src/gitlab/port.ts";
import { itemsOf, readItems } from "../../../src/reconcile/model/items.ts";
import { labelChanges } from "../../../src/reconcile/model/label-changes.ts";
import { projectState } from "../../../src/reconcile/model/state.ts";
import type { Action } from "../../../src/reconcile/model/types.ts";
import { labelActions, missingLabels } from "../../../src/reconcile/plan/state-labels.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { anAgenda, anIssue, aSnapshot, BOT } from "../../support/state/snapshots.ts";

const NOW = "2026-11-20T12:00:00Z";
const HELD: Partial<Issue> = { state: "closed", closedAt: "2026-11-17T10:30:00Z", closedById: 1 };
const OPEN = "- [ ] a";
const PAST = "- [ ] a, due 2026-11-19";
const DONE = "- [x] a";
const UNRESOLVED = "action-items::unresolved";
const RESOLVED = "action-items::resolved";
const OVERDUE = "follow-up::overdue";

function held(body: string, ...labels: readonly string[]): Issue {
  return anAgenda(1, "2026-11-17", { ...HELD, labels: ["meeting-agenda", ...labels] }, body);
}

function followUp(body: string, dueDate: string | null, ...labels: readonly string[]): Issue {
  const marker = renderIssueMarker({
    kind: "follow-up",
    series: "cadence-call",
    occurrence: "2026-11-17",
    carried: [],
  });
  return anIssue(2, {
    author: BOT,
    description: `${marker}\n\n${body}`,
    dueDate,
    labels: ["meeting-follow-up", ...labels],
  });
}

function planned(
  issues: readonly Issue[],
  events: ReadonlyMap<IssueIid, readonly LabelEvent[]> = new Map(),
  waits: ReadonlyMap<IssueIid, boolean> = new Map(),
  at = NOW,
): readonly Action[] {
  const state = projectState(aSnapshot(at, issues, CONFIGURATION, true));
  const waiting = new Map([...waits].map(([iid, isWaiting]) => [iid, { isWaiting, since: at }] as const));
  return state.series.flatMap((series) => {
    const changes = labelChanges(state, series, itemsOf(readItems(state), series), waiting);
    return labelActions(state, changes, events, BOT).actions;
  });
}

function changes(issues: readonly Issue[], waits?: ReadonlyMap<IssueIid, boolean>): readonly unknown[] {
  return planned(issues, new Map(), waits).map((action) =>
    action.kind === "set-labels" ? [action.iid, action.add, action.remove] : action.kind,
  );
}

describe("state labels", () => {
  it.each<[string, Issue, readonly unknown[]]>([
    ["open items after the call", held(OPEN), [[1, [UNRESOLVED], []]]],
    ["already said", held(OPEN, UNRESOLVED), []],
    ["everything done in the call", held(DONE), []],
    ["done since", held(DONE, UNRESOLVED), [[1, [RESOLVED], [UNRESOLVED]]]],
    ["open again", held(OPEN, RESOLVED), [[1, [UNRESOLVED], [RESOLVED]]]],
    ["no action items", held("talk"), [[1, ["action-items::none"], []]]],
    ["items written down later", held(OPEN, "action-items::none"), [[1, [UNRESOLVED], ["action-items::none"]]]],
    ["before the call", anAgenda(1, "2026-12-01", {}, OPEN), []],
    ["the call was skipped", anAgenda(1, "2026-11-17", { ...HELD, closedAt: "2026-11-16T10:00:00Z" }, OPEN), []],
    ["a call of long ago", anAgenda(1, "2026-05-05", { ...HELD, closedAt: "2026-05-05T10:00:00Z" }, OPEN), []],
    [
      "a call of long ago loses what is not true any more",
      anAgenda(
        1,
        "2026-05-05",
        { ...HELD, closedAt: "2026-05-05T10:00:00Z", labels: ["meeting-agenda", UNRESOLVED] },
        DONE,
      ),
      [[1, [], [UNRESOLVED]]],
    ],
  ])("%s", (_name, issue, expected) => {
    expect(changes([issue])).toEqual(expected);
  });

  it.each<[string, Issue, boolean | undefined, readonly unknown[]]>([
    ["open past the follow-up's own due date", followUp(OPEN, "2026-11-18"), undefined, [[2, [UNRESOLVED], []]]],
    ["open on the day of an item", followUp("- [ ] a, due 2026-11-20", null, UNRESOLVED), undefined, []],
    ["past the date of an item", followUp(PAST, "2026-11-27", UNRESOLVED), undefined, [[2, [OVERDUE], []]]],
    [
      "its date was moved",
      followUp("- [ ] a, due 2026-11-27", null, UNRESOLVED, OVERDUE),
      undefined,
      [[2, [], [OVERDUE]]],
    ],
    [
      "done",
      followUp("- [x] a, due 2026-11-19", null, UNRESOLVED, OVERDUE),
      undefined,
      [[2, [RESOLVED], [UNRESOLVED, OVERDUE]]],
    ],
    ["a question waits", followUp(OPEN, null, UNRESOLVED), true, [[2, ["awaiting-reply"], []]]],
    ["it was answered", followUp(OPEN, null, UNRESOLVED, "awaiting-reply"), false, [[2, [], ["awaiting-reply"]]]],
    ["nobody looked at the comments", followUp(OPEN, null, UNRESOLVED, "awaiting-reply"), undefined, []],
  ])("follow-up: %s", (_name, issue, waits, expected) => {
    const agenda = anAgenda(1, "2026-11-17", { ...HELD, labels: ["meeting-agenda"] }, "- [x] b");
    expect(changes([agenda, issue], waits === undefined ? new Map() : new Map([[asIssueIid(2), waits]]))).toEqual(
      expected,
    );
  });

  describe("what a person took off stays off until the state changes", () => {
    const event = (action: "add" | "remove", label: string, id: number): LabelEvent => ({
      action,
      label,
      user: { id, username: "x", name: "X" },
      createdAt: NOW,
    });
    it.each<[string, readonly LabelEvent[], number]>([
      ["nobody did anything", [], 1],
      ["a person took it off", [event("add", UNRESOLVED, BOT.id), event("remove", UNRESOLVED, 1)], 0],
      ["the bot took it off", [event("add", UNRESOLVED, BOT.id), event("remove", UNRESOLVED, BOT.id)], 1],
      [
        "a person took it off, then all was resolved",
        [event("remove", UNRESOLVED, 1), event("add", RESOLVED, BOT.id)],
        1,
      ],
      ["another label came since", [event("remove", UNRESOLVED, 1), event("add", OVERDUE, BOT.id)], 0],
      ["a person's own label came since", [event("remove", UNRESOLVED, 1), event("add", "urgent", 1)], 0],
    ])("%s", (_name, events, count) => {
      expect(planned([held(OPEN)], new Map([[asIssueIid(1), events]]))).toHaveLength(count);
    });
  });

  it.each<[string, string, boolean | undefined, string]>([
    ["open items", OPEN, undefined, "1 open item after its call"],
    ["overdue", PAST, undefined, "1 open item after its call, one was due on 2026-11-19"],
    ["a question waits", OPEN, true, "1 open item after its call, a question waits for an answer"],
    ["none waits any more", OPEN, false, "1 open item after its call"],
  ])("say why: %s", (_name, body, waits, text) => {
    const waiting = new Map(waits === undefined ? [] : [[asIssueIid(2), waits]]);
    expect(planned([held(OPEN, UNRESOLVED), followUp(body, null)], new Map(), waiting)).toMatchObject([
      { reason: { text } },
    ]);
  });

  // 2026-11-20 is a Friday; the snapshot's project is quiet from 18:00 to 08:00.
  it.each<[string, string, Issue, readonly unknown[]]>([
    ["past a date since midnight: not at night", "2026-11-20T05:00:00Z", followUp(PAST, null, UNRESOLVED), []],
    ["at the first allowed instant", "2026-11-20T07:00:00Z", followUp(PAST, null, UNRESOLVED), [[OVERDUE]]],
    ["not on a weekend", "2026-11-21T10:00:00Z", followUp("- [ ] a, due 2026-11-20", null, UNRESOLVED), []],
    ["on the Monday after", "2026-11-23T07:00:00Z", followUp("- [ ] a, due 2026-11-20", null, UNRESOLVED), [[OVERDUE]]],
    [
      "opened by a person, at any hour",
      "2026-11-21T22:00:00Z",
      followUp("- [ ] a, due 2026-11-20", null, RESOLVED),
      [[UNRESOLVED, OVERDUE]],
    ],
    ["done by a person, at any hour", "2026-11-21T22:00:00Z", followUp(DONE, null, UNRESOLVED, OVERDUE), [[RESOLVED]]],
  ])("in kind hours: %s", (_name, at, issue, added) => {
    const agenda = anAgenda(1, "2026-11-17", { ...HELD, labels: ["meeting-agenda"] }, "- [x] b");
    const actions = planned([agenda, issue], new Map(), new Map(), at);
    expect(actions.map((action) => (action.kind === "set-labels" ? action.add : action.kind))).toEqual(added);
  });

  it("are made once, in the case and colour of the configuration", () => {
    const state = projectState(aSnapshot(NOW, []));
    const why = { rule: "unresolved", text: "", data: {} };
    const actions: readonly Action[] = [
      { kind: "set-labels", series: "a", iid: asIssueIid(1), add: [UNRESOLVED], remove: [], reason: why },
      { kind: "set-labels", series: "a", iid: asIssueIid(2), add: [UNRESOLVED, OVERDUE], remove: [], reason: why },
    ];
    expect(missingLabels(state, actions, [OVERDUE])).toMatchObject([
      { kind: "create-label", label: { name: UNRESOLVED, color: expect.stringMatching(/^#[0-9a-f]{6}$/) } },
    ]);
    expect(missingLabels(state, actions, [UNRESOLVED.toUpperCase(), OVERDUE])).toHaveLength(1);
    expect(missingLabels(state, actions, null)).toEqual([]);
  });
});
