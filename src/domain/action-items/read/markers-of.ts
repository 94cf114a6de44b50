import { definedLabels } from "../../markdown/defined-labels.ts";
import type { MarkdownDocument, TaskItem } from "../../markdown/types.ts";
import { type ItemId, parseItemMarkers } from "../../marker/item-marker.ts";

/** Ids of the markers of an item, in order. */
export function markersOf(document: MarkdownDocument, item: TaskItem): readonly ItemId[] {
  return item.text.includes("c:") ? parseItemMarkers(item.text, definedLabels(document)) : [];
}
