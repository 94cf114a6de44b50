import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { OnLoadResult, Plugin } from "esbuild";

interface Replacement {
  readonly file: RegExp;
  readonly load: (path: string) => Promise<string>;
}

/**
 * Leaves out what esbuild cannot see is unused: whole files that a library's index pulls in, and data read at start.
 *
 * Each replacement keeps the library's behaviour; `.ci/self-check.ts` compares the holidays of every country with those
 * of the untouched library.
 */
export function slim(): Plugin {
  const replacements: readonly Replacement[] = [
    // zod's `z` holds every locale; English is the one it uses unless told otherwise.
    {
      file: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/,
      load: async () => `export { default as en } from "./en.js";`,
    },
    {
      // gitbeaker wants two limiters; the index loads one per kind of database.
      file: /[\\/]rate-limiter-flexible[\\/]index\.js$/,
      load: async () => `
        export { default as RateLimiterMemory } from "./lib/RateLimiterMemory.js";
        export { default as RateLimiterQueue } from "./lib/RateLimiterQueue.js";`,
    },
    {
      // Zone data of a century and a half; date-holidays turns days of these years into instants and back.
      file: /[\\/]moment-timezone[\\/]index\.js$/,
      load: async () => `module.exports = require("./builds/moment-timezone-with-data-10-year-range.js");`,
    },
    { file: /[\\/]date-holidays[\\/]src[\\/]data\.js$/, load: holidayData },
  ];
  return {
    name: "slim",
    setup(build) {
      for (const { file, load } of replacements) {
        build.onLoad({ filter: file }, async ({ path }): Promise<OnLoadResult> => {
          return { contents: await load(path), resolveDir: dirname(path) };
        });
      }
    },
  };
}

/** The same data with each country as JSON text that is parsed when somebody asks for the country. */
async function holidayData(path: string): Promise<string> {
  const module: { data: { holidays: Record<string, unknown> } } = await import(pathToFileURL(join(path)).href);
  const { holidays, ...rest } = module.data;
  const texts = Object.entries(holidays).map(([country, value]) => [country, JSON.stringify(value)]);
  return `
    const holidays = {};
    for (const [country, text] of ${JSON.stringify(texts)}) {
      let value;
      Object.defineProperty(holidays, country, { enumerable: true, get: () => (value ??= JSON.parse(text)) });
    }
    export const data = { ...${JSON.stringify(rest)}, holidays };`;
}
