import { isAttendance } from "../../attendance/heading.ts";
import { VERBS } from "../../attendance/person-words.ts";
import { followLabels } from "../../markdown/follow-labels.ts";
import type { LabelLine, MarkdownDocument } from "../../markdown/types.ts";
import { isSectionName } from "../../text/section-names.ts";

/** What divides the items below it, a heading or a line that acts as one. */
export interface Divider {
  readonly level: number;
  readonly text: string;
}

/** What stands in a list item or a quote has a higher one (`Label.level`). */
const EMPHASIS_LEVEL = 7;
/** As a heading for a whole part: one alone tells no item from another. */
const PART_LEVEL = 2;
/** As one below the line of its part, `**Action items**`. */
const GROUP_LEVEL = 3;
const BOLD = /^(?:\*\*|__|<(?:b|strong)>)/;
const OPENS = /^(?:[*_]+|<[a-z]+>)/;
const CLOSES = /(?:(?<![*_])[*_]+|<\/[a-z]+>)?:?$/;
/** A line of more words says something, and so does one that asks for something. */
const MOST_WORDS = 6;

function namesGroup(text: string): boolean {
  const words = text.split(/\s+/);
  const asks =
    words.length > 1 && (VERBS.has(words[0]?.toLowerCase() ?? "") || /^(?:please|bitte)$/i.test(words[0] ?? ""));
  return text !== "" && words.length <= MOST_WORDS && !asks && !/[.!?…]$/.test(text);
}

/** The bold lines that hold at a place: of a part of the minutes, and of a group. */
interface State {
  readonly inPart: boolean;
  readonly group: Divider | null;
}

const NOTHING: State = { inPart: false, group: null };

function follow(state: State, { kind, level, text }: LabelLine): State {
  if (level > EMPHASIS_LEVEL) return state;
  if (kind !== "emphasis") return NOTHING;
  // A hint in italics, or what a tag shows, divides nothing; what only closes tags ends what they began.
  if (text !== "" && !BOLD.test(text)) return state;
  const words = text.replace(OPENS, "").replace(CLOSES, "").replace(/:$/, "").trim();
  if (isSectionName(words)) return { inPart: words !== "", group: null };
  if (!namesGroup(words) || isAttendance(words)) return { ...state, group: null };
  return { ...state, group: { level: state.inPart ? GROUP_LEVEL : PART_LEVEL, text: words } };
}

/**
 * The line in bold that a label leaves in force, `**Customer**` alone in a paragraph above a list, or null: up to the next one
 * or the next heading it groups items as a heading does.
 */
export function boldLineOver(document: MarkdownDocument, label: LabelLine | null): Divider | null {
  return followLabels(document, label, NOTHING, follow).group;
}
