import { selfContained } from "../../markdown/self-contained.ts";
import type { MarkdownDocument, TaskItem } from "../../markdown/types.ts";
import { flattenText } from "../../text/flatten.ts";
import { normaliseText } from "../../text/similarity.ts";
import { type Candidate, copyInAgenda, type IsBrought } from "../read/candidate.ts";
import { readDetails } from "../read/details.ts";
import { linesOf } from "../read/item-lines.ts";
import { joinItemText } from "../read/item-text.ts";
import { readTableRow } from "../read/table-row.ts";
import type { Appearance, ItemTimeline, StandingItem } from "../read/types.ts";
import { placeKey, type SeriesItems } from "./timelines.ts";

/** More texts of a template than this are compared as a whole only. */
const MOST_COMPARED = 500;

/** Owner and date as people write them behind an item: mentions, dates, and words around dates. */
const DETAILS =
  /@[\p{L}\p{N}_./-]+|\d+(?:st|nd|rd|th|\.)?|(?<!\p{L})(?:due|date|deadline|by|until|on|owner|bis|fällig|am|pour|le|avant|échéance|para|el|antes|até|voor|op|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*(?!\p{L})/gu;

function headKey(item: TaskItem): string {
  return normaliseText(linesOf(item).head);
}

/** The first line of an item as it is compared with those of a template: it is part of the paths of all in it. */
export function standingKey({ findings }: MarkdownDocument, item: TaskItem): string {
  return findings.of(item, headKey);
}

/** An owner right behind the words of the template: what follows is said to them. */
const OWNER_BEHIND = /^[\s([{,;:–—-]*@[\p{L}\p{N}_./-]+(?=[\s)\]},;:–—]|$)/u;

function isOnlyDetails(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text.replace(DETAILS, " "));
}

/**
 * Whether a text is one that a template brings, with nothing added to it but an owner and a date, and words behind an owner
 * that stands right behind the template's.
 */
export function isBroughtBy(template: string, key: string): boolean {
  if (template === key) return true;
  const at = template === "" ? -1 : key.indexOf(template);
  if (at < 0) return false;
  const [before, behind] = [key.slice(0, at), key.slice(at + template.length)];
  if (!isOnlyDetails(before)) return false;
  return OWNER_BEHIND.test(behind) || (/[@\d]/.test(before + behind) && isOnlyDetails(behind));
}

/**
 * Says of each open item whether the new agenda brings it by itself: it has as many boxes of that text as one issue had
 * open ones. What stands in the template may have been given an owner and a date since, and lines right below; `own` are
 * whole texts.
 */
export function broughtBy(template: readonly string[], own: readonly string[]): IsBrought {
  const texts = [...template, ...own].map((text) => normaliseText(flattenText(text)));
  const heads = new Map(
    template.map((text, at) => [normaliseText(linesOf({ text, notes: "" }).head), texts[at]] as const),
  );
  const isCompared = template.length <= MOST_COMPARED;
  const compared = isCompared ? texts.slice(0, template.length) : [];
  const boxes = new Map<string, number>();
  for (const key of texts) boxes.set(key, (boxes.get(key) ?? 0) + 1);
  const headFor = (key: string): string | undefined =>
    heads.get(key) ?? (isCompared ? [...heads].find(([one]) => isBroughtBy(one, key))?.[1] : undefined);
  const taken = new Map<string, number>();
  return (text, head, issue) => {
    const key = normaliseText(text);
    const whole = boxes.has(key) ? key : compared.find((one) => isBroughtBy(one, key));
    const brought = whole ?? headFor(normaliseText(head));
    if (brought === undefined) return false;
    const place = `${issue}/${brought}`;
    const before = taken.get(place) ?? 0;
    taken.set(place, before + 1);
    return before < (boxes.get(brought) ?? 0);
  };
}

/** An item with those around it, outermost first. */
function lineage(document: MarkdownDocument, item: TaskItem): readonly TaskItem[] {
  const path = [item];
  for (let at = item.parent; at !== null; ) {
    const parent = document.items[at];
    if (parent === undefined) break;
    path.push(parent);
    at = parent.parent;
  }
  return path.reverse();
}

/** Texts of an item and of those around it, outermost first. */
export function pathOf(document: MarkdownDocument, item: TaskItem): readonly string[] {
  return lineage(document, item).map((one) => standingKey(document, one));
}

/** All items nested in one, itself included. */
function nestedIn(document: MarkdownDocument, root: TaskItem): readonly TaskItem[] {
  const found: TaskItem[] = [];
  const pending = [root.index];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const item = document.items[at];
    if (item === undefined) continue;
    found.push(item);
    for (const child of item.children.toReversed()) pending.push(child);
  }
  return found;
}

/**
 * What goes on in the boxes that the template brings: the open items, and what was done in the same tree of items. Until
 * all of a tree is done it is the same one, so that what was ticked in it stays ticked; then the template brings a new one.
 */
export function standingItems(brought: readonly Candidate[], known: SeriesItems): readonly StandingItem[] {
  const timelines = new Map(known.timelines.map((timeline) => [timeline.id, timeline]));
  const open = new Map(brought.map(({ timeline }) => [timeline.id, timeline]));
  const seen = new Set<TaskItem>();
  return brought.flatMap(({ timeline, place }): readonly StandingItem[] => {
    const { document, item, agenda } = copyInAgenda(timeline, place) ?? place;
    const root = lineage(document, item)[0] ?? item;
    if (seen.has(root)) return [];
    seen.add(root);
    const { items } = selfContained(document);
    return nestedIn(document, root).flatMap((one) => {
      const found = timelines.get(known.idAt.get(placeKey(agenda.iid, one.index)) ?? "");
      const state = stateOf(found, open);
      if (found === undefined || state === null) return [];
      const whole = items[one.index] ?? one;
      const { head, rest } = linesOf(whole);
      const text = withCells(head, found, place);
      return [{ id: found.id, state, path: pathOf(document, one), text, rest, notes: whole.notes }];
    });
  });
}

/** The first line of an item as its agenda has it, with owner and day as its follow-up has them, where that is newer. */
function withCells(head: string, timeline: ItemTimeline, place: Appearance): string {
  const newest = timeline.appearances.findLast(({ agenda }) => place.agenda.confidential || !agenda.confidential);
  if (newest?.agenda.kind !== "follow-up") return head;
  const { document, item, details, reading } = newest;
  const before = copyInAgenda(timeline, place)?.details;
  const row = readTableRow(document, item, reading);
  const isSame = (["owner", "due", "unclearDue"] as const).every((key) => before?.[key] === details[key]);
  if (row === null || (isSame && row.named === null)) return head;
  return joinItemText({ ...row, text: readDetails(head, reading).bare }, reading);
}

function stateOf(
  timeline: ItemTimeline | undefined,
  open: ReadonlyMap<string, ItemTimeline>,
): StandingItem["state"] | null {
  if (timeline === undefined) return null;
  if (timeline.resolution.kind === "resolved") return timeline.resolution.state;
  return open.has(timeline.id) ? "open" : null;
}
