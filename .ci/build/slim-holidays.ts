import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { OnLoadResult, Plugin, PluginBuild } from "esbuild";
import * as esbuild from "esbuild";
import { ROOT } from "./root.ts";

/**
 * date-holidays as it is used by one short command: one country, two years. Whole it costs more than all else in
 * `cadence plan`. `tests/packaging/slim.test.ts` compares the outcome with the untouched library.
 *
 * - The data of each country becomes a file in `dist/data/holidays`, read when somebody asks for the country.
 * - Calendars that need astronomy are a file of their own, read when a country has a holiday by them.
 * - moment-timezone, with its own copy of the world's zones, gives way to Temporal, which knows Node's.
 */
export function slimHolidays(dist: string): Plugin {
  const replace = (
    build: Parameters<Plugin["setup"]>[0],
    filter: RegExp,
    load: (path: string) => Promise<string>,
  ): void =>
    build.onLoad({ filter }, async ({ path }): Promise<OnLoadResult> => {
      return { contents: await load(path), resolveDir: dirname(path) };
    });
  return {
    name: "slim-holidays",
    setup(build) {
      build.onStart(() => writeCalendars(dist));
      build.onResolve({ filter: /[\\/]calendars\.cjs$/ }, ({ path }) => ({ path, external: true }));
      replace(build, /[\\/]date-holidays[\\/]src[\\/]data\.js$/, (path) =>
        splitData(path, join(dist, "data", "holidays")),
      );
      replace(build, /[\\/]date-holidays-parser[\\/]src[\\/]CalEventFactory\.js$/, lazyCalendars);
      replaceMoment(build);
    },
  };
}

function replaceMoment(build: PluginBuild): void {
  build.onLoad({ filter: /[\\/]moment-timezone[\\/]index\.js$/ }, ({ path }) => ({
    contents: ZONED_MOMENT,
    resolveDir: dirname(path),
  }));
}

const CALENDARS = ["Julian", "Hebrew", "Hijri", "Jalaali", "Equinox", "Chinese", "BengaliRevised"];

/** Half of the library's code by size: planets, the moon, and the tables of the Hebrew and the Islamic calendar. */
async function writeCalendars(dist: string): Promise<void> {
  const source = join(ROOT, "node_modules", "date-holidays-parser", "src");
  const contents = CALENDARS.map(
    (name) => `export { default as ${name} } from ${JSON.stringify(join(source, `${name}.js`))};`,
  );
  await esbuild.build({
    stdin: { contents: contents.join("\n"), resolveDir: ROOT },
    outfile: join(dist, "lazy", "calendars.cjs"),
    bundle: true,
    minifyWhitespace: true,
    minifySyntax: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "warning",
    plugins: [{ name: "moment-by-temporal", setup: replaceMoment }],
  });
}

interface HolidayData {
  readonly holidays: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** Writes a file per country and one for what they share; answers a module that reads them on demand. */
async function splitData(path: string, folder: string): Promise<string> {
  const { data }: { readonly data: HolidayData } = await import(pathToFileURL(path).href);
  const { holidays, names, ...rest } = data;
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of [...Object.entries(holidays), ["names", names] as const]) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
  }
  // The chunk that holds this module lies in dist/chunks, beside dist/data.
  return `
    import { readFileSync } from "node:fs";
    const read = (name) => JSON.parse(readFileSync(new URL("../data/holidays/" + name + ".json", import.meta.url), "utf8"));
    const lazy = (target, key, name = key) => {
      let value;
      return Object.defineProperty(target, key, { enumerable: true, get: () => (value ??= read(name)) });
    };
    const holidays = ${JSON.stringify(Object.keys(holidays))}.reduce((all, country) => lazy(all, country), {});
    export const data = lazy({ ...${JSON.stringify(rest)}, holidays }, "names");`;
}

/** Turns the imports of calendars into functions that load them. What is written otherwise stays as it is. */
async function lazyCalendars(path: string): Promise<string> {
  const source = await readFile(path, "utf8");
  return CALENDARS.reduce(
    (text, name) =>
      text
        .replace(`import ${name} from './${name}.js'`, `const ${name} = () => require('../lazy/calendars.cjs').${name}`)
        .replace(`new ${name}(opts)`, `new (${name}())(opts)`),
    source,
  );
}

/** The part of moment-timezone that date-holidays and caldate call. */
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
