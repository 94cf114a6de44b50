import { textKey } from "../text/similarity.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import type { PlainDate } from "../time/types.ts";
import { isAnswer, isOwnerAlone } from "./answers.ts";
import { writeOutLinks } from "./links.ts";
import { isPlaceholder, isStruck } from "./minutes-lines.ts";
import type { PartKind } from "./part-names.ts";
import { joinBlocks, type PlainBlock } from "./plain-blocks.ts";

/** More decisions or questions than this are not read: nobody reads them either. */
const MAX_ENTRIES = 100;
const MAX_TEXT = 4_000;

/** `entry`: what stands under a decision or question. */
export type TextKind = PartKind | "entry";

/** What has been read of an agenda so far. */
export interface AgendaReading {
  readonly source: string;
  readonly project: OwnProject | null;
  /** The day of the call, or null when unknown. */
  readonly callDate: PlainDate | null;
  /** Texts of the action items, normalised: they stand in the tables. */
  readonly items: ReadonlySet<string>;
  /** Lines of the template, normalised: who left one as it was said nothing with it. */
  readonly untouched: ReadonlySet<string>;
  readonly decisions: Map<string, string>;
  /** Open ones; those with an answer stand apart. */
  readonly questions: Map<string, string>;
  readonly answers: Map<string, string>;
  readonly lines: string[];
}

/** A paragraph on one line that begins no block, its links written out. */
export function inertText({ project }: Pick<AgendaReading, "project">, text: string): string {
  return makeInlineInert(writeOutLinks(text), { mentions: "quiet", project, maxLength: MAX_TEXT });
}

export function isShown(kind: TextKind): boolean {
  return kind === "recap" || kind === "entry";
}

/** True for a line of the template that stands as it was. */
export function isUntouched({ untouched }: Pick<AgendaReading, "untouched">, text: string): boolean {
  return untouched.size > 0 && untouched.has(textKey(text));
}

function add(entries: Map<string, string>, markdown: string, text: string): void {
  const key = textKey(text);
  if (key !== "" && entries.size < MAX_ENTRIES && !entries.has(key)) entries.set(key, markdown);
}

function says(reading: AgendaReading, text: string, below: readonly PlainBlock[]): boolean {
  return !isPlaceholder(text) && !isStruck(text) && (below.length > 0 || !isUntouched(reading, text));
}

export function addDecision(reading: AgendaReading, text: string, below: readonly PlainBlock[]): void {
  if (!says(reading, text, below)) return;
  add(reading.decisions, entryOf(reading, text, below), text);
}

function entryOf(reading: AgendaReading, text: string, below: readonly PlainBlock[]): string {
  return joinBlocks([{ text: inertText(reading, text), isItem: false }, ...below], true);
}

/** A question with its answer, where what stands below it is one; else one that is open. */
export function addQuestion(reading: AgendaReading, text: string, below: readonly PlainBlock[]): void {
  if (!says(reading, text, below)) return;
  const key = textKey(text);
  if (below.some((block) => isAnswer(block.text))) {
    add(reading.answers, entryOf(reading, text, below), text);
    reading.questions.delete(key);
  } else if (!reading.items.has(key) && !reading.answers.has(key)) {
    const [said, notes] = withOwnerBelow(text, below);
    add(reading.questions, entryOf(reading, said, notes), text);
  }
}

/** A question with its owner and date in its line, where people noted those below it. */
function withOwnerBelow(text: string, below: readonly PlainBlock[]): readonly [string, readonly PlainBlock[]] {
  const plain = ({ text: markdown }: PlainBlock): string => markdown.replace(/^[-*+] /, "").replaceAll("\\", "");
  const owners = below.filter((block) => isOwnerAlone(plain(block)));
  if (owners.length !== 1 || owners[0] === undefined) return [text, below];
  const owner = plain(owners[0])
    .replace(/^\(|\)$/g, "")
    .trim();
  return [`${text} (${owner})`, below.filter((block) => block !== owners[0])];
}
