import { reason } from "../../domain/reason.ts";
import type { User } from "../../gitlab/port.ts";
import { botNotes } from "../model/bot.ts";
import { isSame } from "../model/same-comment.ts";
import type { Action, Comments } from "../model/types.ts";

/** The bot's comments that say again what an older one says: a run was killed between posting and looking (law 1). */
export function repeatedComments(comments: Comments, bot: User | null): readonly Action[] {
  return [...comments].flatMap(([iid, notes]) => {
    const own = botNotes(notes, bot);
    const repeated = own.filter(
      ({ note }, index) =>
        note.author.former !== true &&
        own.slice(0, index).some((older) => isSame(older.note, note.body, note.createdAt)),
    );
    return repeated.map(({ note, marker }): Action => {
      const why = reason("said-twice", `a comment on #${iid} was made twice`, { iid, comment: note.id });
      return { kind: "delete-comment", series: "", iid, noteId: note.id, what: marker.kind, reason: why };
    });
  });
}
