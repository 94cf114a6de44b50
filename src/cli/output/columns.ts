const AMBIGUOUS_WIDE =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const PLAIN = /^[ -~]*$/;

/** Characters that are looked at for each column: graphemes are longer than one, and the segmenter's time is quadratic. */
const UNITS_PER_COLUMN = 16;

/**
 * A text cut to at most `width` columns of a terminal, with `…` where something is missing, and padded to it. Emoji and
 * East Asian wide characters take two columns.
 */
export function fit(text: string, width: number): string {
  // The first segmenter of a process takes 9 ms, a twentieth of a short command.
  if (PLAIN.test(text)) return text.length <= width ? text.padEnd(width) : `${text.slice(0, Math.max(0, width - 1))}…`;
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  const head = text.slice(0, UNITS_PER_COLUMN * (width + 1));
  let [cut, widthLeft, used] = ["", width - 1, 0];
  for (const { segment } of segmenter.segment(head)) {
    const columns = AMBIGUOUS_WIDE.test(segment) ? 2 : 1;
    used += columns;
    if (used > width) break;
    if (used < width) {
      cut += segment;
      widthLeft -= columns;
    }
  }
  const isWhole = used <= width && head.length === text.length;
  return isWhole ? text + " ".repeat(width - used) : `${cut}…${" ".repeat(Math.max(0, widthLeft))}`;
}

/** A column of ids: padded as by `fit`, but never cut. People type an id again, and half of one is another one's. */
export function whole(ids: string, width: number): string {
  return ids.padEnd(width);
}
