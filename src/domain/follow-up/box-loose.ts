import { paragraphLines } from "../commands/plain-lines.ts";
import type { Block, Row } from "../markdown/blocks.ts";
import type { Cell } from "../markdown/boxes.ts";
import { paragraphOf } from "../markdown/notes.ts";
import { parseMarkdown } from "../markdown/parse.ts";
import { lineEndAt, nextLineStart } from "../markdown/source.ts";
import { applySplices } from "../markdown/splice.ts";
import type { Splice } from "../markdown/types.ts";
import { isLooseLine, isLooseRow, type LooseBlock, looseBlocks } from "../minutes/loose-actions.ts";
import { readParts } from "../minutes/parts.ts";

/** What people write in place of a box: `☐`, `[]`, `[ ]` without a bullet, a bullet of a font, `ACTION:`. */
const LEAD =
  /^(?:(?:•|●|◦|▪|‣)[ \t]*)?(?:(?<open>☐|□|\[[ \t]{0,3}\])|(?<done>☑|☒|✅|\[[xX]\]))?[ \t]*(?:(?:\*\*|__)?action(?: item)?(?:\*\*|__)?:(?:\*\*|__)?[ \t]*)?/iu;

/** A box for a text, and how much of its beginning goes with it. */
function boxFor(text: string): { readonly box: string; readonly taken: number } {
  const found = LEAD.exec(text);
  const taken = found?.[0].length ?? 0;
  // Nothing but the mark stands there: it stays as it is.
  if (taken === text.trimEnd().length) return { box: "[ ]", taken: 0 };
  return { box: found?.groups?.["done"] === undefined ? "[ ]" : "[x]", taken };
}

function inItem(source: string, block: Block): readonly Splice[] {
  const first = paragraphOf(block);
  if (first === undefined || block.children[0] !== first) return [];
  const { box, taken } = boxFor(source.slice(first.start, lineEndAt(source, first.start)));
  return [{ start: first.start, end: first.start + taken, text: `${box} ` }];
}

function inParagraph(source: string, block: Block): readonly Splice[] {
  return paragraphLines(source, block).flatMap(({ start, end }): readonly Splice[] => {
    const line = source.slice(start, end);
    if (!isLooseLine(line)) return [];
    const indentation = line.length - line.trimStart().length;
    const { box, taken } = boxFor(line.slice(indentation));
    return [{ start, end: start + indentation + taken, text: `- ${box} ` }];
  });
}

function isEmpty(cell: Cell | undefined): cell is Cell {
  return cell !== undefined && cell.end <= cell.start;
}

/** A box counts where it is alone in its cell: in the first column where that is empty, else in a new one before it. */
function inTable(source: string, { rows }: Block): readonly Splice[] {
  const [head, ...others] = rows;
  const loose = new Set(others.filter((row) => isLooseRow(source, row)));
  if (head === undefined || loose.size === 0) return [];
  if ([...loose].every(({ cells }) => isEmpty(cells[0]))) {
    return [...loose].flatMap(({ cells }) => {
      const start = cells[0]?.start ?? 0;
      return [{ start, end: start, text: "[ ]" }];
    });
  }
  const put = (start: number, cell: string): Splice => {
    return { start, end: start, text: source[start] === "|" ? `| ${cell} ` : `| ${cell} | ` };
  };
  const ruler = nextLineStart(source, lineEndAt(source, head.start));
  const indentation = /^[ \t]*/.exec(source.slice(ruler, ruler + 10))?.[0].length ?? 0;
  return [
    put(head.start, " "),
    put(ruler + indentation, "---"),
    ...others.map((row: Row) => put(row.start, loose.has(row) ? "[ ]" : " ")),
  ];
}

function splicesOf(source: string, { block }: LooseBlock): readonly Splice[] {
  if (block.kind === "item") return inItem(source, block);
  return block.kind === "table" ? inTable(source, block) : inParagraph(source, block);
}

/** A description with boxes, and how many were made. */
export interface Boxed {
  readonly text: string;
  readonly count: number;
}

/** Two are the rule, and each reads all of the text. */
const MAX_ROUNDS = 5;

/**
 * Gives action items that were noted without a box one: bullets, lines (`ACTION:`, `☐`, `- []`) and rows of tables below a
 * heading for action items. All else stays byte for byte; done twice it does nothing more. Time is linear.
 */
export function boxLooseActions(source: string): Boxed {
  const boxesIn = (text: string): number => parseMarkdown(text).items.length;
  let text = source;
  // `2) word` goes on the paragraph before it, and begins an item of its own as soon as that one does.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const splices = looseBlocks(text, readParts(text)).flatMap((one) => splicesOf(text, one));
    if (splices.length === 0) break;
    text = applySplices(text, splices);
  }
  return { text, count: text === source ? 0 : boxesIn(text) - boxesIn(source) };
}
