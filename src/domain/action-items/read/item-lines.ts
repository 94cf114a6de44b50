import { stripPromotion } from "../../commands/promotion.ts";
import type { TaskItem } from "../../markdown/types.ts";
import { stripBarePointer, stripCarryNote } from "./carry-note.ts";

const LINE_END = /\n|<br ?\/?>/i;

/**
 * The line that an item begins with, without what the bot says there, and those right below it, which are part of its text in
 * Markdown and notes to whoever types them.
 */
export function linesOf({ text, notes }: Pick<TaskItem, "text" | "notes">): {
  readonly head: string;
  readonly rest: string;
} {
  const own = stripPromotion(text, notes).text;
  const end = own.search(LINE_END);
  const head = end < 0 ? own : own.slice(0, end);
  const rest = end < 0 ? "" : stripCarryNote(own.slice(end).replace(LINE_END, ""));
  return { head: stripCarryNote(stripBarePointer(head)).trim(), rest: rest.trim() };
}
