import { describe, expect, it } from "vitest";
import { contentHash } from "../../../src/domain/marker/content-hash.ts";
import { type IssueMarkerInput, renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import type { Issue } from "../../../src/gitlab/port.ts";
import { followUpCases, isTurning } from "../../../src/reconcile/model/follow-up-cases.ts";
import { recogniseFollowUps } from "../../../src/reconcile/model/follow-ups.ts";
import { projectState } from "../../../src/reconcile/model/state.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { aHandWrittenAgenda, anAgenda, anIssue, aSnapshot, BOT } from "../../support/state/snapshots.ts";

const NOW = "2026-11-18T12:00:00Z";
const CLOSED = "2026-11-17T10:30:00.500Z";
const HELD: Partial<Issue> = { state: "closed", closedAt: CLOSED, closedById: 1 };

function aFollowUp(
  iid: number,
  more: Partial<Issue> = {},
  marker: Partial<IssueMarkerInput> = {},
  body = "text",
): Issue {
  const facts = { kind: "follow-up", series: "cadence-call", occurrence: "2026-11-17", carried: [] } as const;
  const text = renderIssueMarker({ ...facts, closed: "2026-11-17T10:30:00Z", body: contentHash(body), ...marker });
  return anIssue(iid, { author: BOT, description: `${text}\n\n${body}`, labels: ["meeting-follow-up"], ...more });
}

/** What the bot made in January: it was there before the calls of November. */
const EARLIER = anIssue(3, {
  author: BOT,
  description: renderIssueMarker({
    kind: "item",
    series: "cadence-call",
    occurrence: "2026-01-13",
    carried: ["3-abc"],
  }),
});

function kinds(issues: readonly Issue[], configuration = CONFIGURATION, at = NOW): readonly string[] {
  const state = projectState(aSnapshot(at, issues, configuration));
  return state.series.flatMap((series) =>
    followUpCases(state, series).map((one) => (one.kind === "none" ? one.reason.rule : one.kind)),
  );
}

describe("where a call and its follow-up stand", () => {
  it.each<[string, readonly Issue[], readonly string[]]>([
    ["an open agenda wants nothing", [anAgenda(1, "2026-11-17")], []],
    ["a held call wants one", [anAgenda(1, "2026-11-17", HELD)], ["wanted"]],
    [
      "a call skipped by closing its agenda before it wants none",
      [anAgenda(1, "2026-11-17", { ...HELD, closedAt: "2026-11-17T08:59:59Z" })],
      [],
    ],
    [
      "closed at the very beginning of the call, it was held",
      [anAgenda(1, "2026-11-17", { ...HELD, closedAt: "2026-11-17T09:00:00Z" })],
      ["wanted"],
    ],
    ["a call of long ago is let be", [anAgenda(1, "2026-10-20", { ...HELD, closedAt: "2026-10-20T10:00:00Z" })], []],
    ["an agenda written by hand wants one too", [aHandWrittenAgenda(1, "2026-11-17", HELD), EARLIER], ["wanted"]],
    [
      "it is where the bot begins, while its follow-up would be in time",
      [aHandWrittenAgenda(1, "2026-11-17", HELD)],
      ["wanted"],
    ],
    [
      "one from before the bot wants none",
      [aHandWrittenAgenda(1, "2026-11-13", { ...HELD, closedAt: "2026-11-17T10:00:00Z" })],
      ["before-bot"],
    ],
    [
      "a duplicate that the bot ended wants none",
      [anAgenda(1, "2026-11-17", HELD), anAgenda(2, "2026-11-17", { ...HELD, closedById: BOT.id, labels: [] })],
      ["wanted"],
    ],
    ["with one it is open", [anAgenda(1, "2026-11-17", HELD), aFollowUp(2)], ["open"]],
    ["the agenda was opened again", [anAgenda(1, "2026-11-17"), aFollowUp(2)], ["reopened"]],
    [
      "a person closed the follow-up",
      [anAgenda(1, "2026-11-17", { ...HELD, closedAt: "2026-11-17T12:00:00Z" }), aFollowUp(2, HELD)],
      ["follow-up-closed"],
    ],
    [
      "the bot had taken it back, and the agenda is closed anew",
      [
        anAgenda(1, "2026-11-17", { ...HELD, closedAt: "2026-11-17T12:00:00Z" }),
        aFollowUp(2, { ...HELD, closedById: BOT.id }),
      ],
      ["taken-back"],
    ],
    [
      "taken back and the agenda still as it was: nothing",
      [anAgenda(1, "2026-11-17", HELD), aFollowUp(2, { ...HELD, closedById: BOT.id })],
      ["follow-up-closed"],
    ],
    [
      "a forged follow-up counts for nothing",
      [anAgenda(1, "2026-11-17", HELD), { ...aFollowUp(2), author: { id: 5, username: "bob", name: "Bob" } }],
      ["wanted"],
    ],
  ])("%s", (_name, issues, expected) => {
    expect(kinds(issues)).toEqual(expected);
  });

  it("is not asked for where follow_up is off, and what exists is looked after", () => {
    const off = `${CONFIGURATION}defaults: { follow_up: off }\n`;
    expect(kinds([anAgenda(1, "2026-11-17", HELD)], off)).toEqual(["follow-up-off"]);
    expect(kinds([anAgenda(1, "2026-11-17", HELD), aFollowUp(2)], off)).toEqual(["open"]);
  });

  it("knows that the agenda was closed anew by the second", () => {
    const again = anAgenda(1, "2026-11-17", { ...HELD, closedAt: "2026-11-17T12:00:00Z" });
    for (const [agenda, expected] of [
      [anAgenda(1, "2026-11-17", HELD), false],
      [again, true],
    ] as const) {
      const state = projectState(aSnapshot(NOW, [agenda, aFollowUp(2)]));
      const [one] = state.series.flatMap((series) => followUpCases(state, series));
      expect(one).toMatchObject({ kind: "open", closedAgain: expected });
    }
  });

  it.each<[string, readonly Issue[], readonly boolean[]]>([
    ["not while it is open", [anAgenda(1, "2026-11-17", HELD), aFollowUp(2)], [false]],
    [
      "once its agenda was closed again",
      [anAgenda(1, "2026-11-17", { ...HELD, closedAt: "2026-11-17T12:00:00Z" }), aFollowUp(2)],
      [true],
    ],
    ["once its agenda was opened again", [anAgenda(1, "2026-11-17"), aFollowUp(2)], [true]],
    [
      "when it comes back",
      [
        anAgenda(1, "2026-11-17", { ...HELD, closedAt: "2026-11-17T12:00:00Z" }),
        aFollowUp(2, { ...HELD, closedById: BOT.id }),
      ],
      [true],
    ],
    ["not where there is none yet", [anAgenda(1, "2026-11-17", HELD)], [false]],
  ])("a follow-up turns %s", (_name, issues, expected) => {
    const state = projectState(aSnapshot(NOW, issues));
    expect(state.series.flatMap((series) => followUpCases(state, series)).map(isTurning)).toEqual(expected);
  });

  it("the lowest iid of two stands", () => {
    const found = recogniseFollowUps("cadence-call", [
      aFollowUp(9),
      aFollowUp(4),
      aFollowUp(6, {}, { series: "other" }),
    ]);
    expect(found.map(({ issue, canonical }) => [issue.iid, canonical])).toEqual([
      [4, true],
      [9, false],
    ]);
  });

  it("ticking a box is no edit, another word is", () => {
    const body = "- [ ] a <!--c:1-k3f-->";
    const marker = { body: contentHash(body) };
    const untouched = (text: string): boolean | undefined =>
      recogniseFollowUps("cadence-call", [aFollowUp(2, {}, marker, text)])[0]?.untouched;
    expect(untouched(body)).toBe(true);
    expect(untouched("- [x] a <!--c:1-k3f-->\r\n")).toBe(true);
    expect(untouched("- [ ] b <!--c:1-k3f-->")).toBe(false);
  });
});
