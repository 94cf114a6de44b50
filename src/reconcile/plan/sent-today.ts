import { toLocal } from "../../domain/time/zoned-time.ts";
import { botNotes } from "../model/bot.ts";
import type { Comments, ProjectState } from "../model/types.ts";

/** People reminded today, as far as the comments that were read tell. */
export function sentToday(state: ProjectState, comments: Comments): number {
  const today = state.today;
  const { timeZone } = state.snapshot.configuration;
  const notes = [...comments.values()].flatMap((list) => botNotes(list, state.bot));
  return notes
    .filter(({ marker, note }) => marker.kind === "reminder" && toLocal(note.createdAt, timeZone).date === today)
    .reduce((sum, { note }) => sum + new Set(note.body.match(/(?<![\w\\])@[\w.-]+/g)).size, 0);
}
