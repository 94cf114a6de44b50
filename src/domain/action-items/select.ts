import { sectionDirectives } from "../markdown/directives.ts";
import type { Heading, MarkdownDocument, TaskItem } from "../markdown/types.ts";

/** Directive in a template that makes a section a checklist: its boxes are not action items. */
const CHECKLIST_DIRECTIVE = "cadence:checklist";

const ATTENDEES = /^(attendees|participants|invitees|teilnehmer(?:innen)?|participantes)\b/;

function headingKey(text: string): string {
  return text
    .replace(/[*_`#:]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLocaleLowerCase("en");
}

/** Thousands of items may stand under one heading, which may be as long as they are many. */
const keys = new WeakMap<Heading, string>();

function keyOf(heading: Heading): string {
  const key = keys.get(heading) ?? headingKey(heading.text);
  keys.set(heading, key);
  return key;
}

function checklistHeadings(document: MarkdownDocument): ReadonlySet<number> {
  const starts = document.sections
    .filter((section) => sectionDirectives(document, section).includes(CHECKLIST_DIRECTIVE))
    .map((section) => section.heading?.range.start ?? -1);
  return new Set(starts);
}

function isUnder(headings: readonly Heading[], accept: (key: string) => boolean): boolean {
  return headings.some((heading) => accept(keyOf(heading)));
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

/**
 * The action items of an issue: every task item with text that is not in a section marked
 * `<!-- cadence:checklist -->` and not under attendees. `sections` narrows it to headings (their sub-headings included;
 * compared without case and emphasis).
 */
export function selectActionItems(document: MarkdownDocument, sections: readonly string[] | null): readonly TaskItem[] {
  const checklists = checklistHeadings(document);
  const wanted = sections === null ? null : new Set(sections.map(headingKey));
  const notes = inNotes(document.items);
  return document.items.filter((item) => {
    if (item.text.trim() === "" || notes.has(item)) return false;
    const startsOfPath = item.headings.length === 0 ? [-1] : item.headings.map((heading) => heading.range.start);
    if (startsOfPath.some((start) => checklists.has(start))) return false;
    if (isUnder(item.headings, (key) => ATTENDEES.test(key))) return false;
    return wanted === null || isUnder(item.headings, (key) => wanted.has(key));
  });
}
