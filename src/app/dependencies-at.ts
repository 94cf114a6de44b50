import { setTimeout as pause } from "node:timers/promises";
import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { parseProjectConfiguration } from "../config/parse-project-configuration.ts";
import { createHolidayCalendar } from "../domain/schedule/holidays.ts";
import type { Instant } from "../domain/time/types.ts";
import { createGitLab } from "../gitlab/project/client.ts";
import type { ReconcileDependencies } from "../reconcile/reconcile.ts";
import { readShippedTemplate } from "./shipped-templates.ts";

export interface GitLabAt {
  readonly url: string;
  readonly token: string;
  readonly project: string;
  readonly fetch: typeof fetch;
  readonly now: () => Instant;
}

/** Everything a look at one project needs, of a GitLab that is not that of the environment: the demo's. */
export function dependenciesAt({ now, ...gitlab }: GitLabAt): ReconcileDependencies {
  return {
    gitlab: createGitLab(gitlab),
    readConfiguration: async (from) =>
      parseProjectConfiguration((await from.readFile(CONFIGURATION_PATH)) ?? "", CONFIGURATION_PATH),
    holidays: createHolidayCalendar,
    shippedTemplate: readShippedTemplate,
    now,
    sleep: (milliseconds) => pause(milliseconds),
  };
}
