import type { Range } from "../types.ts";

export type NodeKind =
  | "document"
  | "quote"
  | "fenced-quote"
  | "footnote"
  | "list"
  | "item"
  | "terms"
  | "term-entry"
  | "term"
  | "details"
  | "code"
  | "fence"
  | "html"
  | "paragraph"
  | "definition"
  | "heading"
  | "rule"
  | "table"
  | "row";

/** Where the text of one line of a paragraph, heading or row stands. */
export interface LineText {
  readonly from: number;
  readonly to: number;
}

/** One block while a document is read. */
export interface BlockNode {
  kind: NodeKind;
  start: number;
  end: number;
  parent: BlockNode | null;
  children: readonly BlockNode[];
  open: boolean;
  readonly depth: number;
  lines: readonly LineText[];
  /** Link definitions that stood in paragraphs of this block, which are none of its children. */
  definitions: readonly Range[];
  /** Heading level, number of columns of a table, kind of raw HTML (1 to 7). */
  level: number;
  /** Columns by which lines must be indented to belong to an item, entry or footnote. */
  padding: number;
  /** What lists must have in common with their items; a fence's character; the label of a footnote. */
  mark: string;
  fenceLength: number;
  /** Columns the opening fence was indented by, taken off the lines in it. */
  fenceOffset: number;
  /** The line that ends a fence, raw HTML or a fenced quote was seen. */
  closed: boolean;
  /** A line below it looked like the head of a table and was none. */
  noTable: boolean;
}

/** Most blocks have no children, or no text: a document may have a hundred thousand of them. */
const NONE: readonly never[] = [];

/** Adds to a list of a block. */
export function append<T>(list: readonly T[], entry: T): readonly T[] {
  if (list.length === 0) return [entry];
  (list as T[]).push(entry);
  return list;
}

/** How much nearer a block of this kind brings those in it to the limit: lines in fenced quotes bear no mark of them. */
function weightOf(kind: NodeKind): number {
  return kind === "fenced-quote" ? 20 : 1;
}

/** A block that stands nowhere yet. */
export function makeNode(kind: NodeKind, start: number, end: number, parent: BlockNode | null): BlockNode {
  return {
    kind,
    start,
    end,
    parent,
    children: NONE,
    open: true,
    depth: (parent?.depth ?? 0) + weightOf(kind),
    lines: NONE,
    definitions: NONE,
    level: 0,
    padding: 0,
    mark: "",
    fenceLength: 0,
    fenceOffset: 0,
    closed: false,
    noTable: false,
  };
}

/** Takes a block out of its parent. It is the last child nearly always. */
export function detach(node: BlockNode): void {
  const { parent } = node;
  if (parent === null) return;
  if (parent.children.at(-1) === node) (parent.children as BlockNode[]).pop();
  else parent.children = parent.children.filter((child) => child !== node);
}

const containers: ReadonlySet<NodeKind> = new Set([
  "document",
  "quote",
  "fenced-quote",
  "footnote",
  "item",
  "term",
  "details",
]);

/** Whether a block of one kind may stand directly in one of another. */
export function mayContain(parent: NodeKind, child: NodeKind): boolean {
  if (parent === "list") return child === "item";
  if (parent === "terms") return child === "term-entry";
  if (parent === "term-entry") return child === "term" || child === "details";
  if (parent === "table") return child === "row";
  return containers.has(parent) && child !== "item";
}

/** Whether lines of text are added to a block of this kind itself. */
export function acceptsLines(kind: NodeKind): boolean {
  return kind === "paragraph" || kind === "heading" || kind === "code" || kind === "fence";
}

/** The content of a block: its lines without what they are indented or quoted with. */
export function contentOf(text: string, { lines }: BlockNode): string {
  return lines.map(({ from, to }) => text.slice(from, to)).join("\n");
}

/** The offset in the document of an offset in the content of a block. */
export function offsetOf({ lines }: BlockNode, at: number): number {
  let rest = at;
  for (const { from, to } of lines) {
    if (rest <= to - from) return from + rest;
    rest -= to - from + 1;
  }
  return lines.at(-1)?.to ?? 0;
}
