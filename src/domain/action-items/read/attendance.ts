import { isAttendance, isOtherPart } from "../../attendance/heading.ts";
import { isOnlyPeople } from "../../attendance/person.ts";
import { followLabels } from "../../markdown/follow-labels.ts";
import type { LabelLine, MarkdownDocument, TaskItem } from "../../markdown/types.ts";

/** A line of more words than these is a sentence: it names no part of the minutes, or not even people. */
const MOST_WORDS = 6;
const MOST_WORDS_OF_PEOPLE = 12;

/** What a label is about: the people of a call, another part of the minutes, or neither (`GitLab`, `Ann, Ben`). */
function subjectOf({ kind, text }: LabelLine): "people" | "other" | null {
  if (kind === "table") {
    const cells = text.split("|");
    if (cells.some(isOtherPart)) return "other";
    return cells.some((cell) => isAttendance(cell, false)) ? "people" : null;
  }
  const words = kind === "line" ? text.split(/\s+/, MOST_WORDS_OF_PEOPLE + 1).length : 0;
  if (words > MOST_WORDS_OF_PEOPLE) return null;
  if (isAttendance(text, kind !== "line")) return "people";
  return words <= MOST_WORDS && isOtherPart(text) ? "other" : null;
}

/** The label that lists people and holds below one, or null. A label decides for its own part only. */
function follow(over: LabelLine | null, label: LabelLine): LabelLine | null {
  const subject = subjectOf(label);
  // What begins another part ends the list for good, however deep it stands; a name below it only divides it.
  if (subject !== "other" && over !== null && label.level > over.level) return over;
  return subject === "people" ? label : null;
}

export interface Attendance {
  /** The line that makes it one of a list of people, `Attendees`. */
  readonly line: string;
  /** Whether it reads as one of them: what says more than a name is something to be done that people wrote there. */
  readonly isPerson: boolean;
}

/** How an item stands in a list of people; null for one that does not. */
export function attendanceOf(document: MarkdownDocument, { label, text }: TaskItem): Attendance | null {
  const list = followLabels<LabelLine | null>(document, label, null, follow);
  return list === null ? null : { line: list.text, isPerson: isOnlyPeople(text) };
}
