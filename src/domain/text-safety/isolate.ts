import { closesFence, expandLeadingTabs, indentation, isBlank, parseFence, parseItemStart } from "./lines.ts";

/** HTML blocks that run on until their own end is seen (CommonMark, kinds 1 to 5), and what ends them. */
const ENDLESS_HTML: readonly (readonly [start: RegExp, end: RegExp, closer: string])[] = [
  [/^ {0,3}<!--(?!-?>)/, /-->/, "-->"],
  [/^ {0,3}<\?/, /\?>/, "?>"],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/, "]]>"],
  [/^ {0,3}<![A-Za-z]/, />/, ">"],
  [/^ {0,3}<script(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i, "</script>"],
  [/^ {0,3}<pre(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i, "</pre>"],
  [/^ {0,3}<style(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i, "</style>"],
  [/^ {0,3}<textarea(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i, "</textarea>"],
];

/** HTML blocks that run on until a blank line (kinds 6 and 7); the second kind can't interrupt a paragraph. */
const BLOCK_HTML =
  /^ {0,3}<\/?(?:address|article|aside|blockquote|body|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$)/i;
const LONE_TAG = /^ {0,3}<\/?[A-Za-z][^<>]*>[ \t]*$/;
const CONTAINER_TAG =
  /<(\/?)(details|div|table|thead|tbody|tr|td|th|ul|ol|li|blockquote|center|section)(?=[\s>/])[^<>]*>/gi;
const QUOTE_FENCE = /^>{3,}[ \t]*$/;

/** Blocks of one line, and the rule of a table: below them any list item may begin. */
const ONE_LINE = /^ {0,3}(?:#{1,6}(?:\s|$)|[-*_|:>][ \t|:*_>-]*$)/;
const UNDERLINE = /^ {0,3}=+[ \t]*$/;

/** The walk over the outermost blocks; what is in a list item or a block quote ends with it. */
interface Walk {
  readonly lines: readonly string[];
  at: number;
  /** The line before is a paragraph's: neither every list item nor a lone tag may interrupt it. */
  afterText: boolean;
  /** The line before belongs to a list, a quote or a table, so that any list item may follow. */
  afterContainer: boolean;
  readonly closers: string[];
  quote: string | null;
  readonly tags: string[];
}

function lineAt(walk: Walk, index: number): string {
  return walk.lines[index] ?? "";
}

function followTags(walk: Walk, line: string): void {
  for (const [, slash, tag = ""] of line.replace(/`[^`]*`/g, "").matchAll(CONTAINER_TAG)) {
    const name = tag.toLowerCase();
    if (slash === "") walk.tags.push(name);
    else if (walk.tags.includes(name)) walk.tags.length = walk.tags.lastIndexOf(name);
  }
}

/** Goes on behind the first line from `from` that ends a block, or notes how to close the block at the end. */
function skipTo(walk: Walk, from: number, isEnd: (line: string) => boolean, closer: string | null): void {
  let end = from;
  while (end < walk.lines.length && !isEnd(lineAt(walk, end))) end += 1;
  if (end >= walk.lines.length && closer !== null) walk.closers.push(closer);
  walk.at = end + 1;
  walk.afterText = false;
  walk.afterContainer = false;
}

/** Whether the line was the start of raw HTML, which is then passed over. */
function skipHtml(walk: Walk, line: string): boolean {
  const endless = ENDLESS_HTML.find(([start]) => start.test(line));
  if (endless !== undefined) {
    skipTo(walk, walk.at, (one) => endless[1].test(one), endless[2]);
    return true;
  }
  if (!BLOCK_HTML.test(line) && (walk.afterText || !LONE_TAG.test(line))) return false;
  const first = walk.at;
  skipTo(walk, first, isBlank, null);
  for (const one of walk.lines.slice(first, walk.at)) followTags(walk, one);
  return true;
}

/** A line less indented than the item leaves it, unless it goes on with the item's last paragraph. */
function leavesItem(line: string, before: string, width: number): boolean {
  if (indentation(line) >= width) return false;
  const starts =
    parseFence(line) !== null || parseItemStart(line) !== null || BLOCK_HTML.test(line) || ONE_LINE.test(line);
  return starts || isBlank(before) || /^ {0,3}(?:>|<[!?/A-Za-z])/.test(line);
}

/** Whether the line was the start of a list item, which is then passed over. */
function skipItem(walk: Walk, line: string): boolean {
  const item = parseItemStart(line);
  if (item === null || (walk.afterText && !walk.afterContainer && !item.interrupts)) return false;
  const empty = isBlank(item.content);
  followTags(walk, line);
  for (walk.at += 1; walk.at < walk.lines.length; walk.at += 1) {
    const next = lineAt(walk, walk.at);
    const before = lineAt(walk, walk.at - 1);
    if (isBlank(next) ? empty && isBlank(before.slice(item.width)) : leavesItem(next, before, item.width)) break;
    followTags(walk, next);
  }
  walk.afterText = !isBlank(lineAt(walk, walk.at - 1));
  walk.afterContainer = true;
  return true;
}

function followBlock(walk: Walk): void {
  const line = expandLeadingTabs(lineAt(walk, walk.at));
  const fence = parseFence(line);
  if (fence !== null) {
    return skipTo(walk, walk.at + 1, (one) => closesFence(expandLeadingTabs(one), fence), fence.indent + fence.marks);
  }
  if (!isBlank(line) && (skipHtml(walk, line) || skipItem(walk, line))) return;
  if (QUOTE_FENCE.test(line)) walk.quote = walk.quote === null ? line.trim() : null;
  followTags(walk, line);
  walk.at += 1;
  const container = /^ {0,3}>/.test(line);
  const ends = ONE_LINE.test(line) || (walk.afterText && UNDERLINE.test(line));
  walk.afterText = !isBlank(line) && !ends;
  walk.afterContainer = container || (!isBlank(line) && (walk.afterContainer || ends));
}

/**
 * Closes what a document leaves open at its end, so that it can't swallow what is put below it: code fences, comments and
 * other raw HTML blocks, container tags such as `<details>`, GitLab's `>>>` quotes. The text itself stays byte for byte.
 */
export function isolate(markdown: string): string {
  const lines = markdown.replaceAll("\r", "").split("\n");
  const walk: Walk = { lines, at: 0, afterText: false, afterContainer: false, closers: [], quote: null, tags: [] };
  while (walk.at < lines.length) followBlock(walk);
  const closers = [...walk.closers, ...(walk.quote === null ? [] : [walk.quote])];
  const tags = walk.tags.map((tag) => `</${tag}>`).reverse();
  if (tags.length > 0) closers.push(`\n${tags.join("")}`);
  if (closers.length === 0) return markdown;
  return `${markdown}${markdown.endsWith("\n") ? "" : "\n"}${closers.join("\n")}\n`;
}
