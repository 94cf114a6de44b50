import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDERS = [
  "domain",
  "reconcile",
  "audit",
  "check",
  "fleet",
  "setup",
  "webhooks",
  "config",
  "app",
  "cli",
  "gitlab",
  "http",
];

/** Where the first ten letters of an instant are meant. */
const MEANT = [
  // Reckons with days, which no zone changes.
  "src/domain/schedule/",
  // Looks at what was typed.
  "src/app/options.ts",
  // Has a zone that there is not, and refuses it a line later.
  "src/setup/draft-configuration.ts",
  // Counts over projects of many zones.
  "src/fleet/fleet-figures.ts",
];

test("a day is that of the project's zone: none is cut out of an instant, which would be the day in Greenwich", () => {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join("src", folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join("src", folder, name)),
  ).filter((file) => !MEANT.some((place) => file.startsWith(place)));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => /\.(?:slice|substring)\(0, 10\)/.test(readFileSync(file, "utf8")))).toEqual([]);
});
