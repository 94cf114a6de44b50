import type { Action, Part } from "../model/types.ts";

/** The part of a run an action belongs to (`--only`). */
export function partOf(action: Action): Part {
  switch (action.kind) {
    case "create-follow-up":
    case "refresh-follow-up":
    case "close-follow-up":
    case "reopen-follow-up":
    case "take-up":
      return "follow-up";
    case "set-labels":
    case "create-label":
      return "unresolved";
    case "comment":
    case "edit-comment":
      if (action.what === "reminder") return "unresolved";
      return action.what === "reply" || action.what === "late-items" ? "agenda" : "follow-up";
    default:
      return "agenda";
  }
}
