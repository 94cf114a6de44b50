import { type NoteMarker, parseNoteMarker } from "../../domain/marker/note-marker.ts";
import type { Issue, Note, User } from "../../gitlab/port.ts";
import type { Comments, ProjectFacts, SeriesFollowUp } from "./types.ts";

/** The author of the bot's own issues, by an account that is not gone where there is one. */
export function authorOf(own: readonly Issue[]): User | null {
  const authors = own.map((issue) => issue.author);
  return authors.find((author) => author.former !== true) ?? authors[0] ?? null;
}

/** An agenda that the bot closed: it does so only where somebody asks it to skip the call. */
export function wasSkipped({ bot }: ProjectFacts, { closedById }: Issue): boolean {
  return closedById !== null && closedById === bot?.id;
}

/** A comment of the bot, known by its marker. */
export interface BotNote {
  readonly note: Note;
  readonly marker: NoteMarker;
}

/** The bot's comments among several: a marker counts on its own only (law 1). */
export function botNotes(notes: readonly Note[], bot: User | null): readonly BotNote[] {
  return notes.flatMap((note) => {
    const marker = bot !== null && note.author.id === bot.id ? parseNoteMarker(note.body) : null;
    return marker === null ? [] : [{ note, marker }];
  });
}

/** The comment that told the participants of a follow-up; undefined before, and once it was deleted. */
export function participantsNoteIn(notes: readonly Note[], bot: User | null): BotNote | undefined {
  return botNotes(notes, bot).find(({ marker }) => marker.kind === "participants");
}

/** Whether the participants of a follow-up are not told yet. Comments that were not read are those of an issue told of long ago. */
export function isDraft({ marker, issue }: SeriesFollowUp, comments: Comments, bot: User | null): boolean {
  if (marker.told !== null) return false;
  const said = comments.get(issue.iid);
  return said === undefined ? issue.commentCount === 0 : participantsNoteIn(said, bot) === undefined;
}

/** Comments that people wrote. */
export function peoplesNotes(notes: readonly Note[], bot: User | null): readonly Note[] {
  return notes.filter((note) => note.author.id !== bot?.id);
}
