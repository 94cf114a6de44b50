import { reason } from "../../../src/domain/reason.ts";
import { parseRepeat } from "../../../src/domain/schedule/parse-repeat.ts";
import { parseRrule } from "../../../src/domain/schedule/parse-rrule.ts";
import type {
  DateRange,
  Move,
  Occurrence,
  OccurrenceOverrides,
  Recurrence,
  SeriesSchedule,
} from "../../../src/domain/schedule/types.ts";
import type { HolidayCalendar } from "../../../src/domain/time/types.ts";

/** A fortnightly Tuesday call of 50 minutes in Berlin, agendas three days ahead at any hour; a test states what differs. */
export function schedule(
  repeat = "every 2 weeks on tuesday at 10:00",
  differences: Partial<SeriesSchedule> = {},
): SeriesSchedule {
  return {
    series: "cadence-call",
    timeZone: "Europe/Berlin",
    recurrences: [words(repeat)],
    from: "2026-01-13",
    until: null,
    durationMinutes: 50,
    leadTime: { amount: 3, unit: "days" },
    hours: "any-time",
    skip: [],
    pause: [],
    move: [],
    holidays: "ignore",
    ...differences,
  };
}

function words(repeat: string): Recurrence {
  const result = repeat.startsWith("FREQ") ? parseRrule(repeat, "10:00") : parseRepeat(repeat);
  if (!result.ok) throw new Error(`${repeat}: ${result.problem}`);
  return result.recurrence;
}

export function days(from: string, to: string | null = from, why: string | null = null): DateRange {
  return { from, to, reason: why };
}

export function move(date: string, toDate: string, toTime: string | null = null, why: string | null = null): Move {
  return { date, toDate, toTime, reason: why };
}

export const noHolidays: HolidayCalendar = () => null;

export function holidays(names: Readonly<Record<string, string>>): HolidayCalendar {
  return (date) => names[date] ?? null;
}

export function overrides(
  made: { readonly moved?: Readonly<Record<string, string>>; readonly skipped?: readonly string[] } = {},
): OccurrenceOverrides {
  return {
    moved: new Map(
      Object.entries(made.moved ?? {}).map(([id, toDate]) => [
        id,
        { toDate, reason: reason("due-date-moved", `the due date was moved to ${toDate}`) },
      ]),
    ),
    skipped: new Map(
      (made.skipped ?? []).map((id) => [id, reason("closed-before-call", "the agenda was closed before the call")]),
    ),
  };
}

/** `2026-12-01 > 2026-12-03 14:00`: id, day and time, `!` for a skipped one. */
export function shown(occurrences: readonly Occurrence[]): readonly string[] {
  return occurrences.map(
    ({ id, date, time, state }) => `${state === "skipped" ? "!" : ""}${id}${id === date ? "" : ` > ${date}`} ${time}`,
  );
}

export function window(from: string, to: string): { readonly from: string; readonly to: string } {
  return { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` };
}
