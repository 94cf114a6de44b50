import { parseMarkdown } from "../../markdown/parse.ts";
import { splitLines } from "../../markdown/source.ts";
import type { BoxState, TaskItem } from "../../markdown/types.ts";
import { writeOutReferences } from "../../markdown/write-out.ts";
import { readContent } from "../../minutes/content.ts";
import { textKey } from "../../text/similarity.ts";
import { withoutCarryNotes } from "./carry-note.ts";
import { readDetails } from "./details.ts";
import type { ItemEntry } from "./read.ts";
import type { AgendaText, CarryRules } from "./types.ts";

const NOWHERE = { start: 0, end: 0 };

/** An item as a document would have it where a question had a box: behind all that have one, and at no place of the text. */
function boxlessItem(index: number, text: string): TaskItem {
  return {
    index,
    state: "open",
    box: NOWHERE,
    range: NOWHERE,
    textRange: NOWHERE,
    text,
    notes: "",
    parent: null,
    children: [],
    groups: [],
    headings: [],
    label: null,
    quoted: false,
    cell: false,
    ordered: false,
    comments: [],
  };
}

function headOf(markdown: string): string {
  return splitLines(markdown)[0]?.trim() ?? "";
}

/**
 * The questions that people noted in an agenda without a box, open or answered, as items; `entries` are those with a box.
 * Empty where its rules ask for none.
 */
export function readQuestions(
  agenda: AgendaText,
  entries: readonly ItemEntry[],
  rules: CarryRules,
): readonly ItemEntry[] {
  const { questions: asked, description, date } = agenda;
  if (asked === undefined) return [];
  const document = (agenda.parse ?? parseMarkdown)(description);
  const itemTexts = entries.map(({ text }) => text);
  const { project } = asked;
  const written = writeOutReferences(withoutCarryNotes(description));
  const content = readContent({ description: written, itemTexts, project, callDate: date });
  const reading = { callDate: date, dayOrder: (agenda.rules ?? rules).dayOrder };
  const boxed = new Set(itemTexts.map(textKey));
  const of = (texts: readonly string[], state: BoxState) =>
    texts.map(headOf).flatMap((text) => (text === "" || boxed.has(textKey(text)) ? [] : [{ text, state }]));
  const found = [...(asked.count === "followed" ? [] : of(content.questions, "open")), ...of(content.answers, "done")];
  return found.map(({ text, state }, at): ItemEntry => {
    const details = readDetails(text, reading);
    const item = boxlessItem(document.items.length + at, text);
    const none = { claimed: null, hinted: null, copied: false, issue: null, promote: false };
    return { agenda, document, item, state, text, details, reading, ...none, boxless: true };
  });
}
