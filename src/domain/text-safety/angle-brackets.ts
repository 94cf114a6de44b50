import { formatIn, isForeignAddress } from "./addresses.ts";
import { dropTag, type ElementTag, tagAt } from "./drop-tags.ts";
import { DROPPED_LINE_END, isOneParagraph, matchAt, put, putEscaped, putOpaque, type Scan } from "./scan.ts";
import { APART } from "./shown-line.ts";
import { putAsCode } from "./urls.ts";

/** Tags that change how words look and nothing else; without attributes, and in pairs on one line. */
const INLINE_TAG = /<(\/?)(abbr|b|code|del|em|i|ins|kbd|mark|q|s|samp|small|strong|sub|sup|u|var)>/iy;
const BREAK = /<br ?\/?>/iy;
const BLANK_TO_LINE_END = /[ \t]*(?=\n|$)/y;
const AUTOLINK =
  /<(?:(?:https?:\/\/|mailto:)[^\s<>`$\\]*|[a-z0-9.+_-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10})>/iy;
const TAG_START = /<[A-Za-z/!?]/y;

function isLineEnd(scan: Scan, at: number): boolean {
  BLANK_TO_LINE_END.lastIndex = at;
  return BLANK_TO_LINE_END.test(scan.text);
}

/** Where the comment at an offset ends (HTML: `<!-->` and `<!--->` are whole), or -1. */
function commentEnd(scan: Scan): number {
  const { text, at } = scan;
  if (text.startsWith("<!-->", at)) return at + 5;
  if (text.startsWith("<!--->", at)) return at + 6;
  const end = at + 4 <= scan.lastCommentEnd ? text.indexOf("-->", at + 4) : -1;
  return end < 0 ? -1 : end + 3;
}

function trimLast(out: string[]): void {
  const last = out.at(-1);
  if (last !== undefined && last !== "\n") out[out.length - 1] = last.trimEnd();
}

/** Takes a comment out. What then stands at the start of a line is looked at in a second walk. */
function takeComment(scan: Scan): void {
  const { text, at } = scan;
  const end = commentEnd(scan);
  const begins = at === scan.lineStart;
  if (end < 0 || (!begins && !isOneParagraph(scan, at, end))) {
    return putEscaped(scan);
  }
  scan.at = end;
  scan.lostMarkup = true;
  scan.out.push(DROPPED_LINE_END.repeat(text.slice(at, end).split("\n").length - 1));
  if (begins) {
    while (text[scan.at] === " " || text[scan.at] === "\t") scan.at += 1;
  } else if (isLineEnd(scan, end)) trimLast(scan.out);
  // Words on both sides stay apart: together they could become an entity, a tag or a mention.
  else if (/\S/.test(text.charAt(at - 1)) && /\S/.test(text.charAt(end))) scan.out.push(" ");
}

function takeAutolink(scan: Scan, link: string): void {
  const address = link.slice(1, -1);
  if (isForeignAddress(address, scan.place.project)) return putAsCode(scan, address, link.length);
  const format = formatIn(address, scan.place.project) ?? { start: address.length, end: address.length };
  putOpaque(scan, `<${address.slice(0, format.start)}${address.slice(format.end)}>`, link.length);
}

/** GitLab drops this tag and joins the text in it with that around it (html-pipeline, allowlist of elements). */
const DROPPED_TAG = "u";

/** Elements that look the same as one of those that stay. */
const SAME: ReadonlyMap<string, string> = new Map(Object.entries({ strike: "s", tt: "code", cite: "em", dfn: "em" }));

/** A tag that stays when it is one of a pair: without its attributes, which GitLab does not show. */
function keptTag(scan: Scan, tag: ElementTag | null): ElementTag | null {
  if (tag === null) return null;
  const name = SAME.get(tag.name) ?? tag.name;
  const bare = { ...tag, name, attributes: "", written: `<${tag.opens ? "" : "/"}${name}>` };
  INLINE_TAG.lastIndex = 0;
  return INLINE_TAG.test(bare.written) && (scan.place.tags === "drop" || matchAt(INLINE_TAG, scan) !== null)
    ? bare
    : null;
}

/** True when the tag is one of a pair that stays, so far. */
function takeInlineTag(scan: Scan, { name, opens, written }: ElementTag, length: number): boolean {
  if (opens) scan.openTags.push({ name, out: scan.out.length });
  else if (scan.openTags.at(-1)?.name !== name) return false;
  else scan.openTags.pop();
  putOpaque(scan, written, length, name === DROPPED_TAG ? DROPPED_LINE_END : APART);
  return true;
}

/** Alone on a line the tag would begin an HTML block (CommonMark, kind 7), and shows nothing. */
function takeBreak(scan: Scan, tag: string): void {
  if (scan.at !== scan.lineStart || !isLineEnd(scan, scan.at + tag.length)) return putOpaque(scan, tag, tag.length);
  scan.at += tag.length;
  scan.lostMarkup = true;
  scan.learned.again = true;
}

/** Escapes or drops the tags that were opened on the line and not closed. */
export function settleOpenTags(scan: Scan): void {
  for (const { out } of scan.openTags) {
    scan.out[out] = scan.place.tags === "drop" ? "" : `\\${scan.out[out]}`;
    scan.opaque.delete(out);
  }
  scan.openTags = [];
}

/**
 * Deals with the `<` at the current offset: comments go, autolinks and paired inline tags stay, every other tag
 * goes or becomes text. Raw HTML in GitLab lives until it is closed, wherever that is, and Markdown is not read in HTML blocks.
 */
export function takeAngle(scan: Scan): void {
  if (scan.text.startsWith("<!--", scan.at)) return takeComment(scan);
  const link = matchAt(AUTOLINK, scan);
  const tag = link === null ? tagAt(scan) : null;
  const kept = keptTag(scan, tag);
  const lineBreak = matchAt(BREAK, scan)?.[0] ?? null;
  if (link !== null) takeAutolink(scan, link[0]);
  else if (kept !== null && takeInlineTag(scan, kept, tag?.written.length ?? 0)) return;
  else if (lineBreak !== null) takeBreak(scan, lineBreak);
  else if (scan.place.tags === "drop" && tag !== null) dropTag(scan, tag);
  else if (matchAt(TAG_START, scan) !== null) putEscaped(scan);
  else put(scan, "<", 1);
}
