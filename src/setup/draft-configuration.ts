import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { parseProjectConfiguration } from "../config/parse-project-configuration.ts";
import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { ConfigError, isConfigError, type Problem } from "../domain/errors.ts";
import { toLocal } from "../domain/time/zoned-time.ts";
import { guessSides, type Side } from "./guess-people.ts";
import { renderConfiguration } from "./render-configuration.ts";
import { renderProfile } from "./render-profile.ts";
import type { RequestedSetup, SetupSnapshot } from "./types.ts";

/** The rhythm of GitLab's handbook for most customers (Cadence Calls). */
const USUAL_RHYTHM = "every 2 weeks on tuesday at 10:00";

/** The day and time of calls where the profile says how often. */
const USUAL_CALLS = "tuesday at 10:00";

/** Longest customer's name that a file takes. */
const LONGEST_NAME = 255;

export interface ConfigurationDraft {
  readonly text: string;
  readonly configuration: ProjectConfiguration;
  /** Which side of the table was guessed. */
  readonly guessed: readonly ("account_team" | "attendees")[];
}

/** By key of the file: the option that sets it. */
const OPTIONS: readonly (readonly [key: string, option: string])[] = [
  ["customer", "--customer"],
  ["timezone", "--timezone"],
  ["country", "--country"],
  ["csm", "--csm"],
  ["account_team", "--account-team"],
  ["attendees", "--attendees"],
  ["meetings.cadence-call.repeat", "--repeat"],
  ["meetings.cadence-call.from", "--from"],
  ["calls", "--calls"],
  ["profile.priority", "--priority"],
  ["profile.deployment", "--deployment"],
  ["profile.since", "--since"],
  ["profile.customer", "--customer-kind"],
  ["profile.onboarded", "--onboarded"],
  ["profile", "--segment"],
];

/**
 * Drafts the configuration of a project that has none: what was asked for, the rest from GitLab. It passes the parser.
 * `began` is the first day of an earlier draft, which stays; null for none.
 * @throws ConfigError about the options, `--timezone` above all: where a call takes place cannot be guessed.
 */
export function draftConfiguration(
  requested: RequestedSetup,
  snapshot: Pick<SetupSnapshot, "at" | "project" | "members" | "directMembers" | "user">,
  began: string | null,
): ConfigurationDraft {
  const { timeZone } = requested;
  if (timeZone === null) throw noTimeZone(snapshot.project.path);
  const guess = guessSides(snapshot.members, snapshot.directMembers, snapshot.user);
  const accountTeam = given(requested.accountTeam) ?? guess.accountTeam;
  const attendees = given(requested.attendees) ?? guess.attendees;
  const { countries, csm, profile } = requested;
  const customer = requested.customer ?? nameOf(snapshot.project.name);
  const from = requested.from ?? began ?? today(snapshot.at, timeZone);
  const common = { customer, timeZone, countries: countries ?? [], csm, accountTeam, attendees };
  const text =
    profile === null && requested.calls === null
      ? renderConfiguration({ ...common, repeat: requested.repeat ?? USUAL_RHYTHM, from })
      : renderProfile({
          ...common,
          profile,
          calls: requested.calls ?? requested.repeat ?? USUAL_CALLS,
          from: profile === null ? from : requested.from,
        });
  const guessed = [
    ...(accountTeam.source === "guessed" ? (["account_team"] as const) : []),
    ...(attendees.source === "guessed" ? (["attendees"] as const) : []),
  ];
  return { text, configuration: parse(text), guessed };
}

function given(people: readonly string[] | null): Side | null {
  return people === null ? null : { people, source: people.length === 0 ? "nobody" : "given" };
}

/** A project's name as the customer's: one line, without characters that no file takes. */
function nameOf(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cs}\u2028\u2029\s]+/gu, " ").trim();
  // Not half of a character that takes two units.
  return line
    .slice(0, LONGEST_NAME)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
}

/** A zone that does not exist is refused by the parser, together with what else is wrong. */
function today(at: string, timeZone: string): string {
  try {
    return toLocal(at, timeZone).date;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return at.slice(0, 10);
  }
}

/** A draft holds nothing but what the options say, so its problems are theirs. */
function parse(text: string): ProjectConfiguration {
  try {
    return parseProjectConfiguration(text, CONFIGURATION_PATH);
  } catch (error) {
    if (!isConfigError(error)) throw error;
    throw new ConfigError("the options cannot become a configuration", error.problems.map(ofOption));
  }
}

function ofOption(problem: Problem): Problem {
  const option = OPTIONS.find(([key]) => problem.key === key || new RegExp(`^${key}[.[]`).test(problem.key))?.[1];
  return option === undefined ? problem : { ...problem, file: "command line", line: null, column: null, key: option };
}

function noTimeZone(project: string): ConfigError {
  const problem = `${project} has no ${CONFIGURATION_PATH} yet, and the clock that its calls keep cannot be guessed`;
  return new ConfigError(`--timezone: ${problem}`, [
    {
      file: "command line",
      line: null,
      column: null,
      key: "--timezone",
      found: null,
      problem,
      allowed: ["--timezone Europe/Berlin", "--timezone America/New_York", "--timezone UTC"],
      nearest: null,
    },
  ]);
}
