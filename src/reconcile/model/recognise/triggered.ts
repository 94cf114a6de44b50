import type { MeetingSeries } from "../../../config/resolve/types.ts";
import { parseIssueMarker } from "../../../domain/marker/issue-marker.ts";
import { recurrenceOn } from "../../../domain/schedule/rule-dates.ts";
import { onceOn, triggeredDay } from "../../../domain/schedule/trigger.ts";
import type { PlainDate } from "../../../domain/time/types.ts";
import { epochOf, toInstant } from "../../../domain/time/zoned-time.ts";
import type { Issue } from "../../../gitlab/port.ts";
import type { Snapshot } from "../types.ts";

/** An agenda of the bot's as its marker tells. */
interface MarkedAgenda {
  readonly series: string;
  readonly occurrence: PlainDate;
  /** The day of its call. */
  readonly date: PlainDate;
  readonly held: boolean;
}

/**
 * Returns a snapshot in which series that follow another one's calls have their days: one for each call that was held, counted
 * from the day on which it took place. It is told by closed agendas alone, at each look anew: opened again, an agenda takes the
 * day that follows it back. A day that has an agenda already stays.
 */
export function withTriggeredCalls(snapshot: Snapshot): Snapshot {
  const { configuration } = snapshot;
  if (configuration.meetings.every(({ trigger }) => trigger === null)) return snapshot;
  const agendas = snapshot.own.flatMap((issue) => markedAgenda(issue, snapshot));
  const meetings = configuration.meetings.map((meeting) => withDays(meeting, agendas));
  return { ...snapshot, configuration: { ...configuration, meetings } };
}

function markedAgenda(issue: Issue, { configuration }: Snapshot): readonly MarkedAgenda[] {
  const marker = parseIssueMarker(issue.description);
  if (marker?.kind !== "agenda") return [];
  const { series, occurrence } = marker;
  const meeting = configuration.meetings.find(({ id }) => id === series);
  if (meeting === undefined) return [];
  const date = issue.dueDate ?? occurrence;
  const { schedule } = meeting;
  const start = toInstant(date, recurrenceOn(schedule, occurrence).time, schedule.timeZone);
  const held = issue.state === "closed" && issue.closedAt !== null && epochOf(issue.closedAt) >= epochOf(start);
  return [{ series, occurrence, date, held }];
}

function withDays(meeting: MeetingSeries, agendas: readonly MarkedAgenda[]): MeetingSeries {
  const { id, trigger, schedule } = meeting;
  const [waiting] = schedule.recurrences;
  if (trigger === null || waiting === undefined) return meeting;
  const own = agendas.flatMap((one) => (one.series === id ? [one.occurrence] : []));
  const following = agendas.flatMap((one) =>
    one.series === trigger.after && one.held ? [triggeredDay(one.date, trigger)] : [],
  );
  const days = [...new Set([...own, ...following])].sort();
  const recurrences = days.map((day) => onceOn(day, waiting.text, waiting.time));
  return { ...meeting, schedule: { ...schedule, recurrences: [...recurrences, waiting] } };
}
