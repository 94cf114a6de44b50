import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/gitlab/port.ts";
import { projectState } from "../../../src/reconcile/model/state.ts";
import { nextCall } from "../../../src/reconcile/plan/follow-up-draft.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { anAgenda, aSnapshot } from "../../support/state/snapshots.ts";

/** Calls are on Tuesdays at 10:00 in Berlin, every second week: 3 November, 17 November, 1 December. */
function callAfter(agenda: Issue, at: string, also = "", configuration = CONFIGURATION): string | null {
  const state = projectState(aSnapshot(at, [agenda], configuration + also));
  const [series] = state.series;
  const found = series?.agendas[0];
  if (series === undefined || found === undefined) throw new Error("the scene has no agenda");
  return nextCall(state, series, found)?.date ?? null;
}

describe("the call after that of an agenda", () => {
  it.each<[string, Issue, string, string, string | null]>([
    ["is the next of the rhythm", anAgenda(5, "2026-11-17"), "2026-11-17T12:00:00Z", "", "2026-12-01"],
    ["is none that was before", anAgenda(5, "2026-11-17"), "2026-11-10T12:00:00Z", "", "2026-12-01"],
    ["is none that is over", anAgenda(5, "2026-11-03"), "2026-11-18T12:00:00Z", "", "2026-12-01"],
    ["is not over while it lasts", anAgenda(5, "2026-11-03"), "2026-11-17T09:05:00Z", "", "2026-11-17"],
    [
      "is none that is skipped",
      anAgenda(5, "2026-11-17"),
      "2026-11-17T12:00:00Z",
      "    skip: [2026-12-01]\n",
      "2026-12-15",
    ],
    [
      "is the one that was moved, on its new day",
      anAgenda(5, "2026-11-17"),
      "2026-11-17T12:00:00Z",
      "    move: { 2026-12-01: 2026-12-03 }\n",
      "2026-12-03",
    ],
    ["is none after the last one", anAgenda(5, "2026-11-17"), "2026-11-17T12:00:00Z", "    until: 2026-11-20\n", null],
  ])("%s", (_name, agenda, at, also, expected) => {
    expect(callAfter(agenda, at, also)).toBe(expected);
  });
});
