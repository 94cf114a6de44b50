import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/gitlab/port.ts";
import { projectState } from "../../../src/reconcile/model/state.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { aFollowUp } from "../../support/state/project-state.ts";
import { anAgenda, aSnapshot } from "../../support/state/snapshots.ts";

/** A stand-up on every working day at ten in Berlin. */
const DAILY = CONFIGURATION.replace(
  "repeat: every 2 weeks on tuesday at 10:00",
  'rrule: "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"\n    at: 10:00',
);
/** The evening of Friday, 20 November. */
const NOW = "2026-11-20T17:00:00Z";
const day = (date: number): string => `2026-11-${String(date).padStart(2, "0")}`;

interface Call {
  readonly day: number;
  /** The day and hour of the closing; open without it. */
  readonly closed?: string;
  readonly followed?: string;
}

function issuesOf(calls: readonly Call[]): readonly Issue[] {
  return calls.flatMap(({ day: date, closed, followed }): readonly Issue[] => {
    const state = closed === undefined ? {} : { state: "closed" as const, closedAt: at(closed), closedById: 1 };
    const agenda = anAgenda(date, day(date), state);
    if (followed === undefined) return [agenda];
    const about = { iid: date, date: day(date), closed: at(closed ?? followed) };
    return [agenda, aFollowUp(100 + date, about, { createdAt: at(followed) })];
  });
}

/** `20 16:30` of November. */
function at(text: string): string {
  const [date = "", time = ""] = text.split(" ");
  return `2026-11-${date.padStart(2, "0")}T${time}:00Z`;
}

/** The days of calls that get a follow-up now, and of those whose own is held back. */
function decided(calls: readonly Call[], now = NOW, catchUp = 0) {
  const state = projectState({ ...aSnapshot(now, issuesOf(calls), DAILY), catchUp });
  const of = (kind: string): readonly number[] =>
    state.series.flatMap(({ followUpCases }) =>
      followUpCases.flatMap((one) => (one.kind === kind ? [Number(one.agenda.date.slice(-2))] : [])),
    );
  return { gets: of("wanted"), held: of("held-back") };
}

const closedNow = (...days: readonly number[]): readonly Call[] =>
  days.map((date) => ({ day: date, closed: "20 16:30" }));
const inTime = (...days: readonly number[]): readonly Call[] =>
  days.map((date) => ({ day: date, closed: `${date} 10:00`, followed: `${date} 10:05` }));
/** Closed on Friday afternoon, and followed up then. */
const caughtUp = (...days: readonly number[]): readonly Call[] =>
  days.map((date) => ({ day: date, closed: "20 16:00", followed: "20 16:01" }));
const open = (...days: readonly number[]): readonly Call[] => days.map((date) => ({ day: date }));

describe("several agendas of one series want a follow-up", () => {
  it.each<[string, readonly Call[], { readonly gets: readonly number[]; readonly held: readonly number[] }]>([
    ["three get one", closedNow(18, 19, 20), { gets: [18, 19, 20], held: [] }],
    ["of four the newest alone", closedNow(17, 18, 19, 20), { gets: [20], held: [17, 18, 19] }],
    [
      "of four the newest alone, also where that of a later call is open",
      [...closedNow(16, 17, 18, 19), ...open(20)],
      { gets: [19], held: [16, 17, 18] },
    ],
    [
      "three exist: the fourth is held back",
      [...caughtUp(16, 17, 18), ...closedNow(19), ...open(20)],
      { gets: [], held: [19] },
    ],
    ["three exist: the last call gets its own", [...caughtUp(16, 17, 18), ...closedNow(20)], { gets: [20], held: [] }],
    [
      "one exists and four more are closed before the next run: their newest",
      [...caughtUp(12), ...closedNow(13, 16, 17, 18), ...open(19, 20)],
      { gets: [18], held: [13, 16, 17] },
    ],
    [
      "the newest has its own: no older one follows in the next run",
      [...closedNow(16, 17, 18, 19), ...caughtUp(20)],
      { gets: [], held: [16, 17, 18, 19] },
    ],
    [
      "those that got theirs in time do not count",
      [...inTime(9, 10, 11, 12, 13, 16, 17, 19, 20), ...closedNow(18)].sort((a, b) => a.day - b.day),
      { gets: [18], held: [] },
    ],
    [
      "closed on the business day after its call, whatever was held back before",
      [
        ...[9, 10, 11, 12, 13].map((date) => ({ day: date, closed: "18 08:00" })),
        ...inTime(18),
        { day: 19, closed: "20 16:30" },
        ...inTime(20),
      ],
      { gets: [19], held: [9, 10, 11, 12, 13] },
    ],
    ["a call of 14 days ago is the last that counts", closedNow(5, 6), { gets: [6], held: [] }],
    ["an open agenda wants none", open(17, 18, 19, 20), { gets: [], held: [] }],
  ])("%s", (_what, calls, expected) => {
    expect(decided(calls)).toEqual(expected);
  });

  it("the newest of what is held back is made when somebody asks for it", () => {
    const calls = closedNow(16, 17, 18, 19, 20);
    expect(decided(calls, NOW, 2)).toEqual({ gets: [18, 19, 20], held: [16, 17] });
    expect(decided(calls, NOW, 99)).toEqual({ gets: [16, 17, 18, 19, 20], held: [] });
  });

  it("what is held back is forgotten with its call", () => {
    const calls = closedNow(10, 11, 12, 13, 20);
    expect(decided(calls, "2026-11-25T17:00:00Z").held).toEqual([11, 12, 13]);
    expect(decided(calls, "2026-11-30T17:00:00Z").held).toEqual([]);
  });
});
