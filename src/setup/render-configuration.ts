import { stringify } from "yaml";
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

/** Column in which the comments behind values begin. */
const COMMENTS = 49;

/**
 * Renders a first `.gitlab/cadence.yml`, with comments for the CSM who edits it from then on. Values may be any text:
 * the YAML library writes them, and none is in a comment. The customer's people read the file too.
 */
export function renderConfiguration(values: ConfigurationValues): string {
  const { customer, timeZone, countries, csm, accountTeam, attendees, repeat, from } = values;
  const [country, ...others] = countries;
  const lines = [
    "# When and how often we meet, and who is there. Agendas and follow-ups are issues that are made from this file.",
    "# Everybody in the project can read it. All keys: docs/configuration.md of collab-cadence.",
    "",
    `customer: ${scalar(customer)}`,
    beside(`timezone: ${scalar(timeZone)}`, "the calls keep the clock of this place"),
    country === undefined
      ? beside("# country: DE", "public holidays that count; both sides: [DE, US]")
      : beside(`country: ${others.length === 0 ? scalar(country) : list(countries)}`, "public holidays that count"),
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

const EXAMPLES = { account_team: '["@jane", "@sam"]', attendees: '["@bob", Alice Smith]' } as const;

const GUESS = {
  given: [],
  guessed: ["# A guess from the members of the project: please check."],
  "too-many": ["# The group has too many members to guess from: please name yours."],
  nobody: ["# No member of the project seems to belong here: please name them."],
} as const;

function side(key: keyof typeof EXAMPLES, { people, source }: Side): readonly string[] {
  if (people.length === 0) return [...GUESS[source], `# ${key}: ${EXAMPLES[key]}`];
  return [...GUESS[source], `${key}: ${list(people)}`];
}

function beside(text: string, comment: string): string {
  return `${text.padEnd(COMMENTS)} # ${comment}`;
}

function list(values: readonly string[]): string {
  return `[${values.map(quoted).join(", ")}]`;
}

/** One line whatever is in it: a text with line ends is written in double quotes. */
function scalar(value: string): string {
  return /[\p{Cc}\u2028\u2029]/u.test(value) ? quoted(value) : stringify(value, { lineWidth: 0 }).trimEnd();
}

function quoted(value: string): string {
  return stringify(value, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE" }).trimEnd();
}
