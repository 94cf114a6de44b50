import { parseIssueMarker } from "../../marker/issue-marker.ts";
import type { Texts } from "../../texts/texts.ts";
import { renderCarryNote, saysAll } from "../read/carry-note.ts";
import { ACCOUNT_TEAM_HEADING, customerHeading, shownGroup } from "../read/group.ts";
import type { CarriedItem } from "../read/types.ts";

const INDENT = "  ";

function indent(markdown: string, prefix: string): string {
  return markdown
    .split("\n")
    .map((line) => (line === "" ? line : prefix + line))
    .join("\n");
}

function renderItem(item: CarriedItem, parent: CarriedItem | null): string {
  const parts = [
    `- [ ] ${item.text}${renderCarryNote(item, parent !== null && saysAll(parent.trailer, item.trailer))}`,
  ];
  if (item.notes !== "") {
    const separated = /^[-*+] /.test(item.notes) ? "" : "\n";
    parts.push(`${separated}${indent(item.notes, INDENT)}${item.children.length > 0 ? "\n" : ""}`);
  }
  for (const child of item.children) parts.push(indent(renderItem(child, item), INDENT));
  return parts.join("\n");
}

function ledgerLength(item: CarriedItem): number {
  return item.children.reduce((sum, child) => sum + ledgerLength(child), item.id.length + 1);
}

/** Characters one item takes in the new agenda: as rendered with its line end, and in the ledger of the marker. */
export function renderedLength(item: CarriedItem): number {
  return renderItem(item, null).length + 1 + ledgerLength(item);
}

/** Groups in the order of their first item; the account team, then the customer, then what nobody owns stand last. */
function groupItems(
  items: readonly CarriedItem[],
  customer: string,
): ReadonlyMap<string | null, readonly CarriedItem[]> {
  const groups = new Map<string | null, CarriedItem[]>();
  for (const item of items) {
    const members = groups.get(item.group);
    if (members === undefined) groups.set(item.group, [item]);
    else members.push(item);
  }
  const last = [ACCOUNT_TEAM_HEADING, customerHeading(customer), null];
  const rank = (group: string | null): number => last.indexOf(group);
  return new Map([...groups].sort(([a], [b]) => rank(a) - rank(b)));
}

/** The line above a group: a heading `level` deep, or a bold line where that is 0. */
function groupLine(group: string, level: number): string {
  return level === 0 ? `**${group}**` : `${"#".repeat(Math.min(level, 6))} ${group}`;
}

/**
 * The Markdown of the carried items: task lists under their groups (`groupLine`). Without any group there is no line above
 * them; the empty string when nothing is carried.
 *
 * @param raised lines of items that are new in this agenda, which the customer looks after
 */
export function renderCarriedItems(
  items: readonly CarriedItem[],
  customer: string,
  level: number,
  { sections }: Texts,
  teamName?: string,
  raised: readonly string[] = [],
): string {
  const groups = new Map(groupItems(items, customer));
  const heading = customerHeading(customer);
  if (raised.length > 0 && !groups.has(heading)) groups.set(heading, []);
  return [...groups]
    .map(([group, members]) => {
      const lines = members.map((item) => renderItem(item, null));
      const list = [...lines, ...(group === heading ? raised : [])].join("\n");
      if (group === null && groups.size === 1) return list;
      return `${groupLine(shownGroup(group ?? sections.noOwner, teamName), level)}\n\n${list}`;
    })
    .join("\n\n");
}

/** An item under the name that its side has in an issue: the account team may go by another one since. */
export function asHeaded(item: CarriedItem, description: string, teamName: string | undefined): CarriedItem {
  if (item.group === null) return item;
  const marker = parseIssueMarker(description);
  const then = marker === null ? teamName : (marker.team ?? ACCOUNT_TEAM_HEADING);
  return { ...item, group: shownGroup(item.group, then) };
}
