import { type Call, callGroup } from "../http/call.ts";
import { accessLevel, flag, type Input, integers, oneOf, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import { belongsToGroup, canReadGroup, levelInGroup, OWNER } from "../world/access.ts";
import { projectsInGroup } from "../world/find.ts";
import type { Group } from "../world/model.ts";
import { presentGroup, presentProject } from "./present/project.ts";

type Test = (group: Group) => boolean;

/** Groups, alone and below others. */
export const groupRoutes: readonly Route[] = [
  { method: "GET", pattern: "/groups", handler: (call) => list(call, call.world.groups) },
  { method: "GET", pattern: "/groups/:id", handler: oneGroup },
  { method: "GET", pattern: "/groups/:id/subgroups", handler: (call) => list(call, below(call, false)) },
  { method: "GET", pattern: "/groups/:id/descendant_groups", handler: (call) => list(call, below(call, true)) },
];

function oneGroup(call: Call): Answer {
  const group = callGroup(call);
  const input = readInput(call.input);
  const withProjects = input.get("with_projects", flag) ?? true;
  input.check();
  const projects = projectsInGroup(call.world, group, false).filter((project) => !project.archived);
  const own = withProjects
    ? { projects: projects.map((project) => presentProject(call.world, project, call.user)), shared_projects: [] }
    : {};
  return { status: 200, body: { ...presentGroup(call.world, group), shared_with_groups: [], ...own } };
}

function below(call: Call, deep: boolean): readonly Group[] {
  const { path } = callGroup(call);
  return call.world.groups.filter((one) => {
    if (!one.path.startsWith(`${path}/`)) return false;
    return deep || !one.path.slice(path.length + 1).includes("/");
  });
}

function list(call: Call, groups: readonly Group[]): Answer {
  const input = readInput(call.input);
  const tests = groupTests(call, input);
  const order = input.get("order_by", oneOf("name", "path", "id", "similarity")) ?? "name";
  const direction = (input.get("sort", oneOf("asc", "desc")) ?? "asc") === "asc" ? 1 : -1;
  input.check();
  const key = (group: Group): string | number =>
    order === "id"
      ? group.id
      : (order === "path" ? group.path.slice(group.path.lastIndexOf("/") + 1) : group.name).toLowerCase();
  const rows = groups
    .filter((group) => canReadGroup(call.world, call.user, group) && tests.every((test) => test(group)))
    .sort((one, other) => {
      if (key(one) === key(other)) return one.id - other.id;
      return (key(one) < key(other) ? -1 : 1) * direction;
    });
  return paginate(call, rows, (group) => presentGroup(call.world, group));
}

/** Without `all_available` people see groups they belong to, administrators all. */
function groupTests(call: Call, input: Input): readonly Test[] {
  const { world, user } = call;
  const tests: Test[] = [];
  const all = input.get("all_available", flag) ?? (user === null || user.admin);
  if (!all) tests.push((group) => belongsToGroup(world, user, group));
  const minimum = input.get("owned", flag) === true ? OWNER : (input.get("min_access_level", accessLevel) ?? 0);
  if (minimum > 0) tests.push((group) => levelInGroup(world, user, group) >= minimum);
  const visibility = input.get("visibility", oneOf("private", "internal", "public"));
  if (visibility !== undefined) tests.push((group) => group.visibility === visibility);
  const search = input.get("search", text)?.toLowerCase() ?? "";
  if (search !== "") tests.push(({ name, path }) => `${name}\n${path}`.toLowerCase().includes(search));
  const skipped = input.get("skip_groups", integers) ?? [];
  tests.push((group) => !skipped.includes(group.id));
  if (input.get("top_level_only", flag) === true) tests.push((group) => !group.path.includes("/"));
  return tests;
}
