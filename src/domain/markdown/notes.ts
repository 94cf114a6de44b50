import type { Block } from "./blocks.ts";
import { columnAfter, lineStartAt, splitLines } from "./source.ts";

/** Which items are task items and which plain items have task items somewhere in them. */
export interface Kinds {
  readonly tasks: ReadonlySet<Block>;
  readonly mixed: ReadonlySet<Block>;
}

/** Source lines that stay in the notes, with the column that becomes column 0. */
interface Piece {
  readonly block: Block;
  readonly end: number;
  readonly column: number;
  readonly closer: string | null;
  /** True when something that is no note stood between it and the piece before. */
  readonly afterGap: boolean;
}

/** What a task item holds beside its first paragraph and its tasks, as Markdown of its own. See `TaskItem.notes`. */
export function renderNotes(source: string, task: Block, kinds: Kinds): string {
  const pieces: Piece[] = [];
  collect({ ...task, children: task.children.slice(1) }, task.contentColumn, true, kinds, pieces);
  return pieces.map((piece, at) => separator(source, pieces[at - 1], piece) + renderPiece(source, piece)).join("");
}

function collect(parent: Block, column: number, closing: boolean, kinds: Kinds, pieces: Piece[]): void {
  let afterGap = false;
  for (const block of parent.children) {
    const { closer } = block;
    const before = pieces.length;
    if (!kinds.mixed.has(block) && !kinds.tasks.has(block)) {
      pieces.push({ block, end: block.end, column, closer: closing ? closer : null, afterGap });
    } else if (!onlyGroups(block, kinds)) collectMixed(block, column, closing, kinds, pieces);
    afterGap = pieces.length === before;
  }
}

/** A plain item with tasks and more: the tasks are cut out of it. */
function collectMixed(item: Block, column: number, closing: boolean, kinds: Kinds, pieces: Piece[]): void {
  const [first, ...rest] = item.children as [Block, ...Block[]];
  if (kinds.tasks.has(first) || kinds.mixed.has(first)) {
    // The task stands on the line of the item's own marker, which goes with it.
    collect(item, item.contentColumn, closing, kinds, pieces);
    return;
  }
  pieces.push({ block: item, end: first.end, column, closer: null, afterGap: false });
  collect({ ...item, children: rest }, column, false, kinds, pieces);
}

/** True for task items and for plain items that hold nothing but a text and tasks: that text is in `groups`. */
function onlyGroups(item: Block, kinds: Kinds): boolean {
  if (kinds.tasks.has(item)) return true;
  if (!kinds.mixed.has(item)) return false;
  return item.children.every((block, at) => (at === 0 && block.kind === "paragraph") || onlyGroups(block, kinds));
}

function separator(source: string, previous: Piece | undefined, piece: Piece): string {
  if (previous === undefined) return "";
  const bothItems = previous.block.kind === "item" && piece.block.kind === "item";
  const blank = /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\n|\r)/.test(source.slice(previous.end, piece.block.start));
  return blank || (piece.afterGap && !bothItems) ? "\n\n" : "\n";
}

function renderPiece(source: string, { block, end, column, closer }: Piece): string {
  const start = lineStartAt(source, block.start);
  const kinds = lineKinds(source, block, start);
  const lines = dedentAll(splitLines(source.slice(start, end)), column, kinds);
  return closer === null ? lines.join("\n") : `${lines.join("\n")}\n${closer}`;
}

/** What a line's tabs mean: they place blocks, they indent code, or they belong to raw text. */
type LineKind = "markup" | "code" | "raw";

/** Kinds of the lines of a block, by number; the line that opens a fence or raw HTML is markup. */
function lineKinds(source: string, block: Block, start: number): ReadonlyMap<number, LineKind> {
  const found = new Map<number, LineKind>();
  let line = 0;
  let counted = start;
  const visit = (inner: Block): void => {
    if (!["fence", "code", "html", "comment"].includes(inner.kind)) {
      inner.children.forEach(visit);
      return;
    }
    line += splitLines(source.slice(counted, inner.start)).length - 1;
    const height = splitLines(source.slice(inner.start, inner.end)).length;
    const isIndented =
      inner.kind === "code" && /^[ \t]*$/.test(source.slice(lineStartAt(source, inner.start), inner.start));
    if (isIndented) found.set(line, "code");
    for (let at = 1; at < height; at++) found.set(line + at, inner.kind === "code" ? "code" : "raw");
    line += height - 1;
    counted = inner.end;
  };
  visit(block);
  return found;
}

function dedentAll(lines: readonly string[], column: number, kinds: ReadonlyMap<number, LineKind>): readonly string[] {
  let textColumn = 0;
  return lines.map((line, at) => {
    const kind = kinds.get(at) ?? "markup";
    const dedented = dedent(line, column, kind);
    const isLazy = kind === "markup" && at > 0 && indentationOf(line) < column;
    if (!isLazy) textColumn = prefixOf(dedented, kind).length;
    // Text that only its place kept from starting a block is kept from it by indentation, deeper than any list around.
    return isLazy && /^(?:[-+*#>`~=_|<]|\d+[.)])/.test(dedented) ? " ".repeat(textColumn + 4) + dedented : dedented;
  });
}

function indentationOf(line: string): number {
  return columnAfter(/^[ \t]*/.exec(line)?.[0] ?? "");
}

function prefixOf(line: string, kind: LineKind): string {
  return (kind === "markup" ? /^[ \t>*+\-0-9.)]*/ : /^[ \t]*/).exec(line)?.[0] ?? "";
}

/**
 * Takes `column` columns of indentation off a line. Tabs that decide where blocks start become spaces first, since
 * their width changes with the column; tabs in raw text stay, but for one that straddles the border.
 */
function dedent(line: string, column: number, kind: LineKind): string {
  const prefix = prefixOf(line, kind);
  const reach = kind === "raw" ? column : Number.POSITIVE_INFINITY;
  let expanded = "";
  let at = 0;
  for (; at < prefix.length && expanded.length < reach; at++) {
    expanded += prefix[at] === "\t" ? " ".repeat(4 - (expanded.length % 4)) : prefix[at];
  }
  const blanks = /^ */.exec(expanded.slice(0, column))?.[0].length ?? 0;
  return expanded.slice(blanks) + line.slice(at);
}
