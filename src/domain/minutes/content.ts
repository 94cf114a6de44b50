import { textKey } from "../text/similarity.ts";
import type { OwnProject } from "../text-safety/index.ts";
import type { PlainDate } from "../time/types.ts";
import { suggestedLines } from "../topics/marks.ts";
import { type LooseActions, looseActions } from "./loose-actions.ts";
import { type AgendaPart, readParts } from "./parts.ts";
import type { PlainBlock } from "./plain-blocks.ts";
import { MAX_QUOTES, unquoted } from "./quoted.ts";
import { type AgendaReading, addDecision, addQuestion, inertText } from "./reading.ts";
import { takeAll } from "./take-blocks.ts";

/** What an agenda's description says besides its action items. All Markdown at column 0, inert but for what joins it. */
export interface Content {
  /** Blocks of the recap, in order. */
  readonly recap: readonly PlainBlock[];
  readonly decisions: readonly string[];
  /** Open ones. */
  readonly questions: readonly string[];
  /** Questions with what answers them below. */
  readonly answers: readonly string[];
  /** Lines in which links may stand, as written. */
  readonly lines: readonly string[];
  /** What stands below a heading of action items and has no box. */
  readonly actions: LooseActions;
}

/** What an agenda is read with. */
interface ContentInput {
  readonly description: string;
  /** Texts of the action items, which are no questions as well. */
  readonly itemTexts: readonly string[];
  /** The one it is written into, or null when unknown. */
  readonly project: OwnProject | null;
  /** The day of the call, or null when unknown. */
  readonly callDate: PlainDate | null;
  /** Lines of the agenda's template (`templateLines`): who left one as it was said nothing with it. */
  readonly untouched?: ReadonlySet<string>;
}

/** What quotes and alerts tell by themselves; in a recap they are shown as they stand. */
function takeQuoted(reading: AgendaReading, { kind, blocks }: AgendaPart, depth: number): void {
  for (const block of blocks) {
    if (block.kind !== "quote" || depth === MAX_QUOTES) continue;
    const inner = { ...reading, source: unquoted(reading.source, block) };
    for (const part of readParts(inner.source, reading.callDate)) {
      if (part.kind === "ignored" || part.kind === "actions") continue;
      const own = part.kind === "other" ? { ...part, kind } : part;
      takePart(inner, own);
      takeQuoted(inner, own, depth + 1);
    }
  }
}

function takePart(reading: AgendaReading, part: AgendaPart): readonly PlainBlock[] {
  if (part.says !== null) {
    const below = takeAll(reading, part.blocks, "entry", 0);
    (part.says.kind === "decision" ? addDecision : addQuestion)(reading, part.says.text, below);
    return [];
  }
  const blocks = takeAll(reading, part.blocks, part.kind, 0);
  if (part.kind !== "recap" || blocks.length === 0 || part.subheading === null) return blocks;
  return [{ text: `**${inertText(reading, part.subheading)}**`, isItem: false }, ...blocks];
}

/**
 * Reads what a follow-up tells of a call out of the description of its agenda: recap, decisions, questions that are still
 * open, lines with links. Comments are never read, hidden ones in the description neither; boxes are left to the tables,
 * and what a template says in place of a text (one emphasis, nothing else) is no content. Time is linear.
 */
export function readContent(input: ContentInput): Content {
  const { description, itemTexts, project, callDate } = input;
  // What the bot suggested and nobody answered is no question of people's.
  const untouched = new Set([...(input.untouched ?? []), ...suggestedLines(description)]);
  const reading: AgendaReading = {
    source: description,
    project,
    callDate,
    items: new Set(itemTexts.map(textKey)),
    untouched,
    decisions: new Map(),
    questions: new Map(),
    answers: new Map(),
    lines: [],
  };
  const parts = readParts(description, callDate);
  const recap = parts.flatMap((part) => {
    if (part.kind === "ignored" || part.kind === "actions") return [];
    const blocks = takePart(reading, part);
    if (part.kind !== "recap" && part.says === null) takeQuoted(reading, part, 0);
    return part.kind === "recap" ? blocks : [];
  });
  const { decisions, questions, answers, lines } = reading;
  const actions = looseActions(description, parts, untouched);
  return {
    recap,
    decisions: [...decisions.values()],
    questions: [...questions.values()],
    answers: [...answers.values()],
    lines,
    actions,
  };
}
