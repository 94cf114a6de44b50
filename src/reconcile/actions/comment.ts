import * as z from "zod/mini";
import { NoteId } from "../../domain/ids.ts";
import type { NoteKind } from "../../domain/marker/note-marker.ts";
import { onIssue } from "./define.ts";
import type { Part } from "./kind.ts";

/** A comment by what it is: the part of a run that it belongs to, and its words, as the end of "comment: ". */
const NOTES: Readonly<Record<NoteKind, { readonly part: Part; readonly words: string }>> = {
  gaps: { part: "follow-up", words: "what is missing" },
  participants: { part: "follow-up", words: "tells the participants" },
  "taken-back": { part: "follow-up", words: "taken back" },
  updated: { part: "follow-up", words: "what is new" },
  reminder: { part: "unresolved", words: "reminder" },
  answer: { part: "follow-up", words: "answer" },
  "late-items": { part: "agenda", words: "which items were added" },
  reply: { part: "agenda", words: "reply" },
  "not-closed": { part: "unresolved", words: "asks to close it" },
};

/** Comments that are made once: that they were is written into the issue's marker as well. */
export function isRemembered(what: NoteKind): boolean {
  return what === "participants" || what === "not-closed";
}

export function writesOfComment({ what }: { readonly what: NoteKind }): number {
  return isRemembered(what) ? 2 : 1;
}

export const commentKind = onIssue(
  ({ NoteKind, NewDue }) => ({
    /** Begins with the note marker, by which it is made only once. */
    body: z.string(),
    what: NoteKind,
    dueDate: NewDue,
  }),
  {
    part: ({ what }) => NOTES[what].part,
    sign: "~",
    plan: ({ iid, what }) => `#${iid}  comment: ${NOTES[what].words}`,
    done: ({ iid, what }) => `#${iid} comment: ${NOTES[what].words}`,
    writes: (action) => writesOfComment(action),
  },
);

export const editCommentKind = onIssue(({ NoteKind }) => ({ noteId: NoteId, body: z.string(), what: NoteKind }), {
  part: ({ what }) => NOTES[what].part,
  sign: "~",
  plan: ({ iid, what }) => `#${iid}  change comment: ${NOTES[what].words}`,
  done: ({ iid, what }) => `#${iid} comment changed: ${NOTES[what].words}`,
});

export const deleteCommentKind = onIssue(({ NoteKind }) => ({ noteId: NoteId, what: NoteKind }), {
  part: ({ what }) => NOTES[what].part,
  sign: "~",
  plan: ({ iid }) => `#${iid}  delete a comment of the bot`,
  done: ({ iid }) => `#${iid} comment of the bot deleted`,
});
