import type { Block } from "./blocks.ts";
import { columnAfter, lastVisible, lineStartAt, splitLines } from "./source.ts";

/** What the items in a task item are. */
export interface Kinds {
  /** Task items. */
  readonly tasks: ReadonlySet<Block>;
  /** Plain items with task items somewhere in them. */
  readonly mixed: ReadonlySet<Block>;
  /** Those of them that hold nothing but a text and tasks: the text is in the `groups` of the tasks. */
  readonly groups: ReadonlySet<Block>;
}

/** Source lines that stay in the notes, with the column that becomes column 0. */
interface NoteBlock {
  readonly block: Block;
  readonly end: number;
  readonly column: number;
  readonly closer: string | null;
  /** True when something that is no note stood between it and the piece before. */
  readonly afterGap: boolean;
}

/** The paragraph that an item begins with; link definitions before it are none of its text. */
export function paragraphOf({ children }: Block): Block | undefined {
  const first = children.find(({ kind }) => kind !== "definition");
  return first?.kind === "paragraph" ? first : undefined;
}

/** What a task item holds beside its first paragraph and its tasks, as Markdown of its own. See `TaskItem.notes`. */
export function renderNotes(source: string, task: Block, kinds: Kinds): string {
  const notes: NoteBlock[] = [];
  const text = paragraphOf(task);
  collect(
    { ...task, children: task.children.filter((child) => child !== text) },
    task.contentColumn,
    true,
    kinds,
    notes,
  );
  return notes.map((note, at) => separator(source, notes[at - 1], note) + renderNote(source, note)).join("");
}

/** Definitions of links and footnotes show nothing where they stand; `writeOutReferences` says them. */
function isUnseen({ kind }: Block): boolean {
  return kind === "definition" || kind === "footnote";
}

/** The parser limits how deep lists go, and with that how deep this calls itself. */
function collect(parent: Block, column: number, closing: boolean, kinds: Kinds, notes: NoteBlock[]): void {
  let afterGap = false;
  for (const block of parent.children) {
    if (isUnseen(block)) continue;
    const { closer } = block;
    const before = notes.length;
    if (!kinds.mixed.has(block) && !kinds.tasks.has(block)) {
      notes.push({ block, end: block.end, column, closer: closing ? closer : null, afterGap });
    } else if (kinds.mixed.has(block) && !kinds.groups.has(block)) collectMixed(block, column, closing, kinds, notes);
    afterGap = notes.length === before;
  }
}

/** A plain item with tasks and more: the tasks are cut out of it. */
function collectMixed(item: Block, column: number, closing: boolean, kinds: Kinds, notes: NoteBlock[]): void {
  const [first, ...rest] = item.children as [Block, ...Block[]];
  if (kinds.tasks.has(first) || kinds.mixed.has(first)) {
    // The task stands on the line of the item's own marker, which goes with it.
    collect(item, item.contentColumn, closing, kinds, notes);
    return;
  }
  notes.push({ block: item, end: first.end, column, closer: null, afterGap: false });
  collect({ ...item, children: rest }, column, false, kinds, notes);
}

function separator(source: string, previous: NoteBlock | undefined, note: NoteBlock): string {
  if (previous === undefined) return "";
  const bothItems = previous.block.kind === "item" && note.block.kind === "item";
  const blank = /\n[ \t\r]*\n/.test(source.slice(previous.end, note.block.start));
  return blank || (note.afterGap && !bothItems) ? "\n\n" : "\n";
}

function renderNote(source: string, { block, end, column, closer }: NoteBlock): string {
  const start = lineStartAt(source, block.start);
  const lines = dedentAll(splitLines(source.slice(start, end)), column, literalLines(source, block, start));
  return closer === null ? lines.join("\n") : `${lines.join("\n")}\n${closer}`;
}

/**
 * Lines of a block, by number, that hold code or raw HTML, with the columns in which their tabs only place them. The
 * line that opens a fence or raw HTML is none of them.
 */
function literalLines(source: string, block: Block, start: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  let line = 0;
  let counted = start;
  const pending = [block];
  for (let inner = pending.pop(); inner !== undefined; inner = pending.pop()) {
    if (!["fence", "code", "html", "comment"].includes(inner.kind)) {
      for (let at = inner.children.length - 1; at >= 0; at--) pending.push(inner.children[at] as Block);
      continue;
    }
    const lead = source.slice(lineStartAt(source, inner.start), inner.start);
    const isIndentedCode = inner.kind === "code" && /^[ \t]*$/.test(lead);
    line += splitLines(source.slice(counted, inner.start)).length - 1;
    const height = splitLines(source.slice(inner.start, inner.end)).length;
    for (let at = isIndentedCode ? 0 : 1; at < height; at++) found.set(line + at, columnAfter(lead));
    line += height - 1;
    counted = inner.end;
  }
  return found;
}

function dedentAll(lines: readonly string[], column: number, literal: ReadonlyMap<number, number>): readonly string[] {
  let textColumn = 0;
  return lines.map((line, at) => {
    const reach = literal.get(at);
    if (reach !== undefined) return dedent(line, /^[ \t]*/.exec(line)?.[0] ?? "", column, reach);
    const dedented = dedent(line, markupBefore(line), column, Number.POSITIVE_INFINITY);
    const isLazy = at > 0 && columnAfter(/^[ \t]*/.exec(line)?.[0] ?? "") < column;
    if (!isLazy) textColumn = markupBefore(dedented).length;
    // Text that only its place kept from starting a block is kept from it by indentation, deeper than any list around.
    const looksLikeBlock = isLazy && /^(?:[-+*#>`~=_|<]|\d+[.)])/.test(dedented);
    return looksLikeBlock ? " ".repeat(textColumn + 4) + dedented : dedented;
  });
}

/** What stands before the text of a line; its last blanks do not, two of them would become a hard break. */
function markupBefore(line: string): string {
  return /^[ \t>*+\-0-9.)]*/.exec(line.slice(0, lastVisible(line, 0, line.length)))?.[0] ?? "";
}

/**
 * Takes `column` columns of indentation off a line. Tabs of its `prefix` within `reach` columns decide where blocks
 * start; they become spaces, since their width changes with the column. Tabs beyond are text and stay.
 */
function dedent(line: string, prefix: string, column: number, reach: number): string {
  let expanded = "";
  let at = 0;
  for (; at < prefix.length && expanded.length < Math.max(reach, column); at++) {
    expanded += prefix[at] === "\t" ? " ".repeat(4 - (expanded.length % 4)) : prefix[at];
  }
  const blanks = /^ */.exec(expanded.slice(0, column))?.[0].length ?? 0;
  return expanded.slice(blanks) + line.slice(at);
}
