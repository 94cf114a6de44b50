import type { ServiceConfiguration } from "../config/service/types.ts";
import type { ProjectId } from "../domain/ids.ts";
import { type Reason, reason } from "../domain/reason.ts";
import { hasRole, roleName } from "../gitlab/access-levels.ts";
import type { FoundProject } from "../gitlab/fleet-port.ts";
import { isInside } from "./read-sources.ts";
import { isAfter, latest } from "./times.ts";
import type { FleetChange, FleetState, Obstacle, SeenProject } from "./types.ts";

/** The fleet as it is now. */
export interface Register {
  readonly seen: ReadonlyMap<ProjectId, SeenProject>;
  /** Ids of projects that are no longer of the fleet. */
  readonly gone: readonly ProjectId[];
  readonly changes: readonly FleetChange[];
}

/** What `getProject` said of projects that are in no list any more; null for one that cannot be seen. */
export type Confirmed = ReadonlyMap<ProjectId, FoundProject | null>;

/**
 * Compares what was found with what was known. Pure. A project known and found nowhere stays as it was until `getProject` said
 * what became of it.
 */
export function registerProjects(
  found: ReadonlyMap<ProjectId, FoundProject>,
  confirmed: Confirmed,
  known: FleetState["seen"],
  service: ServiceConfiguration,
): Register {
  const seen = new Map<ProjectId, SeenProject>();
  const gone: ProjectId[] = [];
  const changes: FleetChange[] = [];
  const note = (project: { readonly id: ProjectId; readonly path: string }, why: Reason) =>
    changes.push({ projectId: project.id, path: project.path, reason: why });
  for (const project of found.values()) {
    const before = known.get(project.id);
    if (isExcluded(project, service)) {
      if (before !== undefined) {
        gone.push(project.id);
        note(project, reason("project-excluded", "the service's configuration excludes it now"));
      }
      continue;
    }
    const now = seenProject(project, before);
    seen.set(project.id, now);
    for (const why of changesOf(project, now, before)) note(project, why);
  }
  for (const before of known.values()) {
    if (found.has(before.id)) continue;
    const project = confirmed.get(before.id);
    if (project === undefined) seen.set(before.id, before);
    else {
      gone.push(before.id);
      note(before, leaving(before, project));
    }
  }
  return { seen, gone, changes };
}

/** Projects that were known and are in no list: they were deleted, moved away, or taken from the token's user. */
export function missingProjects(
  found: ReadonlyMap<ProjectId, FoundProject>,
  known: FleetState["seen"],
): readonly SeenProject[] {
  return [...known.values()].filter(({ id }) => !found.has(id));
}

function isExcluded({ id, path }: FoundProject, { exclude }: ServiceConfiguration): boolean {
  const own = path.toLowerCase();
  return exclude.some((ref) => ref === String(id) || ref.toLowerCase() === own || isInside(path, ref));
}

function seenProject(project: FoundProject, before: SeenProject | undefined): SeenProject {
  const { id, path, name, inGroup, lastActivityAt } = project;
  return {
    id,
    path,
    name,
    inGroup,
    obstacle: obstacleOf(project),
    lastActivityAt: latest(before?.lastActivityAt ?? null, lastActivityAt),
    changedAt: before?.changedAt ?? null,
  };
}

function obstacleOf(project: FoundProject): Obstacle | null {
  if (project.deletionScheduled) return "deletion-scheduled";
  if (project.archived) return "archived";
  if (!project.issuesEnabled) return "issues-disabled";
  // GitLab does not tell of roles that a group was invited with; the look will find out.
  const { accessLevel = null } = project;
  // Files of a private project can be read from this role on; before GitLab 18.7 by Reporters only, which the look finds out.
  return accessLevel !== null && !hasRole(accessLevel, "Planner") ? "role-too-low" : null;
}

function changesOf(project: FoundProject, now: SeenProject, before: SeenProject | undefined): readonly Reason[] {
  if (before === undefined) {
    const isNew = reason("project-new", "the project is new to the fleet", { path: now.path });
    return now.obstacle === null ? [isNew] : [isNew, obstacleReason(now.obstacle, project)];
  }
  const reasons: Reason[] = [];
  if (before.path !== now.path) reasons.push(movedReason(before.path, now.path));
  if (before.obstacle !== now.obstacle) {
    reasons.push(
      now.obstacle === null
        ? reason("project-back", `it is served again: no longer ${before.obstacle ?? "held up"}`, {
            was: before.obstacle,
          })
        : obstacleReason(now.obstacle, project),
    );
  }
  return reasons;
}

function movedReason(from: string, to: string): Reason {
  const parent = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const isRenamed = parent(from) === parent(to);
  const text = isRenamed
    ? `it was renamed from ${from}`
    : `it was transferred from ${from}, or a group above was renamed`;
  return reason(isRenamed ? "project-renamed" : "project-transferred", text, { from, to });
}

/** Says why a project is not served, and what would change that. */
function obstacleReason(obstacle: Obstacle, { accessLevel }: Pick<FoundProject, "accessLevel"> = {}): Reason {
  switch (obstacle) {
    case "archived":
      return reason("project-archived", "it is archived: nothing can be written there until somebody unarchives it");
    case "deletion-scheduled":
      return reason("project-deletion-scheduled", "somebody asked to delete it: it is read-only until it is restored");
    case "issues-disabled":
      return reason("issues-disabled", "issues are switched off in it (Settings, General, Visibility)");
    case "role-too-low": {
      const role = accessLevel == null ? "too low a role" : roleName(accessLevel);
      return reason("role-too-low", `the token's user has ${role} there and needs at least Reporter`, {
        accessLevel: accessLevel ?? null,
      });
    }
    default:
      return obstacle satisfies never;
  }
}

function leaving(before: SeenProject, project: FoundProject | null): Reason {
  if (project === null) {
    return reason("access-lost", "it was deleted, or the token's user is no longer a member", { path: before.path });
  }
  const text = `it is at ${project.path} now, in no group, topic or list that is served`;
  return reason("project-left", text, { from: before.path, to: project.path });
}

/** Notes changes of issues with the projects they belong to. Pure. */
export function withChanges(
  seen: ReadonlyMap<ProjectId, SeenProject>,
  changes: readonly { readonly projectId: ProjectId; readonly updatedAt: string }[],
): ReadonlyMap<ProjectId, SeenProject> {
  const noted = new Map(seen);
  for (const { projectId, updatedAt } of changes) {
    const project = noted.get(projectId);
    if (project === undefined || (project.changedAt !== null && !isAfter(updatedAt, project.changedAt))) continue;
    noted.set(projectId, { ...project, changedAt: updatedAt });
  }
  return noted;
}
