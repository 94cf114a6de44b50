import {
  type BlockOptions,
  contentAt,
  fenceIn,
  itemStartAt,
  lineAt,
  NO_LINE,
  settle,
  type Walk,
} from "./block-walk.ts";
import { inertLines } from "./inline.ts";
import {
  alertAt,
  blankPrefix,
  type ContainedLine,
  closesFence,
  expandFenceTabs,
  type Fence,
  type ItemStart,
  indentation,
  isBlank,
  parseItemStart,
} from "./lines.ts";
import { isPreformatted, takePreformatted } from "./preformatted.ts";
import { DROPPED_LINE_END } from "./scan.ts";

/** Lists and quotes deeper than this become text: no reader follows them, and some break. */
const MAX_DEPTH = 20;

const QUOTE = /^ {0,3}> ?/;
const QUOTE_FENCE = /^ {0,3}>{3,}[ \t]*$/;
const COMMENT = /^ {0,3}<!--(?!-?>)/;
/** What may be the rule below the head of a table, or below a heading. */
const RULE = /^[ \t]*[|:=-][|:= \t-]*$/;
/** Code of this kind is rendered as a table, whose cells may be Markdown again (GitLab: JSON tables). */
const JSON_TABLE = /^([ \t]*json)[\s:,{].*table.*$/is;

function isQuote(line: string): boolean {
  return QUOTE.test(line) && !QUOTE_FENCE.test(line);
}

function takeFence(walk: Walk, fence: Fence): void {
  const { prefix } = lineAt(walk, walk.at);
  const info = fence.info.replace(JSON_TABLE, "$1");
  walk.out.push({ prefix, content: `${fence.indent}${fence.marks}${info}` });
  let end = walk.at + 1;
  while (end < walk.lines.length && !closesFence(contentAt(walk, end), fence)) end += 1;
  const closed = end < walk.lines.length;
  let last = end;
  while (!closed && last > walk.at + 1 && isBlank(contentAt(walk, last - 1))) last -= 1;
  for (const line of walk.lines.slice(walk.at + 1, last)) {
    if (line.content.includes("$")) walk.options.learned.dollarInCode = true;
    walk.out.push({ prefix: line.prefix, content: expandFenceTabs(line.content) });
  }
  const closer = closed ? contentAt(walk, end) : fence.indent + fence.marks;
  walk.out.push({ prefix: closed ? lineAt(walk, end).prefix : blankPrefix(prefix), content: closer });
  walk.at = closed ? end + 1 : last;
  settle(walk, {});
}

/** Text in the title of an alert is text and its mentions are mentions, escaped or not; a fenced one goes on to its end. */
function withoutAlert({ prefix, content }: ContainedLine): ContainedLine {
  const mark = alertAt(content, 0);
  const isAlert = mark > 0 && (prefix.endsWith(">>> ") || !isBlank(content.slice(mark)));
  return { prefix, content: isAlert ? `\\${content}` : content };
}

function takeQuote(walk: Walk): void {
  const inner: ContainedLine[] = [];
  while (walk.at < walk.lines.length && isQuote(contentAt(walk, walk.at))) {
    const content = contentAt(walk, walk.at);
    const mark = QUOTE.exec(content)?.[0] ?? "";
    inner.push({ prefix: lineAt(walk, walk.at).prefix + mark, content: content.slice(mark.length) });
    walk.at += 1;
  }
  for (const line of inertContainer(inner.map(withoutAlert), walk.depth + 1, walk.options, walk.inDoubt))
    walk.out.push(line);
  walk.plain = false;
  settle(walk, { afterText: true, afterContainer: true });
}

function takeItem(walk: Walk, start: ItemStart): void {
  const first = lineAt(walk, walk.at).prefix;
  const inner: ContainedLine[] = [{ prefix: first + start.prefix, content: start.content }];
  walk.at += 1;
  let length = 1;
  const startsBlank = isBlank(start.content) && isBlank(contentAt(walk, walk.at));
  for (let at = walk.at; at < walk.lines.length && !startsBlank; at += 1) {
    const content = contentAt(walk, at);
    const prefix = lineAt(walk, at).prefix;
    const blank = isBlank(content);
    if (!blank && indentation(content) < start.width) break;
    const width = blank ? Math.min(start.width, content.length) : start.width;
    inner.push({ prefix: prefix + content.slice(0, width), content: content.slice(width) });
    if (!blank) length = inner.length;
  }
  walk.at += length - 1;
  const own = inner.slice(0, length);
  for (const line of inertContainer(own, walk.depth + 1, walk.options, walk.inDoubt)) walk.out.push(line);
  walk.plain = false;
  settle(walk, { afterContainer: true });
}

/** Takes out a comment that begins a line and spans several; false when it never ends. */
function takeComment(walk: Walk): boolean {
  if (walk.noCommentEnd) return false;
  let end = walk.at;
  while (end < walk.lines.length && !contentAt(walk, end).includes("-->")) end += 1;
  if (end === walk.lines.length) {
    walk.noCommentEnd = true;
    return false;
  }
  if (end === walk.at) return false;
  const content = contentAt(walk, end);
  const rest = content.slice(content.indexOf("-->") + 3).trim();
  // The prefix of its first line, which may be the mark of the item it stands in.
  pushText(walk, [{ prefix: lineAt(walk, walk.at).prefix, content: rest }], "text");
  walk.at = end + 1;
  settle(walk, { afterText: rest !== "", afterBlank: rest === "" });
  return true;
}

function pushText(walk: Walk, lines: readonly ContainedLine[], as: "text" | "blocks"): void {
  const { mentions, project, item, tags, escapeDollars, learned } = walk.options;
  const place = {
    mentions,
    project,
    item,
    tags,
    escapeDollars,
    as,
    firstLine: "start",
    atMargin: walk.depth === 0,
  } as const;
  const inert = inertLines(lines.map(({ content }) => content).join("\n"), place, learned);
  let index = 0;
  for (const line of inert.split("\n")) {
    const kept = line.replaceAll(DROPPED_LINE_END, "");
    walk.out.push({ prefix: (lines[index] ?? NO_LINE).prefix, content: kept });
    index += 1 + line.length - kept.length;
  }
}

/** A line that begins no list item for any reader. */
function withoutMarker(line: string): string {
  return line.replace(/^( {0,3}(?:\d{1,9}(?=[.)]))?)(?=[-+*.)])/, "$1\\");
}

function takeText(walk: Walk): void {
  const lines: ContainedLine[] = [];
  const { afterContainer } = walk;
  let ruled = false;
  do {
    const content = contentAt(walk, walk.at);
    const mayBeCode = lines.length === 0 && indentation(content) >= 4;
    if (afterContainer || mayBeCode || /^ *[:~][ \t]/.test(content)) walk.inDoubt = true;
    if (walk.inDoubt || /^ *:/.test(content)) walk.plain = false;
    // Below the rule of a table or a heading any item begins a list, not only what may interrupt a paragraph.
    const isDoubtful = (walk.inDoubt || ruled) && parseItemStart(content) !== null;
    const text = isDoubtful ? withoutMarker(content) : content;
    ruled ||= RULE.test(content);
    lines.push({ prefix: lineAt(walk, walk.at).prefix, content: text });
    settle(walk, { afterText: true, afterContainer });
    walk.at += 1;
  } while (walk.at < walk.lines.length && continuesText(walk, contentAt(walk, walk.at)));
  pushText(walk, lines, walk.depth < MAX_DEPTH ? "blocks" : "text");
}

function continuesText(walk: Walk, line: string): boolean {
  if (isBlank(line) || fenceIn(walk, line) !== null || isPreformatted(walk, line)) return false;
  if (walk.depth >= MAX_DEPTH) return true;
  return !(isQuote(line) || COMMENT.test(line) || itemStartAt(walk, line) !== null);
}

function takeIndentedCode(walk: Walk, line: ContainedLine): void {
  if (line.content.includes("$")) walk.options.learned.dollarInCode = true;
  walk.out.push({ prefix: line.prefix, content: contentAt(walk, walk.at) });
  walk.at += 1;
}

function takeBlock(walk: Walk, line: ContainedLine): void {
  const content = contentAt(walk, walk.at);
  const fence = fenceIn(walk, content);
  if (isBlank(content)) {
    walk.out.push(line);
    walk.at += 1;
    return settle(walk, { afterBlank: true });
  }
  if (fence !== null) return takeFence(walk, fence);
  if (isPreformatted(walk, content) && takePreformatted(walk)) return;
  if (walk.plain && walk.afterBlank && indentation(content) >= 4) return takeIndentedCode(walk, line);
  if (walk.depth < MAX_DEPTH) {
    if (isQuote(content)) return takeQuote(walk);
    const start = itemStartAt(walk, content);
    if (start !== null) return takeItem(walk, start);
    if (COMMENT.test(content) && takeComment(walk)) return;
  }
  takeText(walk);
}

/** Makes the lines of one container (a document, a list item, a quote) inert, block by block. */
export function inertContainer(
  lines: readonly ContainedLine[],
  depth: number,
  options: BlockOptions,
  inDoubt = false,
): readonly ContainedLine[] {
  const walk: Walk = {
    lines,
    depth,
    options,
    out: [],
    at: 0,
    afterText: false,
    afterBlank: false,
    afterContainer: false,
    inDoubt,
    plain: depth === 0,
    noCommentEnd: false,
  };
  for (let line = lines[0]; line !== undefined; line = lines[walk.at]) takeBlock(walk, line);
  return walk.out;
}
