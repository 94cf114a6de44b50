import { expect, it } from "vitest";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { planOf } from "../../support/state/project-state.ts";
import { anAgenda } from "../../support/state/snapshots.ts";

const NOW = "2026-11-29T12:00:00Z";
const WRITTEN = { date: "2026-12-01", time: "11:00", timeZone: "Europe/London" };

/** What is said of an agenda whose title and text name a call, written for `when`; the call is at 10:00 in Berlin. */
function said(
  text: string,
  when: Partial<typeof WRITTEN> | null,
  more: { readonly title?: string; readonly dueDate?: string; readonly move?: string } = {},
) {
  const { title = "Call", dueDate = "2026-12-01", move } = more;
  const marker = renderIssueMarker({
    kind: "agenda",
    series: "cadence-call",
    occurrence: "2026-12-01",
    date: "2026-12-01",
    carried: [],
    ...(when === null ? {} : { when: { date: "2026-12-01", time: "10:00", timeZone: "Europe/Berlin", ...when } }),
  });
  const issues = [anAgenda(6, "2026-12-01", { title, dueDate, description: `${marker}\n\n${text}` })];
  const configuration = move === undefined ? CONFIGURATION : `${CONFIGURATION}    move: { 2026-12-01: ${move} }\n`;
  const found = planOf({ at: NOW, issues, configuration }).skipped.find(
    ({ reason }) => reason.rule === "text-is-stale",
  );
  return found?.reason.text.split(":")[0] ?? null;
}

it.each<[string, ReturnType<typeof said>, string | null]>([
  ["right as it is", said("At 10:00 Europe/Berlin on Tue 1 Dec 2026", {}), null],
  ["a time that the text still names", said("At 11:00", { time: "11:00" }), "says 11"],
  ["a time that the title still names", said("", { time: "11:00" }, { title: "Call at 11:00" }), "says 11"],
  ["a time that nobody wrote down", said("Soon", { time: "11:00" }), null],
  ["a time that people put right, the old one behind it", said("At 10:00, not at 11:00", { time: "11:00" }), null],
  ["a time named before the new one", said("At 11:00, or 10:00?", { time: "11:00" }), "says 11"],
  ["a zone", said("11 Europe/London", { timeZone: "Europe/London" }), "says Europe/London, and the call is at 10"],
  ["a zone that is in no text", said("11", { timeZone: "Europe/London" }), null],
  [
    "a day that the file moved, in figures",
    said("On 2026-12-01", {}, { move: "2026-12-03" }),
    "says Tue 1 Dec 2026, and the call is at 10",
  ],
  [
    "a day that the file moved, in words",
    said("On Tue 1 Dec 2026", {}, { move: "2026-12-03" }),
    "says Tue 1 Dec 2026, and the call is at 10",
  ],
  ["a day that people put right", said("On 2026-12-03 (was 2026-12-01)", {}, { move: "2026-12-03" }), null],
  ["a day that the file moved and nobody wrote down", said("Soon", {}, { move: "2026-12-03" }), null],
  ["a day that a person chose is theirs to write", said("On 2026-12-01", {}, { dueDate: "2026-12-03" }), null],
  ["written for nobody knows which call", said("At 11:00", null), null],
])("%s", (_, found, expected) => {
  expect(found).toBe(expected);
});
