/**
 * Text as it is compared: comments, link targets and emphasis marks removed, case folded, whitespace collapsed. Time is
 * linear in its length.
 */
export function normaliseText(text: string): string {
  return withoutComments(text)
    .normalize("NFKC")
    .replace(/\[([^[\]]*)\]\([^()\s]*\)/g, "$1")
    .replace(/[*_~`\\]/g, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Of a longer text the beginning is compared. */
const MOST_COMPARED = 4_000;

/** What a text is compared by. */
export function textKey(text: string): string {
  return normaliseText(text.slice(0, MOST_COMPARED));
}

function withoutComments(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let start = text.indexOf("<!--"); start >= 0; start = text.indexOf("<!--", done)) {
    const close = text.indexOf("-->", start + 2);
    if (close < 0) break;
    parts.push(text.slice(done, start), " ");
    done = close + 3;
  }
  return parts.join("") + text.slice(done);
}

/** How alike two texts are, 0 to 1: the Dice coefficient of the trigrams of their normalised forms; 1 when those are equal. */
export function similarity(a: string, b: string): number {
  return dice(normaliseText(a), normaliseText(b));
}

/** How alike the shorter of two texts (0 where it has fewer characters than `least`) is to the beginning of the longer one, as in `similarity`. */
export function similarityOfBeginnings(a: string, b: string, least: number): number {
  const left = normaliseText(a);
  const right = normaliseText(b);
  const length = Math.min(left.length, right.length);
  return length < least ? 0 : dice(left.slice(0, length), right.slice(0, length));
}

function dice(left: string, right: string): number {
  if (left === right) return 1;
  if (left === "" || right === "") return 0;
  const counts = new Map<string, number>();
  for (const trigram of trigrams(left)) counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  let shared = 0;
  for (const trigram of trigrams(right)) {
    const left = counts.get(trigram) ?? 0;
    if (left === 0) continue;
    counts.set(trigram, left - 1);
    shared++;
  }
  return (2 * shared) / (left.length + right.length);
}

/** Trigrams of the text between two spaces: as many as it has characters. */
function* trigrams(text: string): Generator<string> {
  const padded = ` ${text} `;
  for (let at = 0; at + 3 <= padded.length; at++) yield padded.slice(at, at + 3);
}
