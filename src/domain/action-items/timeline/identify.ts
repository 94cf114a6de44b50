import { makeItemId } from "../../marker/item-marker.ts";
import { similarity, similarityOfBeginnings } from "../../text/similarity.ts";
import { withoutContext } from "../read/nest.ts";
import type { ItemEntry } from "../read/read.ts";

/** Below this likeness two texts are taken for two items (trigram Dice, 0 to 1). */
const ALIKE = 0.6;

/**
 * The same for the shorter one and the beginning of the longer one: whoever types a line right below an item makes it
 * longer by that line, since Markdown takes it for its text.
 */
const BEGINS_ALIKE = 0.7;
/** Two words begin alike too often. */
const LEAST_BEGINNING = 15;

/** More comparisons than this are not made: what is left is new, so that a huge rewritten issue can't stall a run. */
const MAX_COMPARISONS = 100_000;

/** Letters in all the comparisons, for the same reason: items may be long instead of many. */
const MAX_LETTERS = 40_000_000;

/** An item that is known from later agendas by its id: the texts of its copies, newest last. */
export interface KnownItem {
  readonly id: string;
  readonly texts: readonly string[];
}

export interface Identified {
  readonly entry: ItemEntry;
  readonly id: string;
  readonly how: "marker" | "same-text" | "similar-text" | "new";
  /** Why one that is taken for new may be none, or null. */
  readonly doubt: string | null;
}

/** An item's own words from their beginning: without those of parents before it, and without the owner. */
function beginningOf(text: string): string {
  return withoutContext(text)
    .trimStart()
    .replace(/^\\?@[\w./-]+[ ,:]/, "");
}

/** The first line of an item as it was written: what was typed right below belongs to its text as well, and so it does in copies. */
function firstLine({ item, text }: ItemEntry): string {
  const end = item.text.indexOf("\n");
  return end < 0 ? text : item.text.slice(0, end);
}

/** How alike an item is to a known one, the more the greater: as a whole (0 to 1), else by its beginning (-1 to 0); null for not. */
function likenessTo(entry: ItemEntry, { texts }: KnownItem): number | null {
  const own = withoutContext(entry.text);
  const whole = Math.max(
    0,
    ...texts.flatMap((one) => {
      const known = withoutContext(one);
      const all = similarity(entry.text, one);
      return own === entry.text && known === one ? [all] : [all, similarity(own, known)];
    }),
  );
  if (whole >= ALIKE) return whole;
  const beginnings = [...new Set([entry.text, firstLine(entry)].map(beginningOf))];
  const beginning = Math.max(
    0,
    ...texts.flatMap((one) =>
      beginnings.map((text) => similarityOfBeginnings(text, beginningOf(one), LEAST_BEGINNING)),
    ),
  );
  return beginning >= BEGINS_ALIKE ? beginning - 1 : null;
}

interface Pair {
  readonly entry: ItemEntry;
  readonly known: KnownItem;
  readonly likeness: number;
}

function matchBySameText(entries: readonly ItemEntry[], unmatched: Map<string, KnownItem>): Map<ItemEntry, string> {
  const matched = new Map<ItemEntry, string>();
  const used = new Set<string>();
  for (const entry of entries) {
    const id = makeItemId(entry.agenda.iid, entry.text, used);
    // Of equal texts the second has the second id, also where the first was done and is in no later agenda.
    used.add(id);
    if (unmatched.delete(id)) matched.set(entry, id);
  }
  return matched;
}

function matchBySimilarText(entries: readonly ItemEntry[], unmatched: Map<string, KnownItem>): Map<ItemEntry, string> {
  const pairs: Pair[] = [];
  if (entries.length * unmatched.size > MAX_COMPARISONS) return new Map();
  const known = [...unmatched.values()].flatMap(({ texts }) => texts);
  const letters = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);
  const all = unmatched.size * letters(entries.map(({ text }) => text)) + entries.length * letters(known);
  if (all > MAX_LETTERS) return new Map();
  for (const entry of entries) {
    for (const known of unmatched.values()) {
      const likeness = likenessTo(entry, known);
      if (likeness !== null) pairs.push({ entry, known, likeness });
    }
  }
  pairs.sort((a, b) => b.likeness - a.likeness || a.entry.item.index - b.entry.item.index);
  const matched = new Map<ItemEntry, string>();
  for (const { entry, known } of pairs) {
    if (matched.has(entry) || !unmatched.has(known.id)) continue;
    unmatched.delete(known.id);
    matched.set(entry, known.id);
  }
  return matched;
}

/** A marker in an issue that a person wrote counts where it names a known item of about the same text. */
function believeHints(
  entries: readonly ItemEntry[],
  unmatched: Map<string, KnownItem>,
): ReadonlyMap<ItemEntry, string> {
  const believed = new Map<ItemEntry, string>();
  for (const entry of entries) {
    const known = entry.hinted === null ? undefined : unmatched.get(entry.hinted);
    if (known === undefined || likenessTo(entry, known) === null) continue;
    unmatched.delete(known.id);
    believed.set(entry, known.id);
  }
  return believed;
}

/**
 * Gives every action item of one issue its identity. Marked items have theirs. The others were raised here: they are
 * recognised in the copies that later agendas hold, first by the same text, then by similar text; what is left is new.
 * The issue keeps its text, so nothing but the text can tell (design: position and similar text).
 *
 * @param known items that later agendas say were raised in this issue
 * @param taken ids that must not be given to a new item
 */
export function identifyEntries(
  entries: readonly ItemEntry[],
  known: readonly KnownItem[],
  taken: ReadonlySet<string>,
): readonly Identified[] {
  const unmatched = new Map(known.map((item) => [item.id, item]));
  const hints = believeHints(entries, unmatched);
  const unmarked = entries.filter((entry) => entry.claimed === null && !hints.has(entry));
  const same = matchBySameText(unmarked, unmatched);
  const similar = matchBySimilarText(
    unmarked.filter((entry) => !same.has(entry)),
    unmatched,
  );
  const used = new Set(taken);
  return entries.map((entry) => {
    const claimed = entry.claimed ?? hints.get(entry);
    if (claimed !== undefined) return { entry, id: claimed, how: "marker", doubt: null };
    const sameId = same.get(entry);
    if (sameId !== undefined) return { entry, id: sameId, how: "same-text", doubt: null };
    const similarId = similar.get(entry);
    if (similarId !== undefined) return { entry, id: similarId, how: "similar-text", doubt: null };
    const id = makeItemId(entry.agenda.iid, entry.text, used);
    used.add(id);
    return { entry, id, how: "new", doubt: doubtAboutNew(entry, unmatched.size > 0) };
  });
}

function doubtAboutNew({ copied }: ItemEntry, isOneMissing: boolean): string | null {
  if (copied) return "the copy of a line with its marker";
  return isOneMissing ? "new there, or reworded since it was carried" : null;
}
