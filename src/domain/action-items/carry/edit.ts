import { stripPromotion } from "../../commands/promotion.ts";
import type { IssueIid } from "../../ids.ts";
import { definedLabels } from "../../markdown/defined-labels.ts";
import { appendToSection, insertAfterItem, setBox } from "../../markdown/edit.ts";
import type { Labels } from "../../markdown/inline/inline-nodes.ts";
import { parseMarkdown } from "../../markdown/parse.ts";
import { applySplices } from "../../markdown/splice.ts";
import type { BoxState, MarkdownDocument, Splice, TaskItem } from "../../markdown/types.ts";
import { parseIssueMarker, withMarker } from "../../marker/issue-marker.ts";
import { flattenText } from "../../text/flatten.ts";
import { normaliseText } from "../../text/similarity.ts";
import type { Texts } from "../../texts/texts.ts";
import { stripBarePointer, stripCarryNote } from "../read/carry-note.ts";
import { isSameHeading, nearestDivider, writtenGroup } from "../read/group.ts";
import { markersOf } from "../read/markers-of.ts";
import { ownSection } from "../read/own-section.ts";
import type { CarriedItem, Sides } from "../read/types.ts";
import { allIds } from "./nested.ts";
import { pointTo } from "./point-to.ts";
import { asHeaded, renderCarriedItems } from "./render.ts";

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
  readonly point: IssueIid | null;
}

/** One that changes nothing but a box. */
export interface BoxEdit extends WantedEdit {
  readonly point: null;
}

interface Edited {
  readonly text: string;
  readonly missed: readonly WantedEdit[];
}

function keyOf(item: TaskItem, labels: Labels): string {
  return lineKey(stripCarryNote(flattenText(stripPromotion(item.text, item.notes).text), labels));
}

/** Whether an item has the words of a key: the pointer stands at the end of its first line, which may go on below. */
function hasWords(item: TaskItem, key: string, labels: Labels): boolean {
  return keyOf(item, labels) === key || keyOf({ ...item, text: stripBarePointer(item.text) }, labels) === key;
}

/** Whether people typed a pointer or the bot put it there, it tells no line from another. */
function lineKey(text: string): string {
  return normaliseText(stripBarePointer(text));
}

/**
 * Finds an item again in a text that may have changed: by its marker, else by its text where only one can be meant. In a
 * row of a follow-up's table its text goes on in other cells: there its place and its own part of the words tell.
 */
function findAgain(document: MarkdownDocument, edit: WantedEdit): TaskItem | null {
  if (edit.marked) return document.items.find((item) => markersOf(document, item)[0] === edit.id) ?? null;
  const key = lineKey(edit.text);
  const labels = definedLabels(document);
  const unmarked = document.items.filter((item) => markersOf(document, item).length === 0);
  const alike = unmarked.filter((item) => hasWords(item, key, labels));
  const [only] = alike;
  if (alike.length === 1 && only !== undefined) return only;
  const there = (alike.length === 0 ? unmarked : alike).find((item) => item.index === edit.index);
  return there !== undefined && keyOf(there, labels) !== "" && key.includes(keyOf(there, labels)) ? there : null;
}

/** An edit with the item it is meant for and what it puts in. */
interface Ready {
  readonly edit: WantedEdit;
  readonly item: TaskItem;
  readonly splices: readonly Splice[];
}

function prepareEdit(document: MarkdownDocument, edit: WantedEdit, texts: Texts | null): Ready | null {
  const item = findAgain(document, edit);
  if (item === null || item.state !== edit.from) return null;
  const splices = [
    ...(edit.to === null ? [] : one(setBox(document, item, edit.to))),
    ...(edit.point === null || texts === null ? [] : one(pointTo(document, item, edit.point, texts))),
  ];
  return { edit, item, splices };
}

/**
 * The edits after which GitLab does not show what it should: `[x]` may be the name of a link, and what stands between
 * two `[~]` is struck out. Empty when all items show the state that they are meant to.
 */
function unshown(document: MarkdownDocument, ready: readonly Ready[]): readonly Ready[] {
  const wanted = new Map(ready.map(({ item, edit }) => [item.index, edit.to ?? edit.from]));
  const { items } = parseMarkdown(
    applySplices(
      document.source,
      ready.flatMap(({ splices }) => splices),
    ),
  );
  const shows = (at: number, index: number): boolean =>
    items[at]?.state === (wanted.get(index) ?? document.items[index]?.state);
  if (items.length === document.items.length && items.every((_, at) => shows(at, at))) return [];
  // Each item that is left is the next one of its text; the others lost their boxes.
  let at = 0;
  const lost = new Set<number>();
  for (const { index, text } of document.items) {
    if (stripCarryNote(items[at]?.text ?? "\0") === stripCarryNote(text) && shows(at, index)) at += 1;
    else lost.add(index);
  }
  return ready.filter(({ item }) => lost.has(item.index));
}

/**
 * Changes boxes and pointers of items in a description that may have been edited since the changes were decided. Every
 * character outside the changed boxes and pointers stays. `missed` are changes whose item is gone, cannot be told from
 * another, whose box a person changed meanwhile, or whose box would not show the change.
 */
export function editItems(description: string, edits: readonly WantedEdit[], texts: Texts): Edited;
/** Boxes alone are the same in every language. */
export function editItems(description: string, edits: readonly BoxEdit[], texts: null): Edited;
export function editItems(description: string, edits: readonly WantedEdit[], texts: Texts | null): Edited {
  const document = parseMarkdown(description);
  const found = edits.map((edit) => prepareEdit(document, edit, texts)).filter((one) => one !== null);
  const lost = new Set(unshown(document, found));
  const rest = found.filter((one) => !lost.has(one));
  const safe = lost.size === 0 || unshown(document, rest).length === 0 ? rest : [];
  const done = new Set(safe.map(({ edit }) => edit));
  return {
    text: applySplices(
      description,
      safe.flatMap(({ splices }) => splices),
    ),
    missed: edits.filter((edit) => !done.has(edit)),
  };
}

function one(splice: Splice | null): readonly Splice[] {
  return splice === null ? [] : [splice];
}

const CLOSING = /^(?:recap|summary|next steps|zusammenfassung|nächste schritte)\b/i;

/**
 * Where items of a group begin that has no heading yet, beside the group of a carried item. Null where that is in none, and
 * where lines in bold divide what is no part for action items.
 */
function newGroup(document: MarkdownDocument, last: TaskItem, block: string, group: string): Splice | null {
  if (writtenGroup({ document, item: last }, null) === null) return null;
  if (nearestDivider(document, last)?.isBold === true) {
    const own = ownSection(document);
    return own === null ? null : appendToSection(document, own.section, `**${group}**\n\n${block}`);
  }
  const heading = last.headings.at(-1);
  const section = document.sections.find((one) => one.heading === heading);
  if (heading === undefined || section === undefined) return null;
  return appendToSection(document, section, `${"#".repeat(heading.level)} ${group}\n\n${block}`);
}

/** Where late items go: behind the last carried item of their group, else of any, else under an own heading. */
function placeOf(document: MarkdownDocument, block: string, group: string | null, { sections }: Texts): Splice | null {
  const marked = document.items.filter(
    (item) => item.parent === null && !item.cell && markersOf(document, item).length > 0,
  );
  const inGroup = marked.findLast((item) => isSameHeading(nearestDivider(document, item)?.text ?? null, group));
  if (inGroup !== undefined) return insertAfterItem(document, inGroup, block);
  const last = marked.at(-1);
  const beside = last === undefined || group === null ? null : newGroup(document, last, block, group);
  if (beside !== null) return beside;
  if (last !== undefined) return insertAfterItem(document, last, block);
  const own = ownSection(document);
  if (own !== null) return appendToSection(document, own.section, block);
  const closing = document.sections.findIndex(({ heading }) =>
    CLOSING.test((heading?.text ?? "").replace(/[*_`#]/g, "").trim()),
  );
  const before = document.sections[closing < 0 ? document.sections.length - 1 : closing - 1];
  if (before === undefined) return null;
  const level = "#".repeat(document.sections[closing]?.heading?.level ?? 2);
  return appendToSection(document, before, `${level} ${sections.actionItems}\n\n${block}`);
}

/** The ids are in the ledger of the issue's marker from now on; without a marker nothing changes. */
function withCarried(description: string, ids: readonly string[]): string {
  const carried = parseIssueMarker(description)?.carried ?? [];
  return withMarker(description, { carried: [...new Set([...carried, ...ids])] });
}

/** Items and text around them are as before, and the new ones are items. */
function isSound(before: MarkdownDocument, after: MarkdownDocument, ids: readonly string[]): boolean {
  const markers = after.items.flatMap((item) => markersOf(after, item).slice(0, 1));
  const known = new Set(ids);
  const added = markers.filter((one) => one !== undefined && known.has(one));
  const old = after.items.filter((item) => !known.has(markersOf(after, item)[0] ?? ""));
  const texts = (items: readonly TaskItem[]): string => items.map((item) => `${item.state} ${item.text}`).join("\n");
  const kept = old.filter((item) => !/<!--[ \t]*c:issue-/.test(item.text));
  const were = before.items.filter((item) => !/<!--[ \t]*c:issue-/.test(item.text));
  return added.length === known.size && new Set(added).size === known.size && texts(kept) === texts(were);
}

/** Each group costs a reading of the whole text; those beyond come together, under headings of their own. */
const MOST_GROUPS = 20;

/** Items by group, in the order in which groups come first. */
function byGroup(items: readonly CarriedItem[]): readonly (readonly [group: string | null, items: CarriedItem[]])[] {
  const groups = new Map<string | null, CarriedItem[]>();
  for (const item of items) {
    const known = groups.get(item.group);
    if (known === undefined) groups.set(item.group, [item]);
    else known.push(item);
  }
  return [...groups];
}

/**
 * Appends items to the carried block of an agenda (design: late carry), and their ids to its ledger where the bot wrote
 * the agenda. Null where no place is safe: a block that never closes would swallow them.
 */
export function appendLateItems(
  description: string,
  late: readonly CarriedItem[],
  { customer, teamName }: Pick<Sides, "customer" | "teamName">,
  texts: Texts,
): string | null {
  const items = late.map((item) => asHeaded(item, description, teamName));
  let text = description;
  const [ids, groups] = [items.flatMap(allIds), byGroup(items)];
  const blocks = groups
    .slice(0, MOST_GROUPS)
    .map(([group, own]) => ({ group, block: own.map((item) => ({ ...item, group: null })) }));
  const rest = groups.slice(MOST_GROUPS).flatMap(([, own]) => own);
  for (const { group, block } of rest.length === 0 ? blocks : [...blocks, { group: null, block: rest }]) {
    const splice = placeOf(parseMarkdown(text), renderCarriedItems(block, customer, 3, texts), group, texts);
    if (splice === null) return null;
    text = applySplices(text, [splice]);
  }
  text = withCarried(text, ids);
  return isSound(parseMarkdown(description), parseMarkdown(text), ids) ? text : null;
}
