import { stripCarryNote } from "../action-items/read/carry-note.ts";
import type { Block } from "../markdown/blocks.ts";
import type { Box } from "../markdown/box.ts";
import { paragraphOf as firstParagraph } from "../markdown/notes.ts";
import { splitLines } from "../markdown/source.ts";
import { flattenText } from "../text/flatten.ts";
import { isAnswer } from "./answers.ts";
import { fenced, literal, paragraphText, wordsOfHtml } from "./block-text.ts";
import { decisionSentences } from "./decision-sentences.ts";
import { labelIn, labelOf } from "./labels.ts";
import { writeOutLinks } from "./links.ts";
import { isActionTable } from "./loose-actions.ts";
import { endsAsQuestion, isPlaceholder, type MinutesLine, readMinutesLines } from "./minutes-lines.ts";
import { joinBlocks, listItem, type PlainBlock } from "./plain-blocks.ts";
import { type Asked, askedBy, saidInAnswer } from "./questions.ts";
import {
  type AgendaReading,
  addDecision,
  addQuestion,
  inertText,
  isShown,
  isUntouched,
  type TextKind,
} from "./reading.ts";
import { tableEntries } from "./table-entries.ts";

/** Lists in lists deeper than this are not followed. */
const MAX_DEPTH = 8;

/** The lines behind a question that answer it. */
function answersBehind(reading: AgendaReading, lines: readonly MinutesLine[], at: number): readonly PlainBlock[] {
  const end = lines.findIndex((line, index) => index > at && line.kind !== "answer");
  const answers = lines.slice(at + 1, end < 0 ? undefined : end).filter(({ kind }) => kind === "answer");
  return answers.map(({ text }) => plainItem(reading, flattenText(text)));
}

/** What a paragraph says without its decisions, questions and placeholders, on one line as written. */
function takeText(reading: AgendaReading, raw: string, kind: TextKind): string {
  if (isPlaceholder(raw)) return "";
  const kept: string[] = [];
  const lines = readMinutesLines(raw);
  for (const [at, minutesLine] of lines.entries()) {
    const text = flattenText(minutesLine.text);
    if (minutesLine.kind === "decision") addDecision(reading, text, []);
    else if (minutesLine.kind === "question") addQuestion(reading, text, answersBehind(reading, lines, at));
    else if (minutesLine.kind === "text" && !isUntouched(reading, text)) {
      kept.push(text);
      // In a recap a sentence stays where it is told.
      if (kind === "other" || kind === "topics")
        for (const sentence of decisionSentences(text)) addDecision(reading, sentence, []);
    }
    const mayLink =
      kind === "recap" || kind === "topics" || kind === "decisions" || kind === "reading" || kind === "entry";
    if (!isUntouched(reading, text) && mayLink && /https?:|#\d/i.test(text)) reading.lines.push(text);
  }
  return kept.join(" ").trim();
}

function plainBlock(text: string): readonly PlainBlock[] {
  return text === "" ? [] : [{ text, isItem: false }];
}

function takeLiteral({ source }: AgendaReading, block: Block, kind: TextKind): readonly PlainBlock[] {
  if (/^[-*_\s]*$/.test(source.slice(block.start, block.end))) return [];
  return plainBlock(isShown(kind) ? splitLines(literal(source, block)).map(writeOutLinks).join("\n") : "-");
}

/** A table all of whose rows are decisions, questions or actions is shown as those. */
function takeTable(reading: AgendaReading, block: Block, kind: TextKind): readonly PlainBlock[] {
  const { source, callDate } = reading;
  const entries = kind === "entry" ? [] : tableEntries(source, block, kind, callDate);
  for (const entry of entries) {
    if (entry.kind === "decisions") addDecision(reading, entry.text, []);
    else addQuestion(reading, entry.text, entry.answer === "" ? [] : [plainItem(reading, entry.answer)]);
  }
  const isTold = entries.length > 0 && entries.length >= block.rows.length - 1;
  return isTold || isActionTable(source, block) ? [] : takeLiteral(reading, block, kind);
}

function takeBlock(reading: AgendaReading, block: Block, kind: TextKind, depth: number): readonly PlainBlock[] {
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
      else return plainBlock(isShown(kind) ? inertText(reading, text) : text);
      return [];
    }
    case "group":
    case "footnote":
      return takeAll(reading, block.children, kind, depth);
    case "table":
      return takeTable(reading, block, kind);
    case "other":
      return takeLiteral(reading, block, kind);
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

export function takeAll(
  reading: AgendaReading,
  blocks: readonly Block[],
  kind: TextKind,
  depth: number,
): readonly PlainBlock[] {
  const shown: PlainBlock[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at] as Block;
    const asked = depth < MAX_DEPTH ? askedBy(reading, block, kind) : null;
    if (asked === null) {
      for (const one of takeBlock(reading, block, kind, depth)) shown.push(one);
    } else at = takeAsked(reading, asked, blocks, at, kind, depth);
  }
  return shown;
}

function plainItem(reading: AgendaReading, text: string): PlainBlock {
  return { text: listItem("-", inertText(reading, text)), isItem: true };
}

/** Takes a question with what answers it: in its line, below it, and in the blocks behind it; returns the last one's place. */
function takeAsked(
  reading: AgendaReading,
  asked: Asked,
  blocks: readonly Block[],
  at: number,
  kind: TextKind,
  depth: number,
): number {
  const answers: PlainBlock[] = asked.answer.map((text) => plainItem(reading, text));
  const before = reading.lines.length;
  for (const one of takeAll(reading, asked.below, "entry", depth + 1)) answers.push(one);
  let last = at;
  for (let next = blocks[last + 1]; next !== undefined; next = blocks[last + 1]) {
    const said = saidInAnswer(reading, next);
    const runsOn = asked.isParagraph && asked.answer.length === 0 && (kind === "questions" || last === at);
    if (said === null && !(runsOn && mayAnswer(reading, next, kind))) break;
    if (said !== null) answers.push(plainItem(reading, said));
    const below = said === null ? [next] : next.children.slice(next.kind === "item" ? 1 : 0);
    for (const one of takeAll(reading, below, "entry", depth + 1)) answers.push(one);
    last += 1;
  }
  addQuestion(reading, asked.text, answers);
  // The answer itself shows where its links lead.
  if (answers.some(({ text }) => isAnswer(text))) reading.lines.length = before;
  return last;
}

/** Whether a block that does not say so may answer the question before it. */
function mayAnswer(reading: AgendaReading, block: Block, kind: TextKind): boolean {
  if (block.kind === "comment" || block.kind === "heading" || block.kind === "other" || block.box !== null)
    return false;
  if (askedBy(reading, block, kind) !== null || labelIn(reading.source, block, undefined, reading.callDate) !== null)
    return false;
  return block.kind !== "paragraph" || !isPlaceholder(paragraphText(reading.source, block));
}

/** A task is an action item and stands in the tables, unless it is a question that is none; what answers it is told. */
function takeTask(reading: AgendaReading, block: Block, kind: TextKind, box: Box): void {
  const first = firstParagraph(block);
  if (first === undefined || kind === "entry") return;
  const written = paragraphText(reading.source, { start: box.range.end, end: first.end });
  const text = flattenText(stripCarryNote(flattenText(written)));
  const asked = kind === "questions" || endsAsQuestion(text);
  const below = asked
    ? takeAll(
        reading,
        block.children.filter((child) => child !== first),
        "entry",
        1,
      )
    : [];
  const isAnswered = below.some((one) => isAnswer(one.text));
  if (isAnswered ? asked : kind === "questions" && box.state === "open")
    addQuestion(reading, text, isAnswered ? below : []);
}

function takeItem(reading: AgendaReading, block: Block, kind: TextKind, depth: number): readonly PlainBlock[] {
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
  const label = rest.length > 0 && depth < MAX_DEPTH - 1 ? labelOf(raw, true, reading.callDate) : null;
  if (label?.kind === "ignored" && kind !== "entry") return [];
  if ((label?.kind === "decisions" || label?.kind === "questions") && kind !== "entry") {
    takeAll(reading, rest, label.kind, depth + 1);
    return [];
  }
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
  if (text === "") return below;
  return itemOf(source, block, [...plainBlock(isShown(kind) ? inertText(reading, text) : text), ...below]);
}

function itemOf(source: string, block: Block, blocks: readonly PlainBlock[]): readonly PlainBlock[] {
  const marker = /^(?:[-+*]|\d{1,9}[.)])/.exec(source.slice(block.start, block.start + 10))?.[0] ?? "-";
  return blocks.length === 0 ? [] : [{ text: listItem(marker, joinBlocks(blocks, true)), isItem: true }];
}
