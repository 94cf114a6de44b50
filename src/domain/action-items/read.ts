import { parseMarkdown } from "../markdown/parse.ts";
import type { MarkdownDocument, TaskItem } from "../markdown/types.ts";
import { parseItemMarkers } from "../marker/item-marker.ts";
import { flattenText } from "./flatten.ts";
import { selectActionItems } from "./select.ts";
import { stripBareOrigin, stripTrailer } from "./trailer.ts";
import type { AgendaText, CarryRules } from "./types.ts";

/** An action item of one agenda before its identity is settled. */
export interface Entry {
  readonly agenda: AgendaText;
  readonly document: MarkdownDocument;
  readonly item: TaskItem;
  /** One line, without the bot's origin and marker. */
  readonly text: string;
  /** The id its marker claims, or null: no marker, not believed, or a second item with the same one. */
  readonly claimed: string | null;
}

/**
 * Reads the action items of one agenda in source order. An item with a believed marker always counts, wherever people
 * moved it. When people copied a marked line, the first keeps the identity and the others are new items.
 */
export function readEntries(agenda: AgendaText, rules: CarryRules): readonly Entry[] {
  const document = parseMarkdown(agenda.description);
  const selected = new Set(selectActionItems(document, rules.sections).map((item) => item.index));
  const claimedHere = new Set<string>();
  const entries: Entry[] = [];
  for (const item of document.items) {
    const marker = agenda.byBot ? (parseItemMarkers(item.text)[0] ?? null) : null;
    const written = flattenText(stripTrailer(flattenText(item.text)));
    const text = agenda.byBot && marker === null ? stripBareOrigin(written) : written;
    if (text === "" || (marker === null && !selected.has(item.index))) continue;
    const claimed = marker !== null && !claimedHere.has(marker) ? marker : null;
    if (claimed !== null) claimedHere.add(claimed);
    entries.push({ agenda, document, item, text, claimed });
  }
  return entries;
}
