import { type BlockNode, makeNode, type NodeKind } from "./block/node.ts";
import { readTree } from "./block/read-tree.ts";
import type { Box } from "./box.ts";
import { boxOfItem, type Cell, cellsOfRow, type Names, readFootnotes } from "./boxes.ts";
import { closerOf } from "./closer.ts";
import { columnAfter, lineStartAt, type Prepared, prepare } from "./source.ts";
import type { Range } from "./types.ts";

export type BlockKind =
  | "document"
  | "item"
  /** A term with its details: it holds blocks as an item does and is none, as a footnote. */
  | "group"
  | "footnote"
  | "quote"
  | "paragraph"
  | "definition"
  | "heading"
  | "fence"
  | "code"
  | "html"
  | "comment"
  | "table"
  | "other";

/** One block of a document with the blocks in it; its range ends with its last line, without the line end. */
export interface Block extends Range {
  readonly kind: BlockKind;
  readonly children: readonly Block[];
  /** Heading level, else 0. */
  readonly level: number;
  /** Column of an item's content on its marker's line, else 0. */
  readonly contentColumn: number;
  /** The line that would close it when it ran to the end of its container unclosed, else null. */
  readonly closer: string | null;
  /** The box that a list item begins with, where GitLab shows one. */
  readonly box: Box | null;
  /** The rows of a table, from its head on. */
  readonly rows: readonly Row[];
}

export interface Row extends Range {
  readonly cells: readonly Cell[];
}

type OpenBlock = Omit<Block, "end" | "children"> & { end: number; readonly children: Block[] };

const kinds: Readonly<Record<NodeKind, BlockKind | null>> = {
  document: null,
  list: null,
  terms: null,
  term: null,
  details: null,
  row: null,
  item: "item",
  "term-entry": "group",
  footnote: "footnote",
  quote: "quote",
  "fenced-quote": "quote",
  paragraph: "paragraph",
  definition: "definition",
  heading: "heading",
  fence: "fence",
  code: "code",
  html: "html",
  rule: "other",
  table: "table",
};

interface Pending {
  readonly node: BlockNode;
  readonly parent: OpenBlock;
}

/** Reads the block structure of `source` from offset `from` on. Time is linear in its length. */
export function parseBlocks(source: string, from: number): Block {
  const prepared = prepare(source, from);
  const tree = readTree(prepared.text, prepared.start);
  const footnotes = readFootnotes(prepared.text, tree);
  const names = { labels: tree.labels, footnotes: footnotes.byName };
  const root = makeBlock("document", { start: from, end: source.length });
  const blocks: OpenBlock[] = [];
  const pending: Pending[] = [{ node: tree.root, parent: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node } = next;
    let { parent } = next;
    const kind = kinds[node.kind];
    if (kind !== null) {
      const block = readBlock(source, prepared, node, kind, names);
      parent.children.push(block);
      blocks.push(block);
      parent = block;
    }
    if (!footnotes.hidden.has(node)) pushChildren(pending, node, parent);
  }
  // Inner blocks come after outer ones.
  for (const block of blocks.reverse()) block.end = Math.max(block.end, block.children.at(-1)?.end ?? 0);
  return root;
}

/** Link definitions stand among the other blocks of their parent, in the order of the source. */
function pushChildren(pending: Pending[], node: BlockNode, parent: OpenBlock): void {
  if (node.kind === "table") return;
  const definitions = node.definitions.map((range) => makeNode("definition", range.start, range.end, node));
  const all = definitions.length === 0 ? node.children : [...node.children, ...definitions].sort(bySource);
  for (let at = all.length - 1; at >= 0; at--) pending.push({ node: all[at] as BlockNode, parent });
}

function bySource(a: BlockNode, b: BlockNode): number {
  return a.start - b.start;
}

function makeBlock(kind: BlockKind, range: Range, fields: Partial<Omit<OpenBlock, "kind">> = {}): OpenBlock {
  return { kind, ...range, children: [], level: 0, contentColumn: 0, closer: null, box: null, rows: [], ...fields };
}

function readBlock(source: string, prepared: Prepared, node: BlockNode, kind: BlockKind, names: Names): OpenBlock {
  const range = prepared.rangeOf(firstVisible(prepared.text, node), node.end);
  switch (kind) {
    case "item": {
      const box = boxOfItem(prepared.text, node, names);
      return makeBlock(kind, range, {
        contentColumn: contentColumn(source, range.start),
        box: box === null ? null : inSource(prepared, box),
      });
    }
    case "group":
    case "footnote": {
      const lead = source.slice(lineStartAt(source, range.start), range.start);
      return makeBlock(kind, range, { contentColumn: columnAfter(lead) + (node.padding === 0 ? 4 : node.padding) });
    }
    case "heading":
      return makeBlock(kind, range, { level: node.level });
    case "table":
      return makeBlock(kind, range, { rows: node.children.map((row) => readRow(prepared, row, names)) });
    case "html":
      return makeBlock(node.level === 2 ? "comment" : kind, range, { closer: closerOf(prepared.text, node) });
    default:
      return makeBlock(kind, range, { closer: closerOf(prepared.text, node) });
  }
}

/** Where the text of a paragraph begins: link definitions and blanks before it are none of it. */
function firstVisible(text: string, { kind, lines, start }: BlockNode): number {
  if (kind !== "paragraph") return start;
  let at = lines[0]?.from ?? start;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function inSource(prepared: Prepared, { range, state }: Box): Box {
  return { range: prepared.rangeOf(range.start, range.end), state };
}

function readRow(prepared: Prepared, row: BlockNode, names: Names): Row {
  const cells = cellsOfRow(prepared.text, row, names).map(({ start, end, box }) => ({
    ...prepared.rangeOf(start, end),
    box: box === null ? null : inSource(prepared, box),
  }));
  return { ...prepared.rangeOf(row.start, row.end), cells };
}

/** Column of the content of an item whose marker stands at `start`; meaningful outside quotes only. */
function contentColumn(source: string, start: number): number {
  const marker = /([-+*]|\d{1,9}[.)])([ \t]*)(.?)/y;
  marker.lastIndex = start;
  const [, mark = "", space = "", next = ""] = marker.exec(source) ?? [];
  const markerEnd = columnAfter(source.slice(lineStartAt(source, start), start)) + mark.length;
  const column = columnAfter(space, markerEnd);
  return next === "" || column >= markerEnd + 5 ? markerEnd + 1 : column;
}
