import { forbidden } from "../http/api-error.ts";
import { canDeleteIssue } from "../world/access.ts";
import type { StoredIssue, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";

/** Removes an issue, its links and to-dos; its iid is not given out again. Throws 403 below Owner. */
export function deleteIssue(world: World, actor: StoredUser, issue: StoredIssue): void {
  if (!canDeleteIssue(world, actor, issue)) throw forbidden();
  issue.project.issues.splice(issue.project.issues.indexOf(issue), 1);
  for (const child of world.projects.flatMap((project) => project.issues)) {
    if (child.parent === issue) child.parent = null;
  }
  const joined = world.links.filter((link) => link.source === issue || link.target === issue);
  for (const link of joined) world.links.splice(world.links.indexOf(link), 1);
  const todos = world.todos.filter((todo) => todo.issue === issue);
  for (const todo of todos) world.todos.splice(world.todos.indexOf(todo), 1);
}
