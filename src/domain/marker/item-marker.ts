import { asIssueIid, type IssueIid } from "../ids.ts";
import type { Labels } from "../markdown/inline/inline-nodes.ts";
import { maskHidden } from "../markdown/mask-hidden.ts";
import { fnv1a } from "./content-hash.ts";

/** Identity of an action item in all its copies, `12-k3f`: iid of the issue it was raised in, and a tag. */
export type ItemId = string;

/** No vowels, so that no tag is a word, and nothing that looks like something else (0 o, 1 l i). */
const ALPHABET = "23456789bcdfghjkmnpqrstvwxyz";
const TAG_LENGTH = 3;
const TAGS = ALPHABET.length ** TAG_LENGTH;

const ITEM_ID = /^[1-9]\d{0,9}-[0-9a-z]{3,8}$/;
const ITEM_MARKER = /(?<=<!--[ \t]*c:)[1-9]\d{0,9}-[0-9a-z]{3,8}(?=[ \t]*-->)/g;

/** True for the form of an item id; says nothing about whether the item exists. */
export function isItemId(text: string): text is ItemId {
  return ITEM_ID.test(text);
}

/** The iid of the issue an item was raised in. Throws a `RangeError` for what is no item id. */
export function originOfItem(id: ItemId): IssueIid {
  if (!isItemId(id)) throw new RangeError(`an item id looks like 12-k3f, not ${JSON.stringify(id)}`);
  return asIssueIid(Number(id.slice(0, id.indexOf("-"))));
}

/**
 * Renders the marker that stands at the end of an item's first line, `<!--c:12-k3f-->`, with a blank before it. Kept this
 * short because GitLab repeats it in the activity feed (system note `marked the checklist item ... as completed`).
 * Throws a `RangeError` for what is no item id.
 */
export function renderItemMarker(id: ItemId): string {
  if (!isItemId(id)) throw new RangeError(`an item id looks like 12-k3f, not ${JSON.stringify(id)}`);
  return `<!--c:${id}-->`;
}

/**
 * Ids of all item markers in a paragraph, in order, repetitions included. Imitations in other case or spacing don't count,
 * and no marker is what GitLab shows, or takes for a part of something else: code, the address or title of a link, an
 * attribute, another comment; nor the label of a link by reference, with the labels that its document defines.
 */
export function parseItemMarkers(text: string, labels?: Labels): readonly ItemId[] {
  return text.includes("c:") ? (maskHidden(text, labels).match(ITEM_MARKER) ?? []) : [];
}

function tag(number: number): string {
  let rest = number;
  let letters = "";
  do {
    letters = `${ALPHABET[rest % ALPHABET.length]}${letters}`;
    rest = Math.floor(rest / ALPHABET.length);
  } while (rest > 0);
  return letters.padStart(TAG_LENGTH, ALPHABET[0]);
}

/** Tags next to the first one that are tried before others anywhere. */
const NEXT_TRIES = 8;
const TRIES = 64;

function tagNumber(start: number, taken: number, attempt: number): number {
  if (attempt < NEXT_TRIES) return (start + attempt) % TAGS;
  // An issue may hold the same line thousands of times: where to look then depends on how many are taken.
  return attempt < TRIES ? fnv1a(`${start}/${taken}/${attempt}`) % TAGS : TAGS + taken + attempt;
}

/**
 * Makes the identity of an item that was raised in issue `originIid`: the same text gives the same id (case, spacing and
 * Unicode form don't matter), so that a repeated run names it alike. A tag that is in `taken` is passed over for another
 * one, a longer one when most of an issue's three-letter tags are taken.
 */
export function makeItemId(originIid: IssueIid, text: string, taken: ReadonlySet<string>): ItemId {
  const start = fnv1a(text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()) % TAGS;
  for (let attempt = 0; ; attempt += 1) {
    const id = `${originIid}-${tag(tagNumber(start, taken.size, attempt))}`;
    if (!taken.has(id)) return id;
  }
}
