import { type Block, parseBlocks } from "./blocks.ts";
import { readBox } from "./box.ts";
import { findComments, findInlineComments } from "./comments.ts";
import { preambleLength } from "./front-matter.ts";
import { renderNotes } from "./notes.ts";
import { readSections } from "./sections.ts";
import { lastVisible, splitLines } from "./source.ts";
import type { MarkdownDocument, Range, Section, TaskItem } from "./types.ts";

interface DraftItem extends TaskItem {
  notes: string;
  readonly children: number[];
  readonly comments: Range[];
}

/** Where a block stands. */
interface Place {
  readonly section: Section;
  readonly parent: number | null;
  readonly groups: readonly string[];
  readonly quoted: boolean;
}

interface Reading {
  readonly source: string;
  readonly items: DraftItem[];
  readonly tasks: Set<Block>;
  readonly mixed: Set<Block>;
}

/**
 * Reads a GitLab Flavored Markdown document: its task items and sections by source position, in UTF-16 offsets into
 * `source` as given. Never throws; time is linear in the length. Rule: GitLab docs, "Task lists" (any list marker,
 * nested, in quotes; not in code, comments, raw HTML and tables).
 */
export function parseMarkdown(source: string): MarkdownDocument {
  const root = parseBlocks(source, preambleLength(source));
  const sections = readSections(source, root);
  const reading: Reading = { source, items: [], tasks: new Set(), mixed: new Set() };
  let at = 0;
  for (const block of root.children) {
    while (block.start >= (sections[at + 1]?.range.start ?? Number.POSITIVE_INFINITY)) at++;
    visit(reading, block, { section: sections[at] as Section, parent: null, groups: [], quoted: false });
  }
  return { source, items: reading.items, sections };
}

/** Reads the items in a block; true when one of them is a task outside quotes. The parser limits how deep it calls itself. */
function visit(reading: Reading, block: Block, place: Place): boolean {
  if (block.kind === "item") return visitItem(reading, block, place);
  if (block.kind === "quote") {
    for (const child of block.children) visit(reading, child, { ...place, parent: null, groups: [], quoted: true });
    return false;
  }
  if (place.parent === null) return false;
  const owner = reading.items[place.parent] as DraftItem;
  for (const comment of commentsIn(reading.source, block)) owner.comments.push(comment);
  return false;
}

function visitItem(reading: Reading, block: Block, place: Place): boolean {
  const item = readTask(reading, block, place);
  if (item === null) {
    const groups = withGroup(reading.source, block, place);
    const flags = block.children.map((child) => visit(reading, child, { ...place, groups }));
    if (flags.includes(true)) reading.mixed.add(block);
    return flags.includes(true);
  }
  reading.items.push(item);
  if (place.parent !== null) reading.items[place.parent]?.children.push(item.index);
  for (const child of block.children) visit(reading, child, { ...place, parent: item.index, groups: [] });
  if (place.quoted) return false;
  reading.tasks.add(block);
  // Quoted items have none: quotes nested in quotes would repeat their text level by level.
  item.notes = renderNotes(reading.source, block, reading);
  return true;
}

function withGroup(source: string, block: Block, { groups, quoted }: Place): readonly string[] {
  const first = block.children[0];
  if (first?.kind !== "paragraph") return groups;
  return [...groups, textOf(source, first, quoted)];
}

function readTask({ source, items }: Reading, block: Block, place: Place): DraftItem | null {
  const box = readBox(source, block);
  if (box === null) return null;
  const paragraph = block.children[0] as Block;
  const textRange = textAfter(source, box.range.end, paragraph.end, place.quoted);
  return {
    index: items.length,
    state: box.state,
    box: box.range,
    range: { start: block.start, end: block.end },
    textRange,
    text: textOf(source, textRange, place.quoted),
    notes: "",
    parent: place.parent,
    children: [],
    groups: place.groups,
    headings: place.section.path,
    quoted: place.quoted,
    ordered: /\d/.test(source[block.start] as string),
    comments: [],
  };
}

/** Where the text after a box is; on the next line when the box stands alone on its own. */
function textAfter(source: string, start: number, end: number, quoted: boolean): Range {
  const blanks = quoted ? /[ \t\v\f]*(?:[\r\n]+[ \t>]*)?/y : /[ \t\v\f\r\n]*/y;
  blanks.lastIndex = start;
  const from = start + (blanks.exec(source)?.[0].length ?? 0);
  return from >= end ? { start, end: start } : { start: from, end: lastVisible(source, from, end) };
}

/** Text of a paragraph without what its continuation lines are indented or quoted with. */
function textOf(source: string, { start, end }: Range, quoted: boolean): string {
  const [first = "", ...others] = splitLines(source.slice(start, end));
  const indentation = quoted ? /^[ \t>]*/ : /^[ \t]*/;
  return [first, ...others.map((line) => line.replace(indentation, ""))].join("\n");
}

function commentsIn(source: string, block: Block): readonly Range[] {
  if (block.kind === "paragraph") return findInlineComments(source, block.start, block.end);
  return block.kind === "comment" || block.kind === "html" ? findComments(source, block.start, block.end) : [];
}
