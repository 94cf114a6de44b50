import { nearestWord } from "../text/nearest-word.ts";
import type { HolidayCalendar, PlainDate } from "../time/types.ts";
import { HOUR_MS } from "../time/units.ts";
import { holidayCodes } from "./holiday-codes.ts";
import type { SeriesSchedule } from "./types.ts";

type Holidays = ReadonlyMap<PlainDate, string>;
/** What is read of an entry of the library: the local start as text and the span. */
interface Entry {
  readonly date: string;
  readonly start: Date;
  readonly end: Date;
  readonly name: string;
}
interface Source {
  readonly code: string;
  readonly list: (year: number) => readonly Entry[];
}

/**
 * Builds the look-up of public holidays for countries and their states (`DE`, `DE-BY`, `US-CA`), both sides of the
 * table: a day is a holiday when it is one for any of them, and the name says for which ("Tag der Deutschen Einheit
 * (DE)").
 *
 * Only public holidays count, no school, bank or optional ones; a holiday counts for a day when it covers its noon.
 * Names are in the country's own language. Years are computed when first asked for and kept. Without countries nothing
 * is loaded; with them the holiday data is imported, once per process, which takes longer than all else here. Throws a
 * RangeError for an unknown code, see {@link isKnownCountry}.
 */
export async function createHolidayCalendar(countries: readonly string[]): Promise<HolidayCalendar> {
  const codes = [...new Set(countries.map(knownCode))];
  if (codes.length === 0) return () => null;
  const { default: HolidayLibrary } = await import("date-holidays");
  const sources = codes.map((code): Source => {
    const [country = "", state = "", region = ""] = code.split("-");
    const library = new HolidayLibrary(country, state, region, { types: ["public"] });
    return { code, list: (year) => library.getHolidays(year) };
  });
  const years = new Map<string, Holidays>();
  return (date) => {
    // A holiday of the last days of December can reach into January; for all other days one year less is computed.
    const reached = date.slice(5) <= LAST_REACHED;
    const key = `${date.slice(0, 4)}${reached ? "+" : ""}`;
    const known = years.get(key) ?? holidaysOf(sources, Number(date.slice(0, 4)), reached);
    years.set(key, known);
    return known.get(date) ?? null;
  };
}

/** True when a series depends on holidays at all; without such a series the holiday data need not be loaded. */
export function needsHolidayCalendar(schedule: Pick<SeriesSchedule, "holidays" | "leadTime">): boolean {
  return schedule.holidays !== "ignore" || schedule.leadTime.unit === "business-days";
}

/** The codes of all countries, states and regions with known holidays: `DE`, `DE-BY`, `US-CA-LA`. */
export function knownCountries(): readonly string[] {
  return holidayCodes();
}

/** True for a code with known holidays; case does not matter. */
export function isKnownCountry(code: string): boolean {
  return spelling(code) !== undefined;
}

/** The library's own spelling of a code; some states of New Zealand and the Cook Islands are not in capitals. */
function spelling(code: string): string | undefined {
  const wanted = normal(code);
  return holidayCodes().find((known) => known.toUpperCase() === wanted);
}

function knownCode(code: string): string {
  const known = spelling(code);
  if (known === undefined) throw new RangeError(`expected a country such as DE or DE-BY, got ${JSON.stringify(code)}`);
  return known;
}

/** The known code that a misspelt one most likely means, or null. A state that is not known gives its country. */
export function nearestCountry(code: string): string | null {
  const wanted = normal(code);
  const usual = USUAL_NAMES.get(wanted);
  if (usual !== undefined) return usual;
  const [country = ""] = wanted.split("-");
  const beginning = `${country}-`;
  const near = wanted.includes("-")
    ? nearestWord(
        wanted,
        knownCountries().filter((known) => known.startsWith(beginning)),
      )
    : null;
  if (near !== null) return near;
  return isKnownCountry(country)
    ? country
    : nearestWord(
        wanted,
        knownCountries().filter((known) => !known.includes("-")),
      );
}

/** Codes that people write and that ISO 3166 does not have. */
const USUAL_NAMES: ReadonlyMap<string, string> = new Map([
  ["UK", "GB"],
  ["USA", "US"],
  ["GER", "DE"],
  ["EN", "GB"],
  ["GERMANY", "DE"],
  ["FRANCE", "FR"],
  ["ENGLAND", "GB-ENG"],
]);

function normal(code: string): string {
  return code.trim().toUpperCase();
}

/** The last day of January that a holiday of the year before can reach: the longest takes nine days. */
const LAST_REACHED = "01-15";

function holidaysOf(sources: readonly Source[], year: number, withLastYear: boolean): Holidays {
  const names = new Map<PlainDate, Map<string, string[]>>();
  for (const { code, list } of sources) {
    for (const entry of [...(withLastYear ? list(year - 1).slice(-3) : []), ...list(year)]) {
      for (const day of daysOf(entry)) add(names, day, entry.name, code);
    }
  }
  return new Map(
    [...names].map(([day, byName]) => [
      day,
      [...byName].map(([name, codes]) => `${name} (${codes.join(", ")})`).join(", "),
    ]),
  );
}

function add(names: Map<PlainDate, Map<string, string[]>>, day: PlainDate, name: string, code: string): void {
  const byName = names.get(day) ?? new Map<string, string[]>();
  const codes = byName.get(name) ?? [];
  names.set(day, byName.set(name, codes.includes(code) ? codes : [...codes, code]));
}

/**
 * The local days whose noon a holiday covers. The text of the start is used, not the instant: it is in the country's
 * own time. Holidays that begin at sunset have an offset there (`2026-04-02 00:00:00 -0600`, six hours before that midnight).
 */
function daysOf({ date, start, end }: Entry): readonly PlainDate[] {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d):(\d\d):\d\d(?: ([+-]\d\d)(\d\d))?$/.exec(date);
  if (match === null) return [];
  const [, day, hours, minutes, offset] = match;
  const begin = Date.parse(`${day}T${hours}:${minutes}:00Z`) + Number(offset ?? "0") * HOUR_MS;
  const finish = begin + (end.getTime() - start.getTime());
  const days: PlainDate[] = [];
  for (
    let noon = Math.floor(begin / (24 * HOUR_MS)) * 24 * HOUR_MS + 12 * HOUR_MS;
    noon < finish;
    noon += 24 * HOUR_MS
  ) {
    if (noon >= begin) days.push(new Date(noon).toISOString().slice(0, 10));
  }
  return days;
}
