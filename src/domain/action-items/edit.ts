import { stripPromotion } from "../commands/promotion.ts";
import { appendToSection, insertAfterItem, setBox } from "../markdown/edit.ts";
import { parseMarkdown } from "../markdown/parse.ts";
import { normaliseText } from "../markdown/similarity.ts";
import { applySplices } from "../markdown/splice.ts";
import type { BoxState, MarkdownDocument, Section, Splice, TaskItem } from "../markdown/types.ts";
import { parseIssueMarker, withMarker } from "../marker/issue-marker.ts";
import { parseItemMarkers } from "../marker/item-marker.ts";
import { flattenText } from "./flatten.ts";
import { renderCarriedItems } from "./render.ts";
import { namesIssue, renderPointer, stripTrailer } from "./trailer.ts";
import type { CarriedItem } from "./types.ts";

/** One change of an item in one description. */
export interface WantedEdit {
  readonly id: string;
  /** Its text on one line without marker and origin, by which it is found where it has no marker. */
  readonly text: string;
  readonly index: number;
  readonly marked: boolean;
  /** The state its box had when the change was decided: another one now is a person's newer word. */
  readonly from: BoxState;
  readonly to: BoxState | null;
  readonly point: number | null;
}

function sameText(item: TaskItem, text: string): boolean {
  const written = stripPromotion(item.text, item.notes).text;
  return normaliseText(stripTrailer(flattenText(written))) === normaliseText(text);
}

/** Finds an item again in a text that may have changed: by its marker, else by its text where only one can be meant. */
function findAgain(document: MarkdownDocument, edit: WantedEdit): TaskItem | null {
  if (edit.marked) return document.items.find((item) => parseItemMarkers(item.text)[0] === edit.id) ?? null;
  const alike = document.items.filter((item) => parseItemMarkers(item.text).length === 0 && sameText(item, edit.text));
  return alike.find((item) => item.index === edit.index) ?? (alike.length === 1 ? (alike[0] ?? null) : null);
}

/** Puts ` (issue #45)` at the end of an item's first line, before its hidden marker; null where it says so already. */
function pointTo(document: MarkdownDocument, item: TaskItem, issue: number): Splice | null {
  const { start, end } = item.textRange;
  const [line = ""] = document.source.slice(start, end).split(/\r\n|\r|\n/);
  if (namesIssue(line, issue)) return null;
  const origin = /\(from #\d[^()\n]*\)(?=[ \t]*<!--\s*c:)/.exec(line);
  if (origin !== null) {
    const question = origin[0].indexOf("; to decide: ");
    const from = question < 0 ? origin[0].length - 1 : question;
    const at = start + origin.index;
    return { start: at + from, end: at + origin[0].length, text: `, issue #${issue})` };
  }
  const marker = /(?<![ \t])[ \t]*<!--\s*c:/.exec(line);
  const at = start + (marker?.index ?? line.trimEnd().length);
  return { start: at, end: at, text: renderPointer(issue) };
}

/**
 * Changes boxes and pointers of items in a description that may have been edited since the changes were decided. Every
 * character outside the changed boxes and pointers stays. `missed` are changes whose item is gone, cannot be told from
 * another, or whose box a person changed meanwhile.
 */
export function editItems(
  description: string,
  edits: readonly WantedEdit[],
): { readonly text: string; readonly missed: readonly WantedEdit[] } {
  const document = parseMarkdown(description);
  const splices: Splice[] = [];
  const missed: WantedEdit[] = [];
  for (const edit of edits) {
    const item = findAgain(document, edit);
    if (item === null || item.quoted || item.state !== edit.from) {
      missed.push(edit);
      continue;
    }
    if (edit.to !== null) splices.push(...one(setBox(document, item, edit.to)));
    if (edit.point !== null) splices.push(...one(pointTo(document, item, edit.point)));
  }
  return { text: applySplices(description, splices), missed };
}

function one(splice: Splice | null): readonly Splice[] {
  return splice === null ? [] : [splice];
}

const ACTION_ITEMS = /^action items?$/i;
const CLOSING = /^(?:recap|summary|next steps)\b/i;

function plainHeading(section: Section): string {
  return (section.heading?.text ?? "").replace(/[*_`#]/g, "").trim();
}

/** Where late items go: behind the last carried item of their group, else of any, else under an own heading. */
function placeOf(document: MarkdownDocument, block: string, group: string | null): Splice | null {
  const marked = document.items.filter((item) => item.parent === null && parseItemMarkers(item.text).length > 0);
  const inGroup = marked.findLast((item) => item.headings.at(-1)?.text === group);
  const last = inGroup ?? marked.at(-1);
  if (last !== undefined) return insertAfterItem(document, last, block);
  const own = document.sections.find((section) => ACTION_ITEMS.test(plainHeading(section)));
  if (own !== undefined) return appendToSection(document, own, block);
  const closing = document.sections.findIndex((section) => CLOSING.test(plainHeading(section)));
  const before = document.sections[closing < 0 ? document.sections.length - 1 : closing - 1];
  if (before === undefined) return null;
  const level = "#".repeat(document.sections[closing]?.heading?.level ?? 2);
  return appendToSection(document, before, `${level} Action items\n\n${block}`);
}

/** The ids are in the ledger of the issue's marker from now on; without a marker nothing changes. */
function withCarried(description: string, ids: readonly string[]): string {
  const carried = parseIssueMarker(description)?.carried ?? [];
  return withMarker(description, { carried: [...new Set([...carried, ...ids])] });
}

/** Items and text around them are as before, and the new ones are items. */
function isSound(before: MarkdownDocument, after: MarkdownDocument, ids: readonly string[]): boolean {
  const markers = after.items.flatMap((item) => parseItemMarkers(item.text).slice(0, 1));
  const known = new Set(ids);
  const old = after.items.filter((item) => !known.has(parseItemMarkers(item.text)[0] ?? ""));
  const texts = (items: readonly TaskItem[]): string => items.map((item) => `${item.state} ${item.text}`).join("\n");
  const kept = old.filter((item) => !/<!--[ \t]*c:issue-/.test(item.text));
  const were = before.items.filter((item) => !/<!--[ \t]*c:issue-/.test(item.text));
  return ids.every((id) => markers.filter((one) => one === id).length === 1) && texts(kept) === texts(were);
}

/**
 * Appends items to the carried block of an agenda (design: late carry), and their ids to its ledger where the bot wrote
 * the agenda. Null where no place is safe: a block that never closes would swallow them.
 */
export function appendLateItems(description: string, items: readonly CarriedItem[], customer: string): string | null {
  let text = description;
  const ids = items.flatMap(allIds);
  for (const item of items) {
    const document = parseMarkdown(text);
    const splice = placeOf(document, renderCarriedItems([{ ...item, group: null }], customer, 3), item.group);
    if (splice === null) return null;
    text = applySplices(text, [splice]);
  }
  const noted = withCarried(text, ids);
  return isSound(parseMarkdown(description), parseMarkdown(noted), ids) ? noted : null;
}

/** The item's id and those nested in it. */
export function allIds(item: CarriedItem): readonly string[] {
  return [item.id, ...item.children.flatMap(allIds)];
}
