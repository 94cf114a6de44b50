import { Tree } from "@lezer/common";
import { closerOf } from "./closer.ts";
import { blockParser } from "./grammar.ts";
import { columnAfter, lastVisible, lineEndAt, lineStartAt, prepare } from "./source.ts";
import type { Range } from "./types.ts";

export type BlockKind =
  | "document"
  | "item"
  | "quote"
  | "paragraph"
  | "heading"
  | "fence"
  | "code"
  | "html"
  | "comment"
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
}

type OpenBlock = Omit<Block, "end" | "children"> & { end: number; readonly children: Block[] };

const kinds: Readonly<Record<string, BlockKind>> = {
  Item: "item",
  Blockquote: "quote",
  FencedQuote: "quote",
  Paragraph: "paragraph",
  CodeBlock: "code",
  FencedCode: "fence",
  HTMLBlock: "html",
  ProcessingInstructionBlock: "html",
  CommentBlock: "comment",
  HorizontalRule: "other",
  Table: "other",
};

interface Text {
  readonly source: string;
  readonly prepared: string;
  /** Ends without trailing blanks, by ends with them: containers that end together would look back one by one. */
  readonly visibleEnds: Map<number, number>;
}

interface Pending {
  readonly tree: Tree;
  readonly start: number;
  readonly parent: OpenBlock;
}

const linkDefinition = /^\[[^[\]]+\]:\s*\S/;

/** Reads the block structure of `source` from offset `from` on. Time is linear in its length. */
export function parseBlocks(source: string, from: number): Block {
  const text: Text = { source, prepared: prepare(source), visibleEnds: new Map() };
  const root = openBlock("document", from, source.length);
  const blocks: OpenBlock[] = [];
  // The trees themselves are walked, not a cursor over them: it makes an object per node, most of them inline marks.
  const pending: Pending[] = [{ tree: blockParser.parse(text.prepared.slice(from)), start: from, parent: root }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { tree, start, parent } = next;
    const kind = kindOf(tree.type.name);
    if (kind !== null) {
      const block = readBlock(text, tree, start, kind);
      parent.children.push(block);
      blocks.push(block);
      if (kind === "item" || kind === "quote") pushChildren(pending, tree, start, block);
    } else if (tree.type.isTop || tree.type.isAnonymous) pushChildren(pending, tree, start, parent);
  }
  // An item ends with its last block, not with the blank lines that follow it. Inner blocks come after outer ones.
  for (const block of blocks.reverse()) {
    if (block.kind === "item") block.end = Math.max(block.end, block.children.at(-1)?.end ?? 0);
  }
  return root;
}

function pushChildren(pending: Pending[], tree: Tree, start: number, parent: OpenBlock): void {
  for (let at = tree.children.length - 1; at >= 0; at--) {
    const child = tree.children[at];
    if (child instanceof Tree) pending.push({ tree: child, start: start + (tree.positions[at] as number), parent });
  }
}

function kindOf(name: string): BlockKind | null {
  return kinds[name] ?? (name.includes("Heading") ? "heading" : null);
}

function openBlock(
  kind: BlockKind,
  start: number,
  end: number,
  fields: Partial<Pick<Block, "level" | "contentColumn" | "closer">> = {},
): OpenBlock {
  return { kind, start, end, children: [], level: 0, contentColumn: 0, closer: null, ...fields };
}

function readBlock({ source, prepared, visibleEnds }: Text, tree: Tree, start: number, kind: BlockKind): OpenBlock {
  if (kind === "item") {
    return openBlock(kind, start, lineEndAt(source, prepared, start), { contentColumn: contentColumn(source, start) });
  }
  const end = lineEndAt(source, prepared, visibleEnd(source, start, start + tree.length, visibleEnds));
  if (kind === "heading") {
    const isDefinitions = tree.type.name === "SetextHeading2" && onlyDefinitions(source.slice(start, end));
    return isDefinitions
      ? openBlock("paragraph", start, end)
      : openBlock(kind, start, end, { level: Number(tree.type.name.at(-1)) });
  }
  return openBlock(kind, start, end, {
    closer: kind === "paragraph" ? null : closerOf(source.slice(start, end), tree),
  });
}

function visibleEnd(source: string, start: number, end: number, known: Map<number, number>): number {
  const visible = known.get(end) ?? lastVisible(source, start, end);
  known.set(end, visible);
  return visible;
}

/** `[//]: # (a comment)` over `---` is a link definition and a rule, no heading. */
function onlyDefinitions(text: string): boolean {
  const lines = text.split(/[\r\n]+/);
  return lines.slice(0, -1).every((line) => linkDefinition.test(line.trim()));
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
