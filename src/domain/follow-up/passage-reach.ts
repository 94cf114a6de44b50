import type { Guard } from "../guard/types.ts";
import type { Block } from "../markdown/blocks.ts";
import { paragraphOf } from "../markdown/notes.ts";
import { paragraphText } from "../minutes/block-text.ts";
import { markOf } from "../minutes/line-marks.ts";
import { endsAsQuestion } from "../minutes/minutes-lines.ts";
import type { PartKind } from "../minutes/part-names.ts";

/** Longer lines say something by themselves. */
const MOST_LETTERS = 120;
const MOST_WORDS = 6;
const BOLD = /^(?:\*\*|__|<(?:b|strong)>)[^\n]{1,200}(?:\*\*|__|<\/(?:b|strong)>)[:：]?$/;
const INTRODUCED: ReadonlySet<Block["kind"]> = new Set(["item", "table", "quote", "code", "fence", "html"]);

/** Whether a paragraph acts as a heading, as people divide a text that has none. */
function isBold(source: string, block: Block | undefined): boolean {
  return block?.kind === "paragraph" && BOLD.test(paragraphText(source, block).trim());
}

/** Whether a line stands over the list or table behind it: it ends in a colon, or is no sentence. */
function introduces(source: string, block: Block): boolean {
  const text = paragraphText(source, block).trim();
  if (text.includes("\n") || text.length > MOST_LETTERS) return /[:：][*_]{0,3}$/.test(text);
  return /[:：][*_]{0,3}$/.test(text) || (text.split(/\s+/).length <= MOST_WORDS && !/[.!?。]$/.test(text));
}

/**
 * How many of the blocks behind one that holds a marked word go with it: what stands below a line in bold up to the next one,
 * the list or table that a line introduces, what a summary hides.
 */
export function blocksBelow(source: string, blocks: readonly Block[], at: number): number {
  const block = blocks[at];
  if (block === undefined) return 0;
  const upTo = (isEnd: (one: Block) => boolean): number => {
    let next = at + 1;
    while (next < blocks.length && !isEnd(blocks[next] as Block)) next += 1;
    return next - at - 1;
  };
  if (opens(source, block)) {
    const before = upTo((one) => closes(source, one));
    return at + 1 + before < blocks.length ? before + 1 : before;
  }
  if (isBold(source, block)) return upTo((one) => isBold(source, one));
  return block.kind === "paragraph" && introduces(source, block) ? upTo(({ kind }) => !INTRODUCED.has(kind)) : 0;
}

/** Whether raw HTML hides what follows behind a summary. */
function opens(source: string, block: Block): boolean {
  if (block.kind !== "html" || closes(source, block)) return false;
  return /<details[\s>]/i.test(source.slice(block.start, block.end));
}

function closes(source: string, { start, end }: Block): boolean {
  return /<\/details>/i.test(source.slice(start, end));
}

const MAY_ASK: ReadonlySet<PartKind> = new Set(["questions", "topics", "recap"]);

/** Whether an item asks something that what stands below it answers with a marked word: one goes with the other. */
export function isAnsweredWith(source: string, block: Block, kind: PartKind, guard: Guard): boolean {
  const first = paragraphOf(block);
  if (first === undefined || (block.box === null && !MAY_ASK.has(kind))) return false;
  if (!endsAsQuestion(paragraphText(source, first).trim()) && kind !== "questions") return false;
  const below = block.children.filter((child) => child !== first && child.box === null);
  return below.some(({ start, end }) => guard(source.slice(start, end)).length > 0);
}

/** Whether a block answers the question in the paragraph before it. */
export function answersTheOneBefore(source: string, before: Block | undefined, block: Block): boolean {
  if (before?.kind !== "paragraph" || (block.kind !== "paragraph" && block.kind !== "item")) return false;
  const first = block.kind === "item" ? paragraphOf(block) : block;
  if (first === undefined || !endsAsQuestion(paragraphText(source, before).trim())) return false;
  return markOf(paragraphText(source, first).trim())?.kind === "answer";
}
