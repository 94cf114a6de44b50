import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { slim } from "../../.ci/build/slim.ts";

const folder = mkdtempSync(join(tmpdir(), "cadence-slim-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bundles a few lines as the build does, with and without what it leaves out, and loads the result. */
async function load<T>(name: string, contents: string, plugins: readonly esbuild.Plugin[]): Promise<T> {
  const outfile = join(folder, `${name}.cjs`);
  await esbuild.build({
    stdin: { contents, resolveDir: resolve(import.meta.dirname, "../..") },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    plugins: [...plugins],
    logLevel: "error",
  });
  // Not by import: vitest would transform two megabytes first.
  return createRequire(import.meta.url)(outfile);
}

async function loadBoth<T>(name: string, contents: string): Promise<{ readonly whole: T; readonly slimmed: T }> {
  return { whole: await load<T>(`${name}-whole`, contents, []), slimmed: await load<T>(`${name}-slim`, contents, [slim()]) };
}

interface Holidays {
  readonly countries: () => readonly string[];
  readonly list: (country: string, year: number) => readonly string[];
}

const HOLIDAYS = `
  import Holidays from "date-holidays";
  export const countries = () => Object.keys(new Holidays().getCountries());
  export const list = (country, year) =>
    new Holidays(country).getHolidays(year).map(({ date, name, type }) => date.slice(0, 10) + " " + type + " " + name);`;

/** Zones with and without summer time on both halves of the globe, and every calendar the library knows. */
const COUNTRIES = "AU BD BR CA CL CN DE EG ET GB IE IL IN IR JP KR MA MX NP NZ PT RU SA TH TR US VN ZA".split(" ");

describe("what the bundle leaves out", () => {
  it("changes no holiday", { timeout: 60_000 }, async () => {
    const { whole, slimmed } = await loadBoth<Holidays>("holidays", HOLIDAYS);
    expect(slimmed.countries()).toEqual(whole.countries());
    expect(whole.countries().length).toBeGreaterThan(190);
    // 2041 lies behind the end of the shorter zone data.
    for (const country of COUNTRIES) {
      expect(slimmed.list(country, 2041), country).toEqual(whole.list(country, 2041));
    }
  });

  it("changes no message of zod", async () => {
    const code = `
      import { z } from "zod";
      export const say = () => z.object({ a: z.string().email(), b: z.int().min(3) }).safeParse({ a: "x", b: 1 }).error.message;`;
    const { whole, slimmed } = await loadBoth<{ readonly say: () => string }>("zod", code);
    expect(slimmed.say()).toBe(whole.say());
    expect(slimmed.say()).toContain("Invalid email");
  });
});
