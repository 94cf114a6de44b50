import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../../src/config/parse-project-configuration.ts";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import type { Issue } from "../../../src/gitlab/port.ts";
import { renamedSeries } from "../../../src/reconcile/model/recognise/renamed.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { actionsOf, aFollowUp, planOf } from "../../support/state/project-state.ts";
import { anAgenda, anIssue, BOT } from "../../support/state/snapshots.ts";

describe("a series that lives on under another id", () => {
  const { meetings } = parseProjectConfiguration(
    `${CONFIGURATION}    continues: [first, second, cadence-call-2]
  cadence-call-2:
    repeat: every 4 weeks on friday at 10:00
    from: 2026-01-16
`,
    "cadence.yml",
  );
  const agenda = (iid: number, series: string, day: string): Issue => anAgenda(iid, day, {}, "", series);
  const seriesOf = (own: readonly Issue[], series: string, occurrence = "2026-11-17") =>
    renamedSeries(own, meetings)({ series, occurrence });

  it.each<[string, string, string]>([
    ["its agendas are the new one's", seriesOf([agenda(1, "first", "2026-11-17")], "first"), "cadence-call"],
    ["each for the call of its day", seriesOf([agenda(1, "first", "2026-11-17")], "first", "2026-11-03"), "first"],
    [
      "an agenda of the new id keeps its day",
      seriesOf([agenda(1, "first", "2026-11-17"), agenda(2, "cadence-call", "2026-11-17")], "first"),
      "first",
    ],
    [
      "one of a predecessor named before keeps it too",
      seriesOf([agenda(1, "second", "2026-11-17"), agenda(2, "first", "2026-11-17")], "second"),
      "second",
    ],
    [
      "and goes on itself",
      seriesOf([agenda(1, "second", "2026-11-17"), agenda(2, "first", "2026-11-17")], "first"),
      "cadence-call",
    ],
    [
      "a series that the file has is itself",
      seriesOf([agenda(1, "cadence-call-2", "2026-11-17")], "cadence-call-2"),
      "cadence-call-2",
    ],
    ["one that nobody continues is itself", seriesOf([agenda(1, "other", "2026-11-17")], "other"), "other"],
    [
      "what is no agenda says nothing of days",
      seriesOf(
        [
          {
            ...agenda(1, "first", "2026-11-17"),
            description: renderIssueMarker({ kind: "item", series: "first", occurrence: "2026-11-17", carried: [] }),
          },
        ],
        "first",
      ),
      "first",
    ],
  ])("%s", (_, found, expected) => {
    expect(found).toBe(expected);
  });

  it("where every id is in the file each series is itself", () => {
    const plain = parseProjectConfiguration(CONFIGURATION, "cadence.yml").meetings;
    expect(
      renamedSeries([agenda(1, "first", "2026-11-17")], plain)({ series: "first", occurrence: "2026-11-17" }),
    ).toBe("first");
  });
});

describe("what was made twice", () => {
  const NOW = "2026-11-18T12:00:00Z";
  const CLOSED = "2026-11-17T10:30:00Z";
  const held = anAgenda(
    5,
    "2026-11-17",
    { state: "closed", closedAt: CLOSED, closedById: 1 },
    "- [x] a\n\n## Recap\n\n- b\n",
  );
  const other = anAgenda(
    4,
    "2026-11-03",
    { state: "closed", closedAt: "2026-11-03T10:30:00Z", closedById: 1 },
    "- [x] a\n\n## Recap\n\n- b\n",
  );
  const followUp = (iid: number, more: Partial<Issue> = {}, day = "2026-11-17", about = 5): Issue =>
    aFollowUp(iid, { iid: about, date: day, closed: CLOSED }, { told: CLOSED, commentCount: 1, ...more });
  const item = (iid: number, id: string, more: Partial<Issue> = {}): Issue =>
    anIssue(iid, {
      author: BOT,
      description: renderIssueMarker({ kind: "item", series: "cadence-call", occurrence: "2026-11-17", carried: [id] }),
      ...more,
    });
  const ended = (...issues: readonly Issue[]): readonly string[] =>
    actionsOf(planOf({ at: NOW, issues })).filter((line) => line.startsWith("close-twin"));

  it.each<[string, readonly Issue[], readonly string[]]>([
    [
      "agendas of one call: the lower number stays",
      [anAgenda(9, "2026-12-01"), anAgenda(7, "2026-12-01")],
      ["close-twin #9 of #7 (twin)"],
    ],
    ["agendas of two calls are none", [anAgenda(9, "2026-12-01"), anAgenda(7, "2026-12-15")], []],
    [
      "one that is closed is over",
      [anAgenda(9, "2026-12-01", { state: "closed", closedAt: NOW, closedById: 1 }), anAgenda(7, "2026-12-01")],
      [],
    ],
    ["follow-ups of one call", [held, followUp(9), followUp(8)], ["close-twin #9 of #8 (twin)"]],
    ["follow-ups of two calls are none", [held, other, followUp(9), followUp(8, {}, "2026-11-03", 4)], []],
    [
      "a follow-up that is closed is over",
      [held, followUp(9, { state: "closed", closedAt: NOW, closedById: 1 }), followUp(8)],
      [],
    ],
    ["issues of one item", [item(21, "5-abc"), item(20, "5-abc")], ["close-twin #21 of #20 (twin)"]],
    ["issues of two items are none", [item(21, "5-abc"), item(20, "5-abd")], []],
    ["an issue of an item that is closed is over", [item(21, "5-abc", { state: "closed" }), item(20, "5-abc")], []],
  ])("%s", (_, issues, expected) => {
    expect(ended(...issues)).toEqual(expected);
  });

  it("an ended agenda loses its label, an ended follow-up all that say something of it", () => {
    const labels = (...issues: readonly Issue[]) =>
      planOf({ at: NOW, issues }).actions.flatMap((one) => (one.kind === "close-twin" ? one.removeLabels : []));
    expect(labels(anAgenda(9, "2026-12-01"), anAgenda(7, "2026-12-01"))).toEqual(["meeting-agenda"]);
    expect(labels(held, followUp(9), followUp(8))).toEqual(
      expect.arrayContaining(["meeting-follow-up", "action-items::unresolved", "follow-up::overdue"]),
    );
    expect(labels(item(21, "5-abc"), item(20, "5-abc"))).toEqual([]);
  });
});
