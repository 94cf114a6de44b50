/** Titles are compared without regard to case, width and the number of blanks. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** Whether a title is as a pattern says: `*` stands for anything, also for nothing. Time is linear in the title. */
export function matchesTitle(pattern: string, title: string): boolean {
  const text = folded(title);
  const parts = folded(pattern).split("*");
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** So many words of a pattern are looked for at most. */
const MAX_WORDS = 5;

/**
 * The words that every title of a pattern has, for a search that knows whole words only; the empty string where there are
 * none. Those beside a `*` may be parts of longer ones, and searches pass over short ones and signs.
 */
export function wordsOfPattern(pattern: string): string {
  const pieces = pattern.split("*");
  const words = pieces.flatMap((piece, index) => {
    const own = piece.split(/\s+/);
    // What touches a star may be cut off; where a blank is between them the piece begins or ends with an empty word.
    return own.slice(index === 0 ? 0 : 1, index === pieces.length - 1 ? own.length : -1);
  });
  const plain = words.filter((word) => /^[\p{L}\p{N}]{3,}$/u.test(word));
  return [...new Set(plain)].slice(0, MAX_WORDS).join(" ");
}
