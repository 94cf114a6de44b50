/** Cuts a text to at most `length` characters (Unicode code points, as GitLab counts) between graphemes, with `…`. */
export function cutGraphemes(text: string, length: number): string {
  // A code point has at most two units, so a longer text never has to be looked at as a whole.
  const head = [...text.slice(0, 2 * length + 2)];
  if (head.length <= length) return text;
  const wanted = head.slice(0, length - 1).join("").length;
  const segments = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(head.slice(0, length).join(""));
  const end = segments.containing(wanted)?.index ?? wanted;
  return `${text.slice(0, end === 0 ? wanted : end).trimEnd()}…`;
}
