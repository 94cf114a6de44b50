import type { Command } from "commander";
import { type CommonOptions, parseProject } from "../../app/options.ts";
import type { RequestedProfile, RequestedSetup } from "../../setup/types.ts";
import { checked, common, type RawOptions, repeatable, withProjects } from "./command-options.ts";

export interface InitOptions extends CommonOptions {
  /** Without `commit` and `schedule`, which `initCommand` checks. */
  readonly requested: Omit<RequestedSetup, "schedule">;
  readonly scheduleProject: string | null;
  readonly cron: string | null;
  readonly apply: boolean;
}

/** What commander makes of them. */
export interface RawInitOptions extends RawOptions {
  readonly customer?: string;
  readonly timezone?: string;
  readonly country?: readonly string[];
  readonly csm?: string;
  readonly accountTeam?: readonly string[];
  readonly attendees?: readonly string[];
  readonly repeat?: string;
  readonly from?: string;
  readonly calls?: string;
  readonly segment?: string;
  readonly priority?: string;
  readonly deployment?: string;
  readonly since?: string;
  readonly customerKind?: string;
  readonly onboarded?: string;
  readonly templates?: true;
  readonly commit?: true;
  readonly scheduleProject?: string;
  readonly cron?: string;
  readonly apply?: true;
}

const names = repeatable((text) =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== ""),
);

/** Reads `--schedule-project`. */
export const scheduleProject = checked(parseProject);

/** Adds the options of `cadence init`. */
export function withInitOptions(command: Command): Command {
  command
    .option("--timezone <zone>", "the clock the calls keep, e.g. Europe/Berlin; needed where there is no file yet")
    .option("--customer <name>", "the customer's name (default: the project's)")
    .option("--country <codes>", "countries whose public holidays count, e.g. DE,US", names)
    .option("--csm <@name>", "who leads (default: the first of the account team)")
    .option("--account-team <@names>", "your side of the table (default: a guess from the members)", names)
    .option("--attendees <@names>", "the customer's side (default: a guess from the members)", names)
    .option("--repeat <rhythm>", 'rhythm of the call (default: "every 2 weeks on tuesday at 10:00")')
    .option("--from <date>", "first day the call may take place (default: today)")
    .option("--segment <segment>", "strategic or growth: the handbook's rhythm for such a customer; needs the next two")
    .option("--priority <1|2>", "of the customer within its segment")
    .option("--since <date>", "first day of the contract")
    .option("--deployment <kind>", "self-managed, gitlab.com or dedicated")
    .option("--customer-kind <kind>", "new or existing (default: by --since)")
    .option("--onboarded <date>", "last day of onboarding (default: 45 days after --since)")
    .option("--calls <words>", 'day and time of the calls, with a profile (default: "tuesday at 10:00"); or a rhythm')
    .option("--templates", "copy the shipped templates into the project, to change them there")
    .option(
      "--schedule-project <id|path>",
      "internal project of the CI job: makes its pipeline schedule",
      scheduleProject,
    )
    .option("--cron <cron>", 'times of that schedule, in UTC (default: "17 * * * *", every hour)')
    .option("--commit", "commit to the default branch instead of opening a merge request")
    .option("--apply", "do what is shown; without it nothing is written");
  return withProjects(command);
}

function profileOf(raw: RawInitOptions): RequestedProfile | null {
  const profile = {
    segment: raw.segment ?? null,
    priority: raw.priority ?? null,
    deployment: raw.deployment ?? null,
    since: raw.since ?? null,
    customer: raw.customerKind ?? null,
    onboarded: raw.onboarded ?? null,
  };
  return Object.values(profile).every((value) => value === null) ? null : profile;
}

/** The options, with null for what was not said. */
export function initOptions(raw: RawInitOptions): InitOptions {
  return {
    ...common(raw),
    requested: {
      customer: raw.customer ?? null,
      timeZone: raw.timezone ?? null,
      countries: raw.country ?? null,
      csm: raw.csm ?? null,
      accountTeam: raw.accountTeam ?? null,
      attendees: raw.attendees ?? null,
      repeat: raw.repeat ?? null,
      from: raw.from ?? null,
      calls: raw.calls ?? null,
      profile: profileOf(raw),
      templates: raw.templates ?? false,
      commit: raw.commit ?? false,
    },
    scheduleProject: raw.scheduleProject ?? null,
    cron: raw.cron ?? null,
    apply: raw.apply ?? false,
  };
}
