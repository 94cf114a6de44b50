import { issueSnapshot } from "../hooks/changes.ts";
import { fireIssueHooks } from "../hooks/fire.ts";
import { forbidden } from "../http/api-error.ts";
import { runQuickActions } from "../quick-actions/run.ts";
import { canUpdateIssue } from "../world/access.ts";
import type { StoredIssue, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { crossReference } from "./cross-references.ts";
import { runEffects } from "./effects.ts";
import { nextLabels, setLabels } from "./issue-labels.ts";
import { dropForbiddenParams, type IssueParams } from "./issue-params.ts";
import { changeState } from "./issue-state.ts";
import { notifyAssigned, notifyLabelled, notifyMentioned } from "./notify.ts";
import { assignable } from "./store-issue.ts";
import { noteEdit } from "./system-notes.ts";
import { validateIssue } from "./validate.ts";

/**
 * Changes an issue. A new description is read for quick actions first. State comes first and fires its own hook; an
 * `update` hook follows only where other parameters remain. Throws `ApiError` with GitLab's 403 or 400.
 */
export function updateIssue(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  given: IssueParams,
  context: ActContext,
): StoredIssue {
  if (!canUpdateIssue(world, actor, issue)) throw forbidden();
  const scene = { world, actor, project: issue.project, issue };
  const quick = runQuickActions(scene, given, issue.description ?? "");
  const { stateEvent, ...params } = dropForbiddenParams(world, actor, issue.project, issue, quick.params);
  validateIssue(params);
  if (stateEvent !== undefined) changeState(world, actor, issue, stateEvent, context);
  if (Object.keys(params).length > 0) applyParams(world, actor, issue, params, context);
  runEffects(world, actor, issue, quick.effects, context);
  return issue;
}

/** Applies parameters that are already checked, with notes, mails and one `update` hook; reads no quick actions. */
export function applyParams(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  params: IssueParams,
  context: ActContext,
): void {
  const before = { ...issue };
  const snapshot = issueSnapshot(issue);
  const labelled = setLabels(world, actor, issue, nextLabels(world, actor, issue.project, issue.labels, params));
  assignFields(world, issue, params);
  const edited = issue.title !== before.title || issue.description !== before.description;
  const changed = edited || labelled || fields.some((field) => issue[field] !== before[field]);
  if (changed) {
    const at = world.clock.stamp();
    issue.updatedAt = at;
    issue.updatedBy = actor;
    if (edited) {
      issue.lastEditedAt = at;
      issue.lastEditedBy = actor;
    }
    if (issue.description !== before.description) issue.history.push(issue.description);
    noteEdit(world, actor, issue, before);
  }
  if (params.updatedAt !== undefined) issue.updatedAt = params.updatedAt;
  announceEdit(world, actor, issue, before);
  fireIssueHooks(world, actor, issue, "update", snapshot, context);
}

const fields = [
  "assignees",
  "milestone",
  "dueDate",
  "startDate",
  "confidential",
  "discussionLocked",
  "type",
  "severity",
  "weight",
  "timeEstimate",
  "timeSpent",
] as const satisfies readonly (keyof StoredIssue)[];

function assignFields(world: World, issue: StoredIssue, params: IssueParams): void {
  if (params.title !== undefined) issue.title = params.title.trim();
  if (params.description !== undefined) issue.description = params.description;
  if (params.milestone !== undefined) issue.milestone = params.milestone;
  if (params.dueDate !== undefined) issue.dueDate = params.dueDate;
  if (params.startDate !== undefined) issue.startDate = params.startDate;
  if (params.confidential !== undefined) issue.confidential = params.confidential;
  if (params.discussionLocked !== undefined) issue.discussionLocked = params.discussionLocked;
  if (params.type !== undefined) issue.type = params.type;
  if (params.severity !== undefined) issue.severity = params.severity;
  if (params.weight !== undefined) issue.weight = params.weight;
  if (params.timeEstimate !== undefined) issue.timeEstimate = params.timeEstimate;
  if (params.spend !== undefined) issue.timeSpent = Math.max(0, issue.timeSpent + params.spend);
  if (params.assignees !== undefined) {
    const assignees = assignable(world, issue, params.assignees);
    const same =
      assignees.length === issue.assignees.length && assignees.every((user) => issue.assignees.includes(user));
    if (!same) issue.assignees = assignees;
  }
}

function announceEdit(world: World, actor: StoredUser, issue: StoredIssue, before: StoredIssue): void {
  notifyAssigned(
    world,
    actor,
    issue,
    issue.assignees.filter((user) => !before.assignees.includes(user)),
  );
  const added = issue.labels.filter((label) => !before.labels.includes(label));
  if (added.length > 0) notifyLabelled(world, actor, issue, added);
  if (issue.description === before.description) return;
  notifyMentioned(world, actor, issue, issue.description ?? "", { before: before.description ?? "" });
  crossReference(world, actor, issue, issue.description ?? "");
}
