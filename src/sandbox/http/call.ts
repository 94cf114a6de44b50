import type { ActContext } from "../acts/context.ts";
import { canReadGroup, canReadIssue, canReadProject } from "../world/access.ts";
import { findGroup, findIssue, findProject, findRenamedProject } from "../world/find.ts";
import type { Group, StoredIssue, StoredProject, StoredToken, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { ApiError, invalidParameter, notFound, unauthorized } from "./api-error.ts";
import type { Params } from "./request.ts";

/** One request on its way through a route. */
export interface Call {
  readonly world: World;
  readonly method: string;
  /** Path with base and version, as it came, for `Link` and `Location`. */
  readonly fullPath: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Params;
  /** Query and body together, as Grape sees them. */
  readonly input: Params;
  readonly user: StoredUser | null;
  readonly token: StoredToken | null;
  readonly context: ActContext;
  /** The `If-Unmodified-Since` header. */
  readonly unmodifiedSince: string | null;
}

/** The caller. Throws 401 for an anonymous one. */
export function caller(call: Call): StoredUser {
  if (call.user === null) throw unauthorized();
  return call.user;
}

/** The project of `:id`, by number or path. Throws 404 for none and for no access alike, 301 for a former path. */
export function callProject(call: Call): StoredProject {
  const ref = call.params["id"] ?? "";
  const project = findProject(call.world, ref);
  if (project !== null && canReadProject(call.world, call.user, project)) return project;
  const renamed = project === null ? findRenamedProject(call.world, ref) : null;
  if (renamed !== null && canReadProject(call.world, call.user, renamed)) throw movedTo(call, ref, renamed);
  throw notFound("Project");
}

/** The group of `:id`. Throws 404 for none and for no access alike. */
export function callGroup(call: Call): Group {
  const group = findGroup(call.world, call.params["id"] ?? "");
  if (group === null || !canReadGroup(call.world, call.user, group)) throw notFound("Group");
  return group;
}

/** The issue of `:issue_iid`. Throws 400 for what is no number, 404 for none and for no access alike. */
export function callIssue(call: Call): StoredIssue {
  const project = callProject(call);
  const issue = findIssue(project, pathNumber(call, "issue_iid"));
  if (issue === null || !canReadIssue(call.world, call.user, issue)) throw notFound();
  return issue;
}

/** A number in the path. Throws `issue_iid is invalid`. */
export function pathNumber(call: Call, name: string): number {
  const text = call.params[name] ?? "";
  if (!/^\d+$/.test(text)) throw invalidParameter(`${name} is invalid`);
  return Number(text);
}

function movedTo(call: Call, ref: string, project: StoredProject): ApiError {
  const path = call.fullPath.replace(`/projects/${encodeURIComponent(ref)}`, `/projects/${project.id}`);
  const origin = new URL(call.world.url).origin;
  return new ApiError(301, { message: "301 Moved Permanently" }, { location: `${origin}${path}` });
}
