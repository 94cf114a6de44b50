import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { afterAll, expect, it } from "vitest";
import { slimHolidays } from "../../.ci/build/slim-holidays.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "cadence-slim-"));
symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a script prints, bundled as the build does, with or without what the build leaves out. */
async function output(name: string, contents: string, plugins: readonly Plugin[]): Promise<readonly string[]> {
  const input = join(folder, `${name}.js`);
  writeFileSync(input, contents);
  const build = await rolldown({
    input,
    platform: "node",
    resolve: { mainFields: ["module", "main"] },
    plugins: [...plugins],
  });
  const file = join(folder, `${name}.cjs`);
  await build.write({ file, format: "cjs" });
  await build.close();
  return execFileSync(process.execPath, [file], { encoding: "utf8", maxBuffer: 1 << 26 })
    .trimEnd()
    .split("\n");
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

it("what the bundle leaves out of date-holidays changes no holiday", async () => {
  const whole = await output("whole", HOLIDAYS, []);
  expect(await output("slim", HOLIDAYS, [slimHolidays()])).toEqual(whole);
  expect(whole.length).toBeGreaterThan(700);
});
