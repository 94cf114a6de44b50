import type { IssueIid, ProjectId } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import type { HookGitLab } from "./hooks-port.ts";
import type { GitLab, Project, RequestCounts } from "./port.ts";

/**
 * What the product needs from GitLab beyond single projects: what there is, and what changed. Every list is complete or an
 * error. Implemented by `createFleetGitLab`.
 */
export interface FleetGitLab {
  /** Base URL of the instance, without a trailing slash. */
  readonly url: string;
  /** Every project of a group and of the groups below it, archived ones included, those shared with it left out. */
  listProjects(group: string, filter?: { readonly topic?: string }): Promise<readonly FoundProject[]>;
  /** Every project with a topic of which the token's user is a member: anybody may give a public project a topic. */
  listTopicProjects(topic: string): Promise<readonly FoundProject[]>;
  /** Issues of a group and of the groups below it that changed, oldest change first; none of archived projects. */
  listGroupIssues(filter: GroupIssueFilter): Promise<readonly ChangedIssue[]>;
  /** A project by id or path, former paths included, or null where there is none that the token's user may see. */
  getProject(idOrPath: string): Promise<FoundProject | null>;
  /** Access level of a user in a group, inherited ones included; null where there is none, or it may not be seen. */
  getGroupRole(group: string, userId: number): Promise<number | null>;
  /** A client for one project; all of them and the lists above share one budget of requests. `log` is for its lines. */
  project(idOrPath: string, urgency?: Urgency, log?: Log): GitLab;
  /** A client for webhooks, from the same budget. */
  hooks(urgency?: Urgency): HookGitLab & { readonly requests: RequestCounts };
  /** Requests sent for lists and `getProject` so far, retries included; clients of projects count for themselves. */
  readonly requests: RequestCounts;
}

/** Sweeps leave a reserve of the budget to what people wait for. */
export type Urgency = "urgent" | "sweep";

export interface FoundProject extends Project {
  /** Full path of the group or user it lives in. */
  readonly namespace: string;
  /** False for a user's own project: no group lists its issues. */
  readonly inGroup: boolean;
  /** Somebody asked to delete it: GitLab keeps it for some days, read-only. */
  readonly deletionScheduled: boolean;
  /** When GitLab last noted that something happened, ISO 8601 in UTC; at most one note per hour, see docs/fleet.md. */
  readonly lastActivityAt: string | null;
}

export interface GroupIssueFilter {
  readonly group: string;
  /** All of them must be on the issue; none means issues whatever their labels. */
  readonly labels: readonly string[];
  /** ISO 8601; issues that changed at this moment or later. */
  readonly updatedAfter: string;
}

export interface ChangedIssue {
  readonly projectId: ProjectId;
  readonly iid: IssueIid;
  /** ISO 8601 in UTC, by GitLab's clock. */
  readonly updatedAt: string;
  readonly labels: readonly string[];
}
