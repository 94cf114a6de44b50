import { UnknownOutcomeError } from "../../domain/errors.ts";
import { parseNoteMarker } from "../../domain/marker/note-marker.ts";
import type { GitLab, Note } from "../../gitlab/port.ts";
import type { ApplyDependencies } from "./applied.ts";

const SETTLE_MS = 2_000;

/** A reminder of the same items is another one when it is older than this, in milliseconds. */
const SAME_REMINDER_MS = 3_600_000;

function firstLine(body: string): string {
  return body.split("\n")[0]?.trim() ?? "";
}

/** True when a comment says what `body`, said at `near`, says: the same marker, and for a reminder the same hour. */
export function isSame(note: Note, body: string, near: string): boolean {
  if (firstLine(note.body) !== firstLine(body)) return false;
  if (parseNoteMarker(body)?.kind !== "reminder") return true;
  return Math.abs(Date.parse(note.createdAt) - Date.parse(near)) < SAME_REMINDER_MS;
}

async function post(gitlab: GitLab, iid: number, body: string, sleep: (ms: number) => Promise<void>): Promise<Note> {
  try {
    return await gitlab.createNote(iid, body);
  } catch (error) {
    if (!(error instanceof UnknownOutcomeError)) throw error;
    await sleep(SETTLE_MS);
    const notes = await gitlab.listNotes(iid, "comments");
    const newest = notes.at(-1)?.createdAt ?? "";
    return notes.findLast((note) => isSame(note, body, newest)) ?? (await gitlab.createNote(iid, body));
  }
}

async function saidBy(gitlab: GitLab, iid: number, userId: number | null, body: string, near: string) {
  const notes = await gitlab.listNotes(iid, "comments");
  return notes.filter((note) => note.author.id === userId && isSame(note, body, near));
}

/**
 * Says something once: a comment is known by the marker on its first line. What another run said since this one looked, at
 * `at`, stays; when two said it at the same time the older comment stays and the other is deleted.
 */
export async function commentOnce(
  gitlab: GitLab,
  iid: number,
  body: string,
  { sleep, botId, at }: Pick<ApplyDependencies, "sleep" | "botId" | "at">,
): Promise<Note> {
  const [there] = await saidBy(gitlab, iid, botId, body, at);
  if (there !== undefined) return there;
  const made = await post(gitlab, iid, body, sleep);
  const [first = made, ...more] = await saidBy(gitlab, iid, made.author.id, body, made.createdAt);
  for (const note of more) if (note.author.former !== true) await gitlab.deleteNote(iid, note.id);
  return first;
}
