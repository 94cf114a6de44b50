import { formatIn, isForeignAddress } from "./addresses.ts";
import { dropTag } from "./drop-tags.ts";
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
  if (isForeignAddress(address, scan.place.home)) return putAsCode(scan, address, link.length);
  const format = formatIn(address, scan.place.home) ?? { start: address.length, end: address.length };
  putOpaque(scan, `<${address.slice(0, format.start)}${address.slice(format.end)}>`, link.length);
}

/** GitLab drops this tag and joins the text in it with that around it (html-pipeline, allowlist of elements). */
const DROPPED_TAG = "u";

function takeInlineTag(scan: Scan, tag: RegExpExecArray): void {
  const name = (tag[2] ?? "").toLowerCase();
  const seenAs = name === DROPPED_TAG ? DROPPED_LINE_END : APART;
  if (tag[1] === "") {
    scan.openTags.push({ name, out: scan.out.length });
    putOpaque(scan, tag[0], tag[0].length, seenAs);
  } else if (scan.openTags.at(-1)?.name === name) {
    scan.openTags.pop();
    putOpaque(scan, tag[0], tag[0].length, seenAs);
  } else if (scan.place.tags === "escape" || !dropTag(scan)) putEscaped(scan);
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
  const tag = matchAt(INLINE_TAG, scan);
  const lineBreak = matchAt(BREAK, scan);
  const begins = scan.at === scan.lineStart;
  if (link !== null) takeAutolink(scan, link[0]);
  else if (tag !== null) takeInlineTag(scan, tag);
  // Alone on a line it would begin an HTML block (CommonMark, kind 7).
  else if (lineBreak !== null && !(begins && isLineEnd(scan, scan.at + lineBreak[0].length))) {
    putOpaque(scan, lineBreak[0], lineBreak[0].length);
  } else if (scan.place.tags === "drop" && dropTag(scan)) return;
  else if (matchAt(TAG_START, scan) !== null) putEscaped(scan);
  else put(scan, "<", 1);
}
