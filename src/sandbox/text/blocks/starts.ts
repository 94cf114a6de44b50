const blockTags =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|" +
  "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|" +
  "main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|title|summary|table|tbody|td|tfoot|th|" +
  "thead|tr|track|ul";

/** How the kinds of raw HTML begin and end (CommonMark, "HTML blocks"); the sixth and seventh end at a blank line. */
const htmlKinds: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^<(?:script|pre|textarea|style)[ \t\v\f>\n]/i, /<\/(?:script|pre|textarea|style)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![A-Za-z]/, />/],
  [/^<!\[CDATA\[/i, /\]\]>/],
  [new RegExp(`^</?(?:${blockTags})(?:[ \\t\\v\\f\\n]|/?>)`, "i"), /(?!)/],
];
const loneTag =
  /^<(?:[A-Za-z][A-Za-z0-9-]*(?:[ \t\v\f]+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:[ \t\v\f]*=[ \t\v\f]*(?:[^ \t\n\v\f"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t\v\f]*\/?|\/[A-Za-z][A-Za-z0-9-]*[ \t\v\f]*)>[ \t\f]*\n?$/;

/** The kind of raw HTML that a line, given with its end, begins, from 1; 0 for none. The seventh interrupts no paragraph. */
export function htmlIn(text: string, inParagraph: boolean): number {
  if (!text.startsWith("<")) return 0;
  const known = htmlKinds.findIndex(([start]) => start.test(text)) + 1;
  return known === 0 && !inParagraph && loneTag.test(text) ? 7 : known;
}

export function textEndsHtml(text: string, kind: number): boolean {
  return htmlKinds[kind - 1]?.[1].test(text) ?? false;
}

export function isHeading(text: string): boolean {
  return /^#{1,6}(?:[ \t]|$)/.test(text);
}

export function isUnderline(text: string): boolean {
  return /^(?:=+|-+)[ \t]*$/.test(text);
}

/** Three or more of `*`, `_` or `-`, with blanks between. */
export function isRuleText(text: string): boolean {
  const mark = text[0] ?? "";
  if (!"*_-".includes(mark)) return false;
  const marks = text.replace(/[ \t]+/g, "");
  return marks.length >= 3 && marks === mark.repeat(marks.length);
}

/** The run of characters that opens a fence of code; the empty string for none. */
export function fenceOpening(text: string): string {
  return /^(?:(`{3,})[^`]*$|(~{3,}))/.exec(text)?.slice(1).join("") ?? "";
}

/** Length of the run that would close a fence of code; 0 for none. */
export function fenceEnd(text: string, mark: string): number {
  const run = /^(?:`{3,}|~{3,})(?=[ \t]*$)/.exec(text)?.[0] ?? "";
  return run.startsWith(mark) ? run.length : 0;
}

/** Length of `[^label]:` and the blanks behind it; 0 for none. */
export function footnoteIn(text: string): number {
  return /^\[\^[^\] \t]+\]:[ \t]*/.exec(text)?.[0].length ?? 0;
}

/** Whether the line begins the details of a term. */
export function isDetails(text: string): boolean {
  return /^[:~][ \t]/.test(text);
}

/**
 * The bullet or number of the list item that a line, given with its end, begins; the empty string for none. In a paragraph it
 * must begin a list and hold something.
 */
export function listMarkerIn(text: string, inParagraph: boolean): string {
  const marker = /^(?:[-+*](?=[ \t\n]|$)|\d{1,9}[.)](?=[ \t\n]))/.exec(text)?.[0] ?? "";
  if (marker === "" || !inParagraph) return marker;
  const isFirst = marker.length === 1 || Number.parseInt(marker, 10) === 1;
  return isFirst && /[^ \t\n]/.test(text.slice(marker.length)) ? marker : "";
}
