import { type Call, caller, callGroup, callProject } from "../http/call.ts";
import { flag, integer, oneOf, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import { canReadGroup, canReadProject, groupLevel, projectLevel } from "../world/access.ts";
import { projectsOf } from "../world/find.ts";
import type { Project } from "../world/model.ts";
import { presentGroup, presentProject, presentSimpleProject } from "./present/project.ts";

/** Projects and groups, and what the instance says of itself. */
export const projectRoutes: readonly Route[] = [
  { method: "GET", pattern: "/projects", handler: listAll },
  { method: "GET", pattern: "/projects/:id", handler: oneProject },
  { method: "GET", pattern: "/groups", handler: listGroups },
  {
    method: "GET",
    pattern: "/groups/:id",
    handler: (call) => ({ status: 200, body: presentGroup(call.world, callGroup(call)) }),
  },
  { method: "GET", pattern: "/groups/:id/projects", handler: listOfGroup },
  { method: "GET", pattern: "/groups/:id/subgroups", handler: listSubgroups },
  { method: "GET", pattern: "/version", handler: version },
  { method: "GET", pattern: "/metadata", handler: version },
];

function oneProject(call: Call): Answer {
  return { status: 200, body: presentProject(call.world, callProject(call), call.user) };
}

function listAll(call: Call): Answer {
  return list(call, call.world.projects);
}

function listOfGroup(call: Call): Answer {
  const group = callGroup(call);
  const input = readInput(call.input);
  const subgroups = input.get("include_subgroups", flag) ?? false;
  input.check();
  return list(call, projectsOf(call.world, group, subgroups));
}

function list(call: Call, projects: readonly Project[]): Answer {
  const input = readInput(call.input);
  const archived = input.get("archived", flag);
  const search = input.get("search", text)?.toLowerCase() ?? "";
  const topic = input.get("topic", text);
  const withIssues = input.get("with_issues_enabled", flag);
  const minimum = input.get("min_access_level", integer) ?? (input.get("membership", flag) === true ? 10 : 0);
  const order = input.get(
    "order_by",
    oneOf("id", "name", "path", "created_at", "updated_at", "last_activity_at", "similarity", "star_count"),
  );
  const ascending = input.get("sort", oneOf("asc", "desc")) === "asc";
  const simple = input.get("simple", flag) ?? false;
  input.check();
  const rows = projects
    .filter((project) => canReadProject(call.world, call.user, project))
    .filter((project) => archived === undefined || project.archived === archived)
    .filter((project) => project.name.toLowerCase().includes(search) || project.path.toLowerCase().includes(search))
    .filter((project) => topic === undefined || project.topics.includes(topic))
    .filter((project) => withIssues !== true || project.issuesEnabled)
    .filter((project) => minimum === 0 || projectLevel(call.world, call.user, project) >= minimum)
    .sort((first, second) => compare(first, second, order ?? "created_at"));
  if (!ascending) rows.reverse();
  return paginate(call, rows, (project) =>
    simple ? presentSimpleProject(call.world, project) : presentProject(call.world, project, call.user),
  );
}

function compare(first: Project, second: Project, order: string): number {
  const key = (project: Project): string | number => {
    if (order === "name" || order === "path") return project[order].toLowerCase();
    if (order === "last_activity_at" || order === "updated_at") return project.lastActivityAt.getTime();
    return project.id;
  };
  return key(first) < key(second) ? -1 : key(first) > key(second) ? 1 : first.id - second.id;
}

function listGroups(call: Call): Answer {
  const rows = call.world.groups.filter((group) => canReadGroup(call.world, call.user, group));
  const input = readInput(call.input);
  const minimum = input.get("min_access_level", integer) ?? 0;
  const search = input.get("search", text)?.toLowerCase() ?? "";
  input.check();
  const fitting = rows
    .filter((group) => group.path.toLowerCase().includes(search))
    .filter((group) => minimum === 0 || groupLevel(call.world, call.user, group) >= minimum);
  return paginate(call, fitting, (group) => presentGroup(call.world, group));
}

function listSubgroups(call: Call): Answer {
  const group = callGroup(call);
  const below = (path: string): boolean =>
    path.startsWith(`${group.path}/`) && !path.slice(group.path.length + 1).includes("/");
  const rows = call.world.groups.filter((one) => below(one.path) && canReadGroup(call.world, call.user, one));
  return paginate(call, rows, (one) => presentGroup(call.world, one));
}

function version(call: Call): Answer {
  caller(call);
  const { settings } = call.world;
  const kas = { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null };
  const enterprise = settings.edition === "ee";
  const metadata = { version: settings.version, revision: "5a4d0b8c1e2", kas, enterprise };
  return { status: 200, body: metadata };
}
