import { readPromotion, stripPromotion } from "../../commands/promotion.ts";
import type { DateReading } from "../../due-date/types.ts";
import type { IssueIid } from "../../ids.ts";
import { showsNothing } from "../../markdown/comments.ts";
import { definedLabels } from "../../markdown/defined-labels.ts";
import { parseMarkdown } from "../../markdown/parse.ts";
import { selfContained } from "../../markdown/self-contained.ts";
import type { BoxState, MarkdownDocument, TaskItem } from "../../markdown/types.ts";
import { flattenText } from "../../text/flatten.ts";
import { issueAsSubject, issueInPointer, stripBareOrigin, stripBarePointer, stripCarryNote } from "./carry-note.ts";
import { readDetails } from "./details.ts";
import { joinItemText } from "./item-text.ts";
import { markersOf } from "./markers-of.ts";
import { withoutContext } from "./nest.ts";
import { readPromotionOffer } from "./promotion-offer.ts";
import { whyNoActionItems } from "./select.ts";
import { readWord, stateOfItem } from "./state-words.ts";
import { type RowDetails, readTableRow } from "./table-row.ts";
import type { AgendaText, Appearance, CarryRules, ItemDetails } from "./types.ts";

const NO_ISSUES: ReadonlySet<IssueIid> = new Set();

/** An action item of one agenda or follow-up before its identity is settled. */
export interface ItemEntry {
  readonly agenda: AgendaText;
  readonly document: MarkdownDocument;
  readonly item: TaskItem;
  readonly state: BoxState;
  /** One line, without the bot's origin and marker. */
  readonly text: string;
  readonly details: ItemDetails;
  /** How the days in its text are read. */
  readonly reading: DateReading;
  /** The id its marker claims, or null: no marker, not believed, or a second item with the same one. */
  readonly claimed: string | null;
  /** The id a marker claims in an issue that a person wrote: a hint, believed only for an item that is known and alike. */
  readonly hinted: string | null;
  /** Its marker stands on a line before it as well, which keeps the identity. */
  readonly copied: boolean;
  readonly issue: IssueIid | null;
  readonly promote: boolean;
  /** See `Appearance`. */
  readonly boxless?: true;
}

/** Text of an item in a row of a follow-up's table: owner and due date stand in cells of their own. */
function textInRow(text: string, row: RowDetails, reading: DateReading): string {
  const word = readWord(text);
  if (word === null) return joinItemText({ text, ...row }, reading);
  const tag = text.endsWith(word.rest) ? text.slice(0, text.length - word.rest.length) : `${word.word}: `;
  return tag + joinItemText({ text: word.rest, ...row }, reading);
}

/** The issue that the bot says an item was given; null where people typed that. */
function pointerOf({ itemIssues = NO_ISSUES }: AgendaText, line: string, document: MarkdownDocument): IssueIid | null {
  return issueInPointer(line, itemIssues, definedLabels(document));
}

/** Owner and due date: those of its own words before those of a parent whose words stand before them. */
function ownDetails(text: string, reading: DateReading): ItemDetails {
  const whole = readDetails(text, reading);
  const words = withoutContext(text);
  if (words === text) return whole;
  const { owner, due, unclearDue } = readDetails(words, reading);
  const day = due === null && unclearDue === null ? whole : { due, unclearDue };
  return { ...whole, owner: owner ?? whole.owner, due: day.due, unclearDue: day.unclearDue };
}

/** Text of an item on one line, without the bot's words, and what it says of owner and due date. */
function readWords(
  agenda: AgendaText,
  document: MarkdownDocument,
  item: TaskItem,
  marked: boolean,
  reading: DateReading,
): { readonly text: string; readonly details: ItemDetails } {
  const own = stripPromotion(item.text, item.notes).text;
  const pointer = pointerOf(agenda, own, document);
  const said = pointer === null ? own : stripBarePointer(own, pointer);
  const written = flattenText(stripCarryNote(flattenText(said), definedLabels(document)));
  const bare = agenda.byBot && !marked ? stripBareOrigin(written) : written;
  const row = agenda.kind === "follow-up" && item.parent === null ? readTableRow(document, item, reading) : null;
  const text = row === null ? bare : textInRow(bare, row, reading);
  const details = ownDetails(text, reading);
  const unclearDue = details.due === null ? (details.unclearDue ?? row?.unclearDue ?? null) : null;
  return { text, details: { ...details, unclearDue } };
}

/** What an item says where it is taken elsewhere: its text and notes with links and footnotes written out. */
export function wordsOf(place: Pick<Appearance, "agenda" | "document" | "item" | "text" | "details" | "reading">): {
  readonly text: string;
  readonly details: ItemDetails;
  readonly notes: string;
} {
  const { agenda, document, reading } = place;
  const whole = selfContained(document);
  const item = whole.items[place.item.index] ?? place.item;
  if (whole === document) return { text: place.text, details: place.details, notes: item.notes };
  const marked = agenda.byBot && markersOf(document, place.item).length > 0;
  return { ...readWords(agenda, whole, item, marked, reading), notes: item.notes };
}

/**
 * Reads the action items of one agenda in source order. An item with a believed marker always counts, wherever people
 * moved it. When people copied a marked line, the first keeps the identity and the others are new items.
 */
export function readEntries(agenda: AgendaText, rules: CarryRules): readonly ItemEntry[] {
  const document = (agenda.parse ?? parseMarkdown)(agenda.description);
  const { dayOrder, sections } = agenda.rules ?? rules;
  const reading = { callDate: agenda.date, dayOrder };
  const excluded = whyNoActionItems(document, sections);
  const promoted = tickedPromotionOffers(document);
  const claimedHere = new Set<string>();
  const entries: ItemEntry[] = [];
  for (const item of document.items) {
    if (readPromotionOffer(item.text) !== null) continue;
    const marker = markersOf(document, item)[0] ?? null;
    const believed = agenda.byBot ? marker : null;
    const { text, details } = readWords(agenda, document, item, believed !== null, reading);
    if (showsNothing(text) || (marker === null && excluded.has(item.index))) continue;
    const copied = marker !== null && claimedHere.has(marker);
    const claimed = believed !== null && !claimedHere.has(believed) ? believed : null;
    const hinted = !agenda.byBot && marker !== null && !claimedHere.has(marker) ? marker : null;
    if (claimed !== null) claimedHere.add(claimed);
    if (hinted !== null) claimedHere.add(hinted);
    const known = claimed ?? hinted;
    const promote = readPromotion(item.text, item.notes) || (known !== null && promoted.has(known));
    const state = stateOfItem(item.state, text, item.notes);
    entries.push({
      agenda,
      document,
      item,
      state,
      text,
      details,
      reading,
      claimed,
      hinted,
      copied,
      issue: pointerOf(agenda, item.text, document) ?? issueAsSubject(details.bare),
      promote,
    });
  }
  return entries;
}

function tickedPromotionOffers(document: MarkdownDocument): ReadonlySet<string> {
  const ticked = document.items.filter((item) => item.state === "done").map((item) => readPromotionOffer(item.text));
  return new Set(ticked.filter((id) => id !== null));
}
