import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { atAnyTime } from "../../src/config/resolve/at-any-time.ts";
import type * as Package from "../../src/index.ts";
import type { EarlierVersion } from "../../tests/scenarios/year/customer.ts";
import { PROJECT } from "../../tests/support/stage.ts";

/**
 * The library of an earlier package and its templates, from its `dist` folder. It plays in this process, but nothing that it
 * runs is of this version. What its types are nobody knows; a program that was written for it would call it this way.
 */
export async function earlierVersion(dist: string): Promise<EarlierVersion> {
  const library = (await import(pathToFileURL(resolve(dist, "api/index.js")).href)) as typeof Package;
  const templates = resolve(dist, "../issue_templates");
  return ({ sandbox, token }, options) =>
    library.reconcile({
      gitlab: library.createGitLab({
        url: sandbox.url,
        token: options.token ?? token,
        project: PROJECT,
        fetch: options.fetch ?? fetch,
        sleep: async () => undefined,
      }),
      readConfiguration: async (gitlab) => {
        const file = ".gitlab/cadence.yml";
        return atAnyTime(library.parseProjectConfiguration((await gitlab.readFile(file)) ?? "", file));
      },
      holidays: (countries) => library.createHolidayCalendar(countries),
      shippedTemplate: (name) => readFile(join(templates, `${name}.md`), "utf8"),
      now: () => sandbox.clock.now().toISOString(),
      sleep: async () => undefined,
    });
}
