import { ApiError } from "../http/api-error.ts";
import { type Call, caller, callGroup, callProject } from "../http/call.ts";
import { accessLevel, commaList, flag, type Input, instant, integer, oneOf, readInput, text } from "../http/input.ts";
import { paginate, paginateByKeyset } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import { canReadProject, OWNER, projectLevel } from "../world/access.ts";
import { ancestorGroups, projectsInGroup } from "../world/find.ts";
import type { StoredProject } from "../world/model.ts";
import { presentProject, presentSimpleProject } from "./present/project.ts";

type Test = (project: StoredProject) => boolean;

/** Projects, and what the instance says of itself. */
export const projectRoutes: readonly Route[] = [
  { method: "GET", pattern: "/projects", handler: (call) => list(call, call.world.projects, true) },
  { method: "GET", pattern: "/projects/:id", handler: oneProject },
  { method: "GET", pattern: "/groups/:id/projects", handler: listOfGroup },
  { method: "GET", pattern: "/version", handler: version },
  { method: "GET", pattern: "/metadata", handler: version },
];

function oneProject(call: Call): Answer {
  return { status: 200, body: presentProject(call.world, callProject(call), call.user) };
}

function listOfGroup(call: Call): Answer {
  const group = callGroup(call);
  const input = readInput(call.input);
  const subgroups = input.get("include_subgroups", flag) ?? false;
  const ancestors = input.get("include_ancestor_groups", flag) ?? false;
  input.check();
  const above = ancestors ? ancestorGroups(call.world, group.path) : [];
  return list(call, [
    ...projectsInGroup(call.world, group, subgroups),
    ...above.flatMap((one) => projectsInGroup(call.world, one, false)),
  ]);
}

/** The list of all projects alone knows keyset pagination, by id. */
function list(call: Call, projects: readonly StoredProject[], hasKeyset = false): Answer {
  const input = readInput(call.input);
  const tests = projectTests(call, input);
  const order = input.get(
    "order_by",
    oneOf("id", "name", "path", "created_at", "updated_at", "last_activity_at", "similarity", "star_count"),
  );
  const direction = input.get("sort", oneOf("asc", "desc")) === "asc" ? 1 : -1;
  const simple = input.get("simple", flag) ?? false;
  const pagination = input.get("pagination", oneOf("legacy", "keyset"));
  input.check();
  const rows = projects
    .filter((project) => canReadProject(call.world, call.user, project) && tests.every((test) => test(project)))
    .sort((first, second) => compare(first, second, order ?? "created_at") * direction);
  const present = (project: StoredProject): unknown =>
    simple || call.user === null
      ? presentSimpleProject(call.world, project)
      : presentProject(call.world, project, call.user);
  if (!hasKeyset || pagination !== "keyset") return paginate(call, rows, present, hasKeyset ? "Project" : null);
  if (order !== "id")
    throw new ApiError(405, { error: "Keyset pagination is not yet available for this type of request" });
  const position = ({ id }: StoredProject) => ({ value: id, id });
  return paginateByKeyset(call, rows, { position, isAfter: (one, { id }) => (one.id - id) * direction > 0 }, present);
}

function projectTests(call: Call, input: Input): readonly Test[] {
  const tests: Test[] = [];
  const whether = (name: string, of: Test): void => {
    const wanted = input.get(name, flag);
    if (wanted !== undefined) tests.push((project) => of(project) === wanted);
  };
  const only = (name: string, of: Test): void => {
    if (input.get(name, flag) === true) tests.push(of);
  };
  const level = (project: StoredProject): number => projectLevel(call.world, call.user, project);
  whether("archived", (project) => project.archived);
  only("owned", (project) => level(project) >= OWNER && call.user?.admin !== true);
  only("membership", (project) => level(project) > 0);
  // Nobody starred or imported anything here.
  for (const name of ["starred", "imported"]) only(name, () => false);
  only("with_issues_enabled", (project) => project.issuesEnabled);
  only("with_merge_requests_enabled", (project) => project.repository.mergeRequestsEnabled);
  const minimum = input.get("min_access_level", accessLevel) ?? 0;
  if (minimum > 0) tests.push((project) => level(project) >= minimum);
  const visibility = input.get("visibility", oneOf("private", "internal", "public"));
  if (visibility !== undefined) tests.push((project) => project.visibility === visibility);
  const topics = input.get("topic", commaList) ?? [];
  if (topics.length > 0) tests.push((project) => topics.every((topic) => project.topics.includes(topic)));
  return [...tests, searchTest(input), ...boundTests(input)];
}

function searchTest(input: Input): Test {
  const search = input.get("search", text)?.toLowerCase() ?? "";
  const inNamespaces = input.get("search_namespaces", flag) ?? false;
  return ({ name, path }) => {
    const own = inNamespaces ? path : path.slice(path.lastIndexOf("/") + 1);
    return `${name}\n${own}`.toLowerCase().includes(search);
  };
}

function boundTests(input: Input): readonly Test[] {
  const tests: Test[] = [];
  const after = input.get("id_after", integer);
  const before = input.get("id_before", integer);
  if (after !== undefined) tests.push(({ id }) => id > after);
  if (before !== undefined) tests.push(({ id }) => id < before);
  for (const name of ["last_activity", "updated"]) {
    const from = input.get(`${name}_after`, instant);
    const to = input.get(`${name}_before`, instant);
    if (from !== undefined) tests.push(({ lastActivityAt }) => lastActivityAt >= from);
    if (to !== undefined) tests.push(({ lastActivityAt }) => lastActivityAt <= to);
  }
  return tests;
}

function compare(first: StoredProject, second: StoredProject, order: string): number {
  const key = (project: StoredProject): string | number => {
    if (order === "name") return project.name.toLowerCase();
    if (order === "path") return project.path.slice(project.path.lastIndexOf("/") + 1).toLowerCase();
    if (order === "last_activity_at" || order === "updated_at") return project.lastActivityAt.getTime();
    return project.id;
  };
  return key(first) < key(second) ? -1 : key(first) > key(second) ? 1 : first.id - second.id;
}

function version(call: Call): Answer {
  caller(call);
  const { settings } = call.world;
  const kas = { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null };
  const enterprise = settings.edition === "ee";
  const metadata = { version: settings.version, revision: "5a4d0b8c1e2", kas, enterprise };
  return { status: 200, body: metadata };
}
