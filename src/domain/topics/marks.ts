import { textKey } from "../text/similarity.ts";

/** Ids of topics: of the bank, those that a file's own are given, and `issue-12`. */
const TOPIC_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const MARK = /<!--t:([a-z0-9][a-z0-9-]{0,39})-->/;
/** What stands before the words of a suggested topic. */
const BEFORE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX~]\][ \t]+)?/;

/** True for the form of a topic's id; says nothing about whether there is one. */
function isTopicId(text: string): boolean {
  return TOPIC_ID.test(text);
}

/** Renders what tells a topic on its line in later agendas, hidden as the mark of an item is. Throws a `RangeError` for what is no id. */
export function renderTopicMark(id: string): string {
  if (!isTopicId(id)) throw new RangeError(`a topic's id is [a-z0-9][a-z0-9-]*, not ${JSON.stringify(id)}`);
  return `<!--t:${id}-->`;
}

/** A line that the bot suggested. */
export interface MarkedLine {
  readonly id: string;
  /** Its words, without bullet, box and mark. */
  readonly text: string;
  /** Whether people ticked, dropped or struck it. */
  readonly isSettled: boolean;
  /** The number of the line. */
  readonly line: number;
}

/** Returns the lines of a description that the bot suggested, in order. Time is linear. */
export function markedLines(description: string): readonly MarkedLine[] {
  if (!description.includes("<!--t:")) return [];
  return description.split("\n").flatMap((source, line) => {
    const id = MARK.exec(source)?.[1];
    if (id === undefined) return [];
    const text = source.replace(MARK, "").replace(BEFORE, "").trim();
    return [{ id, text, isSettled: /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[xX~]\]|~~)/.test(source), line }];
  });
}

/** The suggested lines as texts are compared: who left one as it was said nothing with it. */
export function suggestedLines(description: string): readonly string[] {
  return markedLines(description).map(({ text }) => textKey(text));
}
