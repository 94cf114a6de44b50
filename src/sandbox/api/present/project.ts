import { levelInGroup, PLANNER, projectLevel } from "../../world/access.ts";
import { projectUrl } from "../../world/addresses.ts";
import { findGroup } from "../../world/find.ts";
import type { Group, StoredProject, StoredUser } from "../../world/model.ts";
import type { World } from "../../world/state.ts";

type Json = Readonly<Record<string, unknown>>;

/** The short form of lists with `simple=true`. */
export function presentSimpleProject(world: World, project: StoredProject): Json {
  const url = projectUrl(world, project);
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: project.path.split("/").slice(0, -1).concat(project.name).join(" / "),
    path: lastSegment(project.path),
    path_with_namespace: project.path,
    created_at: project.createdAt.toISOString(),
    default_branch: project.files.size === 0 ? null : project.defaultBranch,
    tag_list: project.topics,
    topics: project.topics,
    ssh_url_to_repo: `git@${new URL(world.url).hostname}:${project.path}.git`,
    http_url_to_repo: `${url}.git`,
    web_url: url,
    readme_url: project.files.has("README.md") ? `${url}/-/blob/${project.defaultBranch}/README.md` : null,
    forks_count: 0,
    avatar_url: null,
    star_count: 0,
    last_activity_at: project.lastActivityAt.toISOString(),
    visibility: project.visibility,
    namespace: presentNamespace(world, project),
  };
}

export function presentProject(world: World, project: StoredProject, viewer: StoredUser | null): Json {
  const url = `${world.url}/api/v4/projects/${project.id}`;
  const mayAdminister = projectLevel(world, viewer, project) >= PLANNER;
  return {
    ...presentSimpleProject(world, project),
    _links: {
      self: url,
      issues: `${url}/issues`,
      labels: `${url}/labels`,
      events: `${url}/events`,
      members: `${url}/members`,
    },
    empty_repo: project.files.size === 0,
    archived: project.archived,
    issues_enabled: project.issuesEnabled,
    issues_access_level: project.issuesEnabled ? "enabled" : "disabled",
    merge_requests_enabled: project.repository.mergeRequestsEnabled,
    merge_requests_access_level: project.repository.mergeRequestsEnabled ? "enabled" : "disabled",
    wiki_enabled: true,
    jobs_enabled: true,
    snippets_enabled: true,
    container_registry_enabled: true,
    service_desk_enabled: false,
    can_create_merge_request_in: mayAdminister,
    creator_id: world.users[0]?.id ?? 1,
    open_issues_count: project.issues.filter((issue) => issue.state === "opened").length,
    shared_with_groups: [],
    permissions: permissions(world, project, viewer),
  };
}

export function presentGroup(world: World, group: Group): Json {
  const parent = findGroup(world, group.path.split("/").slice(0, -1).join("/"));
  return {
    id: group.id,
    web_url: `${world.url}/groups/${group.path}`,
    name: group.name,
    path: lastSegment(group.path),
    full_name: group.path.split("/").join(" / "),
    full_path: group.path,
    description: "",
    visibility: group.visibility,
    parent_id: parent?.id ?? null,
    avatar_url: null,
    mentions_disabled: null,
    created_at: new Date(0).toISOString(),
  };
}

function permissions(world: World, project: StoredProject, viewer: StoredUser | null): Json {
  const direct = viewer === null ? 0 : (project.members.get(viewer.id) ?? 0);
  const group = findGroup(world, namespacePath(project));
  const inherited = group === null ? 0 : levelInGroup(world, viewer, group);
  const access = (level: number): Json | null => (level === 0 ? null : { access_level: level, notification_level: 3 });
  return { project_access: access(direct), group_access: access(inherited) };
}

function presentNamespace(world: World, project: StoredProject): Json {
  const path = namespacePath(project);
  const group = findGroup(world, path);
  return {
    id: group?.id ?? 0,
    name: group?.name ?? path,
    path: lastSegment(path),
    kind: group === null ? "user" : "group",
    full_path: path,
    parent_id: findGroup(world, path.split("/").slice(0, -1).join("/"))?.id ?? null,
    avatar_url: null,
    web_url: `${world.url}/${group === null ? path : `groups/${path}`}`,
  };
}

function namespacePath(project: StoredProject): string {
  return project.path.split("/").slice(0, -1).join("/");
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
