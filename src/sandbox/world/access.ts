import { ancestorGroups } from "./find.ts";
import type { Group, StoredIssue, StoredNote, StoredProject, StoredUser } from "./model.ts";
import { isFrom } from "./settings.ts";
import type { World } from "./state.ts";

export const GUEST = 10;
export const PLANNER = 15;
export const REPORTER = 20;
export const DEVELOPER = 30;
export const MAINTAINER = 40;
export const OWNER = 50;

/** The highest level a user has in a project, inherited ones included; 0 for none. */
export function projectLevel(world: World, user: StoredUser | null, project: StoredProject): number {
  if (user === null) return 0;
  if (user.admin) return OWNER;
  const inherited = ancestorGroups(world, project.path).map((group) => group.members.get(user.id) ?? 0);
  return Math.max(project.members.get(user.id) ?? 0, ...inherited);
}

export function levelInGroup(world: World, user: StoredUser | null, group: Group): number {
  if (user === null) return 0;
  if (user.admin) return OWNER;
  const levels = [group, ...ancestorGroups(world, group.path)].map((one) => one.members.get(user.id) ?? 0);
  return Math.max(...levels);
}

export function canReadProject(world: World, user: StoredUser | null, project: StoredProject): boolean {
  if (project.visibility === "public") return true;
  if (project.visibility === "internal" && user !== null) return true;
  return projectLevel(world, user, project) >= GUEST;
}

/** Members of a group or a project anywhere below a group see that group, and so each group's parents. */
export function canReadGroup(world: World, user: StoredUser | null, group: Group): boolean {
  if (group.visibility === "public") return true;
  if (user === null) return false;
  return group.visibility === "internal" || belongsToGroup(world, user, group);
}

/** Whether the user is a member of the group, of one above it, or of anything below it. */
export function belongsToGroup(world: World, user: StoredUser | null, group: Group): boolean {
  if (user === null) return false;
  if (levelInGroup(world, user, group) >= GUEST) return true;
  return [...world.groups, ...world.projects].some(
    (one) => one.path.startsWith(`${group.path}/`) && (one.members.get(user.id) ?? 0) >= GUEST,
  );
}

/** Files of a private project need Reporter, or Planner since GitLab 18.7; of others, being able to read it. */
export function canReadCode(world: World, user: StoredUser | null, project: StoredProject): boolean {
  if (project.visibility !== "private") return canReadProject(world, user, project);
  return projectLevel(world, user, project) >= (isFrom(18, 7, world.settings) ? PLANNER : REPORTER);
}

export function canReadIssue(world: World, user: StoredUser | null, issue: StoredIssue): boolean {
  if (!issue.project.issuesEnabled || !canReadProject(world, user, issue.project)) return false;
  if (!issue.confidential) return true;
  return user !== null && (isInvolved(user, issue) || projectLevel(world, user, issue.project) >= PLANNER);
}

export function canCreateIssue(world: World, user: StoredUser | null, project: StoredProject): boolean {
  if (user === null || !project.issuesEnabled || project.archived) return false;
  return canReadProject(world, user, project);
}

/** Labels, assignees, milestone, dates, locking; Guests set them on an issue that they create. */
export function canSetMetadata(world: World, user: StoredUser | null, project: StoredProject, isNew = false): boolean {
  return projectLevel(world, user, project) >= (isNew ? GUEST : PLANNER);
}

export function canLinkIssue(world: World, user: StoredUser, issue: StoredIssue): boolean {
  const isMember = projectLevel(world, user, issue.project) >= GUEST;
  return isMember && !issue.project.archived && canReadIssue(world, user, issue);
}

export function canUpdateIssue(world: World, user: StoredUser | null, issue: StoredIssue): boolean {
  if (user === null || issue.project.archived || !canReadIssue(world, user, issue)) return false;
  return isInvolved(user, issue) || canSetMetadata(world, user, issue.project);
}

export function canDeleteIssue(world: World, user: StoredUser | null, issue: StoredIssue): boolean {
  const level = projectLevel(world, user, issue.project);
  return !issue.project.archived && (level === PLANNER || level >= OWNER);
}

export function canComment(world: World, user: StoredUser | null, issue: StoredIssue): boolean {
  if (user === null || issue.project.archived || !canReadIssue(world, user, issue)) return false;
  return issue.discussionLocked !== true || projectLevel(world, user, issue.project) >= GUEST;
}

export function canReadInternalNotes(world: World, user: StoredUser | null, project: StoredProject): boolean {
  return projectLevel(world, user, project) >= PLANNER;
}

export function canReadNote(world: World, user: StoredUser | null, issue: StoredIssue, note: StoredNote): boolean {
  if (note.internal && !canReadInternalNotes(world, user, issue.project)) return false;
  return note.source === null || canReadIssue(world, user, note.source);
}

function isInvolved(user: StoredUser, issue: StoredIssue): boolean {
  return issue.author === user || issue.assignees.includes(user);
}
