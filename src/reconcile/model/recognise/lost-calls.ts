import type { MeetingSeries } from "../../../config/resolve/types.ts";
import { isRuleDate } from "../../../domain/schedule/rule-dates.ts";
import type { Occurrence } from "../../../domain/schedule/types.ts";
import { addDays, daysBetween } from "../../../domain/time/dates.ts";
import type { Instant } from "../../../domain/time/types.ts";
import { epochOf } from "../../../domain/time/zoned-time.ts";
import type { SeriesAgenda } from "../types.ts";
import { isAhead } from "./call-start.ts";

/** A change of the weekday takes a call to another day of the week around it. */
export const SAME_WEEK_DAYS = 6;

type LostAgenda = Pick<SeriesAgenda, "issue" | "occurrence" | "date" | "madeFor" | "writtenFor" | "adopted">;

/**
 * The rule of the series was changed after an agenda was made: its call, which would still be to come, is no longer on the
 * schedule.
 */
export function lostItsCall(agenda: LostAgenda, meeting: MeetingSeries, at: Instant): boolean {
  if (agenda.occurrence === null || !isAhead(agenda, meeting, at)) return false;
  return !isRuleDate(meeting.schedule, agenda.occurrence);
}

/** The occurrences a series has between two days by its configuration alone, nothing that people did in GitLab applied. */
export type PlannedBetween = (meeting: MeetingSeries, from: string, to: string) => readonly Occurrence[];

function callFor(agenda: LostAgenda, free: readonly Occurrence[]): Occurrence | null {
  const distance = (call: Occurrence): number => Math.abs(daysBetween(call.date, agenda.date));
  const near = free.filter((call) => distance(call) <= SAME_WEEK_DAYS);
  return near.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/**
 * Gives own agendas that lost their call the nearest call to come of their own series that has none: the rhythm goes on, on
 * another day (law 1). Duplicates go together; what is too far from any call stays what it was made for.
 */
export function adoptWithin<T extends LostAgenda>(
  lost: readonly T[],
  taken: readonly LostAgenda[],
  meeting: MeetingSeries,
  planned: PlannedBetween,
  at: Instant,
): readonly T[] {
  const calls = new Map<string | null, Occurrence | null>();
  const ids = new Set(taken.map((agenda) => agenda.occurrence));
  const inOrder = [...lost].sort((a, b) => a.date.localeCompare(b.date) || a.issue.iid - b.issue.iid);
  for (const agenda of inOrder) {
    if (calls.has(agenda.occurrence)) continue;
    const around = planned(meeting, addDays(agenda.date, -SAME_WEEK_DAYS), addDays(agenda.date, SAME_WEEK_DAYS));
    const ahead = around.filter(({ state, start }) => state === "planned" && epochOf(start) > epochOf(at));
    const call = callFor(
      agenda,
      ahead.filter(({ id }) => !ids.has(id)),
    );
    calls.set(agenda.occurrence, call);
    if (call !== null) ids.add(call.id);
  }
  return inOrder.map((agenda) => {
    const call = calls.get(agenda.occurrence) ?? null;
    if (call === null) return agenda;
    // The earliest markers held no day: the bot made an agenda for the day that names its call.
    return {
      ...agenda,
      occurrence: call.id,
      madeFor: agenda.madeFor ?? agenda.occurrence,
      adopted: { date: call.date },
    };
  });
}
