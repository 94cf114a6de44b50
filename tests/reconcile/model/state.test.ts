import { describe, expect, it } from "vitest";
import { projectState } from "../../../src/reconcile/model/state.ts";
import type { SeriesState } from "../../../src/reconcile/model/types.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { aHandWrittenAgenda, anAgenda, anIssue, aSnapshot, BOT } from "../../support/state/snapshots.ts";

// Calls of the series: every second Tuesday from 13 January 2026: ..., 3 Nov, 17 Nov, 1 Dec, 15 Dec.
const NOW = "2026-11-28T12:00:00Z";

function series(at: string, issues: Parameters<typeof aSnapshot>[1], configuration?: string): SeriesState {
  const [first] = projectState(aSnapshot(at, issues, configuration)).series;
  if (first === undefined) throw new Error("no series");
  return first;
}

function decisionOf(state: SeriesState, id: string): string | undefined {
  return state.decisions.decisions.find((one) => one.occurrence.id === id)?.decision;
}

describe("recognising agendas", () => {
  it.each([
    ["the bot's marker", anAgenda(5, "2026-12-01"), "exists"],
    ["the bot's marker, due date moved", anAgenda(5, "2026-12-01", { dueDate: "2026-12-03" }), "exists"],
    ["the bot's marker, label taken off", anAgenda(5, "2026-12-01", { labels: [] }), "exists"],
    ["a marker that was deleted from the bot's issue", anAgenda(5, "2026-12-01", { description: "" }), "exists"],
    ["a hand-written agenda of that day", aHandWrittenAgenda(5, "2026-12-01"), "exists"],
    ["a hand-written agenda of the day after", aHandWrittenAgenda(5, "2026-12-02"), "exists"],
    [
      "a marker in an issue that is not the bot's",
      anAgenda(5, "2026-12-01", { author: anIssue(1).author, labels: [] }),
      "due",
    ],
    ["a hand-written agenda without a due date", aHandWrittenAgenda(5, null), "due"],
    ["a hand-written agenda of another week", aHandWrittenAgenda(5, "2026-11-24"), "due"],
    ["an issue without the label", anIssue(5, { dueDate: "2026-12-01" }), "due"],
    ["the agenda of another series", anAgenda(5, "2026-12-01", {}, "", "other-series"), "due"],
    [
      "a follow-up",
      anAgenda(5, "2026-12-01", { description: "<!-- cadence:v1 follow-up cadence-call/2026-12-01 -->", labels: [] }),
      "due",
    ],
  ])("%s", (_name, issue, expected) => {
    expect(decisionOf(series(NOW, [issue]), "2026-12-01")).toBe(expected);
  });

  it("adopts the nearer of two hand-written agendas and says what fits nowhere", () => {
    const state = projectState(aSnapshot(NOW, [aHandWrittenAgenda(5, null), aHandWrittenAgenda(6, "2026-12-01")]));
    expect(state.unplaced).toMatchObject([{ issue: { iid: 5 }, reason: { rule: "agenda-without-date" } }]);
    expect(state.series[0]?.agendas).toMatchObject([{ issue: { iid: 6 }, occurrence: "2026-12-01", byBot: false }]);
  });

  it("does not guess which of two series an old agenda belonged to", () => {
    const two = `${CONFIGURATION}  leadership:\n    repeat: quarterly on the first monday at 15:00\n    from: 2026-01-01\n    labels: [leadership]\n`;
    const old = aHandWrittenAgenda(5, "2025-06-02");
    const labelled = aHandWrittenAgenda(6, "2025-06-02", { labels: ["meeting-agenda", "leadership"] });
    const state = projectState(aSnapshot(NOW, [old, labelled], two));
    expect(state.unplaced).toMatchObject([{ issue: { iid: 5 }, reason: { rule: "agenda-off-schedule" } }]);
    expect(state.series[1]?.agendas).toMatchObject([{ issue: { iid: 6 }, occurrence: null }]);
  });

  it("says when an agenda's series left the configuration", () => {
    const state = projectState(aSnapshot(NOW, [anAgenda(5, "2026-12-01", {}, "", "gone")]));
    expect(state.unplaced).toMatchObject([{ reason: { rule: "unknown-series" } }]);
  });

  it("keeps an open agenda for the nearest call when the rule of the series changed", () => {
    const wednesdays = CONFIGURATION.replace("tuesday", "wednesday").replace("2026-01-13", "2026-01-14");
    const state = series(NOW, [anAgenda(5, "2026-12-01")], wednesdays);
    expect(state.agendas).toMatchObject([{ occurrence: "2026-12-02", byBot: true }]);
    expect(decisionOf(state, "2026-12-02")).toBe("exists");
  });

  it("takes the lowest iid of duplicates as the agenda", () => {
    const state = series(NOW, [anAgenda(8, "2026-12-01"), anAgenda(5, "2026-12-01")]);
    expect(state.agendas.map(({ issue, canonical }) => [issue.iid, canonical])).toEqual([
      [8, false],
      [5, true],
    ]);
  });

  it("makes a new agenda when only a closed duplicate is left", () => {
    const duplicate = anAgenda(8, "2026-12-01", {
      state: "closed",
      closedAt: "2026-11-28T11:00:00Z",
      closedById: BOT.id,
      labels: [],
    });
    expect(decisionOf(series(NOW, [duplicate]), "2026-12-01")).toBe("due");
  });

  it("takes an agenda that the bot closed by request for a skipped call: it still wears its label", () => {
    const skipped = anAgenda(8, "2026-12-01", {
      state: "closed",
      closedAt: "2026-11-28T11:00:00Z",
      closedById: BOT.id,
    });
    expect(decisionOf(series(NOW, [skipped]), "2026-12-01")).toBe("skipped");
  });
});

describe("what people do in GitLab moves and skips calls", () => {
  it("moves the call with the due date, and keeps the fortnight", () => {
    const state = series("2026-11-20T12:00:00Z", [anAgenda(5, "2026-12-01", { dueDate: "2026-12-03" })]);
    expect(state.overrides.moved.get("2026-12-01")).toMatchObject({
      toDate: "2026-12-03",
      reason: { rule: "due-date-moved" },
    });
    const ids = state.decisions.decisions.map((one) => [one.occurrence.id, one.occurrence.date]);
    expect(ids).toContainEqual(["2026-12-01", "2026-12-03"]);
    expect(ids).toContainEqual(["2026-12-15", "2026-12-15"]);
  });

  it.each([
    ["closed before the call", "2026-12-01T08:59:59Z", true],
    ["closed as it begins", "2026-12-01T09:00:00Z", false],
    ["closed after the call", "2026-12-01T10:30:00Z", false],
  ])("%s", (_name, closedAt, skipped) => {
    const state = series("2026-12-02T12:00:00Z", [anAgenda(5, "2026-12-01", { state: "closed", closedAt })]);
    expect(state.overrides.skipped.has("2026-12-01")).toBe(skipped);
  });

  it("counts from the moved day", () => {
    const moved = { dueDate: "2026-12-03", state: "closed", closedAt: "2026-12-02T10:00:00Z" } as const;
    const state = series("2026-12-02T12:00:00Z", [anAgenda(5, "2026-12-01", moved)]);
    expect(state.overrides.skipped.has("2026-12-01")).toBe(true);
  });

  it("makes no second agenda for a call that was skipped", () => {
    const closed = anAgenda(5, "2026-12-01", { state: "closed", closedAt: "2026-11-28T13:00:00Z" });
    const state = series("2026-11-29T12:00:00Z", [closed]);
    expect(state.decisions.decisions.filter((one) => one.decision === "due")).toEqual([]);
    expect(state.decisions.next?.id).toBe("2026-12-15");
  });
});

describe("gaps", () => {
  it("reports the calls that were missed in three weeks without a run and makes the next agenda only", () => {
    const state = series("2026-11-29T12:00:00Z", [anAgenda(5, "2026-10-20")]);
    const missed = state.decisions.decisions.filter((one) => one.decision === "missed").map((one) => one.occurrence.id);
    const due = state.decisions.decisions.filter((one) => one.decision === "due").map((one) => one.occurrence.id);
    expect(missed).toEqual(["2026-11-03", "2026-11-17"]);
    expect(due).toEqual(["2026-12-01"]);
  });
});
