import { describe, expect, it } from "vitest";
import type { AgendaText, ItemTimeline } from "../../../src/domain/action-items/read/types.ts";
import type { KnownChild } from "../../../src/domain/action-items/timeline/child-items.ts";
import type { Activity, StateChange } from "../../../src/domain/action-items/timeline/history.ts";
import {
  type ItemEvidence,
  isContested,
  isWorthAsking,
  type LinkedIssue,
  NO_EVIDENCE,
} from "../../../src/domain/action-items/timeline/resolution.ts";
import { readTimelines } from "../../../src/domain/action-items/timeline/timelines.ts";
import { asIssueIid, type IssueIid } from "../../../src/domain/ids.ts";
import { byBot, byHand, RULES } from "../../support/state/agendas.ts";
import { agendasOf, box, history, ID, said } from "./copies.ts";

const on = (moment: string): string => `2026-11-${moment.replace(" ", "T")}:00Z`;
const tick = (moment: string, by: string, text?: string): Activity | null => box("completed", on(moment), by, text);
const untick = (moment: string, by: string, text?: string): Activity | null => box("incomplete", on(moment), by, text);
const edit = (moment: string, by: string): Activity | null => said("changed the description", on(moment), by);

function lifeOf(agendas: readonly AgendaText[], evidence: Partial<ItemEvidence> = {}): ItemTimeline {
  const timeline = readTimelines(agendas, RULES, { ...NO_EVIDENCE, ...evidence }).timelines.find(({ id }) => id === ID);
  if (timeline === undefined) throw new Error("the item is nowhere");
  return timeline;
}

/** What became of the item: its state, where that shows, and why. */
function resolutionOf(agendas: readonly AgendaText[], evidence: Partial<ItemEvidence> = {}): unknown {
  const { resolution } = lifeOf(agendas, evidence);
  if (resolution.kind === "removed") return { removedFrom: resolution.from.iid, unasked: resolution.unasked };
  const { rule, text, data } = resolution.reason ?? { rule: null, text: null, data: null };
  return resolution.kind === "open"
    ? { state: "open", in: resolution.newest.agenda.iid, rule, text, data }
    : { state: resolution.state, in: resolution.where.agenda.iid, rule, text, data };
}

const histories = (
  first: readonly (Activity | null)[],
  second: readonly (Activity | null)[],
  third: readonly (Activity | null)[] = [],
): Partial<ItemEvidence> => ({
  histories: new Map(
    [history(12, first, "jane"), history(13, second), history(14, third)].map((one) => [one.iid, one]),
  ),
});
const order = (moment: string, state: StateChange["state"]): Partial<ItemEvidence> => ({
  orders: new Map([[ID, { at: on(moment), by: "ann", byBot: false, iid: asIssueIid(14), state }]]),
});

const quietIn = (...iids: readonly number[]) => new Set(iids.map(asIssueIid));

describe("why an item counts as resolved or open", () => {
  it.each<[string, readonly AgendaText[], Partial<ItemEvidence>, unknown]>([
    [
      "all copies are open",
      agendasOf([" ", " ", " "]),
      {},
      { state: "open", in: 14, rule: null, text: null, data: null },
    ],
    [
      "the oldest ticked copy",
      agendasOf([" ", "x", "x"]),
      {},
      { state: "done", in: 13, rule: "ticked", text: "ticked in #13", data: { in: 13 } },
    ],
    [
      "the oldest copy that does not apply",
      agendasOf([" ", "~", "x"]),
      {},
      { state: "inapplicable", in: 13, rule: "not-applicable", text: "marked not applicable in #13", data: { in: 13 } },
    ],
    [
      "ticked by a person whom nobody contradicts",
      agendasOf([" ", "x", " "]),
      histories([], [tick("20 10:00", "bob")]),
      { state: "done", in: 13, rule: "ticked", text: "ticked in #13", data: { in: 13 } },
    ],
    [
      "ticked by one, left open by another before",
      agendasOf([" ", "x", " "]),
      histories([], [tick("20 10:00", "bob")], [untick("19 10:00", "jane")]),
      {
        state: "done",
        in: 13,
        rule: "latest-change",
        text: "ticked by @bob in #13, later than left open by @jane in #14",
        data: { in: 13, by: "bob", at: on("20 10:00"), over: { in: 14, by: "jane", at: on("19 10:00") } },
      },
    ],
    [
      "opened by one whom nobody contradicts",
      agendasOf(["x", " ", "x"]),
      histories([], [untick("20 10:00", "bob")]),
      {
        state: "open",
        in: 14,
        rule: "latest-change",
        text: "left open by @bob in #13",
        data: { in: 13, by: "bob", at: on("20 10:00") },
      },
    ],
  ])("%s", (_, agendas, evidence, expected) => {
    expect(resolutionOf(agendas, evidence)).toEqual(expected);
  });
});

describe("a person's word in a comment", () => {
  it.each<[string, readonly [string, string, string], Partial<ItemEvidence>, unknown]>([
    [
      "resolves what is open everywhere",
      [" ", " ", " "],
      order("19 10:00", "inapplicable"),
      ["inapplicable", "not-applicable"],
    ],
    ["done is done", [" ", " ", " "], order("19 10:00", "done"), ["done", "ticked"]],
    [
      "counts over a tick before it",
      [" ", "x", " "],
      { ...order("21 10:00", "open"), ...histories([], [tick("20 10:00", "bob")]) },
      ["open", "latest-change"],
    ],
    [
      "a tick after it counts",
      [" ", "x", " "],
      { ...order("19 10:00", "inapplicable"), ...histories([], [tick("20 10:00", "bob")]) },
      ["done", "ticked"],
    ],
    [
      "at the same instant a tick is as good as a word that resolves, and later in no issue",
      [" ", "x", " "],
      { ...order("20 10:00", "inapplicable"), ...histories([], [tick("20 10:00", "bob")]) },
      ["inapplicable", "not-applicable"],
    ],
    [
      "a box opened after it counts",
      ["x", " ", "x"],
      { ...order("19 10:00", "inapplicable"), ...histories([], [untick("20 10:00", "bob")]) },
      ["open", "latest-change"],
    ],
    [
      "a box opened before it does not",
      ["x", " ", "x"],
      { ...order("21 10:00", "inapplicable"), ...histories([], [untick("20 10:00", "bob")]) },
      ["inapplicable", "latest-change"],
    ],
    [
      "a box that an edit left open after it does not: the edit may have been about anything",
      ["x", "x", " "],
      {
        ...order("19 10:00", "done"),
        ...histories(
          [edit("18 10:00", "bot")],
          [edit("18 10:00", "bot")],
          [edit("18 10:00", "bot"), edit("20 10:00", "sam")],
        ),
      },
      ["done", "ticked"],
    ],
    [
      "a `[~]` of an edit after it counts",
      [" ", " ", "~"],
      { ...order("19 10:00", "open"), ...histories([], [], [edit("20 10:00", "sam")]) },
      ["inapplicable", "latest-change"],
    ],
  ])("%s", (_, boxes, evidence, expected) => {
    const found = resolutionOf(agendasOf(boxes), evidence) as { readonly state: string; readonly rule: string };
    expect([found.state, found.rule]).toEqual(expected);
  });

  it("is named where it loses, and where it wins", () => {
    const lost = { ...order("19 10:00", "open"), ...histories([], [tick("20 10:00", "bob")]) };
    expect(resolutionOf(agendasOf([" ", "x", " "]), lost)).toMatchObject({
      text: "ticked by @bob in #13, later than left open by @ann in #14",
      data: { over: { in: 14, by: "ann", at: on("19 10:00") } },
    });
    const won = { ...order("21 10:00", "inapplicable"), ...histories([], [untick("20 10:00", "bob")]) };
    expect(resolutionOf(agendasOf([" ", " ", " "]), won)).toMatchObject({
      in: 14,
      text: "marked not applicable by @ann in #14, later than left open by @bob in #13",
    });
  });
});

describe("the issue that an item was given", () => {
  const issue = (state: LinkedIssue["state"], more: Partial<LinkedIssue> = {}): Partial<ItemEvidence> => ({
    issues: new Map([
      [
        asIssueIid(45),
        {
          iid: asIssueIid(45),
          state,
          createdAt: on("10 00:00"),
          closedAt: state === "closed" ? on("20 10:00") : null,
          ...more,
        },
      ],
    ]),
  });
  const linked = (boxes: readonly string[]): readonly AgendaText[] => {
    const [first, second = " ", third = " "] = boxes;
    return [
      byHand(12, "2026-11-03", `- [${first}] upload`),
      byBot(13, "2026-11-17", [ID], `- [${second}] upload (from #12, issue #45) <!--c:${ID}-->`),
      byBot(14, "2026-12-01", [ID], `- [${third}] upload (from #12, carried 2 times) <!--c:${ID}-->`),
    ];
  };
  const ticks = (by: string): Partial<ItemEvidence> =>
    histories([tick("20 11:00", by, "upload")], [tick("20 11:00", by)], [tick("20 11:00", by)]);

  it("closed, it resolves the item, and says when; the newest copy shows it", () => {
    expect(resolutionOf(linked([" ", " ", " "]), issue("closed"))).toEqual({
      state: "done",
      in: 14,
      rule: "issue-closed",
      text: "#45 was closed",
      data: { issue: 45, at: on("20 10:00") },
    });
  });

  it("closed at a time that GitLab does not tell, it was closed when it was made", () => {
    expect(resolutionOf(linked([" ", " ", " "]), issue("closed", { closedAt: null }))).toMatchObject({
      data: { issue: 45, at: on("10 00:00") },
    });
  });

  it.each<[string, readonly string[], Partial<ItemEvidence>, string]>([
    ["open, it says nothing of open boxes", [" ", " ", " "], issue("opened"), "open"],
    ["open, it opens what the bot ticked", ["x", "x", "x"], { ...issue("opened"), ...ticks("bot") }, "open"],
    ["open, it does not open what a person ticked", ["x", "x", "x"], { ...issue("opened"), ...ticks("bob") }, "done"],
    ["open, it says nothing where one box is open", ["x", "x", " "], { ...issue("opened"), ...ticks("bot") }, "done"],
    [
      "quiet for long, it was not reopened of late",
      ["x", "x", "x"],
      { ...issue("opened", { quiet: true }), ...ticks("bot") },
      "done",
    ],
    [
      "never closed, it was not reopened",
      ["x", "x", "x"],
      { ...issue("opened", { reopened: false }), ...ticks("bot") },
      "done",
    ],
    [
      "closed, and a person opened a box since",
      [" ", " ", " "],
      { ...issue("closed"), ...histories([], [untick("21 10:00", "bob")]) },
      "open",
    ],
    [
      "closed, and a person had opened a box before",
      [" ", " ", " "],
      { ...issue("closed"), ...histories([], [untick("19 10:00", "bob")]) },
      "done",
    ],
    [
      "closed, and a person said in a comment since that it is open",
      [" ", " ", " "],
      { ...issue("closed"), ...order("21 10:00", "open") },
      "open",
    ],
    [
      "closed after a person had said in a comment that it is open",
      [" ", " ", " "],
      { ...issue("closed"), ...order("19 10:00", "open") },
      "done",
    ],
  ])("%s", (_, boxes, evidence, expected) => {
    expect(resolutionOf(linked(boxes), evidence)).toMatchObject({ state: expected });
  });

  it.each<[string, readonly string[], Partial<ItemEvidence>, boolean]>([
    ["closed beside an open box", [" ", " ", " "], issue("closed"), true],
    ["closed beside ticked boxes", ["x", "x", "x"], issue("closed"), false],
    ["open beside open boxes", [" ", " ", " "], issue("opened"), false],
    ["open beside ticked boxes", ["x", "x", "x"], issue("opened"), true],
    ["open beside ticked boxes, and never closed", ["x", "x", "x"], issue("opened", { reopened: false }), false],
    ["open beside boxes that do not apply: nobody asked the issue", ["~", "~", "~"], issue("opened"), false],
    ["unknown", [" ", " ", " "], {}, false],
    ["unknown beside copies that differ", [" ", "x", " "], {}, true],
  ])("contested: %s", (_, boxes, evidence, expected) => {
    const all = { ...NO_EVIDENCE, ...evidence };
    expect(isContested(lifeOf(linked(boxes)), all)).toBe(expected);
    expect(isWorthAsking(lifeOf(linked(boxes)), all)).toBe(expected);
  });

  it.each<[string, Partial<ItemEvidence>, boolean]>([
    ["something happened to one of the issues", { quiet: quietIn(12, 14) }, true],
    ["nothing happened to any", { quiet: quietIn(12, 13, 14) }, false],
    [
      "nothing happened to any, but to the item's issue",
      { quiet: quietIn(12, 13, 14), ...issue("closed", { quiet: false }) },
      true,
    ],
    [
      "nothing happened to any, the item's issue included",
      { quiet: quietIn(12, 13, 14), ...issue("closed", { quiet: true }) },
      false,
    ],
  ])("worth asking who did it: %s", (_, evidence, expected) => {
    expect(isWorthAsking(lifeOf(linked([" ", "x", " "])), { ...NO_EVIDENCE, ...evidence })).toBe(expected);
  });
});

describe("copies that disagree although nothing happened for long", () => {
  const quiet = { quiet: quietIn(12, 13, 14) };
  const worded = agendasOf([" ", " ", " "], "DONE: ");
  const settled = { state: "open", in: 14, rule: "settled-boxes", text: "every box that can be set is open", data: {} };
  const done = { state: "done", in: 12, rule: "ticked", text: "ticked in #12", data: { in: 12 } };

  it.each<[string, readonly AgendaText[], Partial<ItemEvidence>, unknown]>([
    ["a word in a text beside open boxes: what the boxes say was settled", worded, quiet, settled],
    ["of late something happened to one of them: the word counts", worded, { quiet: quietIn(12, 14) }, done],
    ["a word beside a ticked box", agendasOf([" ", "x", " "], "DONE: "), quiet, done],
    ["a ticked box alone", agendasOf(["x", " ", " "]), quiet, done],
    [
      "a box in quotes was left alone by earlier versions",
      [
        ...agendasOf([" ", " ", " "]).slice(1),
        byBot(15, "2026-12-15", [ID], `> - [x] upload (from #12) <!--c:${ID}-->`),
      ],
      { quiet: quietIn(12, 13, 14, 15) },
      { ...settled, in: 15 },
    ],
    [
      "a word where no other box can be set tells nothing",
      [
        byBot(13, "2026-11-17", [ID], `> - [ ] upload (from #12) <!--c:${ID}-->`),
        byBot(14, "2026-12-01", [ID], `- [ ] DONE: upload (from #12) <!--c:${ID}-->`),
      ],
      quiet,
      { state: "done", in: 14, rule: "ticked", text: "ticked in #14", data: { in: 14 } },
    ],
  ])("%s", (_, agendas, evidence, expected) => {
    expect(resolutionOf(agendas, evidence)).toEqual(expected);
  });
});

describe("an item that an agenda was made with and that is gone from it", () => {
  const [origin, second] = agendasOf([" ", " ", " "]);
  const gone = byBot(14, "2026-12-01", [ID], "- [ ] something else");
  const all = [origin, second, gone].filter((one) => one !== undefined);
  const child: KnownChild = {
    iid: asIssueIid(50),
    title: "upload",
    description: "",
    state: "opened",
    createdAt: on("30 10:00"),
    closedAt: null,
    quiet: false,
  };
  const children = (iid: IssueIid, refused: string | null = null): Partial<ItemEvidence> => ({
    children: { of: new Map([[iid, [child]]]), refused },
  });

  it.each<[string, readonly AgendaText[], Partial<ItemEvidence>, unknown]>([
    ["was taken off", all, {}, { removedFrom: 14, unasked: null }],
    [
      "was taken off, as far as GitLab tells",
      all,
      { children: { of: new Map(), refused: "too old" } },
      { removedFrom: 14, unasked: "too old" },
    ],
    [
      "GitLab made a child item of it there",
      all,
      children(asIssueIid(14)),
      {
        state: "open",
        in: 13,
        rule: "converted",
        text: "GitLab made the child item #50 of it in #14",
        data: { iid: 50, in: 14 },
      },
    ],
    [
      "a child item of the agenda where it was raised is none of that",
      all,
      children(asIssueIid(12)),
      { removedFrom: 14, unasked: null },
    ],
    [
      "it stands in a later agenda again",
      [...all, byBot(15, "2026-12-15", [], `- [ ] upload <!--c:${ID}-->`)],
      {},
      { state: "open", in: 15, rule: null, text: null, data: null },
    ],
    [
      "its follow-up still has it: the agenda decides",
      [...all, { ...byBot(15, "2026-12-01", [], `- [ ] upload <!--c:${ID}-->`), kind: "follow-up" as const }],
      {},
      { removedFrom: 14, unasked: null },
    ],
    [
      "resolved before, it stays resolved",
      [origin, byBot(13, "2026-11-17", [ID], `- [x] upload (from #12) <!--c:${ID}-->`), gone].filter(
        (one) => one !== undefined,
      ),
      {},
      { state: "done", in: 13, rule: "ticked", text: "ticked in #13", data: { in: 13 } },
    ],
    [
      "contested and open, it was taken off all the same",
      [origin, byBot(13, "2026-11-17", [ID], `- [x] upload (from #12) <!--c:${ID}-->`), gone].filter(
        (one) => one !== undefined,
      ),
      histories([untick("21 10:00", "bob", "upload")], [tick("20 10:00", "bob")]),
      { removedFrom: 14, unasked: null },
    ],
  ])("%s", (_, agendas, evidence, expected) => {
    expect(resolutionOf(agendas, evidence)).toEqual(expected);
  });
});
