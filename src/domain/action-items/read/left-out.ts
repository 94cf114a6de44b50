import type { IssueIid } from "../../ids.ts";
import { parseMarkdown } from "../../markdown/parse.ts";
import type { TaskItem } from "../../markdown/types.ts";
import { type Reason, reason } from "../../reason.ts";
import { flattenText } from "../../text/flatten.ts";
import { stripCarryNote } from "./carry-note.ts";
import { readPromotionOffer } from "./promotion-offer.ts";
import { readEntries } from "./read.ts";
import { whyNoActionItems } from "./select.ts";
import type { AgendaText, CarryRules, LeftBehind } from "./types.ts";

const MAX_TEXT = 120;

/** The text of a box on one line, for people to find it by. */
function shownText({ text }: TaskItem): string {
  const line = stripCarryNote(flattenText(text)).trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT - 1)}…` : line;
}

/** Every box of a text that is nowhere an action item, with one reason for all. */
export function allBoxes(iid: IssueIid, source: string, why: Reason): readonly LeftBehind[] {
  return parseMarkdown(source).items.map((item) => ({ iid, text: shownText(item), reason: why }));
}

/**
 * The boxes of an agenda or follow-up that GitLab shows and no rule makes an action item, with the rule (law 2: what is
 * not carried is named).
 */
export function leftOut(agenda: AgendaText, rules: CarryRules): readonly LeftBehind[] {
  const { iid, description } = agenda;
  if (!rules.enabled) return allBoxes(iid, description, reason("carry-off", "carry is off for this series"));
  const document = (agenda.parse ?? parseMarkdown)(description);
  const entries = new Set(readEntries(agenda, rules).map((entry) => entry.item.index));
  const reasons = whyNoActionItems(document, rules.sections);
  return document.items
    .filter((item) => !entries.has(item.index))
    .map((item) => ({ iid, text: shownText(item), reason: reasonFor(item, reasons.get(item.index)) }));
}

/** What no rule leaves out are lines of the bot's own: the offer of an issue, and what holds nothing but marker and origin. */
function reasonFor(item: TaskItem, why: Reason | undefined): Reason {
  if (readPromotionOffer(item.text) !== null)
    return reason("offer", "is the bot's offer of an issue for the item above it");
  return why ?? reason("no-text", "has a box and no text besides what the bot wrote");
}
