import { plainWords } from "../../markdown/shown-text.ts";
import { normaliseText } from "../../text/similarity.ts";
import { copyInAgenda } from "./candidate.ts";
import { writtenGroup } from "./group.ts";
import { contextOf } from "./nest.ts";
import type { ItemTimeline, LeftBehind } from "./types.ts";

const SIGN = " › ";

/**
 * What an item stands under, in plain words: the group people wrote, then the items and bullets around it. It tells two items
 * of the same words apart. Null for nothing.
 */
export function standsUnder(timeline: ItemTimeline): string | null {
  const newest = timeline.appearances.at(-1);
  if (newest === undefined) return null;
  const place = copyInAgenda(timeline, newest) ?? newest;
  const group = writtenGroup(place, null);
  const words = [...(group === null ? [] : [group]), ...contextOf(place)].map(plainWords).filter((text) => text !== "");
  return words.length === 0 ? null : words.join(SIGN);
}

/** What is said of an item that goes into no agenda, and the item. */
export interface LeftBy {
  readonly timeline: ItemTimeline;
  readonly left: LeftBehind;
}

/** What is said of items, each with what it stands under in front of its text where another one of `lives` has the same words. */
export function tellApart(all: readonly LeftBy[], timelines: readonly ItemTimeline[]): readonly LeftBehind[] {
  const same =
    all.length === 0 ? new Set() : repeated(timelines.map(({ appearances }) => appearances.at(-1)?.text ?? ""));
  return all.map(({ timeline, left }) => {
    const under = same.has(normaliseText(timeline.appearances.at(-1)?.text ?? "")) ? standsUnder(timeline) : null;
    return under === null ? left : { ...left, text: `${under}${SIGN}${left.text}` };
  });
}

/** The texts, normalised, that occur more than once. */
export function repeated(texts: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const keys = texts.map(normaliseText);
  return new Set(keys.filter((key) => seen.has(key) || !seen.add(key)));
}
