import { settleOpenTags, takeAngle } from "./angle-brackets.ts";
import { escapeLineStart } from "./block-starts.ts";
import { takeBracket, takeLinkTail } from "./links.ts";
import { AT_ENTITY, isMention } from "./mentions.ts";
import { isOwnPath } from "./own-project.ts";
import { quietReferences } from "./quiet-references.ts";
import { pathBefore } from "./references.ts";
import {
  beforeBackslash,
  DROPPED_LINE_END,
  isOneParagraph,
  type Learned,
  type Place,
  put,
  putEscaped,
  putOpaque,
  type Scan,
  startScan,
} from "./scan.ts";
import { settleUrls, takeUrl } from "./urls.ts";

const SPECIAL = /[\\`<@&$[\]\n]|:(?=\/\/)|www\./gi;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
/** Quote, list and task marks before the content of a line. */
const MARKS = /(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|:(?=[ \t])|\[[ xX~]\](?=[ \t]))*/y;
const COMMIT = /[\da-f]{7,40}(?![\w.-])/iy;
const SLASH_COMMAND = /^\/[\p{L}_]/u;

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
  scan.lostMarkup = false;
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

function finishLine(scan: Scan): void {
  settleOpenTags(scan);
  quietReferences(scan);
  settleUrls(scan);
}

function endLine(scan: Scan): void {
  finishLine(scan);
  const line = scan.lostMarkup ? scan.out.slice(scan.lineOut).join("") : "";
  const emptied = scan.lostMarkup && /^[\s\0]*$/.test(line);
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
    put(scan, (code === "" ? beforeBackslash(scan) : "") + "\\`".repeat(length), length);
    return;
  }
  if (code.includes("$")) scan.learned.dollarInCode = true;
  putOpaque(scan, code.includes("\n") ? onOneLine(code) : code, code.length);
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

function takeAmpersand(scan: Scan): void {
  AT_ENTITY.lastIndex = scan.at;
  const entity = scan.place.mentions === "quiet" ? AT_ENTITY.exec(scan.text) : null;
  if (entity === null) put(scan, "&", 1);
  else put(scan, `${beforeBackslash(scan)}\\@`, entity[0].length);
}

/** A commit of the project is no mention: `group/project@9ba12248`. */
function isQuietMention({ text, at, place, memory }: Scan): boolean {
  if (place.mentions !== "quiet" || !isMention(text, at, memory)) return false;
  COMMIT.lastIndex = at + 1;
  return !(COMMIT.test(text) && isOwnPath(pathBefore(text, at), place.project));
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
      return isQuietMention(scan) ? put(scan, `${beforeBackslash(scan)}\\@`, 1) : put(scan, "@", 1);
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
      scan.learned.dollarOutside = true;
      return scan.place.escapeDollars ? putEscaped(scan) : put(scan, "$", 1);
  }
}

/**
 * Makes a run of lines without a blank line inert. In what comes out every line stands for itself: code spans begin and
 * end on it, backticks outside them are escaped, tags are paired or escaped, comments are gone. So it does not matter
 * where a reader (GitLab's comrak, its older parsers, ours) thinks the paragraph ends. `learned` is told what was seen.
 * Line ends that went with a comment or a code span leave `DROPPED_LINE_END`.
 */
export function inertLines(lines: string, place: Place, learned: Learned): string {
  const scan = startScan(lines, place, learned);
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
