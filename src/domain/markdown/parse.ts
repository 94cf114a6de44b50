import { type Block, parseBlocks } from "./blocks.ts";
import { findComments, findInlineComments } from "./comments.ts";
import { Findings } from "./findings.ts";
import { preambleLength } from "./front-matter.ts";
import { labelAfter, labelInTable } from "./labels.ts";
import { paragraphOf, renderNotes } from "./notes.ts";
import { readSections } from "./sections.ts";
import { lastVisible, splitLines } from "./source.ts";
import { boxesOfTable } from "./table-items.ts";
import type { LabelLine, MarkdownDocument, Range, Section, TaskItem } from "./types.ts";
import { withWordsBelow } from "./words-below.ts";

interface DraftItem extends TaskItem {
  text: string;
  notes: string;
  readonly children: number[];
  readonly comments: Range[];
}

/** Where a block stands. */
interface BlockPlace {
  readonly section: Section;
  readonly parent: number | null;
  readonly groups: readonly string[];
  readonly label: LabelLine | null;
  /** How many list items and quotes stand around it. */
  readonly depth: number;
  readonly quoted: boolean;
}

interface Reading {
  readonly source: string;
  readonly items: DraftItem[];
  readonly tasks: Set<Block>;
  readonly mixed: Set<Block>;
  readonly groups: Set<Block>;
  /** What is still to be done, last first: no call goes as deep as the document. */
  readonly steps: Step[];
}

/** A block to enter, or an item to leave when all that is in it has been read. */
interface Step {
  readonly block: Block;
  readonly place: BlockPlace;
  readonly leaving: { readonly task: DraftItem | null } | null;
}

/**
 * Reads a GitLab Flavored Markdown document: its task items and sections by source position, in UTF-16 offsets into
 * `source` as given. Never throws; time is linear in the length. A task item is what GitLab's own parser makes one: a list
 * item that begins with a box, nested or quoted, and a table cell that holds nothing else.
 */
export function parseMarkdown(source: string): MarkdownDocument {
  const root = parseBlocks(source, preambleLength(source));
  const sections = readSections(source, root);
  const sets = { tasks: new Set<Block>(), mixed: new Set<Block>(), groups: new Set<Block>() };
  const reading: Reading = { source, items: [], steps: [], ...sets };
  let at = 0;
  let label: LabelLine | null = null;
  for (const block of root.children) {
    while (block.start >= (sections[at + 1]?.range.start ?? Number.POSITIVE_INFINITY)) at++;
    const place = { section: sections[at] as Section, parent: null, groups: [], label, depth: 0, quoted: false };
    reading.steps.push({ block, place, leaving: null });
    label = labelAfter(source, block, { depth: 0, box: null, before: label });
    for (let step = reading.steps.pop(); step !== undefined; step = reading.steps.pop()) {
      if (step.leaving === null) enter(reading, step);
      else if (!step.place.quoted) leave(reading, step.block, step.leaving.task);
    }
  }
  return { source, items: reading.items, sections, findings: new Findings() };
}

function enter(reading: Reading, { block, place }: Step): void {
  if (block.kind === "item" || block.kind === "group" || block.kind === "footnote") enterItem(reading, block, place);
  else if (block.kind === "table") enterTable(reading, block, place);
  else if (block.kind === "quote") enterAll(reading, block, { ...place, parent: null, groups: [], quoted: true });
  else if (place.parent !== null) {
    const owner = reading.items[place.parent] as DraftItem;
    for (const comment of commentsIn(reading.source, block)) owner.comments.push(comment);
  }
}

function enterItem(reading: Reading, block: Block, place: BlockPlace): void {
  const task = readTask(reading, block, place);
  reading.steps.push({ block, place, leaving: { task } });
  if (task === null) {
    enterAll(reading, block, { ...place, groups: withGroup(reading.source, block, place) });
    return;
  }
  reading.items.push(task);
  if (place.parent !== null) reading.items[place.parent]?.children.push(task.index);
  enterAll(reading, block, { ...place, parent: task.index, groups: [] });
}

/** The blocks in a list item or quote; each sees the labels before it. */
function enterAll(reading: Reading, { children, box: own }: Block, around: BlockPlace): void {
  const depth = around.depth + 1;
  const box = own?.range ?? null;
  let { label } = around;
  const steps = children.map((block): Step => {
    const place = { ...around, depth, label };
    label = labelAfter(reading.source, block, { depth, box, before: label });
    return { block, place, leaving: null };
  });
  for (let at = steps.length - 1; at >= 0; at--) reading.steps.push(steps[at] as Step);
}

/** Quoted items are not left: quotes nested in quotes would repeat their text, level by level, in the notes. */
function leave(reading: Reading, block: Block, task: DraftItem | null): void {
  const { tasks, mixed, groups } = reading;
  if (task !== null) {
    tasks.add(block);
    Object.assign(task, withWordsBelow(task.text, renderNotes(reading.source, block, reading)));
  } else if (block.children.some((child) => tasks.has(child) || mixed.has(child))) {
    mixed.add(block);
    const text = paragraphOf(block);
    const rest = block.children.filter((child) => child !== text);
    if (rest.every((child) => tasks.has(child) || groups.has(child))) groups.add(block);
  }
}

function withGroup(source: string, block: Block, { groups, quoted }: BlockPlace): readonly string[] {
  const first = paragraphOf(block);
  return first === undefined ? groups : [...groups, textOf(source, first, quoted)];
}

/** What a table in a task item says is part of its notes, its boxes too: they have no parent. */
function enterTable({ source, items }: Reading, table: Block, place: BlockPlace): void {
  const label = labelInTable(source, table, place.depth, place.label);
  for (const { box, row, textRange, text } of boxesOfTable(source, table)) {
    items.push({
      index: items.length,
      state: box.state,
      box: box.range,
      range: row,
      textRange,
      text,
      notes: "",
      parent: null,
      children: [],
      groups: place.groups,
      headings: place.section.path,
      label,
      quoted: place.quoted,
      cell: true,
      ordered: false,
      comments: [],
    });
  }
}

function readTask({ source, items }: Reading, block: Block, place: BlockPlace): DraftItem | null {
  const { box } = block;
  const paragraph = paragraphOf(block);
  if (box === null || paragraph === undefined) return null;
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
    label: place.label,
    quoted: place.quoted,
    cell: false,
    ordered: /\d/.test(source[block.start] as string),
    comments: [],
  };
}

/** Where the text after a box is; on the next line when the box stands alone on its own. */
function textAfter(source: string, start: number, end: number, quoted: boolean): Range {
  const blanks = quoted ? /[ \t\v\f\r]*(?:\n[ \t>]*)?/y : /[ \t\v\f\r\n]*/y;
  blanks.lastIndex = start;
  const from = start + (blanks.exec(source)?.[0].length ?? 0);
  return from >= end ? { start, end: start } : { start: from, end: lastVisible(source, from, end) };
}

/** Text of a paragraph without what its continuation lines are indented or quoted with. */
function textOf(source: string, { start, end }: Range, quoted: boolean): string {
  const [first = "", ...others] = splitLines(source.slice(start, end));
  const indentation = quoted ? /^[ \t>]*/ : /^[ \t]*/;
  return [first, ...others.map((line) => line.replace(indentation, ""))].join("\n").replaceAll("\r", "");
}

function commentsIn(source: string, block: Block): readonly Range[] {
  if (block.kind === "paragraph") return findInlineComments(source, block.start, block.end);
  return block.kind === "comment" || block.kind === "html" ? findComments(source, block.start, block.end) : [];
}
