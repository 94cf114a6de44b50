import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { type LimitedSeries, limitsOf } from "../../../src/domain/meeting-types/limits.ts";

const TODAY = "2026-04-10";

function rowsOf(series: Partial<LimitedSeries>): readonly string[] {
  const usual = {
    id: "runners",
    type: "engagement",
    durationMinutes: 50,
    held: [],
    next: null,
    reopened: [],
    awaiting: [],
  } as const;
  return limitsOf({ ...usual, ...series }, TODAY).map(({ row }) => row);
}

describe("a check-in with leaders takes 30 to 60 minutes (D5)", () => {
  it.each([
    [29, ["D5"]],
    [30, []],
    [60, []],
    [61, ["D5"]],
  ])("%i minutes", (durationMinutes, expected) => {
    expect(rowsOf({ type: "leadership-check-in", durationMinutes })).toEqual(expected);
  });
});

describe("an engagement", () => {
  it.each([
    ["a fourth round", { held: ["2026-03-31", "2026-04-02", "2026-04-07"], next: "2026-04-14" }, ["E50"]],
    ["a third round", { held: ["2026-04-02", "2026-04-07"], next: "2026-04-14" }, []],
    ["three rounds and no further one", { held: ["2026-03-31", "2026-04-02", "2026-04-07"] }, []],
    ["four weeks after its first call", { held: ["2026-03-17"], next: "2026-04-14" }, []],
    ["a day more than four weeks after it", { held: ["2026-03-17"], next: "2026-04-15" }, ["E49"]],
    ["one opened again that is of this quarter", { reopened: [{ iid: asIssueIid(4), date: "2026-04-01" }] }, []],
    ["one of the last quarter", { reopened: [{ iid: asIssueIid(4), date: "2026-03-31" }] }, ["E51"]],
    ["one of the same quarter of another year", { reopened: [{ iid: asIssueIid(4), date: "2025-04-08" }] }, ["E51"]],
    ["somebody waits for a reply", { awaiting: [asIssueIid(5), asIssueIid(6)] }, ["E46", "E46"]],
  ] as const)("%s", (_name, series, expected) => expect(rowsOf(series)).toEqual(expected));

  it("says what is to be done", () => {
    const facts = { id: "runners", type: "engagement", durationMinutes: 50, next: null, awaiting: [] } as const;
    expect(limitsOf({ ...facts, held: [], reopened: [{ iid: asIssueIid(4), date: "2026-03-31" }] }, TODAY)).toEqual([
      {
        subject: "runners",
        text: "#4, of the call on Tue 31 Mar 2026, is of an earlier quarter and was opened again: the handbook opens none of those again (E51)",
        remedy: "close #4, and begin another engagement, a meeting of its own, for what is new",
        row: "E51",
      },
    ]);
  });
});

it.each(["cadence-call", "business-review", "custom", null] as const)("%s has no such limits", (type) => {
  const held = ["2026-01-06", "2026-02-03", "2026-03-03", "2026-03-31"];
  const reopened = [{ iid: asIssueIid(4), date: "2026-01-06" }];
  expect(rowsOf({ type, held, next: "2026-04-14", reopened, awaiting: [asIssueIid(5)], durationMinutes: 120 })).toEqual(
    [],
  );
});
