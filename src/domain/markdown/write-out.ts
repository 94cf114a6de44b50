import { cutGraphemes } from "../text/cut.ts";
import { bareAddress } from "./bare-address.ts";
import { addressEnd } from "./block/definitions.ts";
import { type BlockNode, contentOf, offsetOf } from "./block/node.ts";
import { type BlockTree, readTree } from "./block/read-tree.ts";
import { readCells } from "./block/table.ts";
import { readFootnotes } from "./boxes.ts";
import { textOfFootnote } from "./footnote-text.ts";
import { preambleLength } from "./front-matter.ts";
import { readInlines } from "./inline/inline.ts";
import type { Reference } from "./inline/inline-nodes.ts";
import { prepare } from "./source.ts";
import { applySplices } from "./splice.ts";
import type { Splice } from "./types.ts";

/** Longer addresses stay where they are defined. */
const MAX_TARGET = 2_000;
const MAX_FOOTNOTE = 2_000;
/** A definition may be used as often as there are words: what is written out adds so many characters at most. */
const MAX_ADDED = 500_000;

interface Definitions {
  readonly text: string;
  /** Names of footnotes with lists that are written out. */
  readonly told: Set<string>;
  readonly labels: BlockTree["labels"];
  readonly footnotes: ReadonlyMap<string, BlockNode>;
  /** Footnotes that were written on one line already: a note may be referred to a thousand times. */
  readonly lines: Map<BlockNode, string>;
}

/** Text that stands for itself: a paragraph, a heading or a cell, with where it begins in the content of its block. */
interface Run {
  readonly content: string;
  readonly from: number;
}

function runsOf(text: string, node: BlockNode): readonly Run[] {
  if (node.kind !== "paragraph" && node.kind !== "heading" && node.kind !== "row") return [];
  const content = contentOf(text, node);
  if (!content.includes("]")) return [];
  if (node.kind !== "row") return [{ content, from: 0 }];
  const cells = (readCells(content) ?? []).slice(0, node.parent?.level ?? 0);
  return cells.map(({ from, to }) => ({ content: content.slice(from, to), from }));
}

/** A footnote on one line, with its links written out. */
function footnoteOnLine(node: BlockNode, definitions: Definitions): string {
  const known = definitions.lines.get(node);
  if (known !== undefined) return known;
  const inline = (content: string): string => {
    const splices = readInlines(content, definitions.labels).references.map(({ kind, label, start, end }) => {
      return { start, end, text: kind === "link" ? (linkTail(label, definitions) ?? content.slice(start, end)) : "" };
    });
    return applySplices(content, splices);
  };
  const line = cutGraphemes(textOfFootnote(definitions.text, node, inline, MAX_FOOTNOTE), MAX_FOOTNOTE);
  definitions.lines.set(node, line);
  return line;
}

/** What makes a link of the text before it, `(address "title")`; null where it is too long. */
function linkTail(label: string, { labels }: Definitions): string | null {
  const target = labels.get(label);
  if (target === undefined || target.length > MAX_TARGET) return null;
  const end = addressEnd(target, 0) ?? target.length;
  const title = target.slice(end).replace(/\s+/g, " ");
  const address = bareAddress(target.slice(0, end));
  return `(${address === "" && title !== "" ? "<>" : address}${title})`;
}

/** What stands in place of a reference, or null where it stays. */
function writtenOut({ kind, label, start }: Reference, run: Run, definitions: Definitions): string | null {
  if (kind === "link") return linkTail(label, definitions);
  const footnote = definitions.footnotes.get(label);
  const line = footnote === undefined ? "" : footnoteOnLine(footnote, definitions);
  if (footnote === undefined || line === "") return null;
  if (footnote.children.some(({ kind }) => kind === "list")) definitions.told.add(footnote.mark);
  const text = `(${line})`;
  return start === 0 || /\s/.test(run.content[start - 1] as string) ? text : ` ${text}`;
}

function splicesIn(node: BlockNode, definitions: Definitions): readonly Splice[] {
  return runsOf(definitions.text, node).flatMap((run) =>
    readInlines(run.content, definitions.labels).references.flatMap((reference): readonly Splice[] => {
      const written = writtenOut(reference, run, definitions);
      if (written === null) return [];
      const text = node.kind === "row" ? written.replace(/(?<!\\)\|/g, "\\|") : written;
      const start = offsetOf(node, run.from + reference.start);
      return [{ start, end: Math.max(start, offsetOf(node, run.from + reference.end)), text }];
    }),
  );
}

function allSplices(root: BlockNode, definitions: Definitions): readonly Splice[] {
  const splices: Splice[] = [];
  const pending = [root];
  let left = MAX_ADDED;
  for (let node = pending.pop(); node !== undefined && left > 0; node = pending.pop()) {
    for (const splice of splicesIn(node, definitions)) {
      left -= splice.text.length;
      if (left > 0) splices.push(splice);
    }
    for (const child of node.children) pending.push(child);
  }
  return splices;
}

/**
 * A document that needs no definitions: links and images by reference with their address behind their text, footnotes
 * in brackets on one line where they are referred to. Definitions stay where they are, so that blocks and boxes
 * are the same; parts of it can be taken elsewhere.
 */
export function writeOutReferences(source: string): string {
  if (!source.includes("]:")) return source;
  const prepared = prepare(source, preambleLength(source));
  const tree = readTree(prepared.text, prepared.start);
  if (tree.labels.size === 0 && !tree.hasFootnotes) return source;
  const { byName } = readFootnotes(prepared.text, tree);
  const definitions = {
    text: prepared.text,
    labels: tree.labels,
    footnotes: byName,
    told: new Set<string>(),
    lines: new Map<BlockNode, string>(),
  };
  const splices = allSplices(tree.root, definitions);
  const written = applySplices(
    source,
    splices.map(({ start, end, text }) => ({ ...prepared.rangeOf(start, end), text })),
  );
  // A footnote that nothing refers to is not shown, nor the boxes in it.
  return [written, ...[...definitions.told].map((name) => `[^${name}]`)].join("\n\n");
}
