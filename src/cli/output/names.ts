import { plain } from "../../domain/text/plain.ts";
import type { ItemRow } from "../commands/item-rows.ts";

/** Returns the text of an item, behind what tells it from another one of the same text. */
export function nameOf({ text, under }: Pick<ItemRow, "text" | "under">): string {
  return `${under === undefined ? "" : `${under} › `}${plain(text)}`;
}

/** Returns a series as people know it: by its id, the meetings that belong to none by what they are. */
export function seriesName(id: string): string {
  return id === "" ? "meetings outside of every series" : id;
}
