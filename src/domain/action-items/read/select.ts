import { showsNothing } from "../../markdown/comments.ts";
import { sectionDirectives } from "../../markdown/directives.ts";
import type { Heading, MarkdownDocument, TaskItem } from "../../markdown/types.ts";
import { type Reason, reason } from "../../reason.ts";
import { isPlaceholderText } from "../../template/placeholder.ts";
import { attendanceOf } from "./attendance.ts";

/** Directive in a template that makes a section a checklist: its boxes are not action items. */
const CHECKLIST_DIRECTIVE = "cadence:checklist";

function headingKey(text: string): string {
  return text
    .replace(/[*_`#:]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLocaleLowerCase("en");
}

function keyOf({ text }: Heading): string {
  return headingKey(text);
}

/** Starts of the headings whose sections say that they are checklists; -1 for what stands before the first heading. */
function checklistHeadings(document: MarkdownDocument): ReadonlySet<number> {
  const starts = document.sections
    .filter((section) => sectionDirectives(document, section).includes(CHECKLIST_DIRECTIVE))
    .map((section) => section.heading?.range.start ?? -1);
  return new Set(starts);
}

/** The names of `carry.sections` that no heading of the documents bears: most likely slips, which would carry nothing. */
export function unknownSections(
  documents: readonly MarkdownDocument[],
  sections: readonly string[],
): readonly string[] {
  const headings = documents.flatMap((document) => document.sections.map((section) => section.heading?.text ?? ""));
  const known = new Set(headings.map(headingKey));
  return sections.filter((section) => !known.has(headingKey(section)));
}

/**
 * Items in quotes and tables inside another item are part of that item's notes; those in a quote or table of its own
 * stand for themselves.
 */
function inNotes(items: readonly TaskItem[]): ReadonlySet<TaskItem> {
  const inside = new Set<TaskItem>();
  let end = 0;
  for (const item of items) {
    if (!item.quoted && !item.cell) end = Math.max(end, item.range.end);
    else if (item.range.start < end) inside.add(item);
  }
  return inside;
}

/** One line of a heading, as a reason quotes it. */
function quoted(heading: string): string {
  return `"${heading.slice(0, 80).replace(/\s+/g, " ").trim()}"`;
}

function whyNoText({ text }: TaskItem): Reason | null {
  if (showsNothing(text)) return reason("no-text", "has a box and no text");
  return isPlaceholderText(text) ? reason("placeholder", "only holds the place of a text, as in a template") : null;
}

function whyNoItem(document: MarkdownDocument, item: TaskItem): Reason | null {
  const own = document.findings.of(item, whyNoText);
  if (own !== null) return own;
  const attendance = attendanceOf(document, item);
  return attendance?.isPerson === true
    ? reason("attendees", `stands under attendees, ${quoted(attendance.line)}`)
    : null;
}

/** Why an action item may be none: it stands in a list of people and reads as more than a name. Null for all others. */
export function doubtAbout(document: MarkdownDocument, item: TaskItem): string | null {
  const attendance = attendanceOf(document, item);
  return attendance === null
    ? null
    : `stands under attendees, ${quoted(attendance.line)}, and reads as more than a name`;
}

/**
 * Why task items of an issue are no action items, by their index: they have no text or only the place of one, stand in the
 * notes of another one, in a section marked `<!-- cadence:checklist -->`, or are the names in a list of attendees.
 * `sections` narrows action items to headings (their sub-headings included; compared without case and emphasis). Items
 * that are not in it are action items.
 */
export function whyNoActionItems(
  document: MarkdownDocument,
  sections: readonly string[] | null,
): ReadonlyMap<number, Reason> {
  const checklists = checklistHeadings(document);
  const wanted = sections === null ? null : new Set(sections.map(headingKey));
  const notes = inNotes(document.items);
  const list = sections?.join(", ") ?? "";
  const elsewhere = reason("other-section", `stands under none of the headings of carry.sections (${list})`);
  const isMarked = (heading: Heading): boolean => checklists.has(heading.range.start);
  const why = (item: TaskItem): Reason | null => {
    const own = whyNoItem(document, item);
    if (own !== null) return own;
    if (notes.has(item))
      return reason("in-notes", "stands in a quote or table of another item and is part of its notes");
    const { headings } = item;
    const isChecklist = headings.length === 0 ? checklists.has(-1) : headings.some(isMarked);
    if (isChecklist) {
      const where = quoted(headings.find(isMarked)?.text ?? "");
      return reason("checklist", `stands in a checklist, ${where}: <!-- cadence:checklist --> is in that section`);
    }
    if (wanted === null || headings.some((heading) => wanted.has(document.findings.of(heading, keyOf)))) return null;
    return elsewhere;
  };
  const found = document.items.map((item) => [item.index, why(item)] as const);
  return new Map(found.flatMap(([index, one]) => (one === null ? [] : [[index, one]])));
}
