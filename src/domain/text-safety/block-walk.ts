import {
  type ContainedLine,
  expandLeadingTabs,
  type Fence,
  type ItemStart,
  parseFence,
  parseItemStart,
} from "./lines.ts";
import type { OwnProject } from "./own-project.ts";
import type { ItemTraits, Learned, MentionStyle, Tags } from "./scan.ts";

export interface BlockOptions {
  readonly mentions: MentionStyle;
  readonly project: OwnProject | null;
  readonly item: ItemTraits;
  readonly tags: Tags;
  readonly escapeDollars: boolean;
  readonly learned: Learned;
}

/** The walk over the lines of one container. */
export interface Walk {
  readonly lines: readonly ContainedLine[];
  readonly depth: number;
  readonly options: BlockOptions;
  readonly out: ContainedLine[];
  at: number;
  /** The line before is a paragraph's, which only some list items may interrupt. */
  afterText: boolean;
  afterBlank: boolean;
  /** Text may go on with a paragraph in the item or quote above it: what could begin a list there, readers disagree about. */
  afterContainer: boolean;
  /**
   * What is indented may belong to something above: to the details of a term, which not every reader knows, to an item
   * whose text went on without indentation; or the line above may be code. Then only what stands at the margin of the
   * outermost level is surely what it looks like.
   */
  inDoubt: boolean;
  /** Nothing but paragraphs and fences so far, at the outermost level: four blanks surely make code. */
  plain: boolean;
  /** No comment ends from here on. */
  noCommentEnd: boolean;
}

/** Stands for a line beyond the last. */
export const NO_LINE: ContainedLine = { prefix: "", content: "" };

/** The line at an index; an empty one beyond the last. */
export function lineAt(walk: Walk, index: number): ContainedLine {
  return walk.lines[index] ?? NO_LINE;
}

/** What a line holds, tabs that decide about its structure as blanks. */
export function contentAt(walk: Walk, index: number): string {
  const { content } = lineAt(walk, index);
  return walk.depth === 0 ? expandLeadingTabs(content) : content;
}

/** A fence no reader could take for the head of a table, as some do when the next line is a table's rule. */
export function fenceIn({ inDoubt, depth }: Walk, line: string): Fence | null {
  const fence = parseFence(line);
  const isDoubtful = fence !== null && (fence.info.includes("|") || (inDoubt && (depth > 0 || fence.indent !== "")));
  return isDoubtful ? null : fence;
}

/** What begins a list item, unless it goes on with the paragraph above it. */
export function itemStartAt(walk: Walk, line: string): ItemStart | null {
  const start = parseItemStart(line);
  return start === null || (walk.afterText && !start.interrupts) ? null : start;
}

type State = Partial<Pick<Walk, "afterText" | "afterBlank" | "afterContainer">>;

/** Says what the line just taken was. */
export function settle(walk: Walk, { afterText = false, afterBlank = false, afterContainer = false }: State): void {
  Object.assign(walk, { afterText, afterBlank, afterContainer });
}
