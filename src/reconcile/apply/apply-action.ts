import type { IssueChange } from "../../gitlab/port.ts";
import type { OnIssue } from "../actions/kind.ts";
import type { Action, ActionOf, Kind } from "../actions/kinds.ts";
import { type ApplyDependencies, done, type Result } from "./applied.ts";
import { closeDuplicate } from "./close-duplicate.ts";
import { say } from "./comment-once.ts";
import { createAgenda, createFollowUp, promoteItem } from "./create-issue.ts";
import {
  addBoxes,
  assign,
  closeFollowUp,
  editCopies,
  refreshFollowUp,
  setDueDate,
  settleFollowUp,
  snooze,
  takeUpFacts,
} from "./edit-issue.ts";

type Apply<A> = (action: A, deps: ApplyDependencies) => Promise<Result>;

/** Writes what cannot be known better by looking at the issue first. */
function change<A extends OnIssue>(changeOf: (action: A) => IssueChange): Apply<A> {
  return async (action, { gitlab }) => done(action.iid, await gitlab.updateIssue(action.iid, changeOf(action)));
}

/** Writes what brings back no issue to tell of. */
function write<A extends OnIssue>(run: (action: A, deps: ApplyDependencies) => Promise<unknown>): Apply<A> {
  return async (action, deps) => {
    await run(action, deps);
    return done(action.iid);
  };
}

const APPLY: { readonly [K in Kind]: Apply<ActionOf<K>> } = {
  "create-agenda": createAgenda,
  "create-follow-up": createFollowUp,
  "promote-item": promoteItem,
  "create-label": async ({ label }, { gitlab }) => {
    await gitlab.createLabel(label);
    return done(null);
  },
  "refresh-follow-up": refreshFollowUp,
  "edit-items": editCopies,
  comment: write((action, deps) => say(action.iid, action, deps)),
  "edit-comment": write(({ iid, noteId, body }, { gitlab }) => gitlab.updateNote(iid, noteId, body)),
  "delete-comment": write(({ iid, noteId }, { gitlab }) => gitlab.deleteNote(iid, noteId)),
  react: write(({ iid, noteId, name }, { gitlab }) => gitlab.react(iid, noteId, name)),
  relate: write(({ iid, to }, { gitlab }) => gitlab.relateIssues(iid, to)),
  "close-twin": closeDuplicate,
  "set-due-date": setDueDate,
  "set-labels": change(({ add, remove }) => ({ addLabels: add, removeLabels: remove })),
  "close-follow-up": closeFollowUp,
  "settle-follow-up": settleFollowUp,
  "reopen-follow-up": change(() => ({ state: "reopen" })),
  "skip-call": change(() => ({ state: "close" })),
  "add-boxes": addBoxes,
  snooze,
  "take-up": takeUpFacts,
  assign,
};

/** Carries one action out. */
export function applyOne(action: Action, deps: ApplyDependencies): Promise<Result> {
  // The table has a row for each kind, which the compiler checks; it cannot match kind to row.
  return (APPLY[action.kind] as Apply<Action>)(action, deps);
}
