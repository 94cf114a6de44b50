import { canSetMetadata, OWNER, projectLevel } from "../world/access.ts";
import type { IssueType, Milestone, Severity, StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";

/** Fields of an issue a create or an update asks for; absent means untouched. */
export interface IssueParams {
  title?: string;
  description?: string | null;
  /** Replaces the set. */
  labels?: readonly string[];
  addLabels?: readonly string[];
  removeLabels?: readonly string[];
  assignees?: readonly StoredUser[];
  milestone?: Milestone | null;
  dueDate?: string | null;
  startDate?: string | null;
  confidential?: boolean;
  discussionLocked?: boolean;
  type?: IssueType;
  severity?: Severity;
  weight?: number | null;
  timeEstimate?: number;
  spend?: number;
  stateEvent?: "close" | "reopen";
  /** Owners and administrators only; dropped otherwise. */
  iid?: number;
  createdAt?: Date;
  updatedAt?: Date;
}

const metadata = [
  "labels",
  "addLabels",
  "removeLabels",
  "assignees",
  "milestone",
  "dueDate",
  "startDate",
  "discussionLocked",
  "severity",
  "weight",
  "timeEstimate",
  "spend",
] as const;

/** Drops silently what the caller may not set, as GitLab's filter_params does. `issue` is null on create. */
export function dropForbiddenParams(
  world: World,
  actor: StoredUser,
  project: StoredProject,
  issue: StoredIssue | null,
  params: IssueParams,
): IssueParams {
  const allowed = { ...params };
  const mayAdminister = canSetMetadata(world, actor, project, issue === null);
  if (!mayAdminister) for (const key of metadata) delete allowed[key];
  const involved = issue === null || issue.author === actor || issue.assignees.includes(actor);
  if (!mayAdminister && !involved) delete allowed.confidential;
  if (projectLevel(world, actor, project) < OWNER) {
    delete allowed.iid;
    delete allowed.createdAt;
    delete allowed.updatedAt;
  }
  return allowed;
}

/** Adds what quick actions ask for; labels add up, everything else is overwritten. */
export function mergeParams(base: IssueParams, extra: IssueParams): IssueParams {
  const merged = { ...base, ...extra };
  const added = [...(base.addLabels ?? []), ...(extra.addLabels ?? [])];
  const removed = [...(base.removeLabels ?? []), ...(extra.removeLabels ?? [])];
  if (added.length > 0) merged.addLabels = added;
  if (removed.length > 0) merged.removeLabels = removed;
  return merged;
}
