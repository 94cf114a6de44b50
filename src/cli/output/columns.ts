const AMBIGUOUS_WIDE =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns a text takes on a terminal: emoji and East Asian wide characters take two. */
function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += AMBIGUOUS_WIDE.test(segment) ? 2 : 1;
  return width;
}

/** A text cut to at most `width` columns, with `…` where something is missing, and padded to it. */
export function fit(text: string, width: number): string {
  if (textWidth(text) <= width) return text + " ".repeat(width - textWidth(text));
  let cut = "";
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const next = used + textWidth(segment);
    if (next > width - 1) break;
    cut += segment;
    used = next;
  }
  return `${cut}…${" ".repeat(Math.max(0, width - 1 - used))}`;
}

/** A column of ids: padded as by `fit`, but never cut. People type an id again, and half of one is another one's. */
export function whole(ids: string, width: number): string {
  return ids.padEnd(width);
}
