import { columnAfter } from "../source.ts";
import { matchOpenBlocks } from "./continue.ts";
import { beginLine, findNonspace, makeLine } from "./line.ts";
import { type BlockNode, makeNode } from "./node.ts";
import { openBlocks } from "./open.ts";
import { addLine, type BlockReading, close, openNode, toNonspace } from "./reading.ts";
import { endsHtml } from "./scan.ts";

/** What is known of a document when all its lines have been read. */
export interface BlockTree {
  readonly root: BlockNode;
  /** Address and title of link definitions, as written, by their normalised labels. */
  readonly labels: ReadonlyMap<string, string>;
  readonly hasFootnotes: boolean;
}

/** The blank lines since the last that was none, and the columns that they are wide. */
interface BlankRun {
  lines: number;
  readonly widths: Set<number>;
}

/** Reads the blocks of `text` from an offset on; its line ends are `\n`. Time is linear in its length. */
export function readTree(text: string, from: number): BlockTree {
  const root = makeNode("document", from, text.length, null);
  const reading: BlockReading = {
    text,
    line: makeLine(text),
    root,
    current: root,
    labels: new Map(),
    hasFootnotes: false,
  };
  const blankRun: BlankRun = { lines: 0, widths: new Set() };
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (!isRepeated(text, start, end, blankRun)) readLine(reading, start, end);
    start = end + 1;
  }
  while (reading.current !== root) reading.current = close(reading, reading.current);
  return { root, labels: reading.labels, hasFootnotes: reading.hasFootnotes };
}

/**
 * Whether a blank line as wide was read in this run of blank lines already, and another one after it: then it changes
 * nothing any more, however many blocks are open.
 */
function isRepeated(text: string, start: number, end: number, run: BlankRun): boolean {
  const line = text.slice(start, end);
  if (!/^[ \t]*$/.test(line)) {
    if (run.lines > 0) run.widths.clear();
    run.lines = 0;
    return false;
  }
  const width = columnAfter(line);
  if (run.lines > 1 && run.widths.has(width)) return true;
  run.lines += 1;
  run.widths.add(width);
  return false;
}

function readLine(reading: BlockReading, start: number, end: number): void {
  const { line } = reading;
  beginLine(line, start, end);
  const matched = matchOpenBlocks(reading);
  if (matched === null) return;
  const { container } = matched;
  const opened = openBlocks(reading, container, matched.all);
  findNonspace(line);
  const { current } = reading;
  const isLazy = current !== container && opened === container && !line.blank && current.kind === "paragraph";
  if (isLazy) {
    addLine(reading, current);
    return;
  }
  while (reading.current !== container) reading.current = close(reading, reading.current);
  reading.current = addText(reading, opened);
}

/** Adds the rest of the line to the block that it belongs to, and returns the innermost open block. */
function addText(reading: BlockReading, container: BlockNode): BlockNode {
  const { line } = reading;
  if (container.kind === "html" || container.kind === "code" || container.kind === "fence") {
    if (!line.blank) container.end = line.end;
    if (container.kind !== "html" || !endsHtml(line, container.level)) return container;
    container.closed = true;
    return close(reading, container);
  }
  if (line.blank) return container;
  const holder =
    container.kind === "paragraph" || container.kind === "heading"
      ? container
      : openNode(reading, container, "paragraph", line.firstNonspace);
  toNonspace(line);
  addLine(reading, holder);
  return holder;
}
