const LENGTH = 80;

/** The first line of a text, cut to a bearable length with `…`; null for nothing but blanks. */
export function excerpt(text: string): string | null {
  const line = /\S[^\r\n]*/.exec(text.slice(0, 10 * LENGTH))?.[0].trimEnd() ?? "";
  if (line === "") return null;
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line;
}
