import type { ItemRow } from "../commands/item-rows.ts";

/** An item's text as a person would read it: without the escapes that keep GitLab quiet. */
export function plain(text: string): string {
  return text.replace(/\\([@#!~%&/<>[\]*_`\\-])/g, "$1").replace(/<br>/g, " ");
}

/** The text of an item, behind what tells it from another one of the same text. */
export function nameOf({ text, under }: Pick<ItemRow, "text" | "under">): string {
  return `${under === undefined ? "" : `${under} › `}${plain(text)}`;
}
