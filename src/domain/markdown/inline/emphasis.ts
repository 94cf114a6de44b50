import { flanking } from "./characters.ts";
import { addNode, type Delimiter, type Inlines } from "./inline-nodes.ts";

/** Reads a run of `*`, `_` or `~`. */
export function readDelimiters(inlines: Inlines): void {
  const { text, at: start } = inlines;
  const char = text[start] as string;
  while (text[inlines.at] === char) inlines.at++;
  const { canOpen, canClose } = flanking(text, start, inlines.at);
  const length = inlines.at - start;
  const node = addNode(inlines, start, text.slice(start, inlines.at));
  if ((!canOpen && !canClose) || (char === "~" && length > 2)) return;
  const previous = inlines.lastDelimiter;
  const delimiter = { node, char, position: inlines.at, length, canOpen, canClose, previous, next: null };
  if (previous !== null) previous.next = delimiter;
  inlines.lastDelimiter = delimiter;
}

function remove(inlines: Inlines, delimiter: Delimiter): void {
  const { previous, next } = delimiter;
  if (next === null) inlines.lastDelimiter = previous;
  else next.previous = previous;
  if (previous !== null) previous.next = next;
}

/** Forgets the delimiters from a position on. */
function dropDelimiters(inlines: Inlines, position: number): void {
  while (inlines.lastDelimiter !== null && inlines.lastDelimiter.position >= position) {
    remove(inlines, inlines.lastDelimiter);
  }
}

function kindOf({ char, canOpen, length }: Delimiter): number {
  if (char === "~") return 0;
  return char === "_" ? 1 : 2 + (canOpen ? 3 : 0) + (length % 3);
}

/**
 * Matches the delimiters of a paragraph from a position on, which are used up with that: those of the whole paragraph, or
 * of the text of a link (CommonMark, "process emphasis").
 */
export function matchEmphasis(inlines: Inlines, from = 0): void {
  const bottoms = Array.from({ length: 8 }, () => from);
  let closer = inlines.lastDelimiter;
  if (closer !== null && closer.position < from) return;
  while (closer?.previous != null && closer.previous.position >= from) closer = closer.previous;
  while (closer !== null) {
    if (!closer.canClose) {
      closer = closer.next;
      continue;
    }
    const kind = kindOf(closer);
    const { opener, ruleOfThree } = findOpener(closer, bottoms[kind] as number);
    const old: Delimiter = closer;
    closer = opener === null ? closer.next : pair(inlines, opener, closer);
    if (opener === null) {
      if (!ruleOfThree) bottoms[kind] = old.position;
      if (!old.canOpen) remove(inlines, old);
    }
  }
  dropDelimiters(inlines, from);
}

function findOpener(
  closer: Delimiter,
  bottom: number,
): { readonly opener: Delimiter | null; readonly ruleOfThree: boolean } {
  let ruleOfThree = false;
  for (let opener = closer.previous; opener !== null && opener.position >= bottom; opener = opener.previous) {
    if (!opener.canOpen || opener.char !== closer.char) continue;
    const isOdd =
      (closer.canOpen || opener.canClose) &&
      (opener.length + closer.length) % 3 === 0 &&
      !(opener.length % 3 === 0 && closer.length % 3 === 0);
    if (!isOdd) return { opener, ruleOfThree };
    ruleOfThree = true;
  }
  return { opener: null, ruleOfThree };
}

/** Uses up one or two characters of both; returns the next closer. Strikethrough of two lengths ends all matching. */
function pair(inlines: Inlines, opener: Delimiter, closer: Delimiter): Delimiter | null {
  const opening = opener.node.text as string;
  const closing = closer.node.text as string;
  const used = closing.length >= 2 && opening.length >= 2 ? 2 : 1;
  if (opener.char === "~" && (opening.length !== closing.length || opening.length > used)) return null;
  opener.node.text = opening.slice(used);
  closer.node.text = closing.slice(used);
  opener.node.opens = true;
  for (let inner = closer.previous; inner !== null && inner !== opener; inner = inner.previous) remove(inlines, inner);
  if (opener.node.text === "") remove(inlines, opener);
  if (closer.node.text !== "") return closer;
  const { next } = closer;
  remove(inlines, closer);
  return next;
}
