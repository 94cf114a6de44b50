import { renderPointer } from "../action-items/read/carry-note.ts";
import { ACCOUNT_TEAM_HEADING, customerHeading, shownGroup } from "../action-items/read/group.ts";
import { readDayAlone } from "../due-date/find-due-date.ts";
import type { IssueIid } from "../ids.ts";
import { boxText } from "../markdown/box.ts";
import { parseMarkdown } from "../markdown/parse.ts";
import { renderItemMarker } from "../marker/item-marker.ts";
import { flattenText } from "../text/flatten.ts";
import { makeInlineInert, makeItemInert, type OwnProject } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import { daysBetween } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import type { FollowUpItem } from "./types.ts";

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
  /** Day of the call. */
  readonly date: PlainDate;
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
function itemLine(item: FollowUpItem, text: string, { project, texts }: TableInput): string {
  const pointer = renderPointer(item.issue, texts);
  const inert = makeItemInert(flattenText(text), { ...quiet, project }).trim();
  const line = (words: string): string => `- ${boxText(item.state)} ${words}${pointer} ${renderItemMarker(item.id)}`;
  if (inert === "") return line(texts.followUp.noText);
  // A tilde in the text would strike out what stands between it and that of `[~]`, and there would be no box.
  const isStruck = inert.includes("~") && parseMarkdown(line(inert)).items.length === 0;
  return line(isStruck ? inert.replaceAll("~", "\\~") : inert);
}

/** The children of an item, one per line. */
function childLines(item: FollowUpItem, depth: number, input: TableInput): readonly string[] {
  return item.children.flatMap((child) => {
    const line = " ".repeat(2 * Math.min(depth, MAX_DEPTH)) + itemLine(child, child.text, input);
    return [line, ...childLines(child, depth + 1, input)];
  });
}

/** Whether an item or one in it is open: it is shown where people look for what is left to do. */
export function hasOpen(item: FollowUpItem): boolean {
  return item.state === "open" || item.children.some(hasOpen);
}

function said(words: string): string {
  return `<td><em>${words}</em></td>`;
}

function ownerCell(item: FollowUpItem, { followUp }: Texts): string {
  if (item.owner === null) return hasOpen(item) ? said(followUp.nobodyYet) : "<td></td>";
  // Markdown needs the blank lines, and the backslash that keeps the mention quiet needs Markdown.
  return `<td>\n\n${makeInlineInert(`@${item.owner}`, quiet)}\n\n</td>`;
}

/** Days around the call within which a day needs no year, also where the call is moved by some weeks. */
const NEAR_DAYS = { before: 30, after: 180 };

/** A day for people that is read as that day again, with its year where it needs one. */
function dayText(due: PlainDate, { date: callDate, texts: { format } }: TableInput): string {
  const ahead = daysBetween(callDate, due);
  const isNear = ahead >= -NEAR_DAYS.before && ahead <= NEAR_DAYS.after;
  const texts = [...(isNear ? [format.day(due, { year: false })] : []), format.day(due)];
  const reading = { callDate, dayOrder: "unknown" } as const;
  return texts.find((text) => readDayAlone(text, reading)?.date === due) ?? due;
}

function dueCell(item: FollowUpItem, input: TableInput): string {
  const { due, unclearDue } = item;
  if (due !== null) return `<td>${dayText(due, input)}</td>`;
  if (unclearDue !== null) return `<td>${makeInlineInert(`${unclearDue} ${input.texts.followUp.unclear}`, quiet)}</td>`;
  return hasOpen(item) ? said(input.texts.followUp.noDateYet) : "<td></td>";
}

function renderRow(item: FollowUpItem, input: TableInput): string {
  const lines = [itemLine(item, item.bare, input), ...childLines(item, 1, input)];
  const cells = [`<td>\n\n${lines.join("\n")}\n\n</td>`, ownerCell(item, input.texts), dueCell(item, input)];
  return ["<tr>", ...cells, "</tr>"].join("\n");
}

/** What stands around the rows of both tables. */
const AROUND = 800;

function idsOf(item: FollowUpItem): readonly string[] {
  return [item.id, ...item.children.flatMap(idsOf)];
}

function headingOf({ group, owner }: FollowUpItem, { followUp, sections }: Texts): string {
  return group ?? (owner === null ? sections.noOwner : followUp.others);
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
  const last = [customerHeading(customer), texts.followUp.others, texts.sections.noOwner];
  const rank = (heading: string): number => (heading === ACCOUNT_TEAM_HEADING ? -2 : last.indexOf(heading));
  return [...groups].sort(([a], [b]) => rank(a) - rank(b));
}

/** By their dates, those without one behind; else as they come. */
function byDate(items: readonly FollowUpItem[]): readonly FollowUpItem[] {
  return [...items].sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"));
}

/** The line above the rows of a side or group, read again as such (`table-row.ts`). Blank lines, since it is Markdown. */
function subHead(heading: string, { project, teamName }: TableInput): string {
  const words = makeInlineInert(shownGroup(heading, teamName), { ...quiet, project, maxLength: 120 });
  return `<tr>\n<td colspan="3">\n\n**${words}**\n\n</td>\n</tr>`;
}

/** Takes rows as long as there is room. */
interface Room {
  left: number;
  dropped: number;
  readonly ids: string[];
}

function rowsOf(items: readonly FollowUpItem[], room: Room, input: TableInput): readonly string[] {
  return items.flatMap((item) => {
    const row = renderRow(item, input);
    const ids = idsOf(item);
    const length = ids.reduce((sum, id) => sum + id.length + 1, row.length + 1);
    if (length > room.left) {
      room.dropped += 1;
      return [];
    }
    room.left -= length;
    for (const id of ids) room.ids.push(id);
    return [row];
  });
}

function table(rows: readonly string[], { texts }: TableInput): string {
  const heads = [texts.followUp.actionItem, texts.followUp.owner, texts.followUp.due].map((head) => `<th>${head}</th>`);
  return `<table>\n<tr>\n${heads.join("\n")}\n</tr>\n${rows.join("\n")}\n</table>`;
}

function openTable(items: readonly FollowUpItem[], room: Room, input: TableInput): readonly string[] {
  const rows = groupItems(items, input).flatMap(([heading, members]) => {
    const head = subHead(heading, input);
    room.left -= head.length;
    const own = rowsOf(byDate(members), room, input);
    return own.length === 0 ? [] : [head, ...own];
  });
  return rows.length === 0 ? [] : [table(rows, input)];
}

/** What is done with, folded: people look there when they miss something. */
function doneTable(items: readonly FollowUpItem[], room: Room, input: TableInput): readonly string[] {
  const sorted = groupItems(items, input).flatMap(([, members]) => members);
  const rows = rowsOf(sorted, room, input);
  if (rows.length === 0) return [];
  const summary = `<summary>${input.texts.followUp.doneOrDropped({ count: rows.length })}</summary>`;
  return [`<details>\n${summary}\n\n${table(rows, input)}\n\n</details>`];
}

/**
 * The action items as one table with a line above each side or group, and those that are done with in another one, folded.
 * In the HTML form that GitLab's rich text editor writes: a pipe table can hold no boxes, a list in a cell can. Every text
 * is inert, people are not notified. The empty string without items.
 */
export function renderTables(input: TableInput): Tables {
  const room: Room = { left: input.maxLength - AROUND, dropped: 0, ids: [] };
  const open = input.items.filter(hasOpen);
  const rest = input.items.filter((item) => !hasOpen(item));
  const parts = [...openTable(open, room, input), ...doneTable(rest, room, input)];
  if (room.dropped > 0) parts.push(input.texts.followUp.moreIn({ count: room.dropped, agenda: input.agenda }));
  return { markdown: parts.join("\n\n"), ids: room.ids, left: room.dropped };
}
