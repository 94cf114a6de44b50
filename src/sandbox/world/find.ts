import type { Group, Milestone, StoredIssue, StoredLabel, StoredProject, StoredUser } from "./model.ts";
import type { World } from "./state.ts";

/** A user by name, whatever its case, or null. */
export function findUser(world: World, username: string): StoredUser | null {
  const wanted = username.toLowerCase();
  return world.users.find((user) => user.username.toLowerCase() === wanted) ?? null;
}

/** A group by full path (any case) or numeric id, or null. */
export function findGroup(world: World, ref: string | number): Group | null {
  const wanted = String(ref).toLowerCase();
  return world.groups.find((group) => group.path.toLowerCase() === wanted || String(group.id) === wanted) ?? null;
}

/** A project by present path (any case) or numeric id, or null. */
export function findProject(world: World, ref: string | number): StoredProject | null {
  const wanted = String(ref).toLowerCase();
  return world.projects.find((one) => one.path.toLowerCase() === wanted || String(one.id) === wanted) ?? null;
}

/** The project that once had this path, or null. */
export function findRenamedProject(world: World, path: string): StoredProject | null {
  const wanted = path.toLowerCase();
  return world.projects.find((one) => one.formerPaths.some((former) => former.toLowerCase() === wanted)) ?? null;
}

/** Groups above a path, the nearest first. */
export function ancestorGroups(world: World, path: string): readonly Group[] {
  const segments = path.split("/");
  const groups: Group[] = [];
  for (let length = segments.length - 1; length > 0; length -= 1) {
    const group = findGroup(world, segments.slice(0, length).join("/"));
    if (group !== null) groups.push(group);
  }
  return groups;
}

export function findIssue(project: StoredProject, iid: number): StoredIssue | null {
  return project.issues.find((issue) => issue.iid === iid) ?? null;
}

/** Labels usable in a project: its own and those of its groups. */
export function availableLabels(world: World, project: StoredProject): readonly StoredLabel[] {
  return [...project.labels, ...ancestorGroups(world, project.path).flatMap((group) => group.labels)];
}

export function availableMilestones(world: World, project: StoredProject): readonly Milestone[] {
  return [...project.milestones, ...ancestorGroups(world, project.path).flatMap((group) => group.milestones)];
}

/** Projects directly in a group, or anywhere below it. */
export function projectsInGroup(world: World, group: Group, includeSubgroups: boolean): readonly StoredProject[] {
  return world.projects.filter((project) => {
    const namespace = project.path.slice(0, project.path.lastIndexOf("/"));
    return namespace === group.path || (includeSubgroups && project.path.startsWith(`${group.path}/`));
  });
}
