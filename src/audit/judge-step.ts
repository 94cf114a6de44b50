import type { IssueIid, NoteId } from "../domain/ids.ts";
import { type Reason, reason } from "../domain/reason.ts";
import type { Issue, Note } from "../gitlab/port.ts";
import { CREATED, CREATED_KEYS, factOf } from "./facts.ts";
import type { FactKey, FactValue, WriteFacts } from "./record.ts";

/** A fact that is put back as it was; labels come and go one by one. */
export type PlainFact = Exclude<FactKey, "labels">;
type FactUndoing<K extends PlainFact> = {
  readonly [P in K]: {
    readonly kind: P;
    readonly iid: IssueIid;
    readonly from: FactValue<P>;
    readonly to: FactValue<P>;
  };
}[K];

/** How one thing that a run left is taken back: where it still is as `from` says, it becomes what `to` says. */
export type Undoing =
  | FactUndoing<PlainFact>
  | { readonly kind: "close-created"; readonly iid: IssueIid; readonly left: LeftIssue }
  | {
      readonly kind: "labels";
      readonly iid: IssueIid;
      /** Labels that the run took off and put on. */
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | { readonly kind: "delete-comment"; readonly iid: IssueIid; readonly noteId: NoteId; readonly body: string }
  | {
      readonly kind: "comment-text";
      readonly iid: IssueIid;
      readonly noteId: NoteId;
      readonly from: string;
      readonly to: string;
    };

/** An issue that the run created, as the run left it. */
type LeftIssue = WriteFacts & { readonly title: string };

/** What is in GitLab now, of the issue that is to be changed. */
export interface UndoFacts {
  /** null for one that is gone. */
  readonly issue: Issue | null;
  /** Comments; empty where they do not matter. */
  readonly comments: readonly Note[];
  readonly botId: number;
}

/**
 * `undo`: can be taken back. `back`: is as before already. `stays`: is never taken back, by rule. `left`: is left alone
 * because it is no more as the run left it.
 */
export type UndoDecision = "undo" | "back" | "stays" | "left";

export interface Judgement {
  readonly decision: UndoDecision;
  readonly reason: Reason;
}

const UNDO: Judgement = { decision: "undo", reason: reason("as-left", "it is as the run left it") };
const GONE: Judgement = { decision: "back", reason: reason("gone", "it is gone") };
const BACK: Judgement = { decision: "back", reason: reason("back-already", "it is as before already") };

function left(rule: string, text: string): Judgement {
  return { decision: "left", reason: reason(rule, text) };
}

function changed(what: string): Judgement {
  return left("changed-since", `${what} was changed since`);
}

function sameSet<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** True for the same fact; lists are sets. */
export function sameFact(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) ? sameSet(a, b) : a === b;
}

function squashed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function judgeCreated(issue: Issue, was: LeftIssue, facts: UndoFacts): Judgement {
  if (issue.state === "closed") return { decision: "back", reason: reason("closed-already", "it is closed already") };
  const other = CREATED_KEYS.find((key) => was[key] !== undefined && !sameFact(factOf(issue, key), was[key]));
  if (other !== undefined) return changed(CREATED[other]);
  if (squashed(issue.title) !== squashed(was.title)) return changed("its title");
  const stranger = facts.comments.find((note) => !note.system && note.author.id !== facts.botId);
  return stranger === undefined ? UNDO : left("commented-since", `@${stranger.author.username} commented on it`);
}

function judgeComment(undoing: Extract<Undoing, { noteId: NoteId }>, { comments, botId }: UndoFacts): Judgement {
  const note = comments.find((one) => one.id === undoing.noteId);
  if (note === undefined) return GONE;
  if (note.author.former === true)
    return left(
      "of-a-former-account",
      "the account that the bot had before wrote it, and GitLab lets nobody else change it",
    );
  if (undoing.kind === "comment-text") {
    if (note.body === undoing.to) return BACK;
    return note.body === undoing.from ? UNDO : changed("the comment");
  }
  if (note.body !== undoing.body) return changed("the comment");
  const later = comments.find((one) => one.id > note.id && !one.system && one.author.id !== botId);
  return later === undefined ? UNDO : left("commented-since", `@${later.author.username} commented after it`);
}

function judgeLabels({ add, remove }: Extract<Undoing, { kind: "labels" }>, { labels }: Issue): Judgement {
  const wears = (name: string): boolean => labels.includes(name);
  if (add.every(wears) && !remove.some(wears)) return BACK;
  return remove.every(wears) && !add.some(wears) ? UNDO : changed("one of these labels");
}

/** Whether one thing may be taken back as GitLab stands now. Pure; asked again right before the write. */
export function judgeUndoing(undoing: Undoing, facts: UndoFacts): Judgement {
  const { issue } = facts;
  if (issue === null) return GONE;
  switch (undoing.kind) {
    case "close-created":
      return judgeCreated(issue, undoing.left, facts);
    case "delete-comment":
    case "comment-text":
      return judgeComment(undoing, facts);
    case "labels":
      return judgeLabels(undoing, issue);
    default: {
      const now = factOf(issue, undoing.kind);
      if (sameFact(now, undoing.to)) return BACK;
      if (!sameFact(now, undoing.from)) return changed(NAMES[undoing.kind]);
      const dateless = undoing.kind === "dueDate" && undoing.to === null;
      return dateless ? left("no-date-before", "it had no due date before: take it off by hand") : UNDO;
    }
  }
}

const NAMES: Readonly<Record<PlainFact, string>> = {
  description: "the text",
  state: "whether it is open",
  dueDate: "the due date",
  assigneeIds: "who is assigned",
};
