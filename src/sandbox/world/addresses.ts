import type { Issue, Project, User } from "./model.ts";
import type { World } from "./state.ts";

export function projectUrl(world: World, project: Project): string {
  return `${world.url}/${project.path}`;
}

/** Newer GitLab shows issues as work items; older as issues. Nobody may parse it. */
export function issueUrl(world: World, issue: Issue): string {
  return `${world.url}/${issue.project.path}/-/work_items/${issue.iid}`;
}

export function userUrl(world: World, user: User): string {
  return `${world.url}/${user.username}`;
}

export function avatarUrl(world: World, user: User): string {
  return `${world.url}/uploads/-/system/user/avatar/${user.id}/avatar.png`;
}
