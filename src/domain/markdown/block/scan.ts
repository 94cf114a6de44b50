import type { Line } from "./line.ts";

const blockTag =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|title|summary|table|tbody|td|tfoot|th|thead|tr|track|ul";
const blanks = "[ \\t\\v\\f]";
/** What opens a block of raw HTML, by its kind in CommonMark ("HTML blocks"). */
const htmlStarts: readonly (readonly [number, RegExp])[] = [
  [1, /<(?:script|pre|textarea|style)(?:[ \t\v\f>]|(?![^\n]))/iy],
  [2, /<!--/y],
  [3, /<\?/y],
  [4, /<![A-Za-z]/y],
  [5, /<!\[CDATA\[/iy],
  [6, new RegExp(`</?(?:${blockTag})(?:${blanks}|/?>|(?![^\\n]))`, "iy")],
];
// One literal, so that its time can be proven linear.
const loneTag =
  /<(?:[A-Za-z][A-Za-z0-9-]*(?:[ \t\v\f]+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:[ \t\v\f]*=[ \t\v\f]*(?:[^ \t\n\v\f"'=<>`]+|'[^'\n]*'|"[^"\n]*"))?)*[ \t\v\f]*\/?|\/[A-Za-z][A-Za-z0-9-]*[ \t\v\f]*)>[ \t\f]*(?![^\n])/y;

const htmlEnds: readonly RegExp[] = [/(?!)/, /<\/(?:script|pre|textarea|style)>/i, /-->/, /\?>/, />/, /\]\]>/];

function matchAt(pattern: RegExp, line: Line): RegExpExecArray | null {
  pattern.lastIndex = line.firstNonspace;
  return pattern.exec(line.text);
}

/** Length of what a pattern, sticky and of one line, matches at the first character of the line; 0 when nothing. */
function lengthAt(pattern: RegExp, line: Line): number {
  return matchAt(pattern, line)?.[0].length ?? 0;
}

/** The kind of raw HTML that begins at the first character, 0 for none. The last kind interrupts no paragraph. */
export function htmlStart(line: Line, inParagraph: boolean): number {
  if (line.text[line.firstNonspace] !== "<") return 0;
  const known = htmlStarts.find(([, pattern]) => lengthAt(pattern, line) > 0);
  if (known !== undefined) return known[0];
  return !inParagraph && lengthAt(loneTag, line) > 0 ? 7 : 0;
}

/** Whether the line ends raw HTML of a kind from 1 to 5. */
export function endsHtml(line: Line, kind: number): boolean {
  return htmlEnds[kind]?.test(line.text.slice(line.firstNonspace, line.end)) ?? false;
}

const heading = /(#{1,6})(?:[ \t]+|(?![^\n]))/y;
const fence = /(?:(`{3,})[^`\n]*|(~{3,})[^\n]*)(?![^\n])/y;
const fenceEnd = /(?:`{3,}|~{3,})(?=[ \t]*(?![^\n]))/y;
const underline = /(?:=+|-+)[ \t]*(?![^\n])/y;
const footnote = /\[\^([^\] \n\t]+)\]:[ \t]*/y;
const details = /[:~][ \t]+/y;

/** Level and length of the marks of a heading, null for none. */
export function headingStart(line: Line): { readonly level: number; readonly length: number } | null {
  const found = matchAt(heading, line);
  return found === null ? null : { level: (found[1] as string).length, length: found[0].length };
}

/** The run of characters that opens a fence, the empty string for none. */
export function fenceStart(line: Line): string {
  const found = matchAt(fence, line);
  return found?.[1] ?? found?.[2] ?? "";
}

/** Length of the run that would close a fence. */
export function fenceEndLength(line: Line): number {
  return lengthAt(fenceEnd, line);
}

/** Level of the setext heading that the line makes of the paragraph above it, 0 for none. */
export function underlineLevel(line: Line): number {
  if (lengthAt(underline, line) === 0) return 0;
  return line.text[line.firstNonspace] === "=" ? 1 : 2;
}

/** Label and length of what begins a footnote, null for none. */
export function footnoteStart(line: Line): { readonly label: string; readonly length: number } | null {
  if (line.text[line.firstNonspace] !== "[") return null;
  const found = matchAt(footnote, line);
  return found === null ? null : { label: found[1] as string, length: found[0].length };
}

/** Length of the mark and the blanks before details of a term, 0 for none. */
export function detailsLength(line: Line): number {
  return lengthAt(details, line);
}

/** Whether the line is a rule: three or more of `*`, `_` or `-` and blanks. Each part of a line is looked at once. */
export function isRule(line: Line): boolean {
  const { text, end, firstNonspace } = line;
  if (line.noRuleBefore > firstNonspace) return false;
  const mark = text[firstNonspace] as string;
  if (!"*_-".includes(mark) || firstNonspace >= end) return false;
  let at = firstNonspace;
  let count = 0;
  for (; at < end; at++) {
    const char = text[at];
    if (char === mark) count++;
    else if (char !== " " && char !== "\t") break;
  }
  if (at >= end && count >= 3) return true;
  line.noRuleBefore = at;
  return false;
}

/** Length of the marker of a list item and what its list has in common with it, null for none. */
export function listMarker(
  line: Line,
  inParagraph: boolean,
): { readonly length: number; readonly mark: string; readonly start: number } | null {
  const { text, firstNonspace, end } = line;
  const pattern = /(?:[-+*]|(\d{1,9})[.)])(?=[ \t\n]|$)/y;
  pattern.lastIndex = firstNonspace;
  const found = pattern.exec(text);
  if (found === null) return null;
  const [all, number] = found;
  const start = number === undefined ? 1 : Number(number);
  // At the very end of a document a number is text.
  if (number !== undefined && firstNonspace + all.length === text.length) return null;
  if (inParagraph) {
    if (start !== 1) return null;
    let at = firstNonspace + all.length;
    while (at < end && (text[at] === " " || text[at] === "\t")) at++;
    if (at >= end) return null;
  }
  return { length: all.length, mark: all.at(-1) as string, start };
}
