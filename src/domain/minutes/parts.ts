import { type Block, parseBlocks } from "../markdown/blocks.ts";
import { sectionDirectives } from "../markdown/directives.ts";
import { preambleLength } from "../markdown/front-matter.ts";
import { readSections } from "../markdown/sections.ts";
import { nextLineStart } from "../markdown/source.ts";
import type { Heading, Range, Section } from "../markdown/types.ts";
import { OWN_WORDS } from "../marker/own-words.ts";
import type { PlainDate } from "../time/types.ts";
import { paragraphText } from "./block-text.ts";
import { labelIn, labelOf, type MinutesLabel } from "./labels.ts";
import { endsAsQuestion, type MinutesLine, readMinutesLines } from "./minutes-lines.ts";
import { type PartKind, partKindOf } from "./part-names.ts";

/** Blocks that stand under one heading, or one line that acts as one. */
export interface AgendaPart {
  readonly kind: PartKind;
  /** Text of its own heading when that only divides a part of the same kind, else null. */
  readonly subheading: string | null;
  /** The decision or question that its heading is: `### Decision: use SSO`. */
  readonly says: MinutesLine | null;
  readonly blocks: readonly Block[];
  /** The headings that lead to it, the title of the issue not among them. */
  readonly path: readonly Heading[];
  /** Whole lines, its heading's included. */
  readonly range: Range;
}

/** The first heading, where it is the only one of level 1, is the title of the issue and says nothing of a part. */
function titleOf(sections: readonly Section[]): Section | null {
  const first = sections[1];
  const tops = sections.filter((section) => section.heading?.level === 1).length;
  return first?.heading?.level === 1 && tops === 1 ? first : null;
}

function pathBelow(section: Section, title: Section | null): readonly Heading[] {
  return title === null ? section.path : section.path.filter((heading) => heading !== title.heading);
}

function readKind(
  path: readonly Heading[],
  callDate: PlainDate | null,
): { readonly kind: PartKind; readonly own: boolean } {
  for (let at = path.length - 1; at >= 0; at--) {
    const kind = partKindOf(path[at]?.text ?? "", callDate);
    if (kind !== null) return { kind, own: at === path.length - 1 };
  }
  return { kind: "other", own: true };
}

/** What a heading says by itself, or null. */
function saidBy({ heading }: Section, outer: PartKind): MinutesLine | null {
  const text = heading?.text ?? "";
  const [line, ...more] = readMinutesLines(text);
  const asks = endsAsQuestion(text) && (outer === "questions" || outer === "topics") && line?.kind === "text";
  if (asks) return { kind: "question", text };
  const says = line?.kind === "decision" || line?.kind === "question";
  return says && line.text !== "" && more.length === 0 ? line : null;
}

/** Below a heading of their own these are no part; elsewhere they are. */
const IN_RECAP: ReadonlySet<PartKind | null> = new Set(["decisions", "questions", "actions", "ignored"]);

function isPartIn(label: MinutesLabel, outer: PartKind): boolean {
  if (outer === "ignored" && label.kind === "ignored") return false;
  if (label.kind === outer) return false;
  return label.kind === null || outer !== "recap" || IN_RECAP.has(label.kind);
}

/** What holds below a label: all up to the next one, or the list or paragraph that follows it. */
interface Held {
  readonly kind: PartKind;
  readonly isOpen: boolean;
  readonly seen: "nothing" | "text" | "list";
}

function holdOf({ kind, isStrong, isAttendance }: MinutesLabel, outer: PartKind): Held | null {
  if (kind === null) return null;
  const runsOn = kind === "recap" || kind === "reading" || kind === "topics" || (kind === "ignored" && !isAttendance);
  return { kind, isOpen: isStrong && runsOn && outer !== "recap", seen: "nothing" };
}

/** Who does it, in front: such lines stand one below the other without being a list. */
const NAMES_FIRST = /^(?:\*\*|__|@)[\p{L}\p{N}]/u;

/** What a label holds behind one more block, or null where it ends before that. */
function holdOn(source: string, held: Held, block: Block): Held | null {
  if (held.isOpen) return held;
  if (block.kind === "item" || block.kind === "table")
    return held.seen === "text" && block.kind === "table" ? null : { ...held, seen: "list" };
  if (block.kind === "comment" || block.kind === "definition") return held;
  const text = block.kind === "paragraph" ? paragraphText(source, block).trim() : "";
  if (held.kind === "actions" && NAMES_FIRST.test(text)) return { ...held, seen: "text" };
  if (held.seen !== "nothing") return null;
  const introduces = /[:：]$/.test(text);
  return { ...held, seen: introduces ? "nothing" : "text" };
}

/** A paragraph in two where its first line is a label: what stands below it may stand there without a blank line. */
function splitLabel(source: string, block: Block, callDate: PlainDate | null): readonly Block[] {
  if (block.kind !== "paragraph") return [block];
  const next = nextLineStart(source, block.start);
  if (next >= block.end) return [block];
  const first = { ...block, end: source.slice(block.start, next).trimEnd().length + block.start };
  const kind = labelOf(paragraphText(source, first), false, callDate)?.kind;
  return kind === "decisions" || kind === "actions" ? [first, { ...block, start: next }] : [block];
}

/** A part in the pieces that lines in bold or with a colon divide it into. */
function divide(source: string, part: AgendaPart, callDate: PlainDate | null): readonly AgendaPart[] {
  const pieces: { readonly kind: PartKind; readonly blocks: Block[] }[] = [{ kind: part.kind, blocks: [] }];
  let held: Held | null = null;
  const blocks = part.blocks.flatMap((block) => splitLabel(source, block, callDate));
  blocks.forEach((block, at) => {
    const label = labelIn(source, block, blocks[at + 1], callDate);
    if (label !== null && isPartIn(label, part.kind)) {
      held = holdOf(label, part.kind);
      if (label.kind !== null) return;
    } else if (held !== null) held = holdOn(source, held, block);
    const kind = (held as Held | null)?.kind ?? part.kind;
    const last = pieces.at(-1);
    if (last?.kind === kind) last.blocks.push(block);
    else pieces.push({ kind, blocks: [block] });
  });
  return pieces.map(({ kind, blocks: within }, at) => {
    const { path, range } = part;
    const isFirst = at === 0 || (at === 1 && pieces[0]?.blocks.length === 0 && kind === part.kind);
    return { kind, blocks: within, path, range, subheading: isFirst ? part.subheading : null, says: null };
  });
}

/** A block without what the bot repeats in it: of a list item, what people wrote below that is left. */
function withoutOwnWords(source: string, block: Block): readonly Block[] {
  const first = block.kind === "item" ? block.children[0] : block;
  if (first === undefined || !source.slice(first.start, first.end).trimEnd().endsWith(OWN_WORDS)) return [block];
  const children = block.kind === "item" ? block.children.slice(1) : [];
  return children.length === 0 ? [] : [{ ...block, children }];
}

/** Reads the parts of an agenda by their headings, one for each; the innermost heading that says something decides. */
export function readHeadedParts(source: string, callDate: PlainDate | null = null): readonly AgendaPart[] {
  const root = parseBlocks(source, preambleLength(source));
  const sections = readSections(source, root);
  const title = titleOf(sections);
  const checklists = new Set(
    sections
      .filter((one) => sectionDirectives({ source }, one).includes("cadence:checklist"))
      .map((one) => one.heading),
  );
  const blocks = root.children.flatMap((block) => (block.kind === "heading" ? [] : withoutOwnWords(source, block)));
  let next = 0;
  return sections.flatMap((section): readonly AgendaPart[] => {
    const first = next;
    while (next < blocks.length && (blocks[next] as Block).start < section.range.end) next++;
    const path = pathBelow(section, title);
    const isChecklist = section.path.some((heading) => checklists.has(heading));
    const place = { path, range: section.range, blocks: blocks.slice(first, next) };
    if (isChecklist) return [{ kind: "ignored", subheading: null, says: null, ...place }];
    const { kind, own } = readKind(path, callDate);
    const says = saidBy(section, own ? "other" : kind);
    if (says !== null) return [{ kind: "other", subheading: null, says, ...place }];
    return [{ kind, subheading: own ? null : (section.heading?.text ?? null), says: null, ...place }];
  });
}

/**
 * Reads the parts of an agenda by their headings, and by lines that act as such.
 *
 * @param callDate the day of the call, or null when unknown
 */
export function readParts(source: string, callDate: PlainDate | null = null): readonly AgendaPart[] {
  return readHeadedParts(source, callDate).flatMap((part) =>
    part.says === null && part.kind !== "ignored" ? divide(source, part, callDate) : [part],
  );
}
