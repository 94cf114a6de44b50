import { groupLine } from "../action-items/carry/render.ts";
import { ACCOUNT_TEAM_HEADING, customerHeading, shownGroup } from "../action-items/read/group.ts";
import { DUE_COLUMN, OWNER_COLUMN } from "../action-items/read/table-row.ts";
import type { IssueIid } from "../ids.ts";
import { boxText } from "../markdown/box.ts";
import { parseMarkdown } from "../markdown/parse.ts";
import { renderItemMarker } from "../marker/item-marker.ts";
import { flattenText } from "../text/flatten.ts";
import { makeInlineInert, makeItemInert, type OwnProject } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import type { FollowUpItem } from "./types.ts";

/** Heading of items whose owner sits on neither side. */
const OTHERS_HEADING = "Others";

/** Items nested deeper than this stand beside their parent: every level indents all lines below it. */
const MAX_DEPTH = 12;

const quiet = { mentions: "quiet" } as const;

export interface TableInput {
  readonly items: readonly FollowUpItem[];
  readonly customer: string;
  readonly texts: Texts;
  /** See `Sides`. */
  readonly teamName?: string | undefined;
  /** The project, or null when unknown. */
  readonly project: OwnProject | null;
  /** iid of the agenda. */
  readonly agenda: IssueIid;
  /** Level of the headings of the groups. */
  readonly level: number;
  /** Characters of Markdown the tables may take, with their ids in the ledger. */
  readonly maxLength: number;
}

export interface Tables {
  readonly markdown: string;
  /** Ids of the items shown, children included, in order. */
  readonly ids: readonly string[];
  /** Top-level items for which there was no room. */
  readonly left: number;
}

/** The line of an item, with a pointer to its own issue. */
function itemLine(item: FollowUpItem, text: string, project: OwnProject | null): string {
  const pointer = item.issue === null ? "" : ` (issue #${item.issue})`;
  const inert = makeItemInert(flattenText(text), { ...quiet, project }).trim();
  const line = (words: string): string => `- ${boxText(item.state)} ${words}${pointer} ${renderItemMarker(item.id)}`;
  if (inert === "") return line("(no text)");
  // A tilde in the text would strike out what stands between it and that of `[~]`, and there would be no box.
  const isStruck = inert.includes("~") && parseMarkdown(line(inert)).items.length === 0;
  return line(isStruck ? inert.replaceAll("~", "\\~") : inert);
}

/** The children of an item, one per line. */
function childLines(item: FollowUpItem, depth: number, project: OwnProject | null): readonly string[] {
  return item.children.flatMap((child) => {
    const line = " ".repeat(2 * Math.min(depth, MAX_DEPTH)) + itemLine(child, child.text, project);
    return [line, ...childLines(child, depth + 1, project)];
  });
}

function ownerCell(owner: string | null): string {
  // Markdown needs the blank lines, and the backslash that keeps the mention quiet needs Markdown.
  return owner === null ? "<td></td>" : `<td>\n\n${makeInlineInert(`@${owner}`, quiet)}\n\n</td>`;
}

function dueText({ due, unclearDue }: FollowUpItem): string {
  return due ?? (unclearDue === null ? "" : makeInlineInert(`${unclearDue} (unclear)`, quiet));
}

function renderRow(item: FollowUpItem, facts: TableInput): string {
  const lines = [itemLine(item, item.bare, facts.project), ...childLines(item, 1, facts.project)];
  return [
    "<tr>",
    `<td>\n\n${lines.join("\n")}\n\n</td>`,
    ownerCell(item.owner),
    `<td>${dueText(item)}</td>`,
    "</tr>",
  ].join("\n");
}

const HEAD = `<table>\n<tr>\n<th>Action item</th>\n<th>${OWNER_COLUMN}</th>\n<th>${DUE_COLUMN}</th>\n</tr>`;
const TABLE_LENGTH = HEAD.length + 200;

function idsOf(item: FollowUpItem): readonly string[] {
  return [item.id, ...item.children.flatMap(idsOf)];
}

function headingOf({ group, owner }: FollowUpItem, { sections }: Texts): string {
  return group ?? (owner === null ? sections.noOwner : OTHERS_HEADING);
}

/**
 * The account team's items first, since what we do and by when is what a customer looks for (handbook C12), then people's
 * groups in the order of their first item; the customer's, others' and what nobody owns stand last.
 */
function groupItems(
  items: readonly FollowUpItem[],
  { customer, texts }: TableInput,
): readonly (readonly [string, FollowUpItem[]])[] {
  const groups = new Map<string, FollowUpItem[]>();
  for (const item of items) {
    const heading = headingOf(item, texts);
    const members = groups.get(heading);
    if (members === undefined) groups.set(heading, [item]);
    else members.push(item);
  }
  const last = [customerHeading(customer), OTHERS_HEADING, texts.sections.noOwner];
  const rank = (heading: string): number => (heading === ACCOUNT_TEAM_HEADING ? -2 : last.indexOf(heading));
  return [...groups].sort(([a], [b]) => rank(a) - rank(b));
}

/** Open items first, by their dates, those without one behind; else as they come. */
function openFirst(items: readonly FollowUpItem[]): readonly FollowUpItem[] {
  const byDate = items
    .filter(({ state }) => state === "open")
    .sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"));
  return [...byDate, ...items.filter(({ state }) => state !== "open")];
}

function headingLine(heading: string, { project, level, teamName }: TableInput): string {
  return groupLine(makeInlineInert(shownGroup(heading, teamName), { ...quiet, project, maxLength: 120 }), level);
}

/**
 * The action items as one table per side or group, in the HTML form that GitLab's rich text editor writes: a pipe table
 * can hold no boxes, a list in a cell can. Every text is inert, people are not notified. The empty string without
 * items.
 */
export function renderTables(input: TableInput): Tables {
  const groups = groupItems(input.items, input);
  const parts: string[] = [];
  const ids: string[] = [];
  let left = 0;
  let lengthLeft = input.maxLength;
  for (const [heading, members] of groups) {
    const rows: string[] = [];
    lengthLeft -= TABLE_LENGTH;
    for (const item of openFirst(members)) {
      const row = renderRow(item, input);
      const own = idsOf(item);
      const length = own.reduce((sum, id) => sum + id.length + 1, row.length + 1);
      if (length > lengthLeft) left += 1;
      else {
        lengthLeft -= length;
        rows.push(row);
        for (const id of own) ids.push(id);
      }
    }
    if (rows.length === 0) continue;
    parts.push(headingLine(heading, input), `${HEAD}\n${rows.join("\n")}\n</table>`);
  }
  if (left > 0) parts.push(`… (${left} more in #${input.agenda})`);
  return { markdown: parts.join("\n\n"), ids, left };
}
