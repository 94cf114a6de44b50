import type { MarkdownDocument, Range, TaskItem } from "../markdown/types.ts";
import { isPlainDate } from "../schedule/dates.ts";
import type { PlainDate } from "../schedule/types.ts";
import { readDetails } from "./details.ts";
import type { ItemDetails } from "./types.ts";

/** Column heads by which a table is known to be one of action items. */
export const OWNER_COLUMN = "Owner";
export const DUE_COLUMN = "Due";

/** The words of `readDetails`; the date is the only part that changes when the Due cell does. */
const DUE_DATE = /(\b(?:due|by|until)\b:?\s+(?:on\s+)?)\d{4}-\d{2}-\d{2}(?!\d)/i;

/** Only this much of the end of a text is looked at, which keeps long texts linear. */
const TAIL = 400;

const LEADING_MENTION = /^\\?@([A-Za-z0-9_][\w.-]*)(?![\w/])[ \t]*[:,–—-]?[ \t]+/;
/** Words after a mention that make it a part of the sentence. */
const SENTENCE_GOES_ON =
  /^(?:\\?@|[&+/]|(?:and|or|with|to|will|would|is|has|can|could|should|must|may|needs?|und|oder|et|y)\b)/i;

const MENTION = String.raw`\\?@(?<owner>[A-Za-z0-9_](?:[\w.-]*[\w-])?)`;
const DUE = String.raw`(?:due|by|until)\b:?\s+(?:on\s+)?(?<due>\d{4}-\d{2}-\d{2})`;
const END = String.raw`[.\s]*$`;
const TAILS: readonly RegExp[] = [
  String.raw`(?:^|\s)\(\s*${MENTION}\s*\)${END}`,
  String.raw`(?:^|\s)\(\s*${DUE}\s*\)${END}`,
  String.raw`(?:^|\s)\(\s*${MENTION}\s*[,;]\s*${DUE}\s*\)${END}`,
  String.raw`(?:^|\s)\(\s*${DUE}\s*[,;]\s*${MENTION}\s*\)${END}`,
  String.raw`(?:(?<!\s)\s*[,;|]|\s[–—→-])\s*${DUE}${END}`,
  String.raw`(?:(?<!\s)\s*[,;|]|\s[–—→-])\s*${MENTION}${END}`,
  String.raw`\s(?:due|by)\b:?\s+(?:on\s+)?(?<due>\d{4}-\d{2}-\d{2})${END}`,
].map((pattern) => new RegExp(pattern, "i"));

function isOwner(name: string | undefined, { owner }: ItemDetails): boolean {
  return name === undefined || name.replace(/(?<![.-])[.-]+$/, "") === owner;
}

function withoutLead(text: string, details: ItemDetails): string {
  const lead = LEADING_MENTION.exec(text);
  if (lead === null || !isOwner(lead[1], details)) return text;
  const rest = text.slice(lead[0].length);
  return rest === "" || SENTENCE_GOES_ON.test(rest) ? text : rest;
}

function withoutTail(text: string, details: ItemDetails): string {
  const from = Math.max(0, text.length - TAIL);
  const end = text.slice(from);
  for (const pattern of TAILS) {
    const found = pattern.exec(end);
    if (found === null) continue;
    const { owner, due } = found.groups ?? {};
    if (!isOwner(owner, details) || (due !== undefined && due !== details.due)) continue;
    return text.slice(0, from + found.index).replace(/(?<![\s,;])[\s,;]+$/, "");
  }
  return text;
}

/**
 * The text of an item without the owner and due date that columns of a table show, where these stand at its beginning or
 * end (`@bob ...`, `... (@bob, due 2026-12-01)`). In the middle of a sentence they stay. `details` is what `readDetails`
 * says of the text; `joinItemText` puts them back.
 */
export function splitItemText(text: string, details: ItemDetails): string {
  let rest = text.trim();
  for (let parts = 0; parts < 3; parts += 1) {
    const shorter = withoutTail(withoutLead(rest, details), details).trim();
    if (shorter === rest || shorter === "") break;
    rest = shorter;
  }
  return rest;
}

/**
 * The text of an item on a line of its own, with its owner first and its due date last, unless the text says them itself:
 * `@bob Upload the diagram, due 2026-12-01`. A due date in the text gives way to another one. What is null adds nothing;
 * a name or date in the middle of the text stays.
 */
export function joinItemText(item: { readonly text: string } & ItemDetails): string {
  const { owner, due } = item;
  let text = item.text.trim();
  if (due !== null && readDetails(text).due !== due) {
    if (DUE_DATE.test(text)) text = text.replace(DUE_DATE, (_all, words: string) => words + due);
    else text += /[\p{L}\p{N})"'`]$/u.test(text) ? `, due ${due}` : ` (due ${due})`;
  }
  if (owner !== null && readDetails(text).owner !== owner) text = `@${owner} ${text}`;
  return text.trim();
}

/** The cells of a table row by their column head in lower case. */
type Row = ReadonlyMap<string, string>;

/** What is open while the tags of a document are walked over. */
interface Walk {
  readonly source: string;
  /** Top-level items, in order, and the first of them that is not passed yet. */
  readonly items: readonly TaskItem[];
  next: number;
  heads: string[];
  cells: Range[];
  /** Items of the row, each the first of its cell. */
  rowItems: TaskItem[];
  cell: { readonly head: boolean; readonly start: number; item: TaskItem | null } | null;
  readonly rows: Map<number, Row>;
}

const TABLE_TAG = /\\?<(\/?)(table|tr|td|th)(?:\s[^<>]*)?>/gi;

/** Rows are read once per document: an issue may hold thousands of items. */
const known = new WeakMap<MarkdownDocument, ReadonlyMap<number, Row>>();

/** The words of a cell, however an editor laid it out: paragraphs of its own, tags, entities of blanks. */
function cellText(source: string, cell: Range): string {
  return source
    .slice(cell.start, cell.end)
    .replace(/<[^<>]*>|&nbsp;/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function closeCell(walk: Walk, end: number): void {
  const { cell, source } = walk;
  if (cell === null) return;
  walk.cell = null;
  if (cell.head) walk.heads.push(cellText(source, { start: cell.start, end }).toLowerCase());
  else walk.cells.push({ start: cell.start, end });
  if (cell.item !== null) walk.rowItems.push(cell.item);
}

function closeRow(walk: Walk, end: number): void {
  closeCell(walk, end);
  const texts = walk.rowItems.length === 0 ? [] : walk.cells.map((cell) => cellText(walk.source, cell));
  const row = new Map(walk.heads.map((head, column) => [head, texts[column] ?? ""]));
  for (const item of walk.rowItems) walk.rows.set(item.index, row);
  walk.cells = [];
  walk.rowItems = [];
}

/** Passes the items before an offset; true when the offset lies in one, whose text is no markup of the table. */
function passItems(walk: Walk, at: number): boolean {
  for (let item = walk.items[walk.next]; item !== undefined; item = walk.items[walk.next]) {
    if (at < item.range.start) return false;
    if (walk.cell !== null) walk.cell.item ??= item;
    if (at < item.range.end) return true;
    walk.next += 1;
  }
  return false;
}

function readRows(document: MarkdownDocument): ReadonlyMap<number, Row> {
  const { source } = document;
  const items = document.items.filter((item) => item.parent === null && !item.quoted);
  const walk: Walk = { source, items, next: 0, heads: [], cells: [], rowItems: [], cell: null, rows: new Map() };
  for (const tag of source.matchAll(TABLE_TAG)) {
    const [all, slash, name = ""] = tag;
    if (all.startsWith("\\") || passItems(walk, tag.index)) continue;
    const kind = name.toLowerCase();
    if (kind === "td" || kind === "th") {
      closeCell(walk, tag.index);
      const start = tag.index + all.length;
      if (slash === "") walk.cell = { head: kind === "th", start, item: null };
    } else {
      closeRow(walk, tag.index);
      if (kind === "table") walk.heads = [];
    }
  }
  closeRow(walk, source.length);
  return walk.rows;
}

/**
 * What people have in the Owner and Due cells of the table row in which an item stands: the first mention, also a quiet
 * one (`\@bob`), and the first ISO date; null where a cell holds none. Null when the item stands in no such row: a nested
 * item and a second one in the same cell speak for themselves. It does not matter how an editor laid the cells out (GitLab,
 * app/assets/javascripts/content_editor: attributes, one line or paragraphs of their own).
 */
export function readTableRow(
  document: MarkdownDocument,
  item: TaskItem,
): { readonly owner: string | null; readonly due: PlainDate | null } | null {
  const rows = known.get(document) ?? readRows(document);
  known.set(document, rows);
  const row = rows.get(item.index);
  const owner = row?.get(OWNER_COLUMN.toLowerCase());
  const due = row?.get(DUE_COLUMN.toLowerCase());
  if (owner === undefined || due === undefined) return null;
  const dates = due.match(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g) ?? [];
  return { owner: readDetails(owner).owner, due: dates.find(isPlainDate) ?? null };
}
