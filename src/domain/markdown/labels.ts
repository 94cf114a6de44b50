import type { Block } from "./blocks.ts";
import { headingText } from "./sections.ts";
import { lastVisible } from "./source.ts";
import type { LabelLine, Range } from "./types.ts";

/** A line longer than this names nothing: only its beginning is kept. */
const MAX_TEXT = 200;
/** Levels within one container; what is nested in it comes after them all. */
const LEVELS = 10;
const EMPHASIS_LEVEL = 7;
const LINE_LEVEL = 8;
const TABLE_LEVEL = 9;

/** A line that is one emphasis: `**Attendees**`, `__Attendees__:`, `<b>Attendees</b>`. */
const EMPHASIS = /^(?:([*_]{1,3})[^*_]+\1|<(b|strong|em|u)>[^<]*<\/\2>):?$/;

function label(kind: LabelLine["kind"], level: number, text: string, before: LabelLine | null): LabelLine {
  return { kind, level, text: text.slice(0, MAX_TEXT), before };
}

/** The last line of a paragraph, without the box of the item that it stands in: a tick renames nothing. */
function lastLine(source: string, { start, end }: Block, box: Range | null): string {
  const visible = lastVisible(source, start, end);
  const text = box !== null && start <= box.start && box.end <= end ? box.end : start;
  const from = Math.max(source.lastIndexOf("\n", visible - 1) + 1, text);
  return source.slice(from, Math.min(visible, from + MAX_TEXT)).trim();
}

/** Raw HTML: a heading of it, or the summary of what can be folded; what only closes tags ends what they began. */
function htmlLabel(source: string, block: Block, base: number, before: LabelLine | null): LabelLine {
  const raw = source.slice(block.start, Math.min(block.end, block.start + MAX_TEXT * 2));
  const level = /^<h([1-6])\b/i.exec(raw)?.[1];
  const kind = level === undefined ? "emphasis" : "heading";
  return label(kind, base + (level === undefined ? EMPHASIS_LEVEL : Number(level)), withoutTags(raw), before);
}

function withoutTags(html: string): string {
  return html
    .replace(/<[^<>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * The last label behind a block: what the block itself says, else `before`.
 *
 * @param depth how many list items and quotes stand around the block
 * @param box that of the item around it
 */
export function labelAfter(
  source: string,
  block: Block,
  { depth, box, before }: { readonly depth: number; readonly box: Range | null; readonly before: LabelLine | null },
): LabelLine | null {
  const base = depth * LEVELS;
  switch (block.kind) {
    case "heading":
      return label("heading", base + block.level, headingText(source, block), before);
    case "paragraph": {
      const line = lastLine(source, block, box);
      const isEmphasis = EMPHASIS.test(line);
      return label(isEmphasis ? "emphasis" : "line", base + (isEmphasis ? EMPHASIS_LEVEL : LINE_LEVEL), line, before);
    }
    case "html":
      return htmlLabel(source, block, base, before);
    case "other":
      return label("line", base, "", before);
    default:
      return before;
  }
}

/** The label that the head of a table is for its rows. */
export function labelInTable(source: string, { rows }: Block, depth: number, before: LabelLine | null): LabelLine {
  const cells = (rows[0]?.cells ?? []).filter(({ box }) => box === null);
  const head = cells.slice(0, MAX_TEXT).map(({ start, end }) => source.slice(start, Math.min(end, start + MAX_TEXT)));
  return label("table", depth * LEVELS + TABLE_LEVEL, head.join(" | "), before);
}
