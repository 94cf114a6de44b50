import { parseNoteMarker } from "../../domain/marker/note-marker.ts";
import { HOUR_MS } from "../../domain/time/units.ts";
import type { Note } from "../../gitlab/port.ts";

/** A reminder of the same items is another one when it is older than this, in milliseconds. */
const SAME_REMINDER_MS = HOUR_MS;

function firstLine(body: string): string {
  return body.split("\n")[0]?.trim() ?? "";
}

/** True when a comment says what `body`, said at `near`, says: the same marker, and for a reminder the same hour. */
export function isSame(note: Note, body: string, near: string): boolean {
  if (firstLine(note.body) !== firstLine(body)) return false;
  if (parseNoteMarker(body)?.kind !== "reminder") return true;
  return Math.abs(Date.parse(note.createdAt) - Date.parse(near)) < SAME_REMINDER_MS;
}
