import { parseIssueMarker } from "../marker/issue-marker.ts";
import type { PlainDate } from "../time/types.ts";
import { type MarkedLine, markedLines } from "./marks.ts";

/** A call of the series that was held, or is to come, and what its agenda offered. */
export interface OfferedTopics {
  readonly date: PlainDate;
  readonly isHeld: boolean;
  /** Ids of what was offered, whether it stands there yet or somebody took it out. */
  readonly offered: ReadonlySet<string>;
  /** Of these, what stands there yet. */
  readonly standing: ReadonlySet<string>;
  /** Of these, what the call came to: what is ticked or dropped, or has text below or behind it. */
  readonly covered: ReadonlySet<string>;
}

/** An agenda as far as its topics go. */
export interface TopicAgenda {
  readonly date: PlainDate;
  readonly isHeld: boolean;
  readonly description: string;
}

const INDENTED = /^(?:[ \t>]{2,}|\t)\S/;
/** Whoever writes behind the question writes more than this. */
const SOME_LETTERS = 3;

/** Returns what the agenda of a call offered and what of it the call came to. Time is linear. */
export function offeredTopics(
  { date, isHeld, description }: TopicAgenda,
  wordsOf: (id: string) => readonly string[],
): OfferedTopics {
  const marked = markedLines(description);
  const lines = description.split("\n");
  const isCovered = ({ id, text, isSettled, line }: MarkedLine): boolean =>
    isSettled || isNoted(lines, line) || wordsOf(id).some((words) => isLonger(text, words));
  const covered = marked.filter(isCovered).map(({ id }) => id);
  const offered = [...(parseIssueMarker(description)?.topics ?? []), ...marked.map(({ id }) => id)];
  const standing = new Set(marked.map(({ id }) => id));
  return { date, isHeld, offered: new Set(offered), standing, covered: new Set(covered) };
}

/** Whether text stands below a line, further in than it or going on from it. */
function isNoted(lines: readonly string[], at: number): boolean {
  const follows = lines[at + 1] ?? "";
  const next = follows.trim() === "" ? (lines[at + 2] ?? "") : follows;
  if (follows.trim() !== "" && !/^[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6})(?:[ \t]|$)/.test(follows)) return true;
  return INDENTED.test(next) && next.search(/[^ \t>]/) > (lines[at] ?? "").search(/[^ \t>]/);
}

function isLonger(text: string, words: string): boolean {
  return text.startsWith(words) && text.length - words.length > SOME_LETTERS;
}
