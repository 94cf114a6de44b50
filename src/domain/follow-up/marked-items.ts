import { groupOf } from "../action-items/read/group.ts";
import type { Sides } from "../action-items/read/types.ts";
import type { Guard } from "../guard/types.ts";
import type { FollowUpItem } from "./types.ts";

export interface MarkedItems {
  /** The others, under headings that their customer may read. */
  readonly kept: readonly FollowUpItem[];
  /** Ids of those that are left out, with all below them. */
  readonly ids: readonly string[];
  /** What marks them, as it stands in the list. */
  readonly words: readonly string[];
}

function idsOf(item: FollowUpItem): readonly string[] {
  return [item.id, ...item.children.flatMap(idsOf)];
}

/** Takes the action items out that their customer should not read; what stands below one goes with it. */
export function withoutMarkedItems(items: readonly FollowUpItem[], sides: Sides, guard: Guard): MarkedItems {
  const ids: string[] = [];
  const words = new Set<string>();
  const keep = (some: readonly FollowUpItem[]): readonly FollowUpItem[] =>
    some.flatMap((item) => {
      const found = guard(`${item.text}\n${item.bare}`);
      if (found.length > 0) {
        for (const id of idsOf(item)) ids.push(id);
        for (const word of found) words.add(word);
        return [];
      }
      const isGroupMarked = item.group !== null && guard(item.group).length > 0;
      const group = isGroupMarked ? groupOf(null, item.owner, sides) : item.group;
      return [{ ...item, group, children: keep(item.children) }];
    });
  return { kept: keep(items), ids, words: [...words] };
}
