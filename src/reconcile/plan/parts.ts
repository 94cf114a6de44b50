import type { NoteKind } from "../../domain/marker/note-marker.ts";
import type { Action, Part } from "../model/types.ts";

function partOfComment(what: NoteKind): Part {
  if (what === "reminder") return "unresolved";
  return what === "reply" || what === "late-items" ? "agenda" : "follow-up";
}

/**
 * Returns the part of a run that an action belongs to (`--only`). What people ask for in comments is followed and answered
 * by `agenda`: an answer without its effect would lose the request.
 *
 * @param isFollowUp whether an issue is a follow-up of the bot, by iid
 */
export function partOf(action: Action, isFollowUp: (iid: number) => boolean): Part {
  // Without a default: a new kind does not compile before it has its part.
  switch (action.kind) {
    case "create-agenda":
    case "edit-items":
    case "promote-item":
    case "set-due-date":
    case "skip-call":
    case "snooze":
    case "react":
      return "agenda";
    case "create-follow-up":
    case "refresh-follow-up":
    case "close-follow-up":
    case "reopen-follow-up":
      return "follow-up";
    case "set-labels":
    case "create-label":
      return "unresolved";
    case "assign":
    case "relate":
    case "close-twin":
    case "take-up":
      return isFollowUp(action.iid) ? "follow-up" : "agenda";
    case "comment":
    case "edit-comment":
    case "delete-comment":
      return partOfComment(action.what);
  }
}
