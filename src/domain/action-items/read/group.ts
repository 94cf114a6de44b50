import { isAttendance } from "../../attendance/heading.ts";
import { selfContained } from "../../markdown/self-contained.ts";
import type { Heading, MarkdownDocument, TaskItem } from "../../markdown/types.ts";
import { parseIssueMarker } from "../../marker/issue-marker.ts";
import { isSectionName } from "../../text/section-names.ts";
import { makeInlineInert, makeNameInert, type OwnProject } from "../../text-safety/index.ts";
import { TEXT_LANGUAGES } from "../../texts/language.ts";
import { textsIn } from "../../texts/texts.ts";
import { boldLineOver, type Divider } from "./bold-line.ts";
import { tableGroup } from "./table-row.ts";
import type { Appearance, Sides } from "./types.ts";

/** Heading of the account team's items, whatever name the team goes by where it is shown (`shownGroup`). */
export const ACCOUNT_TEAM_HEADING = "GitLab";
/** In any language: an issue stays in that which it was written in. */
const NO_OWNER_HEADINGS: readonly string[] = TEXT_LANGUAGES.map((language) => textsIn(language).sections.noOwner);

const MAX_GROUP_LENGTH = 120;
/** What of a heading or bullet is looked at, comments in it included: it may stand over thousands of items. */
const MAX_READ_LENGTH = 2_000;

/** What the headings of a document are for, found once for all of its items. */
interface Outline {
  /** The lone heading of level 1: the issue's title. */
  readonly title: Heading | null;
  /** What stands at the top and groups items, as headings below a section's own do. */
  readonly grouping: ReadonlySet<Divider>;
}

function readOutline(document: MarkdownDocument): Outline {
  const tops = document.sections.flatMap(({ heading }) => (heading?.level === 1 ? [heading] : []));
  const title = tops.length === 1 ? (tops[0] ?? null) : null;
  const holders = document.items.flatMap((item) => belowTitle(title, dividersOver(document, item))[0] ?? []);
  const named = new Set(holders.filter(({ text }) => !isSectionName(text) && !isAttendance(text)));
  // One alone tells no item from another, and may be the section of them all.
  const grouping = named.size > 1 ? named : new Set([...named].filter(({ level }) => level > 2));
  return { title, grouping };
}

/** The headings above an item and the line in bold below them, outermost first. */
function dividersOver(document: MarkdownDocument, { headings, label }: TaskItem): readonly Divider[] {
  const line = boldLineOver(document, label);
  return line === null ? headings : [...headings, line];
}

/** The words of what divides an item from others most closely, and whether that is a line in bold; null for nothing. */
export function nearestDivider(
  document: MarkdownDocument,
  item: TaskItem,
): { readonly text: string; readonly isBold: boolean } | null {
  const line = boldLineOver(document, item.label);
  const text = line?.text ?? item.headings.at(-1)?.text;
  return text === undefined ? null : { text, isBold: line !== null };
}

function belowTitle(title: Heading | null, path: readonly Divider[]): readonly Divider[] {
  return title !== null && path[0] === title ? path.slice(1) : path;
}

function groupingDividers(document: MarkdownDocument, item: TaskItem): readonly Divider[] {
  const outline = document.findings.of(document, readOutline);
  const [top, ...below] = belowTitle(outline.title, dividersOver(document, item));
  return top !== undefined && outline.grouping.has(top) ? [top, ...below] : below;
}

/**
 * What people grouped an item under: the headings below its section's own, that one too where several divide the items of
 * the document (`### Customer`, `### GitLab`), a line in bold (`**Customer**`), and the plain bullets around one that is nested in no other. Null when it stands directly in its section. Only references to `home`, the project, lead anywhere.
 */
export function writtenGroup(place: Pick<Appearance, "document" | "item">, project: OwnProject | null): string | null {
  const document = selfContained(place.document);
  const item = document.items[place.item.index] ?? place.item;
  const bullets = item.parent === null ? item.groups : [];
  const inTable = tableGroup(document, item);
  const dividers = groupingDividers(document, item).map(({ text }) => text);
  // The lines in bold of a table hold for their rows, whatever stands in the cells between.
  const words = [...(inTable === null ? dividers : [inTable]), ...bullets]
    .map((text) =>
      makeInlineInert(text.slice(0, MAX_READ_LENGTH), {
        mentions: "quiet",
        project,
        maxLength: MAX_GROUP_LENGTH,
      }).trim(),
    )
    .filter((text) => text !== "");
  return words.length === 0 ? null : words.join(" / ");
}

/** Whether a user name, without its `@`, is among people as configurations name them, `@name`. */
export function includesUser(people: readonly string[], username: string): boolean {
  return people.some((person) => person.toLowerCase() === `@${username.toLowerCase()}`);
}

/** The owner of an item: who only watches owns none, whatever an item says (handbook B4). */
export function ownerAmong(owner: string | null, { watching = [] }: Pick<Sides, "watching">): string | null {
  return owner !== null && includesUser(watching, owner) ? null : owner;
}

/** The side an owner sits on, as a heading; null without an owner or for somebody on neither side. */
function sideOf(owner: string | null, sides: Sides): string | null {
  if (owner === null) return null;
  if (includesUser(sides.accountTeam, owner)) return ACCOUNT_TEAM_HEADING;
  return includesUser(sides.attendees, owner) ? customerHeading(sides.customer) : null;
}

/** The customer's name as the heading of its items. */
export function customerHeading(customer: string): string {
  return makeNameInert(customer);
}

/** A group as it is shown to people: the account team under its name. */
export function shownGroup(group: string, teamName = ACCOUNT_TEAM_HEADING): string {
  return group === ACCOUNT_TEAM_HEADING ? makeNameInert(teamName) : group;
}

/** What a marker says of the team's name: nothing of the usual one. */
export function teamInMarker({ teamName = ACCOUNT_TEAM_HEADING }: Pick<Sides, "teamName">): string | null {
  return teamName === ACCOUNT_TEAM_HEADING ? null : teamName;
}

function teamOf({ source }: MarkdownDocument): string | null {
  return parseIssueMarker(source)?.team ?? null;
}

/**
 * What people grouped an item under, or a side that the bot put it under: the account team goes by the name that it has now
 * or had when the issue was written.
 */
export function groupAsWritten(
  place: Appearance,
  { teamName }: Pick<Sides, "teamName">,
  project: OwnProject | null,
): string | null {
  const written = writtenGroup(place, project);
  const { agenda, document } = place;
  const then = agenda.byBot ? document.findings.of(document, teamOf) : null;
  const isTeam = [teamName, then].some(
    (name) => typeof name === "string" && isSameHeading(written, makeNameInert(name)),
  );
  return isTeam ? ACCOUNT_TEAM_HEADING : written;
}

/** Whether two headings say the same; earlier versions wrote names as Markdown. */
export function isSameHeading(one: string | null, other: string | null): boolean {
  const [left, right] = [one, other].map((text) => text?.replace(/[\\\u2060]/g, ""));
  return left === right;
}

/** Whether a group is a side of the table as an earlier carry made it. */
export function isSide(written: string | null, sides: Sides): boolean {
  return written === ACCOUNT_TEAM_HEADING || isSameHeading(written, sides.customer);
}

/**
 * The heading an item is shown under: the one people wrote, else its owner's side. A side heading made by an earlier
 * carry follows the owner when the item changed hands.
 */
export function groupOf(written: string | null, owner: string | null, sides: Sides): string | null {
  const side = sideOf(owner, sides);
  if (written === null || NO_OWNER_HEADINGS.includes(written)) return side;
  if (side === null && isSameHeading(written, sides.customer)) return customerHeading(sides.customer);
  return isSide(written, sides) ? (side ?? written) : written;
}
