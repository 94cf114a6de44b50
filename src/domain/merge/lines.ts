/** A text as lines. The last line has no end: a text that ends with a line end has an empty last line. */
export interface Lines {
  readonly texts: readonly string[];
  /** What ends each line, `\n`, `\r\n` or `\r`; the empty string for the last one. */
  readonly ends: readonly string[];
}

/** Takes a text apart at its line ends. */
export function splitText(text: string): Lines {
  return { texts: text.split(/\r\n|\n|\r/), ends: [...(text.match(/\r\n|\n|\r/g) ?? []), ""] };
}

/** The first line end of a text, or null when it is one line. */
export function newlineOf(lines: Lines): string | null {
  return lines.ends[0] || null;
}
