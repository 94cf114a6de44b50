import { setBox } from "../markdown/edit.ts";
import { parseMarkdown } from "../markdown/parse.ts";
import { normaliseText } from "../markdown/similarity.ts";
import { columnAfter, lineEndAt, lineStartAt, nextLineStart } from "../markdown/source.ts";
import { applySplices } from "../markdown/splice.ts";
import type { MarkdownDocument, Splice, TaskItem } from "../markdown/types.ts";
import { parseItemMarkers, renderItemMarker } from "../marker/item-marker.ts";
import { makeItemInert, makeNotesInert } from "../text-safety/index.ts";
import { whyNoActionItems } from "./select.ts";
import { isBroughtBy, pathOf, standingKey } from "./standing.ts";
import type { CarryRules, StandingItem } from "./types.ts";

interface Safety {
  readonly mentions: "quiet" | "notify";
}

/** The template's box for each item: where it stands in the same place among others, else where it has the same text. */
function match(
  document: MarkdownDocument,
  items: readonly TaskItem[],
  standing: readonly StandingItem[],
): ReadonlyMap<TaskItem, StandingItem> {
  const matched = new Map<TaskItem, StandingItem>();
  const left = new Set(standing);
  const take = (fits: (item: TaskItem, one: StandingItem) => boolean): void => {
    for (const one of left) {
      const found = items.find((item) => !matched.has(item) && fits(item, one));
      if (found === undefined) continue;
      matched.set(found, one);
      left.delete(one);
    }
  };
  take((item, one) => {
    const path = pathOf(document, item);
    return path.length === one.path.length && path.every((key, at) => isBroughtBy(key, one.path[at] ?? ""));
  });
  // What was done elsewhere is no news of an item that only has the same words.
  take((item, one) => one.state === "open" && isBroughtBy(standingKey(item), one.path.at(-1) ?? ""));
  return matched;
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

function splicesFor(
  document: MarkdownDocument,
  item: TaskItem,
  standing: StandingItem,
  safety: Safety,
): readonly Splice[] {
  const { start, end } = item.textRange;
  const isSame = item.cell || normaliseText(standing.text) === standingKey(item);
  const text = isSame ? document.source.slice(start, end) : makeItemInert(standing.text, safety);
  const box = setBox(document, item, standing.state);
  const notes = item.cell || item.quoted ? "" : makeNotesInert(addedNotes(item.notes, standing.notes), safety);
  return [
    ...(box === null ? [] : [box]),
    { start, end, text: `${text} ${renderItemMarker(standing.id)}` },
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
  const after = parseMarkdown(text).items;
  const isSound =
    after.length >= document.items.length &&
    [...matched.values()].every(({ id, state }) =>
      after.some((item) => item.state === state && parseItemMarkers(item.text).includes(id)),
    );
  return isSound ? text : markdown;
}
