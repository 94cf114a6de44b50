import { isPlainDate } from "../time/dates.ts";
import type { Instant, PlainDate } from "../time/types.ts";
import { toLocal } from "../time/zoned-time.ts";
import type { TextLanguage } from "./language.ts";

/** How a language writes days, moments and lists. */
export interface Formats {
  /** `Tue 24 Nov 2026`, or `Tue 24 Nov` with `year: false`. Throws a RangeError for what is no day. */
  readonly day: (date: PlainDate, options?: { readonly year?: boolean }) => string;
  /** An instant on a zone's clock: `Tue 24 Nov 2026, 10:00`. */
  readonly instant: (instant: Instant, timeZone: string) => string;
  /** `a, b and c` */
  readonly list: (words: readonly string[]) => string;
}

type Parts = (date: PlainDate) => ReadonlyMap<Intl.DateTimeFormatPartTypes, string>;

/** Of the locales of a language the one whose words are taken, and the order in which a day has them: only words are ICU's. */
const DAYS: Readonly<
  Record<TextLanguage, readonly [locale: string, order: (parts: ReadonlyMap<string, string>) => string]>
> = {
  en: ["en-US", (parts) => `${parts.get("weekday")} ${parts.get("day")} ${parts.get("month")}`],
  de: ["de-DE", (parts) => `${parts.get("weekday")}, ${parts.get("day")}. ${parts.get("month")}`],
};

const LISTS: Readonly<Record<TextLanguage, string>> = { en: "en-GB", de: "de-DE" };

function partsOf(locale: string): Parts {
  let format: Intl.DateTimeFormat | null = null;
  return (date) => {
    // Made when the first day is written: the first one of a process reads the data of its locale.
    format ??= new Intl.DateTimeFormat(locale, {
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: "UTC",
    });
    const parts = format.formatToParts(Date.parse(`${date}T00:00:00Z`));
    return new Map(parts.map(({ type, value }) => [type, value]));
  };
}

/** A day as it is read about another one: with its year only where that differs. */
export function dayNear({ day }: Formats, date: PlainDate, other: PlainDate): string {
  return day(date, { year: date.slice(0, 4) !== other.slice(0, 4) });
}

/** Returns how a language writes days, moments and lists. */
export function formatsOf(language: TextLanguage): Formats {
  const [locale, order] = DAYS[language];
  const parts = partsOf(locale);
  const day: Formats["day"] = (date, options = {}) => {
    if (!isPlainDate(date)) throw new RangeError(`expected a day as YYYY-MM-DD, got ${JSON.stringify(date)}`);
    const text = order(parts(date));
    return options.year === false ? text : `${text} ${Number(date.slice(0, 4))}`;
  };
  return {
    day,
    instant: (instant, timeZone) => {
      const { date, time } = toLocal(instant, timeZone);
      return `${day(date)}, ${time}`;
    },
    list: (words) => new Intl.ListFormat(LISTS[language], { type: "conjunction" }).format(words),
  };
}
