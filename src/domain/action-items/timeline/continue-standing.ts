import { setBox } from "../../markdown/edit.ts";
import { parseMarkdown } from "../../markdown/parse.ts";
import { columnAfter, lineEndAt, lineStartAt, nextLineStart } from "../../markdown/source.ts";
import { applySplices } from "../../markdown/splice.ts";
import type { MarkdownDocument, Range, Splice, TaskItem } from "../../markdown/types.ts";
import { renderItemMarker } from "../../marker/item-marker.ts";
import { normaliseText } from "../../text/similarity.ts";
import { makeItemInert, makeNotesInert, type OwnProject } from "../../text-safety/index.ts";
import { linesOf } from "../read/item-lines.ts";
import { markersOf } from "../read/markers-of.ts";
import { whyNoActionItems } from "../read/select.ts";
import type { CarryRules, StandingItem } from "../read/types.ts";
import { isBroughtBy, pathOf, standingKey } from "./standing.ts";

interface Safety {
  readonly mentions: "quiet" | "notify";
  readonly project: OwnProject | null;
}

/** More boxes of a template than these are found by their whole text only. */
const MOST_COMPARED = 500;

type Pairs = Map<TaskItem, StandingItem>;

/** Pairs items and boxes that have the same key, in order; those that are paired already are left out. */
function pairBy(
  pairs: Pairs,
  items: readonly TaskItem[],
  standing: readonly StandingItem[],
  keyOf: (item: TaskItem) => string,
  keyOfStanding: (one: StandingItem) => string,
): void {
  const boxes = new Map<string, TaskItem[]>();
  for (const item of items.toReversed()) {
    if (pairs.has(item)) continue;
    const known = boxes.get(keyOf(item));
    if (known === undefined) boxes.set(keyOf(item), [item]);
    else known.push(item);
  }
  const paired = new Set(pairs.values());
  for (const one of standing) {
    const box = paired.has(one) ? undefined : boxes.get(keyOfStanding(one))?.pop();
    if (box !== undefined) pairs.set(box, one);
  }
}

/** The template's box for each item: where it stands in the same place among others, else where it has the same text. */
function match(
  document: MarkdownDocument,
  items: readonly TaskItem[],
  standing: readonly StandingItem[],
): ReadonlyMap<TaskItem, StandingItem> {
  const pairs: Pairs = new Map();
  const placeOf = (path: readonly string[]): string => path.join("\0");
  pairBy(
    pairs,
    items,
    standing,
    (item) => placeOf(pathOf(document, item)),
    (one) => placeOf(one.path),
  );
  // What was done elsewhere is no news of an item that only has the same words.
  const open = standing.filter(({ state }) => state === "open");
  const textOf = ({ path }: StandingItem): string => path.at(-1) ?? "";
  const keyOf = (item: TaskItem): string => standingKey(document, item);
  pairBy(pairs, items, open, keyOf, textOf);
  if (items.length > MOST_COMPARED) return pairs;
  const keys = items.map(keyOf);
  const brought = (key: string): string => keys.find((one) => isBroughtBy(one, key)) ?? key;
  pairBy(
    pairs,
    items,
    standing.slice(0, MOST_COMPARED),
    (item) => placeOf(pathOf(document, item)),
    (one) => placeOf(one.path.map(brought)),
  );
  pairBy(pairs, items, open.slice(0, MOST_COMPARED), keyOf, (one) => brought(textOf(one)));
  return pairs;
}

/** What people wrote below an item besides what the template says there. */
function addedNotes(template: string, written: string): string {
  if (written === "" || normaliseText(written) === normaliseText(template)) return "";
  const at = template === "" ? -1 : written.indexOf(template);
  return at < 0 ? written : `${written.slice(0, at)}${written.slice(at + template.length)}`.trim();
}

function notesSplice({ source }: MarkdownDocument, item: TaskItem, notes: string): Splice {
  const column = columnAfter(source.slice(lineStartAt(source, item.range.start), item.box.start));
  const lines = notes.split("\n").map((line) => (line === "" ? "" : " ".repeat(column) + line));
  const at = item.range.end;
  const next = nextLineStart(source, at);
  const isFollowed = source.slice(next, lineEndAt(source, next)).trim() !== "";
  return { start: at, end: at, text: `\n\n${lines.join("\n")}${isFollowed ? "\n" : ""}` };
}

/** Where the first line of an item's text is. */
function headRange({ source }: MarkdownDocument, { cell, textRange }: TaskItem): Range {
  const { start, end } = textRange;
  return { start, end: cell ? end : Math.min(end, lineEndAt(source, start)) };
}

function splicesFor(
  document: MarkdownDocument,
  item: TaskItem,
  standing: StandingItem,
  safety: Safety,
): readonly Splice[] {
  const { start, end } = headRange(document, item);
  const isSame = item.cell || normaliseText(standing.text) === standingKey(document, item);
  const text = isSame ? document.source.slice(start, end) : makeItemInert(standing.text, safety);
  const box = setBox(document, item, standing.state);
  const added = [addedNotes(linesOf(item).rest, standing.rest), addedNotes(item.notes, standing.notes)];
  const below = added.filter((notes) => notes !== "").join("\n\n");
  const notes = item.cell || item.quoted ? "" : makeNotesInert(below, safety);
  return [
    ...(box === null ? [] : [box]),
    { start, end, text: `${text.trimEnd()} ${renderItemMarker(standing.id)}` },
    ...(notes === "" ? [] : [notesSplice(document, item, notes)]),
  ];
}

/**
 * Lets items of earlier calls go on in the boxes of the template that bring them: each with its identity, its state, its
 * owner and date, and what people wrote below it. The template as it is where that would not come out as boxes.
 */
export function continueStanding(
  markdown: string,
  standing: readonly StandingItem[],
  rules: CarryRules,
  safety: Safety,
): string {
  if (standing.length === 0) return markdown;
  const document = parseMarkdown(markdown);
  const excluded = whyNoActionItems(document, rules.sections);
  const items = document.items.filter(({ index }) => !excluded.has(index));
  const matched = match(document, items, standing);
  const splices = [...matched].flatMap(([item, one]) => splicesFor(document, item, one, safety));
  const text = applySplices(markdown, splices);
  const outcome = parseMarkdown(text);
  const after = outcome.items;
  const states = new Map(after.flatMap((item) => markersOf(outcome, item).map((id) => [id, item.state] as const)));
  const isSound =
    after.length >= document.items.length && [...matched.values()].every(({ id, state }) => states.get(id) === state);
  return isSound ? text : markdown;
}
