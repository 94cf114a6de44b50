import type { MeetingSeries, ProjectConfiguration } from "../../../src/config/resolve/types.ts";
import type { ConfigurationValue, ValueSource } from "../../../src/config/sources/types.ts";
import { planOccurrences } from "../../../src/domain/schedule/occurrences.ts";
import { recurrenceOn } from "../../../src/domain/schedule/rule-dates.ts";
import { onceOn, triggeredDay } from "../../../src/domain/schedule/trigger.ts";
import type { Occurrence } from "../../../src/domain/schedule/types.ts";
import { addDays } from "../../../src/domain/time/dates.ts";
import type { HolidayCalendar, PlainDate } from "../../../src/domain/time/types.ts";

/** A call of a year, with what it is there for. */
export interface CalendarDay {
  readonly occurrence: Occurrence;
  readonly why: string;
}

interface YearOf {
  readonly configuration: ProjectConfiguration;
  /** Each value of the file with its source. */
  readonly values: readonly ConfigurationValue[];
  readonly holidays: HolidayCalendar;
  readonly from: PlainDate;
}

/** Rows of meetings that the file itself asks for. */
const ROWS: Readonly<Record<string, string>> = {
  "business-review": "a business review in month 6 of the contract (C18)",
  "leadership-check-in": "a talk with the customer's leaders each quarter (D3)",
};

/** The calls of a year from a day on, in order of start; those that follow another call as if that were held on its day. */
export function yearOf({ configuration, values, holidays, from }: YearOf): readonly CalendarDay[] {
  const calls = new Map<string, readonly Occurrence[]>();
  for (const meeting of configuration.meetings) {
    const schedule = withFollowing(meeting, calls);
    const window = { from: `${from}T00:00:00Z`, to: `${addDays(from, 365)}T00:00:00Z` };
    calls.set(meeting.id, planOccurrences(schedule, holidays, { moved: new Map(), skipped: new Map() }, window));
  }
  return configuration.meetings
    .flatMap((meeting) =>
      (calls.get(meeting.id) ?? []).map((occurrence) => {
        const why = [whyOf(meeting, occurrence, values), ...coversOn(configuration, occurrence)].join("; ");
        return { occurrence, why };
      }),
    )
    .sort((a, b) => a.occurrence.start.localeCompare(b.occurrence.start));
}

function coversOn({ away }: ProjectConfiguration, { date }: Occurrence): readonly string[] {
  const off = away.filter(({ from, to }) => from <= date && (to === null || date <= to));
  return off.map(({ user, cover }) => (cover === null ? `${user} is away` : `${cover} covers for ${user}`));
}

function withFollowing(
  { schedule, trigger }: MeetingSeries,
  calls: ReadonlyMap<string, readonly Occurrence[]>,
): MeetingSeries["schedule"] {
  const [waiting] = schedule.recurrences;
  if (trigger === null || waiting === undefined) return schedule;
  const days = (calls.get(trigger.after) ?? []).map(({ date }) => triggeredDay(date, trigger));
  return { ...schedule, recurrences: days.map((day) => onceOn(day, waiting.text, waiting.time)) };
}

function whyOf(meeting: MeetingSeries, occurrence: Occurrence, values: readonly ConfigurationValue[]): string {
  const reasons = occurrence.reasons.map(({ text }) => text);
  return [baseOf(meeting, occurrence, values), ...reasons].join("; ");
}

function baseOf(
  { id, schedule, trigger }: MeetingSeries,
  { id: day }: Occurrence,
  values: readonly ConfigurationValue[],
): string {
  if (trigger !== null) {
    const { amount, unit } = trigger.distance;
    return `${amount} ${unit} after the ${trigger.after}, if that is held on its day (D7)`;
  }
  const known = ROWS[id];
  if (known !== undefined) return known;
  const recurrence = recurrenceOn(schedule, day);
  const value = values.filter(({ key }) => key === `meetings.${id}.repeat`)[schedule.recurrences.indexOf(recurrence)];
  const source = value?.sources.find(({ row }) => row !== null);
  if (source !== undefined) return sourceWords(source);
  return `${value?.value}, as often as this customer needs (A4)`;
}

/** `every week: handbook A3, onboarding` as a reader has it. */
function sourceWords({ part, from, row }: ValueSource): string {
  return `${part}, ${from.replace(`handbook ${row}, `, "")} (${row})`;
}
