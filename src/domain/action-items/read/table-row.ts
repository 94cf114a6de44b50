import { findDueDate, readDayAlone } from "../../due-date/find-due-date.ts";
import type { DateReading } from "../../due-date/types.ts";
import { plainWords } from "../../markdown/shown-text.ts";
import type { MarkdownDocument, Range, TaskItem } from "../../markdown/types.ts";
import { isPlaceholderText } from "../../template/placeholder.ts";
import { cutGraphemes } from "../../text/cut.ts";
import { TEXT_LANGUAGES } from "../../texts/language.ts";
import { textsIn } from "../../texts/texts.ts";
import { isPlainDate } from "../../time/dates.ts";
import { locateDetails } from "./locate-details.ts";
import type { ItemDetails } from "./types.ts";

/** What follow-ups say in any language: an issue goes on when the language of its project is changed. */
const FOLLOW_UPS = TEXT_LANGUAGES.map((language) => textsIn(language).followUp);
/** Column heads by which a table is known to be one of action items. */
const OWNER_COLUMNS = FOLLOW_UPS.map(({ owner }) => owner.toLowerCase());
const DUE_COLUMNS = FOLLOW_UPS.map(({ due }) => due.toLowerCase());
/** What the bot writes where a cell has nothing to say. */
const HOLDS_PLACE: ReadonlySet<string> = new Set(
  FOLLOW_UPS.flatMap(({ nobodyYet, noDateYet }) => [nobodyYet.toLowerCase(), noDateYet.toLowerCase()]),
);

/** A row of a table in which items stand. */
interface GroupedRow {
  /** Its cells by their column head in lower case. */
  readonly cells: ReadonlyMap<string, string>;
  /** The line above its rows that names their side or group, as written; null for none. */
  readonly group: string | null;
}

/** What is open while the tags of a document are walked over. */
interface CellWalk {
  readonly source: string;
  /** Top-level items, in order, and the first of them that is not passed yet. */
  readonly items: readonly TaskItem[];
  next: number;
  heads: string[];
  /** The last row that is one wide cell without items. */
  group: string | null;
  cells: Range[];
  /** Items of the row, each the first of its cell. */
  rowItems: TaskItem[];
  cell: { readonly head: boolean; readonly start: number; readonly wide: boolean; item: TaskItem | null } | null;
  /** Whether a cell of the row goes over several columns. */
  wide: boolean;
  readonly rows: Map<number, GroupedRow>;
}

const TABLE_TAG = /\\?<(\/?)(table|tr|td|th)(?:\s[^<>]*)?>/gi;

/** The words of a cell, however an editor laid it out: paragraphs of its own, tags, entities of blanks. */
function cellText(source: string, cell: Range): string {
  return source
    .slice(cell.start, cell.end)
    .replace(/<[^<>]*>|&nbsp;/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function withoutEmphasis(text: string): string | null {
  const words = text.replace(/^\*\*|\*\*$/g, "").trim();
  return words === "" ? null : words;
}

function closeCell(walk: CellWalk, end: number): void {
  const { cell, source } = walk;
  if (cell === null) return;
  walk.cell = null;
  walk.wide ||= cell.wide;
  if (cell.head) walk.heads.push(cellText(source, { start: cell.start, end }).toLowerCase());
  else walk.cells.push({ start: cell.start, end });
  if (cell.item !== null) walk.rowItems.push(cell.item);
}

function closeRow(walk: CellWalk, end: number): void {
  closeCell(walk, end);
  const texts = walk.rowItems.length === 0 ? [] : walk.cells.map((cell) => cellText(walk.source, cell));
  const [only, ...others] = walk.cells;
  if (walk.wide && walk.rowItems.length === 0 && only !== undefined && others.length === 0)
    walk.group = withoutEmphasis(cellText(walk.source, only));
  const cells = new Map(walk.heads.map((head, column) => [head, texts[column] ?? ""]));
  for (const item of walk.rowItems) walk.rows.set(item.index, { cells, group: walk.group });
  walk.cells = [];
  walk.wide = false;
  walk.rowItems = [];
}

/** Passes the items before an offset; true when the offset lies in one, whose text is no markup of the table. */
function passItems(walk: CellWalk, at: number): boolean {
  for (let item = walk.items[walk.next]; item !== undefined; item = walk.items[walk.next]) {
    if (at < item.range.start) return false;
    if (walk.cell !== null) walk.cell.item ??= item;
    if (at < item.range.end) return true;
    walk.next += 1;
  }
  return false;
}

function readRows(document: MarkdownDocument): ReadonlyMap<number, GroupedRow> {
  const { source } = document;
  const items = document.items.filter((item) => item.parent === null && !item.quoted);
  const nothing = { next: 0, heads: [], group: null, cells: [], rowItems: [], cell: null, wide: false };
  const walk: CellWalk = { source, items, ...nothing, rows: new Map() };
  for (const tag of source.matchAll(TABLE_TAG)) {
    const [all, slash, name = ""] = tag;
    if (all.startsWith("\\") || passItems(walk, tag.index)) continue;
    const kind = name.toLowerCase();
    if (kind === "td" || kind === "th") {
      closeCell(walk, tag.index);
      const start = tag.index + all.length;
      const wide = /\scolspan=/i.test(all);
      if (slash === "") walk.cell = { head: kind === "th", start, wide, item: null };
    } else {
      closeRow(walk, tag.index);
      if (kind === "table") [walk.heads, walk.group] = [[], null];
    }
  }
  closeRow(walk, source.length);
  return walk.rows;
}

/** What the bot says in a cell behind what it could not read. */
const UNCLEAR = FOLLOW_UPS.map(({ unclear }) => unclear);
/** More of a cell says nothing of who or when. */
const MOST_WORDS = 80;

/** What people wrote into a cell; null for nothing, and for what holds the place of a text. */
function wordsIn(cell: string): string | null {
  const words = plainWords(cell);
  const unclear = UNCLEAR.find((one) => words.endsWith(one)) ?? "";
  const said = words.slice(0, words.length - unclear.length).trim();
  return !/[\p{L}\p{N}]/u.test(said) || HOLDS_PLACE.has(said.toLowerCase()) || isPlaceholderText(said)
    ? null
    : cutGraphemes(said, MOST_WORDS);
}

/** A cell of days needs no due word. What else stands there was meant for one, unless it holds the place of a text. */
function readDue(cell: string, reading: DateReading): Pick<RowDetails, "due" | "unclearDue"> {
  const dates = cell.match(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g) ?? [];
  const found = findDueDate(cell, reading);
  const due = dates.find(isPlainDate) ?? found?.date ?? readDayAlone(cell, reading)?.date ?? null;
  const said = due === null ? wordsIn(cell) : null;
  return { due, unclearDue: said !== null && found !== null ? cell.slice(found.day.start, found.day.end) : said };
}

/** What the cells of a row say. */
export interface RowDetails extends Pick<ItemDetails, "owner" | "due" | "unclearDue"> {
  /** Who is named as the owner without a user name. */
  readonly named: string | null;
}

/** The side or group that a line above the row of an item names, as written; null for none. */
export function tableGroup(document: MarkdownDocument, item: TaskItem): string | null {
  return document.findings.of(document, readRows).get(item.index)?.group ?? null;
}

/**
 * What people have in the Owner and Due cells of the table row in which an item stands: the first mention, also a quiet
 * one (`\@bob`), and the first ISO date, else the day in words; null where a cell holds none, and what it holds instead. Null when the item stands in no such row: a nested
 * item and a second one in the same cell speak for themselves. It does not matter how an editor laid the cells out (GitLab,
 * app/assets/javascripts/content_editor: attributes, one line or paragraphs of their own).
 */
export function readTableRow(document: MarkdownDocument, item: TaskItem, reading: DateReading): RowDetails | null {
  const row = document.findings.of(document, readRows).get(item.index)?.cells;
  const cellOf = (heads: readonly string[]): string | undefined =>
    heads.map((head) => row?.get(head)).find((cell) => cell !== undefined);
  const [owner, due] = [cellOf(OWNER_COLUMNS), cellOf(DUE_COLUMNS)];
  if (owner === undefined || due === undefined) return null;
  const name = locateDetails(owner, reading).owner?.name ?? null;
  return { owner: name, named: name === null ? wordsIn(owner) : null, ...readDue(due, reading) };
}
