import { beside, firstLines, quoted, scalar, side } from "./configuration-lines.ts";
import type { Side } from "./guess-people.ts";

export interface ConfigurationValues {
  readonly customer: string;
  readonly timeZone: string;
  readonly countries: readonly string[];
  /** null: the first of the account team. */
  readonly csm: string | null;
  readonly accountTeam: Side;
  readonly attendees: Side;
  readonly repeat: string;
  readonly from: string;
}

/**
 * Renders a first `.gitlab/cadence.yml`, with comments for the CSM who edits it from then on. Values may be any text:
 * the YAML library writes them, and none is in a comment. The customer's people read the file too.
 */
export function renderConfiguration(values: ConfigurationValues): string {
  const { customer, timeZone, countries, csm, accountTeam, attendees, repeat, from } = values;
  const lines = [
    ...firstLines({ customer, timeZone, countries }),
    "",
    `# Our side of the table. ${csm === null ? "The first leads." : "Who leads stands under csm."}`,
    ...side("account_team", accountTeam),
    ...(csm === null ? [] : [`csm: ${quoted(csm)}`]),
    "",
    "# The customer's side of the table: @username, or a name for people without an account.",
    ...side("attendees", attendees),
    "",
    "meetings:",
    beside("  cadence-call:", "the name of the series, for its whole life"),
    `    repeat: ${scalar(repeat)}`,
    beside(`    from: ${scalar(from)}`, "the first day; every 2 weeks is counted from its week"),
    beside("    # skip: [2026-05-05, 2026-12-22..2027-01-02]", "days without a call"),
    beside("    # move: { 2026-12-01: 2026-12-03 14:00 }", "a call on another day"),
  ];
  return `${lines.join("\n")}\n`;
}
