const label = /^\[((?:[^[\]\\]|\\[^])*)\]:/;
const blanks = /^[ \t]*\n?[ \t]*/;
/** What ends the whole text is none. */
const bracketed = /^<(?:[^<>\n\\]|\\[^\n])*>(?=[^])/;
const bare = /^(?!<)[^\u0001-\u0020\u007F]+/;
const title =
  /^(?:[ \t]*\n[ \t]*|[ \t]+)(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\))[ \t]*(?:\n|$)/;
const lineEnd = /^[ \t]*(?:\n|$)/;
const MAX_LABEL = 1_000;

/** How many lines at the start of a paragraph, given with its line ends, are link definitions. */
export function definitionLines(text: string): number {
  let at = 0;
  while (text[at] === "[") {
    const length = definitionLength(text.slice(at));
    if (length === 0) break;
    at += length;
  }
  return text.slice(0, at).match(/\n|[^\n]$/g)?.length ?? 0;
}

/** Length of the definition that a text begins with, its line end included; 0 for none. */
function definitionLength(text: string): number {
  const named = label.exec(text);
  const name = named?.[1] ?? "";
  if (named === null || name.length > MAX_LABEL || /^[ \t\n]*$/.test(name)) return 0;
  let end = named[0].length;
  end += blanks.exec(text.slice(end))?.[0].length ?? 0;
  const address = addressOf(text.slice(end));
  if (address === "") return 0;
  end += address.length;
  const rest = text.slice(end);
  const ending = title.exec(rest) ?? lineEnd.exec(rest);
  return ending === null ? 0 : end + ending[0].length;
}

/** The address that a text begins with; the empty string for none, or for one whose brackets do not pair. */
function addressOf(text: string): string {
  const address = bracketed.exec(text)?.[0];
  if (address !== undefined) return address;
  const found = bare.exec(text)?.[0] ?? "";
  const unescaped = found.replace(/\\[!-/:-@[-`{-~]/g, "");
  let open = 0;
  for (const bracket of unescaped.match(/[()]/g) ?? []) {
    open += bracket === "(" ? 1 : -1;
    if (open < 0 || open > 32) return "";
  }
  return open === 0 ? found : "";
}
