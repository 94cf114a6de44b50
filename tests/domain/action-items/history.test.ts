import { describe, expect, it } from "vitest";
import type { ItemResolution } from "../../../src/domain/action-items/read/types.ts";
import type { Activity, IssueHistory } from "../../../src/domain/action-items/timeline/history.ts";
import { type ItemEvidence, NO_EVIDENCE } from "../../../src/domain/action-items/timeline/resolution.ts";
import { readTimelines } from "../../../src/domain/action-items/timeline/timelines.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { byBot, byHand, RULES } from "../../support/state/agendas.ts";
import { agendasOf, box, history, ID, said } from "./copies.ts";

/** What became of one item that stands in #12 (by hand), #13 and #14 (by the bot), in these boxes. */
function resolution(boxes: readonly string[], evidence: Partial<ItemEvidence>): ItemResolution | undefined {
  const agendas = agendasOf(boxes);
  return readTimelines(agendas, RULES, { ...NO_EVIDENCE, ...evidence }).timelines.find((timeline) => timeline.id === ID)
    ?.resolution;
}

describe("the activity of an issue", () => {
  it.each([
    [
      "marked the checklist item **upload c:12-k3f** as completed",
      { kind: "box", state: "done", text: "upload c:12-k3f" },
    ],
    [
      "marked the checklist item **Close \\#4 \\- now\\.** as incomplete",
      { kind: "box", state: "open", text: "Close #4 - now." },
    ],
    ["changed the description", { kind: "edit" }],
  ])("%s", (body, expected) => {
    expect(said(body)).toMatchObject(expected);
  });

  it.each(["changed title from **a** to **b**", "assigned to @bob", "marked this issue as related to #3"])(
    "says nothing of items: %s",
    (body) => {
      expect(said(body)).toBeNull();
    },
  );
});

describe("where copies disagree", () => {
  it("any resolved copy resolves the item as long as nothing is known", () => {
    expect(resolution([" ", "x", " "], {})).toMatchObject({
      kind: "resolved",
      state: "done",
      reason: { rule: "ticked" },
    });
    expect(resolution([" ", " ", "~"], {})).toMatchObject({ kind: "resolved", state: "inapplicable" });
  });

  it("the latest change by a person wins, and both are named", () => {
    const ticked = history(13, [box("completed", "2026-11-20T10:00:00Z", "bob")]);
    const reopened = history(14, [
      box("completed", "2026-11-20T10:05:00Z", "bot"),
      box("incomplete", "2026-11-21T09:00:00Z", "jane"),
    ]);
    const later = new Map([ticked, reopened, history(12, [], "jane")].map((one) => [one.iid, one]));
    const found = resolution(["x", "x", " "], { histories: later });
    expect(found).toMatchObject({ kind: "open", reason: { rule: "latest-change", data: { by: "jane", in: 14 } } });
    expect(found).toHaveProperty("reason.text", "left open by @jane in #14, later than ticked by @bob in #13");
  });

  it("what the bot did is nobody's word", () => {
    const spread = history(13, [box("completed", "2026-11-20T10:00:00Z", "bot")]);
    const person = history(14, [box("incomplete", "2026-11-21T09:00:00Z", "jane")]);
    const histories = new Map([spread, person].map((one) => [one.iid, one]));
    expect(resolution([" ", "x", " "], { histories })).toMatchObject({ kind: "open" });
  });

  it("what the bot put back, having overwritten it, stays the person's word", () => {
    const crossed = history(13, [
      box("completed", "2026-11-22T10:00:00Z", "sam"),
      box("incomplete", "2026-11-22T10:00:01Z", "bot"),
      box("completed", "2026-11-22T10:00:02Z", "bot"),
    ]);
    const before = history(14, [box("incomplete", "2026-11-21T09:00:00Z", "jane")]);
    const histories = new Map([crossed, before].map((one) => [one.iid, one]));
    expect(resolution([" ", "x", " "], { histories })).toMatchObject({
      kind: "resolved",
      where: { agenda: { iid: 13 } },
    });
  });

  it("an edit without a trace of the box explains `[~]`", () => {
    const edited = history(14, [said("changed the description", "2026-11-22T09:00:00Z", "jane")]);
    const opened = history(13, [box("incomplete", "2026-11-21T09:00:00Z", "bob")]);
    const histories = new Map([edited, opened].map((one) => [one.iid, one]));
    expect(resolution([" ", " ", "~"], { histories })).toMatchObject({ kind: "resolved", state: "inapplicable" });
  });

  describe("and an edit of the text is all that is known", () => {
    const edit = (at: string, by = "sam"): Activity | null => said("changed the description", at, by);
    const SPREAD = "2026-11-20T10:00:00Z";
    const bots = (iid: number, ...more: readonly (Activity | null)[]): IssueHistory =>
      history(iid, [edit(SPREAD, "bot"), ...more]);
    const of = (...all: readonly IssueHistory[]): Partial<ItemEvidence> => ({
      histories: new Map(all.map((one) => [one.iid, one])),
    });
    const jane = (...more: readonly (Activity | null)[]): IssueHistory => history(12, more, "jane");
    /** A save that ticks another box: whatever else it changed, GitLab writes no more of it. */
    const other = (at: string, by = "sam"): Activity | null => box("completed", at, by, "something else c:9-zzz");

    it.each<[string, readonly string[], Partial<ItemEvidence>, "open" | "resolved"]>([
      [
        "a fresh [~] against copies nobody touched",
        ["~", " ", " "],
        of(jane(edit("2026-11-21T09:00:00Z")), bots(13), bots(14)),
        "resolved",
      ],
      [
        "[~] taken back where the bot had spread it",
        ["~", " ", "~"],
        of(jane(), bots(13, edit("2026-11-22T09:00:00Z")), bots(14)),
        "open",
      ],
      [
        "[~] taken back where it was first set",
        [" ", "~", "~"],
        of(jane(edit("2026-11-19T09:00:00Z"), edit("2026-11-22T09:00:00Z")), bots(13), bots(14)),
        "open",
      ],
      [
        "[~] taken back in the moment in which the bot wrote of something else",
        ["~", " ", "~"],
        of(
          history(12, [edit(SPREAD, "bot"), edit("2026-11-22T09:00:01Z", "bot")], "jane"),
          history(13, [edit("2026-11-19T10:00:00Z", "bot"), edit("2026-11-22T09:00:00Z")]),
          bots(14),
        ),
        "open",
      ],
      [
        "[~] taken back at once where the bot had spread it, beside a tick of the minutes before",
        ["x", " ", "~"],
        of(
          jane(box("completed", "2026-11-20T09:58:00Z", "sam", "upload")),
          bots(13, edit("2026-11-20T10:00:10Z")),
          bots(14),
        ),
        "open",
      ],
      [
        "typing in an issue the bot could not reach",
        [" ", "~", "~"],
        of(jane(edit("2026-11-20T10:02:00Z")), history(13, [edit("2026-11-20T09:59:00Z")]), bots(14)),
        "resolved",
      ],
      [
        "typing much later in an issue that the tick never reached",
        [" ", "x", "x"],
        of(jane(edit("2026-11-21T09:00:00Z")), bots(13), bots(14)),
        "resolved",
      ],
      [
        "a tick that is named, against typing elsewhere",
        [" ", "x", " "],
        of(jane(edit("2026-11-22T09:00:00Z")), bots(13, box("completed", "2026-11-21T09:00:00Z", "bob")), bots(14)),
        "resolved",
      ],
      [
        "an untick that is named, against typing beside a tick",
        ["x", " ", "x"],
        of(jane(edit("2026-11-22T09:00:00Z")), bots(13, box("incomplete", "2026-11-21T09:00:00Z", "bob")), bots(14)),
        "open",
      ],
      [
        "[~] set after an untick that is named",
        ["~", " ", " "],
        of(jane(edit("2026-11-22T09:00:00Z")), bots(13, box("incomplete", "2026-11-21T09:00:00Z", "bob")), bots(14)),
        "resolved",
      ],
      [
        "[~] taken back together with a tick, where the bot had spread it",
        ["~", " ", "~"],
        of(jane(), bots(13, other("2026-11-22T09:00:00Z")), bots(14)),
        "open",
      ],
      [
        "[~] taken back together with a tick, where it was first set",
        [" ", "~", "~"],
        of(jane(edit("2026-11-19T09:00:00Z"), other("2026-11-22T09:00:00Z")), bots(13), bots(14)),
        "open",
      ],
      [
        "[~] taken back together with a tick, beside typing elsewhere",
        ["~", " ", "~"],
        of(jane(edit("2026-11-22T08:00:00Z")), bots(13, other("2026-11-22T09:00:00Z")), bots(14)),
        "open",
      ],
      [
        "a click on another box in an issue the bot could not reach",
        [" ", "~", "~"],
        of(jane(other("2026-11-20T10:02:00Z")), history(13, [edit("2026-11-20T09:59:00Z")]), bots(14)),
        "resolved",
      ],
      [
        "a click on another box before the next run could reach the issue",
        [" ", "~", "~"],
        of(jane(other("2026-11-20T10:40:00Z")), history(13, [edit("2026-11-20T09:59:00Z")]), bots(14)),
        "resolved",
      ],
      [
        "a fresh [~] against a click on another box elsewhere",
        ["~", " ", " "],
        of(jane(edit("2026-11-21T09:00:00Z")), bots(13, other("2026-11-22T09:00:00Z")), bots(14)),
        "resolved",
      ],
      [
        "a tick that is named, against a click on another box",
        [" ", "x", " "],
        of(jane(other("2026-11-22T09:00:00Z")), bots(13, box("completed", "2026-11-21T09:00:00Z", "bob")), bots(14)),
        "resolved",
      ],
      [
        "a tick taken back below a new line, where GitLab named the tick",
        ["x", " ", "x"],
        of(
          jane(box("completed", "2026-11-20T09:00:00Z", "bob", "upload")),
          bots(13, box("completed", SPREAD, "bot"), edit("2026-11-22T09:00:00Z")),
          bots(14, box("completed", SPREAD, "bot")),
        ),
        "open",
      ],
      [
        "a tick taken back below a new line, where a person took one back before and GitLab named that",
        ["x", " ", "x"],
        of(
          jane(box("completed", "2026-11-20T09:00:00Z", "bob", "upload")),
          bots(
            13,
            box("incomplete", "2026-11-19T09:00:00Z", "sam"),
            box("completed", SPREAD, "bot"),
            edit("2026-11-22T09:00:00Z"),
          ),
          bots(14, box("completed", SPREAD, "bot")),
        ),
        "open",
      ],
      [
        "a tick taken back below a new line together with another tick",
        ["x", " ", "x"],
        of(
          jane(box("completed", "2026-11-20T09:00:00Z", "bob", "upload")),
          bots(13, box("completed", SPREAD, "bot"), other("2026-11-22T09:00:00Z")),
          bots(14, box("completed", SPREAD, "bot")),
        ),
        "open",
      ],
      [
        "a tick after one was taken back without a note and the bot had followed",
        [" ", "x", " "],
        of(
          jane(
            box("completed", "2026-11-20T09:00:00Z", "bob", "upload"),
            edit("2026-11-21T09:00:00Z"),
            other("2026-11-24T09:00:00Z"),
          ),
          bots(13, box("incomplete", "2026-11-21T10:00:00Z", "bot"), box("completed", "2026-11-23T09:00:00Z", "sam")),
          bots(14, box("incomplete", "2026-11-21T10:00:00Z", "bot")),
        ),
        "resolved",
      ],
      [
        "[~] taken back that the bot let stand when it spread a tick",
        ["x", " ", "x"],
        of(
          jane(box("completed", "2026-11-20T09:50:00Z", "bob", "upload")),
          bots(13, edit("2026-11-22T09:00:00Z")),
          bots(14, box("completed", SPREAD, "bot"), edit("2026-11-21T09:00:00Z", "bot")),
        ),
        "open",
      ],
      [
        "[~] taken back that was set while another copy was ticked",
        ["x", " ", "x"],
        of(
          jane(box("completed", "2026-11-19T09:50:00Z", "bob", "upload")),
          bots(13, edit("2026-11-22T09:00:00Z")),
          bots(14, box("completed", "2026-11-19T09:51:00Z", "sam"), edit("2026-11-21T09:00:00Z", "bot")),
        ),
        "open",
      ],
      [
        "typing in an issue that the bot may not have come to when it spread a tick",
        ["x", " ", "x"],
        of(
          jane(box("completed", "2026-11-20T09:50:00Z", "bob", "upload")),
          bots(13, edit("2026-11-22T09:00:00Z")),
          bots(14, box("completed", SPREAD, "bot")),
        ),
        "resolved",
      ],
      [
        "typing in an issue where the bot has not taken back a tick of its own yet, as it did elsewhere",
        [" ", "x", " "],
        of(
          jane(box("completed", SPREAD, "bot", "upload"), box("incomplete", "2026-11-21T10:00:00Z", "bot", "upload")),
          bots(13, box("completed", SPREAD, "bot"), edit("2026-11-22T09:00:00Z")),
          bots(14, box("completed", SPREAD, "bot"), box("incomplete", "2026-11-21T09:00:00Z", "jane")),
        ),
        "open",
      ],
      [
        "a click on another box beside a tick that GitLab named",
        ["x", " ", " "],
        of(
          jane(box("completed", "2026-11-22T09:00:00Z", "bob", "upload"), other("2026-11-22T10:00:00Z")),
          bots(13, other("2026-11-22T09:30:00Z")),
          bots(14, edit("2026-11-22T09:40:00Z")),
        ),
        "resolved",
      ],
    ])("%s", (_name, boxes, evidence, kind) => {
      expect(resolution(boxes, evidence)?.kind).toBe(kind);
    });

    it("typing in an agenda that the bot leaves alone is no word on a tick", () => {
      const agendas = [
        byHand(12, "2026-11-03", "- [x] upload"),
        { ...byBot(13, "2026-11-17", [ID], `- [ ] upload (from #12) <!--c:${ID}-->`), leftAlone: true },
        byBot(14, "2026-12-01", [ID], `- [x] upload (from #12, carried 2 times) <!--c:${ID}-->`),
      ];
      const known = of(
        jane(box("completed", "2026-11-20T09:50:00Z", "bob", "upload")),
        bots(13, edit("2026-11-22T09:00:00Z")),
        bots(14, box("completed", SPREAD, "bot"), edit("2026-11-21T09:00:00Z", "bot")),
      );
      expect(readTimelines(agendas, RULES, { ...NO_EVIDENCE, ...known }).timelines[0]?.resolution).toMatchObject({
        kind: "resolved",
      });
    });

    it("a save that names the box and another one changed it no more than it says", () => {
      const both = [box("completed", "2026-11-22T09:00:00Z", "bob"), other("2026-11-22T09:00:00.001Z", "bob")];
      const evidence = of(jane(), bots(13, ...both), bots(14));
      expect(resolution([" ", "x", " "], evidence)).toMatchObject({ kind: "resolved", where: { agenda: { iid: 13 } } });
    });
  });

  it("at the same instant the change that resolves wins", () => {
    const at = "2026-11-21T09:00:00Z";
    const histories = new Map(
      [history(13, [box("incomplete", at, "bob")]), history(14, [box("completed", at, "jane")])].map((one) => [
        one.iid,
        one,
      ]),
    );
    expect(resolution([" ", " ", "x"], { histories })).toMatchObject({ kind: "resolved" });
  });

  it("a copy without an id is found by its text", () => {
    const ticked = history(12, [box("completed", "2026-11-23T10:00:00Z", "bob", "upload")], "jane");
    const open = history(14, [box("incomplete", "2026-11-21T09:00:00Z", "jane")]);
    const histories = new Map([ticked, open].map((one) => [one.iid, one]));
    expect(resolution(["x", " ", " "], { histories })).toMatchObject({
      kind: "resolved",
      where: { agenda: { iid: 12 } },
    });
  });
});

describe("an item and its issue", () => {
  const issue = (state: "opened" | "closed", closedAt: string | null = null) => ({
    iid: asIssueIid(45),
    state,
    createdAt: "2026-11-10T00:00:00Z",
    closedAt,
  });
  const linked = (text: string, evidence: Partial<ItemEvidence>): ItemResolution | undefined =>
    readTimelines([byHand(12, "2026-11-03", `- [ ] ${text}`)], RULES, { ...NO_EVIDENCE, ...evidence }).timelines[0]
      ?.resolution;
  const closed = { issues: new Map([[asIssueIid(45), issue("closed", "2026-11-20T00:00:00Z")]]) };

  it.each(["#45", "@bob #45", "#45+", "#45, due 2026-12-01", "#45 by Friday"])("%s follows #45", (text) => {
    expect(linked(text, closed)).toMatchObject({
      kind: "resolved",
      state: "done",
      reason: { rule: "issue-closed", text: "#45 was closed" },
    });
  });

  it.each(["see #45", "#45 and more", "upload #45", "other/project#45", "upload (issue #45)", "(issue #45) upload"])(
    "%s only names it",
    (text) => {
      expect(linked(text, closed)).toMatchObject({ kind: "open" });
    },
  );

  it("is open while the issue is, and open again when it is reopened", () => {
    expect(linked("#45", { issues: new Map([[asIssueIid(45), issue("opened")]]) })).toMatchObject({ kind: "open" });
    const spread = history(12, [box("completed", "2026-11-21T00:00:00Z", "bot", "#45")], "jane");
    const reopened = {
      issues: new Map([[asIssueIid(45), issue("opened")]]),
      histories: new Map([[asIssueIid(12), spread]]),
    };
    const text = byHand(12, "2026-11-03", "- [x] #45");
    const [timeline] = readTimelines([text], RULES, { ...NO_EVIDENCE, ...reopened }).timelines;
    expect(timeline?.resolution).toMatchObject({ kind: "open" });
  });

  it("a person's tick after the issue was made stands", () => {
    const ticked = history(12, [box("completed", "2026-11-21T00:00:00Z", "bob", "#45")], "jane");
    const open = {
      issues: new Map([[asIssueIid(45), issue("opened")]]),
      histories: new Map([[asIssueIid(12), ticked]]),
    };
    const [timeline] = readTimelines([byHand(12, "2026-11-03", "- [x] #45")], RULES, {
      ...NO_EVIDENCE,
      ...open,
    }).timelines;
    expect(timeline?.resolution).toMatchObject({ kind: "resolved" });
  });

  it.each([
    ["closed before, and a person marked it not applicable since", ["x", "~", " "], "2026-11-19T00:00:00Z", "open"],
    ["closed while all were marked not applicable", ["~", "~", " "], "2026-11-21T00:00:00Z", "open"],
    ["closed, and every box ticked for it", ["x", "x", " "], "2026-11-19T00:00:00Z", "resolved"],
  ] as const)("a box opened again in an edit when the issue was %s", (_, boxes, closedAt, expected) => {
    const edit = (at: string, by = "sam"): Activity | null => said("changed the description", at, by);
    const histories = new Map(
      [
        history(12, boxes[0] === "x" ? [box("completed", "2026-11-20T09:00:00Z", "sam", "upload")] : [], "jane"),
        history(13, [edit("2026-11-20T10:00:00Z", "bot"), edit("2026-11-20T12:00:00Z", "bot")]),
        history(14, [edit("2026-11-20T10:00:00Z", "bot"), edit("2026-11-22T09:00:00Z")]),
      ].map((one) => [one.iid, one]),
    );
    const [first, second, third] = boxes;
    const texts = [
      byHand(12, "2026-11-03", `- [${first}] upload`),
      byBot(13, "2026-11-17", [ID], `- [${second}] upload (from #12, issue #45) <!--c:${ID}-->`),
      byBot(14, "2026-12-01", [ID], `- [${third}] upload (from #12, carried 2 times) <!--c:${ID}-->`),
    ];
    const issues = new Map([[asIssueIid(45), issue("closed", closedAt)]]);
    const found = readTimelines(texts, RULES, { ...NO_EVIDENCE, histories, issues }).timelines.find(
      ({ id }) => id === ID,
    );
    expect(found?.resolution.kind).toBe(expected);
  });

  it.each([
    ["that was never closed, say nothing", false, "resolved"],
    ["that was closed and reopened, open it again", true, "open"],
  ] as const)("boxes that the bot may have ticked, beside an open issue %s", (_, reopened, expected) => {
    const written = history(13, [said("changed the description", "2026-11-21T00:00:00Z", "bot")]);
    const text = byBot(13, "2026-11-17", [ID], `- [x] upload (from #12, issue #45) <!--c:${ID}-->`);
    const issues = new Map([[asIssueIid(45), { ...issue("opened"), quiet: false, reopened }]]);
    const evidence = { ...NO_EVIDENCE, issues, histories: new Map([[asIssueIid(13), written]]) };
    expect(readTimelines([text], RULES, evidence).timelines.find(({ id }) => id === ID)?.resolution.kind).toBe(
      expected,
    );
  });

  it("a dropped item is not applicable", () => {
    const order = {
      at: "2026-11-30T00:00:00Z",
      by: "jane",
      byBot: false,
      iid: asIssueIid(14),
      state: "inapplicable",
    } as const;
    const orders = new Map([[ID, order]]);
    expect(resolution([" ", " ", " "], { orders })).toMatchObject({ kind: "resolved", state: "inapplicable" });
  });
});
