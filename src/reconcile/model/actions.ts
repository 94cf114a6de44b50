import type { CarriedItem } from "../../domain/action-items/read/types.ts";
import type { Agenda } from "../../domain/agenda/types.ts";
import type { FollowUp } from "../../domain/follow-up/types.ts";
import type { BoxState } from "../../domain/markdown/types.ts";
import type { NoteKind } from "../../domain/marker/note-marker.ts";
import type { Reason } from "../../domain/reason.ts";
import type { Instant, Occurrence } from "../../domain/schedule/types.ts";
import type { LabelDraft } from "../../gitlab/port.ts";

/** The parts of a run that `--only` names. */
export const PARTS = ["agenda", "follow-up", "unresolved"] as const;
export type Part = (typeof PARTS)[number];

interface ActionBase {
  readonly series: string;
  readonly reason: Reason;
}

interface OnIssue extends ActionBase {
  readonly iid: number;
}

/** One change of the box, or of the pointer, of an item in one issue. */
export interface ItemEdit {
  readonly id: string;
  /** Its text in this issue on one line, by which it is found where it has no marker. */
  readonly text: string;
  readonly index: number;
  readonly marked: boolean;
  readonly from: BoxState;
  /** null leaves the box alone. */
  readonly to: BoxState | null;
  /** The issue its line is to point to, or null. */
  readonly point: number | null;
  readonly reason: Reason;
}

/** Items appended to an upcoming agenda after it was made. */
export interface LateItems {
  readonly items: readonly CarriedItem[];
  readonly ids: readonly string[];
  /** The bot's comment that remembers them, on an agenda that a person wrote; `noteId` is null for a new one. */
  readonly note: { readonly noteId: number | null; readonly body: string } | null;
}

export type CreateAgenda = ActionBase & {
  readonly kind: "create-agenda";
  readonly occurrence: Occurrence;
  readonly agenda: Agenda;
  readonly assigneeIds: readonly number[];
  /** Issues to relate the new agenda to. */
  readonly relateTo: readonly number[];
  readonly template: { readonly name: string; readonly source: string };
};

export type CreateFollowUp = ActionBase & {
  readonly kind: "create-follow-up";
  readonly occurrence: string;
  /** iid of the agenda. */
  readonly agendaIid: number;
  readonly followUp: FollowUp;
  readonly assigneeIds: readonly number[];
  /** Said on it right after its creation. */
  readonly comments: readonly { readonly what: NoteKind; readonly body: string }[];
  readonly template: { readonly name: string; readonly source: string };
};

export type EditItems = OnIssue & {
  readonly kind: "edit-items";
  readonly edits: readonly ItemEdit[];
  readonly late: LateItems | null;
};

export type Comment = OnIssue & {
  readonly kind: "comment";
  /** Begins with the note marker, by which it is made only once. */
  readonly body: string;
  readonly what: NoteKind;
};

export type RefreshFollowUp = OnIssue & {
  readonly kind: "refresh-follow-up";
  readonly followUp: FollowUp;
  /** The description it replaces; another one now is a person's edit, which stays. */
  readonly expected: string;
  readonly reopen: boolean;
  /** Due date it gets, or null to leave it as it is. */
  readonly dueDate: string | null;
};

export type PromoteItem = ActionBase & {
  readonly kind: "promote-item";
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly assigneeIds: readonly number[];
  readonly dueDate: string | null;
  readonly confidential: boolean;
  readonly relateTo: readonly number[];
  /** Where the item stands and is to point to its issue, whose iid is not known yet. */
  readonly pointers: readonly { readonly iid: number; readonly edit: Omit<ItemEdit, "point"> }[];
};

export type SetDueDate = OnIssue & {
  readonly kind: "set-due-date";
  /** null only where a person took it off: it stays so. */
  readonly dueDate: string | null;
  readonly previous: string | null;
  /** The call that the issue's marker is to name, with the day that the bot gives it; null where a person asked for the day. */
  readonly marker: { readonly occurrence: string; readonly date: string } | null;
};

/** One step towards the wanted state; each is safe to repeat or made so by observing again. */
export type Action =
  | CreateAgenda
  | CreateFollowUp
  | RefreshFollowUp
  | EditItems
  | Comment
  | PromoteItem
  | (ActionBase & { readonly kind: "create-label"; readonly label: LabelDraft })
  | (OnIssue & { readonly kind: "relate"; readonly to: number })
  | (OnIssue & {
      readonly kind: "close-twin";
      /** The one that stays. */
      readonly stays: number;
      readonly removeLabels: readonly string[];
    })
  | SetDueDate
  | (OnIssue & { readonly kind: "set-labels"; readonly add: readonly string[]; readonly remove: readonly string[] })
  | (OnIssue & { readonly kind: "close-follow-up"; readonly agendaIid: number })
  | (OnIssue & { readonly kind: "reopen-follow-up" })
  | (OnIssue & { readonly kind: "skip-call"; readonly occurrence: string })
  | (OnIssue & {
      readonly kind: "snooze";
      /** Id of the item. */
      readonly id: string;
      readonly until: string;
    })
  | (OnIssue & {
      readonly kind: "take-up";
      /** What the marker is to say from now on: when the agenda was closed, participants were told, or who is assigned. */
      readonly facts: { readonly closed: Instant } | { readonly told: Instant } | { readonly assigned: string };
    })
  | (OnIssue & {
      readonly kind: "assign";
      readonly from: readonly string[];
      readonly to: string;
      readonly toId: number;
    })
  | (OnIssue & {
      readonly kind: "edit-comment";
      readonly noteId: number;
      readonly body: string;
      readonly what: NoteKind;
    })
  | (OnIssue & { readonly kind: "delete-comment"; readonly noteId: number; readonly what: NoteKind })
  | (OnIssue & {
      readonly kind: "react";
      readonly noteId: number;
      readonly name: string;
      /** Ids of the items that were asked about: the answer waits until their copies are changed. */
      readonly items: readonly string[];
    });
