import { normaliseLabel } from "./block/definitions.ts";
import { type BlockNode, contentOf, offsetOf } from "./block/node.ts";
import type { BlockTree } from "./block/read-tree.ts";
import { readCells } from "./block/table.ts";
import { type Box, readState } from "./box.ts";
import { readInlines } from "./inline/inline.ts";
import type { Labels } from "./inline/inline-nodes.ts";

/** What may begin with a box: `[`, also written as an entity. */
const mayBegin = /[ \t\v\f]*(?:\[|&(?:lsqb|lbrack|#0{0,5}91|#[xX]0{0,4}5[bB]);)/y;
/** A box that nothing behind it can make part of a link, code or emphasis, however the text goes on. */
const plainBox = /[ \t\v\f]*\[([^\n\]&\\~[])\](?=[ \t\v\f\n]|$)/uy;
const box = /^[ \t\v\f\r\n]*\[([^\r\n\]]+)\](?:[ \t\v\f\r\n]|$)/;

/** A box and the blanks before it take fewer characters than this; more are not looked at. */
const maxBox = 100;

/** Where a box stands in a text, and what it shows. */
interface Found {
  readonly start: number;
  readonly end: number;
  readonly symbol: string;
}

/** What is defined in a document: labels of links and names of footnotes, normalised. */
export interface Names {
  readonly labels: Labels;
  readonly footnotes: Labels;
}

/** Finds the box that the text of a paragraph begins with, as comrak does: at the start of its first text. */
function findBox(content: string, names: Names): Found | null {
  mayBegin.lastIndex = 0;
  if (!mayBegin.test(content)) return null;
  plainBox.lastIndex = 0;
  const plain = plainBox.exec(content);
  if (plain !== null) {
    const symbol = plain[1] as string;
    const start = plain[0].indexOf("[");
    return names.labels.has(normaliseLabel(symbol)) ? null : { start, end: plain[0].length, symbol };
  }
  // No symbol is longer than an entity.
  if (!/^[^\n]{0,80}(?:\]|&)/.test(content)) return null;
  const { text, starts, ends } = firstText(content, names);
  const found = box.exec(text);
  if (found === null) return null;
  const symbol = found[1] as string;
  const open = text.indexOf("[");
  return { start: starts[open] as number, end: ends[open + symbol.length + 1] as number, symbol };
}

/** The text that a paragraph begins with up to what is none, and where each of its characters stands. */
function firstText(
  content: string,
  { labels, footnotes }: Names,
): { readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] } {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const node of readInlines(content, labels).nodes) {
    const isNoFootnote = node.footnote !== null && !footnotes.has(normaliseLabel(node.footnote));
    const shown = isNoFootnote ? content.slice(node.start, node.end) : node.text;
    if (shown === null || text.length > maxBox) break;
    const isWritten = content.startsWith(shown, node.start);
    for (let at = 0; at < shown.length; at++) {
      starts.push(isWritten ? node.start + at : node.start);
      ends.push(isWritten ? node.start + at + 1 : node.end);
    }
    text += shown;
    if (node.opens) break;
  }
  return { text, starts, ends };
}

function readAt(node: BlockNode, found: Found | null): Box | null {
  const state = found === null ? null : readState(found.symbol);
  if (found === null || state === null) return null;
  return { range: { start: offsetOf(node, found.start), end: offsetOf(node, found.end) }, state };
}

/** The box of a list item: its first block is a paragraph that begins with one. */
export function boxOfItem(text: string, item: BlockNode, names: Names): Box | null {
  const first = item.children[0];
  if (item.kind !== "item" || first?.kind !== "paragraph") return null;
  return readAt(first, findBox(contentOf(text, first), names));
}

/** A cell of a table: its text without the blanks around it, and the box where it holds nothing else. */
export interface Cell {
  readonly start: number;
  readonly end: number;
  readonly box: Box | null;
}

/** The cells of a row, as many as the table has columns. */
export function cellsOfRow(text: string, row: BlockNode, names: Names): readonly Cell[] {
  const line = row.lines[0];
  if (line === undefined) return [];
  const cells = readCells(text.slice(line.from, line.to)) ?? [];
  return cells.slice(0, row.parent?.level ?? 0).map(({ from, to }) => {
    const start = line.from + from;
    const end = line.from + to;
    return { start, end, box: boxAlone(text.slice(start, end), start, names) };
  });
}

/** A box that is all that a cell holds. */
function boxAlone(content: string, offset: number, names: Names): Box | null {
  const found = content.length > 80 ? null : findBox(content, names);
  const state = found === null ? null : readState(found.symbol);
  if (found === null || state === null || !/^[\v\f]?$/.test(content.slice(found.end))) return null;
  return { range: { start: offset + found.start, end: offset + found.end }, state };
}

/**
 * The footnotes of a document and those of them that GitLab does not show, with all that is in them, since nothing
 * refers to them. Of two of one name the last one counts.
 */
export function readFootnotes(
  text: string,
  { root, labels, hasFootnotes }: BlockTree,
): { readonly byName: ReadonlyMap<string, BlockNode>; readonly hidden: ReadonlySet<BlockNode> } {
  const byName = new Map<string, BlockNode>();
  if (!hasFootnotes) return { byName, hidden: new Set() };
  const referred = new Set<string>();
  const pending: { readonly node: BlockNode; readonly inFootnote: boolean }[] = [{ node: root, inFootnote: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, inFootnote } = next;
    if (node.kind === "footnote" && !inFootnote) byName.set(normaliseLabel(node.mark), node);
    for (const name of referencesIn(text, node, labels)) referred.add(normaliseLabel(name));
    const within = inFootnote || node.kind === "footnote";
    for (let at = node.children.length - 1; at >= 0; at--) {
      pending.push({ node: node.children[at] as BlockNode, inFootnote: within });
    }
  }
  const hidden = [...byName].filter(([name]) => !referred.has(name)).map(([, node]) => node);
  return { byName, hidden: new Set(hidden) };
}

function referencesIn(text: string, node: BlockNode, labels: Labels): readonly string[] {
  if (node.kind !== "paragraph" && node.kind !== "heading" && node.kind !== "row") return [];
  const content = contentOf(text, node);
  if (!content.includes("[^")) return [];
  if (node.kind !== "row") return readInlines(content, labels).footnotes;
  const cells = (readCells(content) ?? []).slice(0, node.parent?.level ?? 0);
  return cells.flatMap(({ from, to }) => readInlines(content.slice(from, to), labels).footnotes);
}
