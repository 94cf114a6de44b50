import { CADENCE_SERIES } from "../config/schema/calls.ts";
import { firstLines, quoted, scalar, side } from "./configuration-lines.ts";
import type { ConfigurationValues } from "./render-configuration.ts";
import type { RequestedProfile } from "./types.ts";

/** What stands in a file with a profile. */
interface ProfileValues extends Omit<ConfigurationValues, "repeat" | "from"> {
  /** null: `calls` says how often by itself. */
  readonly profile: RequestedProfile | null;
  readonly calls: string;
  /** The first day of the calls, where it is not that of the contract. */
  readonly from: string | null;
}

/**
 * Renders a first `.gitlab/cadence.yml` that says what kind of customer this is: seven lines, and what the handbook
 * recommends for such a customer holds. Values may be any text: the YAML library writes them.
 */
export function renderProfile(values: ProfileValues): string {
  const { customer, timeZone, countries, profile, calls, from } = values;
  const lines = [
    ...firstLines({ customer, timeZone, countries }),
    ...accountTeam(values),
    ...side("attendees", values.attendees),
    ...(profile === null ? [] : [`profile: ${profileMap(profile)}`]),
    `calls: ${scalar(calls)}`,
    ...(from === null ? [] : [`meetings: { ${CADENCE_SERIES}: { from: ${scalar(from)} } }`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** One person leads and needs no list. */
function accountTeam({ csm, accountTeam: team }: ProfileValues): readonly string[] {
  const [first, ...others] = team.people;
  if (csm === null && first !== undefined && others.length === 0) {
    return side("account_team", team).map((line) => line.replace(/^account_team: .*$/, `csm: ${quoted(first)}`));
  }
  const leader = csm === null ? [] : [`csm: ${quoted(csm)}`];
  const isNamed = first === undefined ? csm !== null : others.length === 0 && first === csm;
  return isNamed ? leader : [...leader, ...side("account_team", team)];
}

function profileMap({ segment, priority, deployment, since, customer, onboarded }: RequestedProfile): string {
  const keys = Object.entries({ segment, priority, deployment, since, customer, onboarded });
  const said = keys.flatMap(([key, value]) => (value === null ? [] : [`${key}: ${inMap(value)}`]));
  return `{ ${said.join(", ")} }`;
}

/** In quotes where it could end the map or begin another value. */
function inMap(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : quoted(value);
}
