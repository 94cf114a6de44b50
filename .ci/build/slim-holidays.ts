import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";

/**
 * date-holidays as it is used by one short command: one country, two years. Whole it costs a fifth of `cadence plan`.
 * `tests/packaging/slim.test.ts` compares the outcome with the untouched library.
 */
export function slimHolidays(): Plugin {
  return {
    name: "slim-holidays",
    async load(id) {
      const [, slim] = SLIM.find(([file]) => file.test(id)) ?? [];
      return slim === undefined ? null : { code: await slim(id) };
    },
  };
}

const SLIM: readonly (readonly [RegExp, (path: string) => string | Promise<string>])[] = [
  [/[\\/]date-holidays[\\/]src[\\/]data\.js$/, lazyData],
  [/[\\/]moment-timezone[\\/]index\.js$/, () => ZONED_MOMENT],
];

/** The data of each country as a text, parsed when somebody asks for the country. */
async function lazyData(path: string): Promise<string> {
  const { data }: { readonly data: { readonly holidays: object } } = await import(pathToFileURL(path).href);
  const { holidays, ...rest } = data;
  const countries = Object.entries(holidays).map(([country, value]) => {
    return `get ${country}() { return JSON.parse(${JSON.stringify(JSON.stringify(value))}); }`;
  });
  return `export const data = { ...${JSON.stringify(rest)}, holidays: { ${countries.join(", ")} } };`;
}

/** The part of moment-timezone that date-holidays and caldate call, by Temporal, which knows Node's time zones. */
const ZONED_MOMENT = `
  import { Temporal } from "temporal-polyfill";
  const wrap = (moment) => ({
    tz: (zone) => wrap(moment.withTimeZone(zone)),
    utcOffset: (offset) => wrap(moment.withTimeZone(offset)),
    format: () => moment.toInstant().toString(),
    year: () => moment.year,
    month: () => moment.month - 1,
    date: () => moment.day,
    hours: () => moment.hour,
    minutes: () => moment.minute,
    seconds: () => moment.second,
  });
  const at = (instant, zone) => wrap(Temporal.Instant.from(instant).toZonedDateTimeISO(zone));
  const moment = (instant) => at(instant, "UTC");
  moment.tz = (time, zone) =>
    time instanceof Date ? at(time.toISOString(), zone) : wrap(Temporal.PlainDateTime.from(time).toZonedDateTime(zone));
  export default moment;`;
