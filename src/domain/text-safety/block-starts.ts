/** What begins a block when it begins a line; escaping its first character makes it text. */
const BLOCK_START =
  /(?:[-+*](?=[ \t\n]|$)|#{1,6}(?=[ \t\n]|$)|>|[|:-][ \t|:-]*(?=\n|$)|[:~](?=[ \t])|=+[ \t]*(?=\n|$)|([-*_])[ \t]*(?:\1[ \t]*)+(?=\n|$))/y;
const ORDERED = /(\d{1,9})([.)])(?=[ \t\n]|$)/y;
const TILDES = /~{3}/y;
const DIRECTIVE = /::include\{|\[TOC\][ \t]*(?=\n|$)/iy;
const QUOTE_FENCE = />{3,}[ \t]*(?=\n|$)/y;

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/**
 * The escaped form of what stands at the start of a line's content and must not act: an include, a table of contents, the fence of a GitLab block quote (`>>>`), a fence of tildes; with `asText` every other start of a block as
 * well, except fences of backticks, which the rule for code spans breaks. Null when nothing needs it.
 */
export function escapeLineStart(
  text: string,
  at: number,
  asText: boolean,
): { readonly escaped: string; readonly length: number } | null {
  if (asText) {
    ORDERED.lastIndex = at;
    const ordered = ORDERED.exec(text);
    if (ordered !== null) return { escaped: `${ordered[1]}\\${ordered[2]}`, length: ordered[0].length };
    if (matchesAt(BLOCK_START, text, at)) return { escaped: `\\${text[at]}`, length: 1 };
  }
  const acts = [DIRECTIVE, QUOTE_FENCE, TILDES].some((pattern) => matchesAt(pattern, text, at));
  return acts ? { escaped: `\\${text[at]}`, length: 1 } : null;
}
