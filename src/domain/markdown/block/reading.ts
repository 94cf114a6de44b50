import { readDefinitions } from "./definitions.ts";
import { advance, type Line } from "./line.ts";
import { append, type BlockNode, contentOf, detach, makeNode, mayContain, type NodeKind } from "./node.ts";

/** A document while it is read line by line. */
export interface BlockReading {
  readonly text: string;
  readonly line: Line;
  readonly root: BlockNode;
  /** The innermost block that the line before ended in. */
  current: BlockNode;
  /** Address and title of link definitions by their labels. */
  readonly labels: Map<string, string>;
  /** A footnote was defined somewhere. */
  hasFootnotes: boolean;
}

/** Opens a block in `parent` or, where that may not hold it, in the innermost block around that may. */
export function openNode(reading: BlockReading, parent: BlockNode, kind: NodeKind, start: number): BlockNode {
  let holder = parent;
  while (!mayContain(holder.kind, kind)) holder = close(reading, holder);
  const node = makeNode(kind, start, reading.line.end, holder);
  holder.children = append(holder.children, node);
  return node;
}

/** Closes a block and returns the one around it. */
export function close(reading: BlockReading, node: BlockNode): BlockNode {
  node.open = false;
  const parent = node.parent as BlockNode;
  if (node.kind === "paragraph" && !takeDefinitions(reading, node)) detach(node);
  return parent;
}

/**
 * Takes the link definitions off the start of a paragraph. False when nothing else stands in it: then it is none.
 */
export function takeDefinitions({ text, labels }: BlockReading, node: BlockNode): boolean {
  const first = node.lines[0];
  if (first === undefined || text[first.from] !== "[") return first !== undefined;
  const content = `${contentOf(text, node)}\n`;
  const length = readDefinitions(content, labels);
  if (length === 0) return true;
  const whole = [...node.lines];
  dropStart(node, length);
  const start = node.start;
  node.start = node.lines[0]?.from ?? node.end;
  const last = whole[whole.length - node.lines.length - 1] ?? whole.at(-1);
  const { parent } = node;
  if (parent !== null) parent.definitions = append(parent.definitions, { start, end: last?.to ?? node.end });
  return /^[ \t]*[^ \t\n]/.test(content.slice(length));
}

function dropStart(node: BlockNode, length: number): void {
  let left = length;
  let dropped = 0;
  for (const { from, to } of node.lines) {
    if (left < to - from + 1) break;
    left -= to - from + 1;
    dropped++;
  }
  const [first, ...rest] = node.lines.slice(dropped);
  node.lines = first === undefined ? [] : [{ from: first.from + left, to: first.to }, ...rest];
}

/** Adds what is left of the line to the content of a block. */
export function addLine({ line }: BlockReading, node: BlockNode): void {
  const from = line.offset + (line.partialTab ? 1 : 0);
  node.lines = append(node.lines, { from: Math.min(from, line.end), to: line.end });
  node.end = line.end;
}

/** Reads on to the first character that is no blank. */
export function toNonspace(line: Line): void {
  advance(line, line.firstNonspace - line.offset);
}
