import type { Guard } from "../guard/types.ts";
import type { Block } from "../markdown/blocks.ts";
import { paragraphOf } from "../markdown/notes.ts";
import { lineStartAt, nextLineStart } from "../markdown/source.ts";
import { applySplices } from "../markdown/splice.ts";
import type { Heading, Range } from "../markdown/types.ts";
import { literal, paragraphText } from "../minutes/block-text.ts";
import { readContent } from "../minutes/content.ts";
import { labelOf } from "../minutes/labels.ts";
import { looseActions } from "../minutes/loose-actions.ts";
import type { PartKind } from "../minutes/part-names.ts";
import { type AgendaPart, readHeadedParts, readParts } from "../minutes/parts.ts";
import { answersTheOneBefore, blocksBelow, isAnsweredWith } from "./passage-reach.ts";

/** What of an agenda's description goes into no follow-up, since a customer should not read it. */
export interface MarkedPassages {
  /** The description without them. */
  readonly kept: string;
  /** How many there are of those that a follow-up would have told. */
  readonly passages: number;
  /** Action items without a box among them. */
  readonly looseActions: number;
  /** What marks them, as it stands in the list. */
  readonly words: readonly string[];
}

interface Passage extends Range {
  readonly kind: PartKind;
  /** As it stands, at column 0. */
  readonly text: string;
  readonly words: readonly string[];
  /** The heading that marks it and what else stands below it, or null. */
  readonly heading: Heading | null;
}

/** Under which heading a passage is looked at alone. */
const HEADINGS: Readonly<Record<PartKind, string>> = {
  recap: "Recap",
  decisions: "Decisions",
  questions: "Questions",
  topics: "Topics",
  reading: "Links",
  actions: "Action items",
  other: "Other",
  ignored: "Attendees",
};

/** Code and quotes as text: what looks like a comment in code is shown. */
function withoutMarkup(text: string): string {
  return text.replaceAll("<!--", "< !--");
}

function passageOf(source: string, block: Block, kind: PartKind, words: readonly string[]): Passage {
  return { start: block.start, end: block.end, kind, words, text: literal(source, block), heading: null };
}

function rowsMarked(source: string, block: Block, kind: PartKind, guard: Guard): readonly Passage[] {
  const [head, ...rows] = block.rows;
  const wordsOf = ({ start, end }: Range) => guard(source.slice(start, end));
  if (head !== undefined && wordsOf(head).length > 0)
    return [passageOf(source, block, kind, guard(source.slice(block.start, block.end)))];
  return rows.flatMap((row) => {
    const words = wordsOf(row);
    if (words.length === 0) return [];
    const range = { start: lineStartAt(source, row.start), end: nextLineStart(source, row.end) };
    return [{ ...range, kind, words, text: source.slice(row.start, row.end), heading: null }];
  });
}

/** The parts of a block that hold a marked word: an item goes with all below it where its own text holds one. */
function markedIn(source: string, top: Block, kind: PartKind, guard: Guard): readonly Passage[] {
  const found: Passage[] = [];
  const pending = [top];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    const { start, end } = block;
    const take = (one: Block, text: string): boolean => {
      const words = guard(text);
      if (words.length > 0) found.push(passageOf(source, one, kind, words));
      return words.length > 0;
    };
    switch (block.kind) {
      case "item": {
        // What has a box is an action item and stands in the tables.
        const isTask = block.box !== null;
        if (isAnsweredWith(source, block, kind, guard)) {
          take(block, source.slice(start, end));
          break;
        }
        if (isTask && kind !== "questions") break;
        const first = paragraphOf(block);
        const isMarked = first !== undefined && take(block, source.slice(first.start, first.end));
        if (!isMarked && !isTask) for (const child of block.children) if (child !== first) pending.push(child);
        break;
      }
      case "document":
      case "group":
      case "footnote":
        for (const child of block.children) pending.push(child);
        break;
      case "table":
        for (const one of rowsMarked(source, block, kind, guard)) found.push(one);
        break;
      case "quote":
      case "fence":
      case "code":
        take(block, withoutMarkup(source.slice(start, end)));
        break;
      case "paragraph":
      case "html":
      case "heading":
      case "other":
        take(block, source.slice(start, end));
        break;
      default:
        break;
    }
  }
  return found;
}

function markedInPart(source: string, { blocks, kind }: AgendaPart, guard: Guard): readonly Passage[] {
  let lead: PartKind | null = null;
  const found: Passage[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at] as Block;
    const text = block.kind === "paragraph" ? paragraphText(source, block) : "";
    if (block.kind !== "item" || lead === null) lead = labelOf(text, true, null)?.kind ?? null;
    const marked = markedIn(source, block, block.kind === "item" && lead !== null ? lead : kind, guard);
    const isWhole = marked.length === 1 && marked[0]?.start === block.start;
    const more = isWhole ? blocksBelow(source, blocks, at) : 0;
    const first = isWhole && answersTheOneBefore(source, blocks[at - 1], block) ? at - 1 : at;
    if (isWhole && (more > 0 || first < at))
      found.push(joined(source, blocks.slice(first, at + more + 1), marked, kind));
    else for (const one of marked) found.push(one);
    at += more;
  }
  return found;
}

/** Several blocks as one passage. */
function joined(source: string, blocks: readonly Block[], marked: readonly Passage[], kind: PartKind): Passage {
  const [start, end] = [blocks[0]?.start ?? 0, blocks.at(-1)?.end ?? 0];
  const words = marked.flatMap((one) => one.words);
  return { start, end, kind, words, text: source.slice(start, end), heading: null };
}

/** Whether a follow-up would tell something of a passage. */
function isTold({ kind, text }: Passage, itemTexts: readonly string[]): boolean {
  if (kind === "ignored" || kind === "actions") return false;
  const description = `## ${HEADINGS[kind]}\n\n${text}`;
  const content = readContent({ description, itemTexts, project: null, callDate: null });
  const { recap, decisions, questions, answers, lines } = content;
  const isRecap = kind === "recap" && recap.length > 0;
  return isRecap || decisions.length + questions.length + answers.length + lines.length > 0;
}

function passagesOf(source: string, parts: readonly AgendaPart[], guard: Guard): readonly Passage[] {
  const known = new Map<Heading, readonly string[]>();
  const wordsOf = (heading: Heading): readonly string[] => {
    const words = known.get(heading) ?? guard(heading.text);
    known.set(heading, words);
    return words;
  };
  return parts.flatMap((part) => {
    const heading = part.path.find((one) => wordsOf(one).length > 0) ?? null;
    if (heading === null) return markedInPart(source, part, guard);
    const { range, kind, blocks } = part;
    const text = source.slice(blocks[0]?.start ?? range.end, range.end);
    return [{ ...range, kind, text, words: wordsOf(heading), heading }];
  });
}

function countActions(source: string, parts: readonly AgendaPart[]): number {
  return looseActions(source, parts).texts.length;
}

/**
 * Takes out of the description of an agenda what its customer should not read: the paragraph, quote, code, row of a table that
 * holds a marked word, the list item with what stands below it, and what stands below a heading that holds one. Boxes
 * are left to `withoutMarkedItems`. Time is linear.
 */
export function withoutMarkedPassages(source: string, itemTexts: readonly string[], guard: Guard): MarkedPassages {
  const parts = readParts(source);
  const passages = passagesOf(source, readHeadedParts(source), guard);
  if (passages.length === 0) return { kept: source, passages: 0, looseActions: 0, words: [] };
  const kept = applySplices(
    source,
    passages.map(({ start, end }) => ({ start, end, text: "" })),
  );
  const told = passages.filter((one) => isTold(one, itemTexts));
  const below = new Set(told.flatMap(({ heading }) => heading ?? []));
  const loose = Math.max(0, countActions(source, parts) - countActions(kept, readParts(kept)));
  const actions = loose === 0 ? [] : passages.filter(({ kind }) => kind === "actions" || kind === "other");
  return {
    kept,
    passages: told.filter(({ heading }) => heading === null).length + below.size,
    looseActions: loose,
    words: [...new Set([...told, ...actions].flatMap(({ words }) => words))],
  };
}
