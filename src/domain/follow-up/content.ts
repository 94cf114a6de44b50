import { stripCarryNote } from "../action-items/read/carry-note.ts";
import { flattenText } from "../action-items/read/flatten.ts";
import type { Block } from "../markdown/blocks.ts";
import type { Box } from "../markdown/box.ts";
import { paragraphOf as firstParagraph } from "../markdown/notes.ts";
import { splitLines } from "../markdown/source.ts";
import { normaliseText } from "../text/similarity.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import { fenced, literal, paragraphText, wordsOfHtml } from "./block-text.ts";
import { writeOutLinks } from "./links.ts";
import { type LooseActions, looseActions } from "./loose-actions.ts";
import { endsAsQuestion, isPlaceholder, isStruck, leadOf, readMinutesLines } from "./minutes-lines.ts";
import type { PartKind } from "./part-names.ts";
import { type AgendaPart, readParts } from "./parts.ts";
import { joinBlocks, listItem, type PlainBlock } from "./plain-blocks.ts";

/** What an agenda's description says besides its action items. All Markdown at column 0, inert but for what joins it. */
export interface Content {
  /** Blocks of the recap, in order. */
  readonly recap: readonly PlainBlock[];
  readonly decisions: readonly string[];
  readonly questions: readonly string[];
  /** Lines in which links may stand, as written. */
  readonly lines: readonly string[];
  /** What stands below a heading of action items and has no box. */
  readonly actions: LooseActions;
}

/** Lists in lists deeper than this are not followed. */
const MAX_DEPTH = 8;
/** More decisions or questions than this are not read: nobody reads them either. */
const MAX_ENTRIES = 100;
const MAX_TEXT = 4_000;

/** `entry`: what stands under a decision or question. */
type TextKind = PartKind | "entry";

interface Reading {
  readonly source: string;
  readonly project: OwnProject | null;
  /** Texts of the action items, normalised: they stand in the tables. */
  readonly items: ReadonlySet<string>;
  readonly decisions: Map<string, string>;
  readonly questions: Map<string, string>;
  readonly lines: string[];
}

/** A paragraph on one line that begins no block, its links written out. */
function showText({ project }: Reading, text: string): string {
  return makeInlineInert(writeOutLinks(text), { mentions: "quiet", project, maxLength: MAX_TEXT });
}

function isShown(kind: TextKind): boolean {
  return kind === "recap" || kind === "entry";
}

function add(entries: Map<string, string>, markdown: string, text: string): void {
  const key = normaliseText(text.slice(0, MAX_TEXT));
  if (key !== "" && entries.size < MAX_ENTRIES && !entries.has(key)) entries.set(key, markdown);
}

function addDecision(reading: Reading, text: string, below: readonly PlainBlock[]): void {
  if (isPlaceholder(text)) return;
  add(reading.decisions, joinBlocks([{ text: showText(reading, text), isItem: false }, ...below], true), text);
}

function addQuestion(reading: Reading, text: string, below: readonly PlainBlock[]): void {
  if (isPlaceholder(text) || isStruck(text) || reading.items.has(normaliseText(text))) return;
  add(reading.questions, joinBlocks([{ text: showText(reading, text), isItem: false }, ...below], true), text);
}

/** What a paragraph says without its decisions, questions and placeholders, on one line as written. */
function takeText(reading: Reading, raw: string, kind: TextKind): string {
  if (isPlaceholder(raw)) return "";
  const kept: string[] = [];
  for (const minutesLine of readMinutesLines(raw)) {
    const text = flattenText(minutesLine.text);
    if (minutesLine.kind === "decision") addDecision(reading, text, []);
    else if (minutesLine.kind === "question") addQuestion(reading, text, []);
    else if (minutesLine.kind === "text") kept.push(text);
    const mayLink =
      kind === "recap" || kind === "topics" || kind === "decisions" || kind === "reading" || kind === "entry";
    if (mayLink && /https?:|#\d/i.test(text)) reading.lines.push(text);
  }
  return kept.join(" ").trim();
}

function plainBlock(text: string): readonly PlainBlock[] {
  return text === "" ? [] : [{ text, isItem: false }];
}

function takeBlock(reading: Reading, block: Block, kind: TextKind, depth: number): readonly PlainBlock[] {
  const { source } = reading;
  switch (block.kind) {
    case "item":
      return depth < MAX_DEPTH ? takeItem(reading, block, kind, depth) : [];
    case "paragraph":
    case "html": {
      const raw = block.kind === "html" ? wordsOfHtml(source, block) : paragraphText(source, block);
      const text = takeText(reading, raw, kind);
      if (text === "") return [];
      if (kind === "decisions") addDecision(reading, text, []);
      else if (kind === "questions") addQuestion(reading, text, []);
      else return plainBlock(isShown(kind) ? showText(reading, text) : text);
      return [];
    }
    case "group":
    case "footnote":
      return takeAll(reading, block.children, kind, depth);
    case "table":
    case "other":
      if (/^[-*_\s]*$/.test(source.slice(block.start, block.end))) return [];
      return plainBlock(isShown(kind) ? splitLines(literal(source, block)).map(writeOutLinks).join("\n") : "-");
    case "quote":
    case "fence":
    case "heading":
      return plainBlock(isShown(kind) ? literal(source, block) : "-");
    case "code":
      return plainBlock(isShown(kind) ? fenced(literal(source, block)) : "-");
    default:
      return [];
  }
}

function takeAll(reading: Reading, blocks: readonly Block[], kind: TextKind, depth: number): readonly PlainBlock[] {
  return blocks.flatMap((block) => takeBlock(reading, block, kind, depth));
}

/** A task is an action item and stands in the tables, unless it is a question that is none. */
function takeTask(reading: Reading, block: Block, kind: TextKind, box: Box): void {
  const first = firstParagraph(block);
  if (kind !== "questions" || box.state !== "open" || first === undefined) return;
  const written = paragraphText(reading.source, { start: box.range.end, end: first.end });
  const text = flattenText(stripCarryNote(flattenText(written)));
  addQuestion(reading, text, []);
}

function takeItem(reading: Reading, block: Block, kind: TextKind, depth: number): readonly PlainBlock[] {
  const { source } = reading;
  const { box } = block;
  if (box !== null) {
    takeTask(reading, block, kind, box);
    return [];
  }
  const first = firstParagraph(block);
  const rest = block.children.filter((child) => child !== first);
  if (first === undefined) return itemOf(source, block, takeAll(reading, block.children, kind, depth + 1));
  const raw = paragraphText(source, first);
  const [minutesLine, ...more] = readMinutesLines(raw);
  const isEntry = kind === "decisions" || kind === "questions";
  const says = minutesLine?.kind === "decision" ? "decisions" : minutesLine?.kind === "question" ? "questions" : kind;
  if (isEntry || (says !== kind && more.length === 0)) {
    const below = takeAll(reading, rest, "entry", depth + 1);
    const text = isPlaceholder(raw) ? "" : flattenText(minutesLine?.text ?? "");
    const whole = [text, ...more.map((one) => flattenText(one.text))].join(" ").trim();
    if (/https?:|#\d/i.test(raw) && says === "decisions") reading.lines.push(whole);
    (says === "decisions" ? addDecision : addQuestion)(reading, whole, below);
    return [];
  }
  const text = takeText(reading, raw, kind);
  const below = takeAll(reading, rest, kind, depth + 1);
  if ((kind === "topics" || kind === "recap") && below.length === 0 && endsAsQuestion(text)) {
    addQuestion(reading, text, []);
    return [];
  }
  if (text === "") return below;
  return itemOf(source, block, [...plainBlock(isShown(kind) ? showText(reading, text) : text), ...below]);
}

function itemOf(source: string, block: Block, blocks: readonly PlainBlock[]): readonly PlainBlock[] {
  const marker = /^(?:[-+*]|\d{1,9}[.)])/.exec(source.slice(block.start, block.start + 10))?.[0] ?? "-";
  return blocks.length === 0 ? [] : [{ text: listItem(marker, joinBlocks(blocks, true)), isItem: true }];
}

function takePart(reading: Reading, part: AgendaPart): readonly PlainBlock[] {
  let lead: "decisions" | "questions" | null = null;
  const blocks = part.blocks.flatMap((block) => {
    const text = block.kind === "paragraph" ? paragraphText(reading.source, block) : "";
    if (block.kind !== "item" || lead === null) lead = leadOf(text);
    // A paragraph `**Decisions:**` makes what the list below it holds decisions.
    if (lead === null) return takeBlock(reading, block, part.kind, 0);
    if (block.kind === "item") takeBlock(reading, block, lead, 0);
    return [];
  });
  if (part.kind !== "recap" || blocks.length === 0 || part.subheading === null) return blocks;
  return [{ text: `**${showText(reading, part.subheading)}**`, isItem: false }, ...blocks];
}

/**
 * Reads what a follow-up tells of a call out of the description of its agenda: recap, decisions, questions that are still
 * open, lines with links. Comments are never read, hidden ones in the description neither; boxes are left to the tables,
 * and what a template says in place of a text (one emphasis, nothing else) is no content. Time is linear.
 *
 * @param itemTexts texts of the action items, which are no questions as well
 * @param project the one it is written into, or null when unknown
 */
export function readContent(description: string, itemTexts: readonly string[], project: OwnProject | null): Content {
  const reading: Reading = {
    source: description,
    project,
    items: new Set(itemTexts.map(normaliseText)),
    decisions: new Map(),
    questions: new Map(),
    lines: [],
  };
  const parts = readParts(description);
  const recap = parts.flatMap((part) => {
    if (part.kind === "ignored" || part.kind === "actions") return [];
    const blocks = takePart(reading, part);
    return part.kind === "recap" ? blocks : [];
  });
  const { decisions, questions, lines } = reading;
  const actions = looseActions(description, parts);
  return { recap, decisions: [...decisions.values()], questions: [...questions.values()], lines, actions };
}
