import type { IssueIid } from "../../ids.ts";
import { parseItemMarkers } from "../../marker/item-marker.ts";
import { flattenText } from "../../text/flatten.ts";
import { normaliseText } from "../../text/similarity.ts";
import type { Instant } from "../../time/types.ts";
import { stripCarryNote } from "../read/carry-note.ts";
import { withoutContext } from "../read/nest.ts";

/** A task or another work item below an agenda, as GitLab's "Convert to child item" makes one of a line. */
export interface KnownChild {
  readonly iid: IssueIid;
  /** The source of the line, hidden comments too, or what a person made of it. */
  readonly title: string;
  readonly description: string;
  readonly state: "opened" | "closed";
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  /** Nothing happened to it for long. */
  readonly quiet: boolean;
}

/** What is known of child items. */
export interface KnownChildren {
  /** By iid of the agenda; agendas that were not asked about are missing. */
  readonly of: ReadonlyMap<IssueIid, readonly KnownChild[]>;
  /** Why GitLab did not tell them, in words for people; null where it did, or where nobody asked. */
  readonly refused: string | null;
}

export const NO_CHILDREN: KnownChildren = { of: new Map(), refused: null };

/** An item that stands in an agenda, or stood there. */
export interface Converted {
  readonly id: string;
  /** Texts of its copies. */
  readonly texts: readonly string[];
}

/** GitLab cuts a title there and puts the rest into the description. */
const MAX_TITLE = 255;
/** GitLab leaves the marker of a list in the title where it is none of `-`, `*` and `1.`. */
const LIST_MARKER = /^\s*(?:[-+*]|\d{1,9}[.)])\s+\[.\]\s+/u;
/** What GitLab makes no title of: it says "Untitled" in the language of whoever clicked, and the text goes below. */
const NO_TITLE = /^(?:`.*`|!?\[.*\))$/s;

function words(text: string): string {
  return normaliseText(stripCarryNote(flattenText(text.replace(LIST_MARKER, ""))).replaceAll("<br>", " "));
}

/** What an item may have said that a child was made of. A title is the first line of a paragraph, up to its length. */
function wordsOfChild({ title, description }: KnownChild): readonly string[] {
  const [paragraph = ""] = description.split("\n\n", 1);
  const long = title.length >= MAX_TITLE ? [words(title + paragraph)] : [];
  // An open child goes on with the words of a parent that was ticked before it.
  return [words(title), words(withoutContext(title)), words(`${title}\n${paragraph}`), ...long];
}

/**
 * The items of an agenda that GitLab made child items of, by id: a title names the item by its marker, or says the same.
 * Those that are missing in the agenda come first in `items`, since a conversion takes the line away. Each child is one
 * item's; of several that fit the newest counts. Time is linear.
 */
export function convertedItems(
  children: readonly KnownChild[],
  items: readonly Converted[],
): ReadonlyMap<string, KnownChild> {
  const known = new Set(items.map(({ id }) => id));
  const byMarker = new Map<string, KnownChild>();
  const byWords = new Map<string, KnownChild[]>();
  const untitled = new Map<string, KnownChild[]>();
  for (const child of [...children].sort(compareAge)) {
    const named = parseItemMarkers(child.title).filter((id) => known.has(id));
    for (const id of named) byMarker.set(id, child);
    if (named.length > 0) continue;
    for (const text of wordsOfChild(child)) add(byWords, text, child);
    add(untitled, words(child.description.split("\n\n", 1)[0] ?? ""), child);
  }
  const found = new Map<string, KnownChild>();
  const taken = new Set<KnownChild>();
  for (const { id, texts } of items) {
    const same = texts.flatMap((text) => [
      ...(byWords.get(words(text)) ?? []),
      ...(NO_TITLE.test(text.trim()) ? (untitled.get(words(text)) ?? []) : []),
    ]);
    const child = byMarker.get(id) ?? same.findLast((one) => !taken.has(one));
    if (child === undefined || taken.has(child)) continue;
    taken.add(child);
    found.set(id, child);
  }
  return found;
}

function compareAge(a: KnownChild, b: KnownChild): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt) || a.iid - b.iid;
}

function add(children: Map<string, KnownChild[]>, text: string, child: KnownChild): void {
  if (text !== "") children.set(text, [...(children.get(text) ?? []), child]);
}
