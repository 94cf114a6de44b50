import { withoutContext } from "../action-items/read/nest.ts";
import { isItemId } from "../marker/item-marker.ts";
import { normaliseText, similarity } from "../text/similarity.ts";

/** An item that a command may speak of. */
export interface NamedItem {
  readonly id: string;
  readonly text: string;
}

/** Which item some words mean. The texts are people's, not inert. */
export type FoundItem =
  | { readonly kind: "one"; readonly id: string }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly texts: readonly string[] };

/** Below this likeness words and text are taken for different things (trigram Dice, 0 to 1). */
const ALIKE = 0.6;
/** So far ahead of the next one the best likeness has to be. */
const CLEARLY = 0.1;

/**
 * Finds the item that a person means: by its id (`12-k3f`), else the one with exactly these words (case, emphasis and
 * links don't matter), else the only one that has all of them, else the one that is most alike, when it is clearly ahead.
 * The words of a parent that stands before an item are not its own: they count where no item has them by itself.
 */
export function findItem(words: string, items: readonly NamedItem[]): FoundItem {
  const wanted = normaliseText(words);
  if (isItemId(wanted)) return choose(items.filter(({ id }) => id === wanted));
  const same = items.filter(({ text }) => normaliseText(text) === wanted);
  if (wanted === "" || same.length > 0) return choose(wanted === "" ? [] : same);
  const parts = wordsOf(wanted);
  const own = parts.length === 0 ? [] : items.filter(({ text }) => holdsAll(withoutContext(text), parts));
  const holding = own.length > 0 || parts.length === 0 ? own : items.filter(({ text }) => holdsAll(text, parts));
  if (holding.length === 1) return choose(holding);
  const alike = items
    .map((item) => ({ item, likeness: similarity(words, item.text) }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness);
  const [best, next] = alike;
  const isAhead = best !== undefined && best.likeness - (next?.likeness ?? 0) >= CLEARLY;
  if (isAhead) return choose([best.item]);
  return choose(holding.length > 0 ? holding : alike.map(({ item }) => item));
}

function choose(items: readonly NamedItem[]): FoundItem {
  const [first] = items;
  if (first === undefined) return { kind: "none" };
  return items.length === 1 ? { kind: "one", id: first.id } : { kind: "several", texts: items.map(({ text }) => text) };
}

function wordsOf(normalised: string): readonly string[] {
  return normalised.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function holdsAll(text: string, parts: readonly string[]): boolean {
  const held = new Set(wordsOf(normaliseText(text)));
  return parts.every((part) => held.has(part));
}
