import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/gitlab/port.ts";
import { isEndedDuplicate, recogniseAgendas } from "../../../src/reconcile/model/recognise/recognise.ts";
import { projectState } from "../../../src/reconcile/model/state.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { aHandWrittenAgenda, anAgenda, aSnapshot, BOT } from "../../support/state/snapshots.ts";

const NOW = "2026-11-28T12:00:00Z";
const CLOSED: Partial<Issue> = { state: "closed", closedAt: "2026-11-20T10:00:00Z" };

/** The agendas of the one series in order: number, call, day; `*` stands for its call, `2` is a twin. */
function agendas(...issues: readonly Issue[]): readonly string[] {
  const [series] = projectState(aSnapshot(NOW, issues)).series;
  return (series?.agendas ?? []).map(
    ({ issue, occurrence, date, canonical, stands }) =>
      `#${issue.iid} ${occurrence ?? "none"} on ${date}${stands ? " *" : ""}${canonical ? "" : " 2"}`,
  );
}

describe("the agendas of a series", () => {
  it.each<[string, readonly Issue[], readonly string[]]>([
    [
      "stand in the order of their calls, whatever their numbers and the order in which GitLab lists them",
      [anAgenda(3, "2026-12-01"), anAgenda(9, "2026-11-03"), anAgenda(6, "2026-11-17")],
      ["#9 2026-11-03 on 2026-11-03 *", "#6 2026-11-17 on 2026-11-17 *", "#3 2026-12-01 on 2026-12-01 *"],
    ],
    [
      "by the day that they take place, where one was moved behind another",
      [anAgenda(3, "2026-11-17", { dueDate: "2026-12-03" }), anAgenda(9, "2026-12-01")],
      ["#9 2026-12-01 on 2026-12-01 *", "#3 2026-11-17 on 2026-12-03 *"],
    ],
    [
      "two of one day in the order of the calls that they were planned for",
      [anAgenda(3, "2026-12-01"), anAgenda(9, "2026-11-17", { dueDate: "2026-12-01" })],
      ["#9 2026-11-17 on 2026-12-01 *", "#3 2026-12-01 on 2026-12-01 *"],
    ],
    [
      "a duplicate before the one that stays, which has the lower number",
      [anAgenda(9, "2026-12-01"), anAgenda(3, "2026-12-01"), anAgenda(12, "2026-12-01")],
      ["#9 2026-12-01 on 2026-12-01 2", "#12 2026-12-01 on 2026-12-01 2", "#3 2026-12-01 on 2026-12-01 *"],
    ],
    [
      "one that the bot ended stands for no call: the next run makes another one",
      [anAgenda(3, "2026-12-01", { ...CLOSED, closedById: BOT.id, labels: [] })],
      ["#3 2026-12-01 on 2026-12-01"],
    ],
    [
      "one that a person closed does, though somebody took off its label",
      [anAgenda(3, "2026-12-01", { ...CLOSED, closedById: 1, labels: [] })],
      ["#3 2026-12-01 on 2026-12-01 *"],
    ],
    [
      "one that the bot closed because somebody skipped the call kept its label, and does",
      [anAgenda(3, "2026-12-01", { ...CLOSED, closedById: BOT.id })],
      ["#3 2026-12-01 on 2026-12-01 *"],
    ],
    [
      "an ended one leaves its call to one that a person wrote later",
      [anAgenda(3, "2026-12-01", { ...CLOSED, closedById: BOT.id, labels: [] }), aHandWrittenAgenda(5, "2026-12-01")],
      ["#3 2026-12-01 on 2026-12-01 2", "#5 2026-12-01 on 2026-12-01 *"],
    ],
    [
      "an ended one leaves its call to one that was made later",
      [anAgenda(3, "2026-12-01", { ...CLOSED, closedById: BOT.id, labels: [] }), anAgenda(5, "2026-12-01")],
      ["#3 2026-12-01 on 2026-12-01 2", "#5 2026-12-01 on 2026-12-01 *"],
    ],
    [
      "an ended duplicate leaves its call to one that a person wrote",
      [anAgenda(7, "2026-12-01", { ...CLOSED, closedById: BOT.id, labels: [] }), aHandWrittenAgenda(5, "2026-12-01")],
      ["#7 2026-12-01 on 2026-12-01 2", "#5 2026-12-01 on 2026-12-01 *"],
    ],
  ])("%s", (_, issues, expected) => {
    expect(agendas(...issues)).toEqual(expected);
    expect(agendas(...issues.toReversed())).toEqual(expected);
  });

  it.each<[string, Partial<Issue>, boolean]>([
    ["closed by the bot, without its label", { ...CLOSED, closedById: BOT.id, labels: ["other"] }, true],
    ["closed by the bot, with its label", { ...CLOSED, closedById: BOT.id }, false],
    ["closed by a person", { ...CLOSED, closedById: 1, labels: [] }, false],
    ["closed by nobody knows whom", { ...CLOSED, closedById: null, labels: [] }, false],
    ["open", { labels: [] }, false],
  ])("ended as a duplicate: %s", (_, more, expected) => {
    expect(isEndedDuplicate(anAgenda(3, "2026-12-01", more), "meeting-agenda")).toBe(expected);
  });

  it("of a series that the file no longer has are former ones; only open ones are told of", () => {
    const snapshot = aSnapshot(NOW, [
      anAgenda(3, "2026-12-01", {}, "", "gone"),
      anAgenda(4, "2026-11-17", CLOSED, "", "gone"),
    ]);
    const { bySeries, former, unplaced } = recogniseAgendas(snapshot, () => []);
    expect([...bySeries.values()]).toEqual([[]]);
    expect(former.get("gone")?.map(({ issue }) => issue.iid)).toEqual([4, 3]);
    expect(unplaced.map(({ issue, reason, remedy }) => [issue.iid, reason.rule, reason.data, remedy])).toEqual([
      [
        3,
        "unknown-series",
        { series: "gone" },
        "close it, or write `continues: gone` in the meeting that goes on from it",
      ],
    ]);
  });

  it("that belong to no meeting, or to one that is gone, say why they have no calls to come", () => {
    const two = `${CONFIGURATION}  check-in:\n    repeat: every 3 months on the first friday at 10:00\n    from: 2026-10-02\n`;
    const issues = [anAgenda(3, "2026-11-17", {}, "", "gone"), aHandWrittenAgenda(5, "2026-11-25")];
    const { former } = projectState(aSnapshot(NOW, issues, two));
    expect(former.map(({ gone, agendas: [agenda] }) => [agenda?.issue.iid, gone])).toEqual([
      [3, "the configuration no longer has it"],
      [5, "it belongs to no meeting of the configuration"],
    ]);
  });
});
