import type { Heading, MarkdownDocument, TaskItem } from "../markdown/types.ts";
import { makeInlineInert } from "../text-safety/index.ts";
import type { Sides } from "./types.ts";

/** Heading of the account team's items, of the customer's (the customer's name) and of items nobody owns yet. */
export const ACCOUNT_TEAM_HEADING = "GitLab";
export const NO_OWNER_HEADING = "No owner yet";

const MAX_GROUP_LENGTH = 120;
/** What of a heading or bullet is looked at, comments in it included: it may stand over thousands of items. */
const LOOKED_AT = 2_000;

/** Whether a document has one heading of level 1: asked for each of its items. */
const titled = new WeakMap<MarkdownDocument, boolean>();

function hasTitle(document: MarkdownDocument): boolean {
  const known = titled.get(document) ?? document.sections.filter(({ heading }) => heading?.level === 1).length === 1;
  titled.set(document, known);
  return known;
}

function headingsBelowSection(document: MarkdownDocument, path: readonly Heading[]): readonly Heading[] {
  const belowTitle = path[0]?.level === 1 && hasTitle(document) ? path.slice(1) : path;
  return belowTitle.slice(1);
}

/**
 * What people grouped an item under: the headings below its section's own (a lone level-1 heading is the title)
 * and the plain bullets around it. Null when it stands directly in its section.
 */
export function writtenGroup(document: MarkdownDocument, item: TaskItem): string | null {
  const words = [...headingsBelowSection(document, item.headings).map((heading) => heading.text), ...item.groups]
    .map((text) => makeInlineInert(text.slice(0, LOOKED_AT), { mentions: "quiet", maxLength: MAX_GROUP_LENGTH }).trim())
    .filter((text) => text !== "");
  return words.length === 0 ? null : words.join(" / ");
}

/** Whether a user name, without its `@`, is among people as configurations name them, `@name`. */
export function includesUser(people: readonly string[], username: string): boolean {
  return people.some((person) => person.toLowerCase() === `@${username.toLowerCase()}`);
}

/** The side an owner sits on, as a heading; null without an owner or for somebody on neither side. */
function sideOf(owner: string | null, sides: Sides): string | null {
  if (owner === null) return null;
  if (includesUser(sides.accountTeam, owner)) return ACCOUNT_TEAM_HEADING;
  return includesUser(sides.attendees, owner) ? sides.customer : null;
}

/**
 * The heading an item is shown under: the one people wrote, else its owner's side. A side heading made by an earlier
 * carry follows the owner when the item changed hands.
 */
export function groupOf(written: string | null, owner: string | null, sides: Sides): string | null {
  const side = sideOf(owner, sides);
  const isSideHeading = written === ACCOUNT_TEAM_HEADING || written === sides.customer || written === NO_OWNER_HEADING;
  if (written === null || written === NO_OWNER_HEADING) return side;
  return isSideHeading ? (side ?? written) : written;
}
