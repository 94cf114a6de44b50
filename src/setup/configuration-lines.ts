import { stringify } from "yaml";
import type { Side } from "./guess-people.ts";

/** Column in which the comments behind values begin. */
const COMMENTS = 49;

/** Who is there, and when: first lines of each configuration that is drafted. The customer's people read the file too. */
const FILE_HEAD = [
  "# When and how often we meet, and who is there. Agendas and follow-ups are issues that are made from this file.",
  "# Everybody in the project can read it. All keys: docs/configuration.md of collab-cadence.",
];

const EXAMPLES = { account_team: '["@jane", "@sam"]', attendees: '["@bob", Alice Smith]' } as const;

const GUESS = {
  given: [],
  guessed: ["# A guess from the members of the project: please check."],
  "too-many": ["# The group has too many members to guess from: please name yours."],
  nobody: ["# No member of the project seems to belong here: please name them."],
} as const;

/** How a file begins: whose it is, and whose clock and holidays count. */
export function firstLines({
  customer,
  timeZone,
  countries,
}: {
  readonly customer: string;
  readonly timeZone: string;
  readonly countries: readonly string[];
}): readonly string[] {
  const [country, ...others] = countries;
  const named = country === undefined || others.length > 0 ? listInLine(countries) : scalar(country);
  return [
    ...FILE_HEAD,
    "",
    `customer: ${scalar(customer)}`,
    beside(`timezone: ${scalar(timeZone)}`, "the calls keep the clock of this place"),
    country === undefined
      ? beside("# country: DE", "public holidays that count; both sides: [DE, US]")
      : beside(`country: ${named}`, "public holidays that count"),
  ];
}

/** The people of one side of the table, with a comment where they were guessed. */
export function side(key: keyof typeof EXAMPLES, { people, source }: Side): readonly string[] {
  if (people.length === 0) return [...GUESS[source], `# ${key}: ${EXAMPLES[key]}`];
  return [...GUESS[source], `${key}: ${listInLine(people)}`];
}

/** A line with a comment behind it. */
export function beside(text: string, comment: string): string {
  return `${text.padEnd(COMMENTS)} # ${comment}`;
}

/** A list in one line. */
function listInLine(values: readonly string[]): string {
  return `[${values.map(quoted).join(", ")}]`;
}

/** One line whatever is in it: a text with line ends is written in double quotes. */
export function scalar(value: string): string {
  return /[\p{Cc}\u2028\u2029]/u.test(value) ? quoted(value) : stringify(value, { lineWidth: 0 }).trimEnd();
}

/** A text in double quotes. */
export function quoted(value: string): string {
  return stringify(value, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE" }).trimEnd();
}
