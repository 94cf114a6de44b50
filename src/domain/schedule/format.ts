import { isPlainDate, weekdayOf } from "../time/dates.ts";
import { placeOfZone } from "../time/time-zone-names.ts";
import type { Instant, PlainDate } from "../time/types.ts";
import { toLocal } from "../time/zoned-time.ts";
import type { LeadTime, Occurrence, Recurrence } from "./types.ts";

// Written out instead of taken from Intl: the same text on every machine, whatever its locale and ICU version.
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** A day for people: `Tue 24 Nov 2026`, or `Tue 24 Nov` with `year: false`. Throws a RangeError for what is no day. */
export function formatDay(date: PlainDate, options: { readonly year?: boolean } = {}): string {
  if (!isPlainDate(date)) throw new RangeError(`expected a day as YYYY-MM-DD, got ${JSON.stringify(date)}`);
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const text = `${WEEKDAYS[weekdayOf(date) - 1]} ${day} ${MONTHS[month - 1]}`;
  return options.year === false ? text : `${text} ${year}`;
}

/** An instant on a zone's clock: `Tue 24 Nov 2026, 10:00`. */
export function formatInstant(instant: Instant, timeZone: string): string {
  const { date, time } = toLocal(instant, timeZone);
  return `${formatDay(date)}, ${time}`;
}

/** When a call takes place, in parts and in words. */
export interface OccurrenceWords {
  /** `Tue 24 Nov 2026` */
  readonly day: string;
  /** `10:00` */
  readonly time: string;
  /** `10:50`, with the day before it when the call ends on another day. */
  readonly endTime: string;
  /** `Tue 24 Nov 2026, 10:00–10:50 Berlin` */
  readonly span: string;
  /** `Tue 24 Nov 2026, 10:00 Berlin` */
  readonly local: string;
  /** `09:00 UTC`, or `Mon 23 Nov 2026, 23:00 UTC` where it is another day there. */
  readonly utc: string;
}

/** When an occurrence begins on another clock: `05:00 New York`, with the day before it where it is another one there. */
export function formatOnClock(
  { start, date }: Occurrence,
  timeZone: string,
  dayWords: (date: PlainDate) => string = formatDay,
): string {
  const there = toLocal(start, timeZone);
  const words = `${there.time} ${placeOfZone(timeZone)}`;
  return there.date === date ? words : `${dayWords(there.date)}, ${words}`;
}

/**
 * Says when an occurrence takes place, in its series' zone and in UTC.
 *
 * @param dayWords how days are written: as `formatDay` does unless told
 */
export function formatOccurrence(
  occurrence: Occurrence,
  timeZone: string,
  dayWords: (date: PlainDate) => string = formatDay,
): OccurrenceWords {
  const end = toLocal(occurrence.end, timeZone);
  const day = dayWords(occurrence.date);
  const { time } = occurrence;
  const endTime = end.date === occurrence.date ? end.time : `${dayWords(end.date)}, ${end.time}`;
  const place = placeOfZone(timeZone);
  return {
    day,
    time,
    endTime,
    span: `${day}, ${time}${end.date === occurrence.date ? "–" : " – "}${endTime} ${place}`,
    local: `${day}, ${time} ${place}`,
    utc: formatOnClock(occurrence, "UTC", dayWords),
  };
}

/** The rhythms of a series for people: `every week on tuesday at 10:00 until Sat 28 Feb 2026; every 2 weeks …`. */
export function formatRhythm(recurrences: readonly Recurrence[]): string {
  return recurrences
    .map(({ text, countedFrom, firstDay, lastDay }) => {
      const from = firstDay !== undefined && firstDay === countedFrom ? ` from ${formatDay(firstDay)}` : "";
      return `${text}${from}${lastDay === undefined ? "" : ` until ${formatDay(lastDay)}`}`;
    })
    .join("; ");
}

/** A lead time for people: `3 days`, `1 business day`. */
export function formatLeadTime(leadTime: LeadTime): string {
  const unit = leadTime.unit.replace("-", " ");
  return `${leadTime.amount} ${leadTime.amount === 1 ? unit.slice(0, -1) : unit}`;
}
