import { closesFence, type Fence, indentation, isBlank, parseFence, parseItemStart } from "./lines.ts";

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

/** What the lines read so far leave open. */
interface Open {
  fence: Fence | null;
  /** How far the lines of the list item around the fence are indented, 0 outside lists. */
  fenceWidth: number;
  listWidth: number;
  /** The line before holds text, which not every list item may interrupt. */
  afterText: boolean;
  html: (typeof ENDLESS_HTML)[number] | null;
  htmlUntilBlank: boolean;
  quote: string | null;
  readonly tags: string[];
}

function followTags(open: Open, line: string): void {
  for (const [, slash, tag = ""] of line.replace(/`[^`]*`/g, "").matchAll(CONTAINER_TAG)) {
    const name = tag.toLowerCase();
    if (slash === "") open.tags.push(name);
    else if (open.tags.includes(name)) open.tags.length = open.tags.lastIndexOf(name);
  }
}

/** Finds a fence at the start of a line, in a list item too, and keeps track of how far list items reach. */
function followLists(open: Open, line: string): void {
  const start = parseItemStart(line);
  const item = open.afterText && open.listWidth === 0 && start?.interrupts === false ? null : start;
  if (item !== null) open.listWidth = item.width;
  else if (indentation(line) < open.listWidth) open.listWidth = 0;
  const content = item !== null ? item.content : line.slice(open.listWidth);
  const fence = parseFence(content);
  if (fence === null) return;
  open.fence = { ...fence, indent: " ".repeat(open.listWidth) + fence.indent };
  open.fenceWidth = open.listWidth;
}

function followHtml(open: Open, line: string): void {
  const kind = ENDLESS_HTML.find(([start]) => start.test(line));
  if (kind !== undefined && !kind[1].test(line.replace(kind[0], ""))) open.html = kind;
  else if (BLOCK_HTML.test(line) || (!open.afterText && LONE_TAG.test(line))) open.htmlUntilBlank = true;
}

function follow(open: Open, line: string): void {
  if (isBlank(line)) {
    open.afterText = false;
    open.htmlUntilBlank = false;
    return;
  }
  if (open.fence !== null) {
    const left = indentation(line) < open.fenceWidth;
    if (!left) {
      if (closesFence(line.slice(open.fenceWidth), open.fence)) open.fence = null;
      return;
    }
    open.fence = null;
  }
  if (open.html !== null) {
    if (open.html[1].test(line)) open.html = null;
    return;
  }
  followHtml(open, line);
  if (open.html !== null) return;
  if (open.htmlUntilBlank) return followTags(open, line);
  if (QUOTE_FENCE.test(line)) open.quote = open.quote === null ? line.trim() : null;
  followTags(open, line);
  followLists(open, line);
  open.afterText = open.fence === null;
}

/**
 * Closes what a document leaves open at its end, so that it can't swallow what is put below it: code fences, comments and
 * other raw HTML blocks, container tags such as `<details>`, GitLab's `>>>` quotes. The text itself stays byte for byte.
 */
export function isolate(markdown: string): string {
  const open: Open = {
    fence: null,
    fenceWidth: 0,
    listWidth: 0,
    afterText: false,
    html: null,
    htmlUntilBlank: false,
    quote: null,
    tags: [],
  };
  for (const line of markdown.replaceAll("\r", "").split("\n")) follow(open, line);
  const closers: string[] = [];
  if (open.fence !== null) closers.push(open.fence.indent + open.fence.marks);
  if (open.html !== null) closers.push(open.html[2]);
  if (open.quote !== null) closers.push(open.quote);
  if (open.tags.length > 0)
    closers.push(
      `\n${[...open.tags]
        .reverse()
        .map((tag) => `</${tag}>`)
        .join("")}`,
    );
  if (closers.length === 0) return markdown;
  return `${markdown}${markdown.endsWith("\n") ? "" : "\n"}${closers.join("\n")}\n`;
}
