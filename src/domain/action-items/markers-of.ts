import { selfContained } from "../markdown/self-contained.ts";
import type { MarkdownDocument, TaskItem } from "../markdown/types.ts";
import { type ItemId, parseItemMarkers } from "../marker/item-marker.ts";

/**
 * Ids of the markers of an item, in order. What stands in the label of a link by reference (`[words][<!--c:12-k3f-->]`) is
 * none where that label is defined: GitLab shows a link then.
 */
export function markersOf(document: MarkdownDocument, item: TaskItem): readonly ItemId[] {
  const found = parseItemMarkers(item.text);
  if (found.length === 0 || !item.text.includes("][")) return found;
  return parseItemMarkers((selfContained(document).items[item.index] ?? item).text);
}
