/** A word as lists of words hold it: lower case, without the accents of Latin letters; `’` is `'`. */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .replaceAll("’", "'")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
}

/** Words separated by blanks, over several lines of lists, as a set. */
export function wordSet(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(/\s+/)).filter((word) => word !== ""));
}

/**
 * One line of Markdown as its words are read: full-width signs as common ones, no comments, tags, marks of emphasis,
 * pictures, emoji and addresses of links.
 */
export function withoutMarkup(markdown: string): string {
  return markdown
    .normalize("NFKC")
    .replace(/<[^<>]*>/g, " ")
    .replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, "$1")
    .replace(/[*`~\\]|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "")
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Variation_Selector}|\p{Join_Control}/gu, " ")
    .replace(/:[a-z][a-z0-9_+-]*:/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
