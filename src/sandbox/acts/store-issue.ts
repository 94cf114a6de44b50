import { fireIssueHooks } from "../hooks/fire.ts";
import { conflict } from "../http/api-error.ts";
import { canReadIssue } from "../world/access.ts";
import { noteActivity } from "../world/activity.ts";
import { findIssue } from "../world/find.ts";
import type { StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { crossReference } from "./cross-references.ts";
import { nextLabels, setLabels } from "./issue-labels.ts";
import type { IssueParams } from "./issue-params.ts";
import { notifyAssigned, notifyMentioned, notifyNew } from "./notify.ts";
import { addSystemNote } from "./system-notes.ts";
import { validateIssue } from "./validate.ts";

/**
 * Stores a new issue as given, quick actions unread and rights unasked: labels created, people told, hooks called.
 * Throws 400 for what is blank or too long, 409 for an iid that is taken.
 */
export function storeIssue(
  world: World,
  actor: StoredUser,
  project: StoredProject,
  params: IssueParams & { readonly title: string },
  context: ActContext,
): StoredIssue {
  validateIssue(params);
  const issue = buildIssue(world, actor, project, params);
  project.issues.push(issue);
  project.lastIid = Math.max(project.lastIid, issue.iid);
  noteActivity(project, world.clock.now());
  setLabels(world, actor, issue, nextLabels(world, actor, project, [], params));
  issue.assignees = assignable(world, issue, params.assignees ?? []);
  announce(world, actor, issue);
  fireIssueHooks(world, actor, issue, "open", null, context);
  return issue;
}

/** Who may be assigned: one person on Free, at most 200 else, and only who can read the issue. */
export function assignable(world: World, issue: StoredIssue, users: readonly StoredUser[]): StoredUser[] {
  const readers = [...new Set(users)].filter((user) => canReadIssue(world, user, issue));
  return readers.slice(0, world.settings.plan === "free" ? 1 : 200);
}

function announce(world: World, actor: StoredUser, issue: StoredIssue): void {
  if (issue.assignees.length > 0) {
    addSystemNote(
      world,
      actor,
      issue,
      `assigned to ${issue.assignees.map((user) => `@${user.username}`).join(" and ")}`,
    );
  }
  const assigned = notifyAssigned(world, actor, issue, issue.assignees);
  const mentioned = notifyMentioned(world, actor, issue, issue.description ?? "", { told: assigned });
  notifyNew(world, actor, issue, [...assigned, ...mentioned]);
  crossReference(world, actor, issue, issue.description ?? "");
}

function buildIssue(
  world: World,
  author: StoredUser,
  project: StoredProject,
  params: IssueParams & { readonly title: string },
): StoredIssue {
  if (params.iid !== undefined && findIssue(project, params.iid) !== null) throw conflict("Duplicated issue");
  const now = world.clock.stamp();
  const description = params.description ?? null;
  return {
    id: world.nextId("issue"),
    iid: params.iid ?? project.lastIid + 1,
    project,
    title: params.title.trim(),
    description,
    history: [description],
    state: "opened",
    labels: [],
    author,
    assignees: [],
    milestone: params.milestone ?? null,
    dueDate: params.dueDate ?? null,
    startDate: params.startDate ?? null,
    confidential: params.confidential ?? false,
    discussionLocked: params.discussionLocked ?? null,
    type: params.type ?? "issue",
    severity: params.severity ?? "unknown",
    weight: params.weight ?? null,
    timeEstimate: params.timeEstimate ?? 0,
    timeSpent: params.spend ?? 0,
    createdAt: params.createdAt ?? now,
    updatedAt: now,
    updatedBy: null,
    closedAt: null,
    closedBy: null,
    lastEditedAt: null,
    lastEditedBy: null,
    movedTo: null,
    duplicatedTo: null,
    parent: null,
    notes: [],
    stateEvents: [],
    labelEvents: [],
    subscriptions: new Map(),
    reactions: [],
  };
}
