import { Temporal } from "temporal-polyfill";
import type { Instant, PlainDate, PlainTime } from "./types.ts";
import { MINUTE_MS } from "./units.ts";

/** A wall-clock moment of a zone, and what the zone's clock changes did to it. */
export interface ZonedMoment {
  readonly instant: Instant;
  /** The day and time the zone's clock really shows; not what was asked for when the clock skips it. */
  readonly date: PlainDate;
  readonly time: PlainTime;
  /** `gap`: the asked time does not exist that day. `repeated`: it comes twice, the first was taken. `no-day`: the zone skips the whole day. */
  readonly clock: "plain" | "gap" | "repeated" | "no-day";
}

/**
 * Finds the instant of a wall-clock time in an IANA zone.
 *
 * A time that a clock change skips moves forward by the length of the gap, of a repeated time the earlier is taken
 * (Temporal's `compatible` disambiguation). Throws a RangeError for an unknown zone.
 */
export function zonedMoment(date: PlainDate, time: PlainTime, timeZone: string): ZonedMoment {
  const asked = Temporal.PlainDateTime.from(`${date}T${time}`);
  const earlier = asked.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = asked.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return moment(earlier, "plain");
  const first = moment(earlier, "repeated");
  if (first.date === date && first.time === time) return first;
  // In a gap `later` is the asked time read with the offset before the change, which is what `compatible` takes.
  return moment(later, dayExists(date, timeZone) ? "gap" : "no-day");
}

function moment(zoned: Temporal.ZonedDateTime, clock: ZonedMoment["clock"]): ZonedMoment {
  return { instant: fromEpoch(zoned.epochMilliseconds), ...wallClock(zoned), clock };
}

function wallClock(zoned: Temporal.ZonedDateTime): { readonly date: PlainDate; readonly time: PlainTime } {
  const shown = new Date(zoned.epochMilliseconds + zoned.offsetNanoseconds / 1e6).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** False where a zone jumped over the date line, as Pacific/Apia did over 30 December 2011. */
function dayExists(date: PlainDate, timeZone: string): boolean {
  return wallClock(Temporal.PlainDate.from(date).toZonedDateTime(timeZone)).date === date;
}

/** The instant of a wall-clock time in a zone; clock changes as in {@link zonedMoment}. */
export function toInstant(date: PlainDate, time: PlainTime, timeZone: string): Instant {
  return fromEpoch(Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The day and time that a zone's clock shows at an instant. */
export function toLocal(instant: Instant, timeZone: string): { readonly date: PlainDate; readonly time: PlainTime } {
  return wallClock(Temporal.Instant.fromEpochMilliseconds(epochOf(instant)).toZonedDateTimeISO(timeZone));
}

/** The instant a number of minutes later; a negative number goes back. */
export function addMinutes(instant: Instant, minutes: number): Instant {
  return fromEpoch(epochOf(instant) + minutes * MINUTE_MS);
}

/** Milliseconds since 1970, to compare instants that may be written with and without fractions. Throws a RangeError for what is no instant. */
export function epochOf(instant: Instant): number {
  const milliseconds = Date.parse(instant);
  // Without a zone Date.parse takes the machine's own.
  if (Number.isNaN(milliseconds) || !/(Z|[+-]\d\d:?\d\d)$/.test(instant))
    throw new RangeError(`expected an instant such as 2026-12-01T09:00:00Z, got ${JSON.stringify(instant)}`);
  return milliseconds;
}

/** The instant of a number of milliseconds since 1970, written without needless fractions. */
export function fromEpoch(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}

/** The earliest of some instants, of which null is none; null where there is no other. */
export function earliestOf(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null);
  return known.sort((a, b) => epochOf(a) - epochOf(b))[0] ?? null;
}
