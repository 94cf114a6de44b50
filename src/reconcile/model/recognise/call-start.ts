import type { MeetingSeries } from "../../../config/resolve/types.ts";
import { reason } from "../../../domain/reason.ts";
import { planOccurrences } from "../../../domain/schedule/occurrences.ts";
import { recurrenceOn } from "../../../domain/schedule/rule-dates.ts";
import { addDays } from "../../../domain/time/dates.ts";
import { isTimeZone } from "../../../domain/time/time-zone-names.ts";
import type { Instant, PlainDate } from "../../../domain/time/types.ts";
import { epochOf, toInstant } from "../../../domain/time/zoned-time.ts";
import { dayOf } from "../csm.ts";
import type { RecognisedAgenda, SeriesAgenda, Snapshot } from "../types.ts";
import type { IsBeforeBot } from "./before-the-bot.ts";

type DatedAgenda = Pick<SeriesAgenda, "date" | "writtenFor">;

/** The start of a call on a day by the configuration: at the series' time or the time it was moved to. */
function plannedStart(id: string, date: PlainDate, { schedule }: MeetingSeries, { calendar }: Snapshot): Instant {
  const moved = new Map([[id, { toDate: date, reason: reason("agenda-date", "day of the agenda") }]]);
  const window = { from: `${addDays(date, -1)}T00:00:00Z`, to: `${addDays(date, 2)}T00:00:00Z` };
  const occurrences = planOccurrences(schedule, calendar, { moved, skipped: new Map() }, window);
  const planned = occurrences.find((occurrence) => occurrence.id === id)?.start;
  return planned ?? toInstant(date, recurrenceOn(schedule, id).time, schedule.timeZone);
}

/** The start that an agenda was written for, or null where it is on another day now or unknown. */
function writtenStart({ writtenFor, date }: DatedAgenda): Instant | null {
  if (writtenFor === null || writtenFor.date !== date || !isTimeZone(writtenFor.timeZone)) return null;
  return toInstant(date, writtenFor.time, writtenFor.timeZone);
}

/**
 * When the call of an agenda begins: on its day, at the series' time or the time it was moved to. The time may be another
 * since the call was held: the earlier one counts, so that a held call does not become one that was closed before it.
 */
function startOfCall(id: string, agenda: DatedAgenda, meeting: MeetingSeries, snapshot: Snapshot): Instant {
  const planned = plannedStart(id, agenda.date, meeting, snapshot);
  const written = writtenStart(agenda);
  return written !== null && epochOf(written) < epochOf(planned) ? written : planned;
}

/** Whether the call that an open agenda was made for is still to come, whatever became of it in the configuration. */
export function isAhead(
  agenda: DatedAgenda & Pick<SeriesAgenda, "issue">,
  meeting: MeetingSeries,
  at: Instant,
): boolean {
  if (agenda.issue.state !== "opened") return false;
  const { schedule } = meeting;
  const { time } = recurrenceOn(schedule, agenda.date);
  const start = writtenStart(agenda) ?? toInstant(agenda.date, time, schedule.timeZone);
  return epochOf(start) > epochOf(at);
}

/** Agendas with the beginning of their calls, and whether these were held. */
export function withCalls(
  agendas: readonly RecognisedAgenda[],
  meeting: MeetingSeries,
  snapshot: Snapshot,
  isBeforeBot: IsBeforeBot,
): readonly SeriesAgenda[] {
  return agendas.map((agenda) => {
    const { occurrence } = agenda;
    const start = occurrence === null ? null : startOfCall(occurrence, agenda, meeting, snapshot);
    return { ...agenda, start, held: wasHeld(agenda, start, snapshot), beforeBot: isBeforeBot({ ...agenda, start }) };
  });
}

function wasHeld({ issue, date }: RecognisedAgenda, start: Instant | null, snapshot: Snapshot): boolean {
  const { state, closedAt } = issue;
  if (state !== "closed" || closedAt === null) return false;
  return start === null ? dayOf({ snapshot }, closedAt) >= date : epochOf(closedAt) >= epochOf(start);
}
