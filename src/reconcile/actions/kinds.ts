import type { IssueIid } from "../../domain/ids.ts";
import { addBoxesKind } from "./add-boxes.ts";
import { assignKind } from "./assign.ts";
import { closeDuplicateKind } from "./close-duplicate.ts";
import { closeFollowUpKind, reopenFollowUpKind, settleFollowUpKind } from "./close-follow-up.ts";
import { commentKind, deleteCommentKind, editCommentKind } from "./comment.ts";
import { createAgendaKind } from "./create-agenda.ts";
import { createFollowUpKind } from "./create-follow-up.ts";
import { createLabelKind } from "./create-label.ts";
import { editItemsKind } from "./edit-items.ts";
import type { ActionKind, Part, Sign } from "./kind.ts";
import { promoteItemKind } from "./promote-item.ts";
import { reactKind } from "./react.ts";
import { refreshFollowUpKind } from "./refresh-follow-up.ts";
import { relateKind } from "./relate.ts";
import { setDueDateKind } from "./set-due-date.ts";
import { setLabelsKind } from "./set-labels.ts";
import { skipCallKind } from "./skip-call.ts";
import { snoozeKind } from "./snooze.ts";
import { takeUpKind } from "./take-up.ts";

/** Every kind of action. A new row does not compile until `apply/apply-action.ts` says how it is carried out. */
export const ACTION_KINDS = {
  "create-agenda": createAgendaKind,
  "create-follow-up": createFollowUpKind,
  "promote-item": promoteItemKind,
  "create-label": createLabelKind,
  "refresh-follow-up": refreshFollowUpKind,
  "edit-items": editItemsKind,
  comment: commentKind,
  "edit-comment": editCommentKind,
  "delete-comment": deleteCommentKind,
  react: reactKind,
  relate: relateKind,
  "close-twin": closeDuplicateKind,
  "set-due-date": setDueDateKind,
  "set-labels": setLabelsKind,
  "close-follow-up": closeFollowUpKind,
  "settle-follow-up": settleFollowUpKind,
  "reopen-follow-up": reopenFollowUpKind,
  "add-boxes": addBoxesKind,
  "skip-call": skipCallKind,
  snooze: snoozeKind,
  "take-up": takeUpKind,
  assign: assignKind,
};

type Table = typeof ACTION_KINDS;
export type Kind = keyof Table;
export type ActionOf<K extends Kind> = {
  [One in K]: { readonly kind: One } & (Table[One] extends ActionKind<infer A> ? A : never);
}[K];

/** One step towards the wanted state; each is safe to repeat or made so by observing again. */
export type Action = ActionOf<Kind>;

export type CreateAgenda = ActionOf<"create-agenda">;
export type CreateFollowUp = ActionOf<"create-follow-up">;
export type PromoteItem = ActionOf<"promote-item">;
export type EditItems = ActionOf<"edit-items">;
/** One change of the box, or of the pointer, of an item in one issue. */
export type ItemEdit = EditItems["edits"][number];
/** Items appended to an upcoming agenda after it was made. */
export type LateItems = NonNullable<EditItems["late"]>;

/** The table has a row for each kind, which the compiler checks; it cannot match kind to row. */
function kindOf({ kind }: Action): ActionKind<Action> {
  return ACTION_KINDS[kind] as unknown as ActionKind<Action>;
}

/**
 * Returns the part of a run that an action belongs to.
 *
 * @param isFollowUp whether an issue is a follow-up of the bot, by iid
 */
export function partOf(action: Action, isFollowUp: (iid: IssueIid) => boolean): Part {
  const { part } = kindOf(action);
  return typeof part === "string" ? part : part(action, isFollowUp);
}

/** Returns what an action will do: its sign and a few words, as written, not yet safe for a terminal. */
export function planWords(action: Action): { readonly sign: Sign; readonly text: string } {
  const { sign, plan } = kindOf(action);
  return { sign, text: plan(action) };
}

/** Returns what an action has done, or should have. */
export function doneWords(action: Action, iid: IssueIid | null): string {
  return kindOf(action).done(action, iid);
}

/** Returns the writes that an action takes at least. */
export function writesOf(action: Action): number {
  return kindOf(action).writes?.(action) ?? 1;
}
