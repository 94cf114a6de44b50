import type { PipelineSchedule, Repository } from "./repository-model.ts";

export interface User {
  readonly id: number;
  readonly username: string;
  name: string;
  state: "active" | "blocked";
  readonly bot: boolean;
  readonly admin: boolean;
  readonly email: string;
  readonly publicEmail: string | null;
  readonly createdAt: Date;
}

/** Access level by user id. */
export type Members = Map<number, number>;

export interface Group {
  readonly id: number;
  /** Full path. */
  path: string;
  name: string;
  visibility: Visibility;
  readonly members: Members;
  readonly labels: Label[];
  readonly milestones: Milestone[];
  readonly hooks: Hook[];
}

export type Visibility = "private" | "internal" | "public";

export interface Project {
  readonly id: number;
  /** Full path. */
  path: string;
  readonly formerPaths: string[];
  name: string;
  description: string | null;
  visibility: Visibility;
  readonly members: Members;
  /** By user id. */
  readonly notificationLevels: Map<number, NotificationLevel>;
  /** Of the default branch. */
  readonly files: Map<string, string>;
  readonly repository: Repository;
  defaultBranch: string;
  archived: boolean;
  issuesEnabled: boolean;
  /** Path of the project whose issue templates are inherited (Premium). */
  templateFrom: string | null;
  readonly topics: string[];
  readonly labels: Label[];
  readonly milestones: Milestone[];
  readonly hooks: Hook[];
  readonly issues: Issue[];
  readonly schedules: PipelineSchedule[];
  lastIid: number;
  readonly createdAt: Date;
  lastActivityAt: Date;
}

/** How much a person hears of a project; `participating` unless chosen. */
export type NotificationLevel = "watch" | "participating" | "mention" | "disabled";

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
  priority: number | null;
  readonly project: Project | null;
  readonly group: Group | null;
  /** Ids of users. */
  readonly subscribers: Set<number>;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Milestone {
  readonly id: number;
  readonly iid: number;
  readonly project: Project | null;
  readonly group: Group | null;
  title: string;
  description: string | null;
  state: "active" | "closed";
  startDate: string | null;
  dueDate: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
}

export const issueTypes = ["issue", "incident", "test_case", "requirement", "task", "ticket"] as const;
export type IssueType = (typeof issueTypes)[number];
export const severities = ["unknown", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

export interface Issue {
  readonly id: number;
  readonly iid: number;
  readonly project: Project;
  title: string;
  description: string | null;
  /** Every description the issue ever had, oldest first, the present one last. */
  readonly history: (string | null)[];
  state: "opened" | "closed";
  labels: Label[];
  readonly author: User;
  assignees: User[];
  milestone: Milestone | null;
  dueDate: string | null;
  startDate: string | null;
  confidential: boolean;
  discussionLocked: boolean | null;
  type: IssueType;
  severity: Severity;
  weight: number | null;
  timeEstimate: number;
  timeSpent: number;
  readonly createdAt: Date;
  updatedAt: Date;
  updatedBy: User | null;
  closedAt: Date | null;
  closedBy: User | null;
  lastEditedAt: Date | null;
  lastEditedBy: User | null;
  movedTo: Issue | null;
  duplicatedTo: Issue | null;
  /** The work item that it is a child of. */
  parent: Issue | null;
  notes: Note[];
  readonly stateEvents: StateEvent[];
  readonly labelEvents: LabelEvent[];
  /** Explicit subscriptions by user id; absent means "as a participant". */
  readonly subscriptions: Map<number, boolean>;
  readonly reactions: { readonly name: string; readonly user: User }[];
}

export interface Note {
  readonly id: number;
  readonly discussionId: string;
  body: string;
  readonly author: User;
  readonly system: boolean;
  readonly internal: boolean;
  /** The issue a `mentioned in` note comes from: who cannot read it does not see the note. */
  readonly source: Issue | null;
  readonly createdAt: Date;
  updatedAt: Date;
  reactions: { readonly id: number; readonly name: string; readonly user: User; readonly createdAt: Date }[];
}

export interface StateEvent {
  readonly id: number;
  readonly user: User;
  readonly createdAt: Date;
  readonly state: "opened" | "closed";
}

export interface LabelEvent {
  readonly id: number;
  readonly user: User;
  readonly createdAt: Date;
  readonly label: Label;
  readonly action: "add" | "remove";
}

export const linkTypes = ["relates_to", "blocks", "is_blocked_by"] as const;
export type LinkType = (typeof linkTypes)[number];

export interface IssueLink {
  readonly id: number;
  readonly source: Issue;
  readonly target: Issue;
  readonly type: "relates_to" | "blocks";
  readonly createdAt: Date;
}

export interface Token {
  readonly id: number;
  readonly value: string;
  readonly name: string;
  readonly user: User;
  readonly scopes: readonly string[];
  /** `YYYY-MM-DD` or null. */
  readonly expiresAt: string | null;
  revoked: boolean;
  readonly createdAt: Date;
  lastUsedAt: Date | null;
}

/** A mail that GitLab sends to a person about an issue. */
export interface Mail {
  readonly user: string;
  /** `new`: an issue, to who watches the project or subscribed to a label; `due`: it is due tomorrow, which nobody did. */
  readonly cause: "mentioned" | "assigned" | "note" | "closed" | "reopened" | "moved" | "new" | "labelled" | "due";
  readonly project: string;
  readonly iid: number;
  readonly noteId?: number;
  readonly at: string;
}

export interface Todo {
  readonly id: number;
  readonly user: User;
  readonly author: User;
  readonly action: "assigned" | "mentioned" | "directly_addressed" | "marked";
  readonly issue: Issue;
  readonly body: string;
  state: "pending" | "done";
  readonly createdAt: Date;
}

export interface Hook {
  readonly id: number;
  url: string;
  name: string | null;
  description: string | null;
  token: string | null;
  signingToken: string | null;
  readonly triggers: Map<string, boolean>;
  enableSslVerification: boolean;
  readonly customHeaders: Map<string, string>;
  readonly urlVariables: Map<string, string>;
  customTemplate: string | null;
  recentFailures: number;
  disabledUntil: Date | null;
  readonly project: Project | null;
  readonly group: Group | null;
  readonly createdAt: Date;
}

export interface Delivery {
  readonly id: number;
  readonly hookId: number;
  readonly projectId: number;
  readonly url: string;
  readonly trigger: string;
  /** As sent, names in GitLab's spelling. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null while waiting and where no answer came. */
  status: number | null;
  error: string | null;
  responseBody: string;
  responseHeaders: Readonly<Record<string, string>>;
  durationSeconds: number;
  readonly at: string;
}
