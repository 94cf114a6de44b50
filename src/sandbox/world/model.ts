import type { Repository, StoredPipelineSchedule } from "./repository-model.ts";

export interface StoredUser {
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
  readonly labels: StoredLabel[];
  readonly milestones: Milestone[];
  readonly hooks: StoredHook[];
}

export type Visibility = "private" | "internal" | "public";

export interface StoredProject {
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
  readonly labels: StoredLabel[];
  readonly milestones: Milestone[];
  readonly hooks: StoredHook[];
  readonly issues: StoredIssue[];
  readonly schedules: StoredPipelineSchedule[];
  lastIid: number;
  readonly createdAt: Date;
  lastActivityAt: Date;
}

/** How much a person hears of a project; `participating` unless chosen. */
export type NotificationLevel = "watch" | "participating" | "mention" | "disabled";

export interface StoredLabel {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
  priority: number | null;
  readonly project: StoredProject | null;
  readonly group: Group | null;
  /** Ids of users. */
  readonly subscribers: Set<number>;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Milestone {
  readonly id: number;
  readonly iid: number;
  readonly project: StoredProject | null;
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

export interface StoredIssue {
  readonly id: number;
  readonly iid: number;
  readonly project: StoredProject;
  title: string;
  description: string | null;
  /** Every description the issue ever had, oldest first, the present one last. */
  readonly history: (string | null)[];
  state: "opened" | "closed";
  labels: StoredLabel[];
  readonly author: StoredUser;
  assignees: StoredUser[];
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
  updatedBy: StoredUser | null;
  closedAt: Date | null;
  closedBy: StoredUser | null;
  lastEditedAt: Date | null;
  lastEditedBy: StoredUser | null;
  movedTo: StoredIssue | null;
  duplicatedTo: StoredIssue | null;
  /** The work item that it is a child of. */
  parent: StoredIssue | null;
  notes: StoredNote[];
  readonly stateEvents: StoredStateEvent[];
  readonly labelEvents: StoredLabelEvent[];
  /** Explicit subscriptions by user id; absent means "as a participant". */
  readonly subscriptions: Map<number, boolean>;
  reactions: { readonly id: number; readonly name: string; readonly user: StoredUser; readonly createdAt: Date }[];
}

export interface StoredNote {
  readonly id: number;
  readonly discussionId: string;
  body: string;
  readonly author: StoredUser;
  readonly system: boolean;
  readonly internal: boolean;
  /** The issue a `mentioned in` note comes from: who cannot read it does not see the note. */
  readonly source: StoredIssue | null;
  readonly createdAt: Date;
  updatedAt: Date;
  reactions: { readonly id: number; readonly name: string; readonly user: StoredUser; readonly createdAt: Date }[];
}

export interface StoredStateEvent {
  readonly id: number;
  readonly user: StoredUser;
  readonly createdAt: Date;
  readonly state: "opened" | "closed";
}

export interface StoredLabelEvent {
  readonly id: number;
  readonly user: StoredUser;
  readonly createdAt: Date;
  readonly label: StoredLabel;
  readonly action: "add" | "remove";
}

export const linkTypes = ["relates_to", "blocks", "is_blocked_by"] as const;
export type LinkType = (typeof linkTypes)[number];

export interface IssueLink {
  readonly id: number;
  readonly source: StoredIssue;
  readonly target: StoredIssue;
  readonly type: "relates_to" | "blocks";
  readonly createdAt: Date;
}

export interface StoredToken {
  readonly id: number;
  readonly value: string;
  readonly name: string;
  readonly user: StoredUser;
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
  readonly user: StoredUser;
  readonly author: StoredUser;
  readonly action: "assigned" | "mentioned" | "directly_addressed" | "marked";
  readonly issue: StoredIssue;
  readonly body: string;
  state: "pending" | "done";
  readonly createdAt: Date;
}

export interface StoredHook {
  readonly id: number;
  url: string;
  name: string | null;
  description: string | null;
  token: string | null;
  signingToken: string | null;
  readonly triggers: Map<string, boolean>;
  enableSslVerification: boolean;
  readonly customHeaders: Map<string, string>;
  customTemplate: string | null;
  recentFailures: number;
  disabledUntil: Date | null;
  readonly project: StoredProject | null;
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
