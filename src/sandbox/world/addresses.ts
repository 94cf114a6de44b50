import type { StoredIssue, StoredProject, StoredUser } from "./model.ts";
import type { World } from "./state.ts";

export function projectUrl(world: World, project: StoredProject): string {
  return `${world.url}/${project.path}`;
}

/** Newer GitLab shows issues as work items; older as issues. Nobody may parse it. */
export function issueUrl(world: World, issue: StoredIssue): string {
  return `${world.url}/${issue.project.path}/-/work_items/${issue.iid}`;
}

export function userUrl(world: World, user: StoredUser): string {
  return `${world.url}/${user.username}`;
}

export function avatarUrl(world: World, user: StoredUser): string {
  return `${world.url}/uploads/-/system/user/avatar/${user.id}/avatar.png`;
}
