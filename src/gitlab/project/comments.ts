import * as z from "zod/mini";
import { PermanentError } from "../../domain/errors.ts";
import type { IssueIid, NoteId } from "../../domain/ids.ts";
import { reading, writing } from "../errors/operation.ts";
import { isRefusedAs } from "../errors/refused-as.ts";
import type { GitLab, Note } from "../port.ts";
import type { CallContext } from "./call.ts";
import { call, callOrNull, missing } from "./call.ts";
import { ApiCommands, ApiNote, ApiNotes, ApiReactions } from "./record-schema.ts";

export type CommentsClient = Pick<
  GitLab,
  "listNotes" | "listReactions" | "createNote" | "updateNote" | "deleteNote" | "react"
>;

const PAGE = { perPage: 100 } as const;

const NO_NOTE = missing(["Note", ""]);
/** GitLab answers 404 with the reason where the thing should stand: `404 Award Emoji Name has already been taken`. */
const IS_REACTION_THERE = isRefusedAs([400, 404, 409, 422], /has already been taken/i);

/** A comment, or what GitLab did with a text that held quick actions only. */
const Made = z.union([ApiNote, ApiCommands]);

/** The calls on comments: creating one is sent once, all others may be repeated. */
export function createComments(context: CallContext): CommentsClient {
  const project = () => context.project.ref;
  const nameOf = (iid: IssueIid, noteId: NoteId) => `comment ${noteId} on issue #${iid}`;
  const changing = (iid: IssueIid, noteId: NoteId) =>
    writing(context, "change comments", "repeatable", nameOf(iid, noteId));

  return {
    listNotes(iid, which) {
      const options = {
        ...PAGE,
        sort: "asc",
        orderBy: "created_at",
        activityFilter: which === "comments" ? "only_comments" : "only_activity",
      } as const;
      const operation = reading(context, "read comments", "Planner", `issue #${iid}`);
      return call(context, operation, ApiNotes, ({ notes }) => notes.all(project(), iid, options));
    },
    listReactions(iid, noteId) {
      if (noteId === null) {
        const own = reading(context, "read reactions", "Planner", `issue #${iid}`);
        return call(context, own, ApiReactions, ({ issueReactions }) => issueReactions.all(project(), iid, PAGE));
      }
      const operation = reading(context, "read reactions", "Planner", nameOf(iid, noteId));
      return call(context, operation, ApiReactions, ({ reactions }) => reactions.all(project(), iid, noteId, PAGE));
    },
    async createNote(iid, body) {
      const operation = writing(context, "create comments", "once", `issue #${iid}`);
      return toNote(
        context,
        iid,
        await call(context, operation, Made, ({ notes }) => notes.create(project(), iid, body)),
      );
    },
    async updateNote(iid, noteId, body) {
      const operation = changing(iid, noteId);
      const made = await call(context, operation, Made, ({ notes }) => notes.edit(project(), iid, noteId, { body }));
      return toNote(context, iid, made);
    },
    async deleteNote(iid, noteId) {
      await callOrNull(context, changing(iid, noteId), z.unknown(), NO_NOTE, ({ notes }) =>
        notes.remove(project(), iid, noteId),
      );
    },
    async react(iid, noteId, name) {
      const operation = writing(context, "react to comments", "repeatable", nameOf(iid, noteId));
      await callOrNull(context, operation, z.unknown(), IS_REACTION_THERE, ({ reactions }) =>
        reactions.award(project(), iid, noteId, name),
      );
    },
  };
}

/** @throws PermanentError where GitLab took the whole text for quick actions, which leaves no comment. */
function toNote(context: CallContext, iid: IssueIid, made: z.output<typeof Made>): Note {
  if ("author" in made) return made;
  const did = (made.summary ?? []).join(" ");
  const detail = did === "" ? "" : `: ${context.secret.redact(did)}`;
  const message = `GitLab has no comment on issue #${iid} in ${context.project.name}: it took the whole text for quick actions and carried them out${detail}`;
  const remedy = "Undo on the issue what GitLab did, and report this as a bug: no text should reach GitLab unguarded.";
  throw new PermanentError(message, { code: "GITLAB_QUICK_ACTIONS", status: 202, remedy });
}
