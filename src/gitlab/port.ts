import type { IssueIid, NoteId, ProjectId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/types.ts";

/** What the product needs from GitLab, for one project. Implemented by `createGitLab`; GitLab's own shapes end there. */
export interface GitLab {
  /** Base URL of the instance, without a trailing slash. */
  readonly url: string;
  /** What the project is called until GitLab answered: numeric id or path. */
  readonly projectRef: string;
  getProject(): Promise<Project>;
  /** The text of a file on the default branch, or null where the project has no such file. */
  readFile(path: string): Promise<string | null>;
  /** The same in another project (a template project), or null where project or file cannot be seen. */
  readFileOf(project: string, path: string): Promise<string | null>;
  /** A description template by name: the project's, or the one inherited from its group or instance; null when none. */
  getIssueTemplate(name: string): Promise<string | null>;
  listIssueTemplates(): Promise<readonly string[]>;
  /** Every matching issue (type issue only unless the filter says so), all pages or an error. */
  listIssues(filter: IssueFilter): Promise<readonly Issue[]>;
  getIssue(iid: IssueIid): Promise<Issue | null>;
  listRelatedIssues(iid: IssueIid): Promise<readonly RelatedIssue[]>;
  /** Child items of issues, over GraphQL: all pages, or why GitLab does not tell them. `projectPath` is the project's. */
  listChildItems(projectPath: string, iids: readonly IssueIid[]): Promise<ChildItems>;
  /** Comments or activity of an issue, oldest first, all pages or an error. Internal notes are never among them (law 5). */
  listNotes(iid: IssueIid, which: "comments" | "activity"): Promise<readonly Note[]>;
  /** Who closed and reopened an issue and when, oldest first. */
  listStateEvents(iid: IssueIid): Promise<readonly StateEvent[]>;
  /** Who put on and took off labels and when, oldest first. */
  listLabelEvents(iid: IssueIid): Promise<readonly LabelEvent[]>;
  /** Reactions on a comment, or with null on the issue itself. */
  listReactions(iid: IssueIid, noteId: NoteId | null): Promise<readonly Reaction[]>;
  listLabels(): Promise<readonly Label[]>;
  /** Members of the project, inherited ones included. */
  listMembers(): Promise<readonly Member[]>;
  /** A user by exact user name (without `@`), or null. */
  findUser(username: string): Promise<User | null>;
  /** A user by id, or null where there is none or GitLab does not tell. */
  getUser(id: number): Promise<User | null>;
  /** The user the token acts as. */
  getCurrentUser(): Promise<User>;
  /** The token itself, or null where the token is of a kind that cannot read itself. */
  getCurrentToken(): Promise<Token | null>;
  getVersion(): Promise<string>;
  /** Not safe to repeat: throws `UnknownOutcomeError` when GitLab may or may not have created the issue. */
  createIssue(draft: IssueDraft): Promise<Issue>;
  /** Changes what `IssueChange` names; safe to repeat. */
  updateIssue(iid: IssueIid, change: IssueChange): Promise<Issue>;
  /** Relates two issues of the project (`relates_to`); safe to repeat. */
  relateIssues(iid: IssueIid, otherIid: IssueIid): Promise<void>;
  /** Not safe to repeat: throws `UnknownOutcomeError` when GitLab may or may not have made the comment. */
  createNote(iid: IssueIid, body: string): Promise<Note>;
  /** Replaces the text of a comment; safe to repeat. */
  updateNote(iid: IssueIid, noteId: NoteId, body: string): Promise<Note>;
  /** Safe to repeat: a comment that is gone is deleted. */
  deleteNote(iid: IssueIid, noteId: NoteId): Promise<void>;
  /** Puts a reaction (`white_check_mark`) on a comment; safe to repeat. */
  react(iid: IssueIid, noteId: NoteId, name: string): Promise<void>;
  /** Safe to repeat: a label that exists is left as it is. */
  createLabel(label: LabelDraft): Promise<void>;
  /** Requests sent so far, retries included. */
  readonly requests: RequestCounts;
}

export interface RequestCounts {
  readonly reads: number;
  readonly writes: number;
}

export interface Project {
  readonly id: ProjectId;
  readonly path: string;
  readonly name: string;
  readonly webUrl: string;
  readonly defaultBranch: string | null;
  readonly archived: boolean;
  readonly issuesEnabled: boolean;
  /** Access level of the token's user as in `Member`; null or absent where GitLab does not tell (inherited from afar). */
  readonly accessLevel?: number | null;
}

export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  /** True where GitLab says so, which it does of the token's own user only. */
  readonly isAdmin?: true;
  /** True where GitLab says so, which it does of a user that was asked for alone. */
  readonly isBot?: true;
  /** An account that the bot had before stands for the present one: it counts as the bot, and its comments stay as they are. */
  readonly former?: true;
}

export interface Member extends User {
  /** See `access-levels.ts`. */
  readonly accessLevel: number;
  readonly state: string;
}

export interface Token {
  readonly name: string;
  readonly scopes: readonly string[];
  /** `YYYY-MM-DD`, or null for a token that does not expire. */
  readonly expiresAt: string | null;
  readonly active: boolean;
}

export interface Label {
  readonly name: string;
  readonly color: string;
}

export interface Issue {
  readonly iid: IssueIid;
  readonly projectId: ProjectId;
  readonly title: string;
  /** Empty string where GitLab has none. */
  readonly description: string;
  readonly state: "opened" | "closed";
  readonly labels: readonly string[];
  readonly author: User;
  readonly assignees: readonly User[];
  /** `YYYY-MM-DD` or null. */
  readonly dueDate: string | null;
  readonly confidential: boolean;
  /** Instants, ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  /** Id of the user who closed it; null while it is open or where GitLab does not tell. */
  readonly closedById: number | null;
  readonly webUrl: string;
  /** `group/project#iid`, null where GitLab sent none. */
  readonly reference: string | null;
  /** Comments, system notes not counted. */
  readonly commentCount: number;
}

/** A comment, or a line of activity that GitLab wrote (`system`). */
export interface Note {
  readonly id: NoteId;
  readonly body: string;
  readonly author: User;
  readonly system: boolean;
  /** Instants, ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface StateEvent {
  readonly state: "closed" | "reopened";
  /** null for an account that is gone. */
  readonly user: User | null;
  readonly createdAt: string;
}

export interface LabelEvent {
  readonly action: "add" | "remove";
  /** Title of the label, null for one that was deleted since. */
  readonly label: string | null;
  readonly user: User | null;
  readonly createdAt: string;
}

export interface Reaction {
  readonly name: string;
  readonly user: User;
  /** Absent where GitLab does not say. */
  readonly createdAt?: Instant;
}

export interface LabelDraft {
  readonly name: string;
  /** `#RRGGBB` */
  readonly color: string;
  readonly description: string;
}

export interface RelatedIssue {
  readonly iid: IssueIid;
  readonly projectId: ProjectId;
}

/** A task or another work item that stands below an issue, in the same project. */
export interface ChildItem {
  readonly iid: IssueIid;
  readonly title: string;
  /** Empty string where GitLab has none. */
  readonly description: string;
  readonly state: "opened" | "closed";
  /** Instants, ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

/** By iid of the issue, or why GitLab does not tell (too old, closed to the token), in words for people. */
export type ChildItems =
  | { readonly children: ReadonlyMap<IssueIid, readonly ChildItem[]> }
  | { readonly refused: string };

/** At least one of them; several given means all must hold. */
export interface IssueFilter {
  readonly iids?: readonly IssueIid[];
  readonly createdByMe?: true;
  /** User name of the author, without `@`. */
  readonly createdBy?: string;
  readonly labels?: readonly string[];
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  /** Words that the title has; GitLab searches for whole ones. */
  readonly titled?: string;
  /** Tasks and other work items too. */
  readonly ofAnyType?: true;
}

export interface IssueDraft {
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly assigneeIds: readonly number[];
  readonly dueDate: string | null;
  readonly confidential: boolean;
  readonly milestone: string | null;
}

export interface IssueChange {
  readonly state?: "close" | "reopen";
  readonly addLabels?: readonly string[];
  readonly removeLabels?: readonly string[];
  /** `YYYY-MM-DD`; null takes it off. */
  readonly dueDate?: string | null;
  /** The whole description. GitLab has no lock: see `src/reconcile/apply/edit-description.ts` before using it. */
  readonly description?: string;
  /** Replaces the assignees. */
  readonly assigneeIds?: readonly number[];
}
