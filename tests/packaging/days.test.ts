import { expect, it } from "vitest";
import { sourcesThatReadText } from "../support/sources.ts";

/** Where the first ten letters of an instant are meant. */
const MEANT = [
  // Reckons with days, which no zone changes.
  "src/domain/schedule/",
  "src/domain/time/",
  // Looks at what was typed.
  "src/app/options.ts",
  // Has a zone that there is not, and refuses it a line later.
  "src/setup/draft-configuration.ts",
  // Counts over projects of many zones.
  "src/fleet/fleet-figures.ts",
];

it("a day is that of the project's zone: none is cut out of an instant, which would be the day in Greenwich", () => {
  const files = sourcesThatReadText().filter(([file]) => !MEANT.some((place) => file.startsWith(place)));
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap(([file, code]) => (/\.(?:slice|substring)\(0, 10\)/.test(code) ? [file] : []));
  expect(found).toEqual([]);
});
