import { escapeOpenTags, takeAngle } from "./angle-brackets.ts";
import { escapeLineStart } from "./block-starts.ts";
import { AT_ENTITY, isMention } from "./mentions.ts";
import {
  type BareUrl,
  type Dollars,
  DROPPED_LINE_END,
  isOneParagraph,
  type Place,
  put,
  putEscaped,
  type Scan,
  startScan,
} from "./scan.ts";

const SPECIAL = /[\\`<@&$[\]\n]|:(?=\/\/)|www\./gi;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
/** Quote, list and task marks before the content of a line. */
const MARKS = /(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|:(?=[ \t])|\[[ xX~]\](?=[ \t]))*/y;
const SLASH_COMMAND = /^\/[\p{L}_]/u;

/** A link's address and title on one line without backticks: whatever reads it, code can't begin inside it. */
const LINK_TAIL =
  /\]\([ \t]{0,20}(?:[^\s()<>`\\]|\\[^\s`]|\((?:[^\s()<>`\\]|\\[^\s`])*\))*(?:[ \t]{1,20}(?:"(?:[^"`\\\n]|\\[^\n`])*"|'(?:[^'`\\\n]|\\[^\n`])*'))?[ \t]{0,20}\)/y;
/** An address that is a mention by itself (ReferenceFilter reads the unescaped address), or one on the next line. */
const MENTION_ADDRESS = /\]\([ \t]{0,20}<?[ \t]{0,20}(?:@|\\@|%40|&#|&commat)/iy;
const OPEN_ADDRESS = /\]\([ \t]*<?(?=\n|$)/y;

function matchesAt(pattern: RegExp, scan: Scan): boolean {
  pattern.lastIndex = scan.at;
  return pattern.test(scan.text);
}

function beginContent(scan: Scan, asText: boolean): void {
  const start = escapeLineStart(scan.text, scan.at, asText);
  if (start !== null) put(scan, start.escaped, start.length);
}

function skipIndentation(scan: Scan): number {
  const { text } = scan;
  let end = scan.at;
  while (text[end] === " " || text[end] === "\t") end += 1;
  return end - scan.at;
}

function beginLine(scan: Scan, isFirst: boolean): void {
  const { text, place } = scan;
  const asText = place.as === "text";
  const begins = !isFirst || place.firstLine === "start";
  const indentation = skipIndentation(scan);
  scan.lineOut = scan.out.length;
  scan.lostComment = false;
  const atMargin = place.atMargin && (indentation === 0 || (asText && begins));
  put(scan, asText && begins ? "" : text.slice(scan.at, scan.at + indentation), indentation);
  if (atMargin && SLASH_COMMAND.test(text.slice(scan.at, scan.at + 2))) scan.out.push("\\");
  scan.lineStart = scan.at;
  beginContent(scan, asText && begins);
  if (scan.at !== scan.lineStart) return;
  MARKS.lastIndex = scan.at;
  const marks = MARKS.exec(text)?.[0] ?? "";
  if (marks === "") return;
  put(scan, marks, marks.length);
  scan.lineStart = scan.at;
  beginContent(scan, false);
}

const URL_END = /[\s<]|$/g;

/** Remembers a bare URL; GitLab takes all up to the next blank or `<` for it, backslashes and backticks too. */
function takeUrl(scan: Scan, start: string): void {
  URL_END.lastIndex = scan.at;
  const known = scan.urls.at(-1);
  const end =
    known !== undefined && known.end > scan.at ? known.end : (URL_END.exec(scan.text)?.index ?? scan.text.length);
  scan.urls.push({ out: scan.out.length, end, outEnd: null });
  put(scan, start, start.length);
}

/** Makes text of the line's URLs that hold a backslash or backtick or end at one, so that these do what they are for. */
function settleUrls(scan: Scan): void {
  let after: BareUrl | null = null;
  let broken = false;
  for (const url of scan.urls.reverse()) {
    // Of several in one word, what breaks a later one breaks those before it as well.
    const sameWord: boolean = after?.end === url.end;
    const end = sameWord ? after?.out : (url.outEnd ?? scan.out.length);
    broken = (sameWord && broken) || scan.out.slice(url.out, end).some((part) => /[\\`]/.test(part));
    if (broken) scan.out[url.out] = (scan.out[url.out] ?? "").replace(/[:.]$/, "\\$&");
    after = url;
  }
  scan.urls = [];
}

function finishLine(scan: Scan): void {
  escapeOpenTags(scan);
  settleUrls(scan);
}

function endLine(scan: Scan): void {
  finishLine(scan);
  const line = scan.lostComment ? scan.out.slice(scan.lineOut).join("") : "";
  const emptied = scan.lostComment && /^[\s\0]*$/.test(line);
  if (emptied) {
    scan.out.length = scan.lineOut;
    scan.out.push(line.replace(/\s/g, ""));
  }
  scan.at += 1;
  // In a paragraph a line that held nothing but a comment goes altogether: a blank line would end the paragraph.
  scan.out.push(emptied && scan.place.as === "text" ? DROPPED_LINE_END : "\n");
  beginLine(scan, false);
}

function takeBackslash(scan: Scan): void {
  const next = scan.text.charAt(scan.at + 1);
  const length = PUNCTUATION.test(next) ? 2 : 1;
  put(scan, scan.text.slice(scan.at, scan.at + length), length);
}

/** The next run of exactly `length` backticks from an offset on, or -1; offsets ascend from call to call. */
function nextRun(scan: Scan, length: number, from: number): number {
  const runs = scan.backticks.get(length);
  if (runs === undefined) return -1;
  while ((runs.starts[runs.next] ?? Number.POSITIVE_INFINITY) < from) runs.next += 1;
  return runs.starts[runs.next] ?? -1;
}

/** Keeps a code span, on one line; backticks that surely open none are escaped, so that no later one can close them. */
function takeBackticks(scan: Scan): void {
  const { text, at } = scan;
  let end = at;
  while (text[end] === "`") end += 1;
  const length = end - at;
  const close = nextRun(scan, length, end);
  const code = close < 0 ? "" : text.slice(at, close + length);
  if (code === "" || !isOneParagraphOrLine(scan, code, close) || isTornApart(scan, code)) {
    put(scan, "\\`".repeat(length), length);
    return;
  }
  if (code.includes("$")) scan.dollars.inCode = true;
  put(scan, code.includes("\n") ? onOneLine(code) : code, code.length);
}

/** Line ends with the blanks around them as one blank. */
function onOneLine(code: string): string {
  return code
    .split("\n")
    .map((line, index) => (index === 0 ? line : line.replace(/^[ \t]+/, "")).replace(/(?<![ \t])[ \t]+$/, ""))
    .join(` ${DROPPED_LINE_END}`);
}

function isOneParagraphOrLine(scan: Scan, code: string, close: number): boolean {
  return !code.includes("\n") || isOneParagraph(scan, scan.at, close);
}

/** A `|` ends a table's cell and a `]:` a definition's label before code is looked for. */
function isTornApart(scan: Scan, code: string): boolean {
  return (scan.tabular && code.includes("|")) || (scan.place.item.opensLabel && code.includes("]:"));
}

function takeBracket(scan: Scan): void {
  if (scan.text[scan.at + 1] === "[") putEscaped(scan);
  else put(scan, "[", 1);
}

function takeLinkTail(scan: Scan): void {
  if (scan.place.item.opensLabel && scan.text[scan.at + 1] === ":") return put(scan, "]\\:", 2);
  if (scan.text[scan.at + 1] !== "(") return put(scan, "]", 1);
  const quiet = scan.place.mentions === "quiet";
  const hidesCode = scan.place.item.hasBackticks && !matchesAt(LINK_TAIL, scan);
  const breaks = hidesCode || matchesAt(OPEN_ADDRESS, scan) || (quiet && matchesAt(MENTION_ADDRESS, scan));
  return breaks ? put(scan, "]\\(", 2) : put(scan, "](", 2);
}

function takeAmpersand(scan: Scan): void {
  AT_ENTITY.lastIndex = scan.at;
  const entity = scan.place.mentions === "quiet" ? AT_ENTITY.exec(scan.text) : null;
  if (entity === null) put(scan, "&", 1);
  else put(scan, "\\@", entity[0].length);
}

function takeSpecial(scan: Scan): void {
  switch (scan.text[scan.at]) {
    case "\n":
      return endLine(scan);
    case "\\":
      return takeBackslash(scan);
    case "`":
      return takeBackticks(scan);
    case "<":
      return takeAngle(scan);
    case "@":
      if (scan.place.mentions === "quiet" && isMention(scan.text, scan.at, scan.memory)) return putEscaped(scan);
      return put(scan, "@", 1);
    case "&":
      return takeAmpersand(scan);
    case "[":
      return takeBracket(scan);
    case "]":
      return takeLinkTail(scan);
    case ":":
      return takeUrl(scan, ":");
    case "w":
    case "W":
      return takeUrl(scan, scan.text.slice(scan.at, scan.at + 4));
    default:
      scan.dollars.outside = true;
      return scan.place.escapeDollars ? putEscaped(scan) : put(scan, "$", 1);
  }
}

/**
 * Makes a run of lines without a blank line inert. In what comes out every line stands for itself: code spans begin and
 * end on it, backticks outside them are escaped, tags are paired or escaped, comments are gone. So it does not matter
 * where a reader (GitLab's comrak, its older parsers, ours) thinks the paragraph ends. `dollars` is told what was seen.
 * Line ends that went with a comment or a code span leave `DROPPED_LINE_END`.
 */
export function inertLines(lines: string, place: Place, dollars: Dollars): string {
  const scan = startScan(lines, place, dollars);
  beginLine(scan, true);
  while (scan.at < lines.length) {
    SPECIAL.lastIndex = scan.at;
    const next = SPECIAL.exec(lines)?.index ?? lines.length;
    if (next > scan.at) put(scan, lines.slice(scan.at, next), next - scan.at);
    else takeSpecial(scan);
    const url = scan.urls.at(-1);
    if (url !== undefined && scan.at > url.end) url.outEnd ??= scan.out.length;
  }
  finishLine(scan);
  return scan.out.join("");
}
