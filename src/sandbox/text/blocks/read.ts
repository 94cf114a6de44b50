import { makeBlock, type TextBlock } from "./block.ts";
import { continueBlock } from "./continue.ts";
import { type Cursor, lookAhead, startOf } from "./cursor.ts";
import { add, closeTextBlock, openBlock } from "./open.ts";
import { textEndsHtml } from "./starts.ts";

/**
 * The blocks of a description, read as GitLab's parser reads them: CommonMark with its tables, footnotes, details of terms,
 * alerts and `>>>` quotes. Line ends are `\n`.
 */
export function readBlocks(text: string): TextBlock {
  const root = makeBlock("document", null, 0);
  let current = root;
  const lines = text.match(/[^\n]*\n|[^\n]+/g) ?? [];
  for (const [number, line] of lines.entries()) {
    if (!isRepeatedBlank(lines, number)) current = readLine(root, current, line, number);
  }
  while (current !== root) current = closeTextBlock(current);
  return root;
}

/** The third blank line of a kind in a row changes nothing, however many blocks are open. */
function isRepeatedBlank(lines: readonly string[], number: number): boolean {
  const line = lines[number];
  return line === lines[number - 1] && line === lines[number - 2] && /^[ \t]*\n?$/.test(line ?? "x");
}

const leaves: ReadonlySet<TextBlock["kind"]> = new Set([
  ...(["paragraph", "heading", "rule", "code", "fence", "html", "table"] as const),
]);

/** Reads one line and answers the innermost block that is open then. */
function readLine(root: TextBlock, current: TextBlock, line: string, number: number): TextBlock {
  const cursor = startOf(line);
  let container = root;
  let allMatched = true;
  for (let last = root.children.at(-1); last?.open === true; last = container.children.at(-1)) {
    const goesOn = continueBlock(last, cursor);
    if (goesOn === "closes") return closeFence(last, number);
    if (!goesOn) {
      allMatched = false;
      break;
    }
    container = last;
  }
  const opened = openAll(container, current, { cursor, number, allMatched });
  const { text } = lookAhead(cursor);
  if (current !== container && opened === container && text !== "" && current.kind === "paragraph") {
    return addLine(current, text + cursor.end, number);
  }
  for (let block = current; block !== container; ) block = closeTextBlock(block);
  return addText(opened, { text, end: cursor.end, number });
}

function closeFence(fence: TextBlock, number: number): TextBlock {
  for (let last = fence.children.at(-1); last?.open === true; last = last.children.at(-1)) closeTextBlock(last);
  fence.last = number;
  return closeTextBlock(fence);
}

function openAll(
  matched: TextBlock,
  current: TextBlock,
  line: { readonly cursor: Cursor; readonly number: number; readonly allMatched: boolean },
): TextBlock {
  let container = matched;
  let maybeLazy = current.kind === "paragraph";
  for (let opened = 1; !["code", "fence", "html"].includes(container.kind); opened++) {
    const next = openBlock(container, { ...line, maybeLazy, opened });
    if (next === null) break;
    container = next;
    if (leaves.has(container.kind)) break;
    maybeLazy = false;
  }
  return container;
}

function addText(
  container: TextBlock,
  { text, end, number }: { readonly text: string; readonly end: string; readonly number: number },
): TextBlock {
  switch (container.kind) {
    case "html":
      container.last = number;
      return textEndsHtml(text, container.size) ? closeTextBlock(container) : container;
    case "code":
    case "fence":
    case "heading":
    case "rule":
    case "table":
      return container;
    default:
      return text === "" ? container : addLine(paragraphIn(container, number), text + end, number);
  }
}

function paragraphIn(container: TextBlock, number: number): TextBlock {
  return container.kind === "paragraph" ? container : add("paragraph", container, number);
}

function addLine(paragraph: TextBlock, line: string, number: number): TextBlock {
  paragraph.lines.push(line);
  paragraph.last = number;
  return paragraph;
}
