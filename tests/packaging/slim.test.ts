import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { slim } from "../../.ci/build/slim.ts";
import { slimHolidays } from "../../.ci/build/slim-holidays.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "cadence-slim-"));
symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a script prints, bundled as the build does, with or without what the build leaves out. */
async function output(name: string, contents: string, plugins: readonly esbuild.Plugin[]): Promise<readonly string[]> {
  const outfile = join(folder, "chunks", `${name}.mjs`);
  await esbuild.build({
    stdin: { contents, resolveDir: REPOSITORY },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    plugins: [...plugins],
    logLevel: "error",
  });
  const printed = execFileSync(process.execPath, [outfile], { encoding: "utf8", maxBuffer: 1 << 26 });
  return printed.trimEnd().split("\n");
}

async function bothOutputs(name: string, contents: string) {
  const [whole, slimmed] = await Promise.all([
    output(`${name}-whole`, contents, []),
    output(`${name}-slim`, contents, [slim(), slimHolidays(folder)]),
  ]);
  return { whole, slimmed };
}

/** Zones with and without summer time on both halves of the globe, and every calendar the library knows. */
const COUNTRIES = "AU BD BR CA CL CN DE EG ET GB IE IL IN IR JP KR MA MX NP NZ PT RU SA TH TR US VN ZA";

const HOLIDAYS = `
  import Holidays from "date-holidays";
  console.log(JSON.stringify(new Holidays().getCountries()), JSON.stringify(new Holidays().getStates("US")));
  const codes = process.env.COUNTRIES ?? ${JSON.stringify(COUNTRIES)};
  for (const country of codes.split(" "))
    for (const year of [2027, 2041])
      for (const { date, start, end, name, type } of new Holidays(country).getHolidays(year))
        console.log(country, date, start.toISOString(), end.toISOString(), type, name);`;

const SCHEMA = `
  import { z } from "zod";
  console.log(z.object({ a: z.string().email(), b: z.int().min(3) }).safeParse({ a: "x", b: 1 }).error.message);`;

const QUERY = `
  import qs from "qs";
  const shared = { x: 1 };
  console.log(qs.stringify({ a: [1, 2], b: shared, c: shared }, { arrayFormat: "brackets" }));
  shared.self = shared;
  try { qs.stringify(shared); } catch (error) { console.log(error.message); }`;

describe("what the bundle leaves out", () => {
  it("changes no holiday", async () => {
    const { whole, slimmed } = await bothOutputs("holidays", HOLIDAYS);
    expect(slimmed).toEqual(whole);
    expect(whole.length).toBeGreaterThan(700);
  });

  it("changes no message of zod", async () => {
    const { whole, slimmed } = await bothOutputs("schema", SCHEMA);
    expect(slimmed).toEqual(whole);
    expect(whole.join("\n")).toContain("Invalid email");
  });

  it("changes no query, and circles are still seen", async () => {
    const { whole, slimmed } = await bothOutputs("query", QUERY);
    expect(slimmed).toEqual(whole);
    expect(whole).toContain("Cyclic object value");
  });
});
