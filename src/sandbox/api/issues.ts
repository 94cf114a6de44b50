import { createIssue } from "../acts/create-issue.ts";
import { deleteIssue } from "../acts/delete-issue.ts";
import { moveIssue } from "../acts/move-issue.ts";
import { isParticipant } from "../acts/notify.ts";
import { updateIssue } from "../acts/update-issue.ts";
import { ApiError, forbidden, notFound } from "../http/api-error.ts";
import { type Call, caller, callGroup, callIssue, callProject } from "../http/call.ts";
import { flag, integer, readInput } from "../http/input.ts";
import { paginate, paginateByKeyset } from "../http/paginate.ts";
import { limitAction } from "../http/rate-limits.ts";
import type { Answer, Route } from "../http/router.ts";
import { canCreateIssue, canReadIssue, canReadProject } from "../world/access.ts";
import { findProject, projectsInGroup } from "../world/find.ts";
import type { Group, StoredIssue, StoredProject } from "../world/model.ts";
import { readIssueFilter } from "./issue-filters.ts";
import { readIssueInput } from "./issue-input.ts";
import { readIssueOrder } from "./issue-order.ts";
import { type IssueView, presentIssue } from "./present/issue.ts";

/** Issues: lists, one, create, change, delete, move, subscribe. */
export const issueRoutes: readonly Route[] = [
  { method: "GET", pattern: "/issues", handler: listOwn },
  { method: "GET", pattern: "/groups/:id/issues", handler: listOfGroup },
  { method: "GET", pattern: "/projects/:id/issues", handler: listOfProject },
  {
    method: "GET",
    pattern: "/issues_statistics",
    handler: (call) => statistics(call, visible(call, call.world.projects), "created_by_me"),
  },
  {
    method: "GET",
    pattern: "/projects/:id/issues_statistics",
    handler: (call) => statistics(call, visible(call, [callProject(call)]), "all"),
  },
  {
    method: "GET",
    pattern: "/groups/:id/issues_statistics",
    handler: (call) => statistics(call, visible(call, projectsInGroup(call.world, callGroup(call), true)), "all"),
  },
  { method: "POST", pattern: "/projects/:id/issues", handler: create },
  { method: "GET", pattern: "/projects/:id/issues/:issue_iid", handler: (call) => one(call, callIssue(call), 200) },
  { method: "PUT", pattern: "/projects/:id/issues/:issue_iid", handler: update },
  { method: "DELETE", pattern: "/projects/:id/issues/:issue_iid", handler: remove },
  { method: "POST", pattern: "/projects/:id/issues/:issue_iid/move", handler: transfer },
  { method: "POST", pattern: "/projects/:id/issues/:issue_iid/subscribe", handler: (call) => subscribe(call, true) },
  { method: "POST", pattern: "/projects/:id/issues/:issue_iid/unsubscribe", handler: (call) => subscribe(call, false) },
];

function listOwn(call: Call): Answer {
  caller(call);
  return list(call, archivedLeftOut(call, call.world.projects), "created_by_me");
}

function listOfGroup(call: Call): Answer {
  const group = callGroup(call);
  return list(call, archivedLeftOut(call, projectsInGroup(call.world, group, true)), "all", group);
}

/** The project list alone knows keyset pagination. */
function listOfProject(call: Call): Answer {
  return list(call, [callProject(call)], "all");
}

function list(call: Call, projects: readonly StoredProject[], scope: "all" | "created_by_me", group?: Group): Answer {
  const input = readInput(call.input);
  const order = readIssueOrder(input);
  const withLabelDetails = input.get("with_labels_details", flag) ?? false;
  const matches = readIssueFilter(call, input, scope);
  input.check();
  const rows = visible(call, projects).filter(matches).sort(order.compare);
  const view: IssueView = { withLabelDetails, ...(group === undefined ? {} : { group }) };
  const present = (issue: StoredIssue): unknown => presentIssue(call.world, issue, view);
  const hasKeyset = call.params["id"] !== undefined && group === undefined;
  if (hasKeyset && call.input["pagination"] === "keyset" && order.supportsKeyset) {
    return paginateByKeyset(call, rows, order, present);
  }
  return paginate(call, rows, present, hasKeyset ? "Issue" : null);
}

function visible(call: Call, projects: readonly StoredProject[]): StoredIssue[] {
  return projects.flatMap((project) => project.issues.filter((issue) => canReadIssue(call.world, call.user, issue)));
}

function archivedLeftOut(call: Call, projects: readonly StoredProject[]): readonly StoredProject[] {
  const input = readInput(call.input);
  const nonArchived = input.get("non_archived", flag) ?? true;
  input.check();
  return nonArchived ? projects.filter((project) => !project.archived) : projects;
}

function statistics(call: Call, issues: readonly StoredIssue[], scope: "all" | "created_by_me"): Answer {
  const input = readInput(call.input);
  const matches = readIssueFilter(call, input, scope);
  input.check();
  const matching = issues.filter(matches);
  const opened = matching.filter((issue) => issue.state === "opened").length;
  const counts = { all: matching.length, closed: matching.length - opened, opened };
  return { status: 200, body: { statistics: { counts } } };
}

function one(call: Call, issue: StoredIssue, status: number): Answer {
  return { status, body: presentIssue(call.world, issue, { viewer: call.user }) };
}

function create(call: Call): Answer {
  const user = caller(call);
  const project = callProject(call);
  limitAction(call.world, `issues ${project.id} ${user.id}`, call.world.settings.limits.issuesPerMinute);
  if (!canCreateIssue(call.world, user, project)) throw forbidden();
  const { title, ...params } = readIssueInput(call, project, "create");
  return one(call, createIssue(call.world, user, project, { ...params, title: title ?? "" }, call.context), 201);
}

function update(call: Call): Answer {
  const user = caller(call);
  const issue = callIssue(call);
  const params = readIssueInput(call, issue.project, "update");
  return one(call, updateIssue(call.world, user, issue, params, call.context), 200);
}

function remove(call: Call): Answer {
  const issue = callIssue(call);
  const since = Date.parse(call.unmodifiedSince ?? "");
  // HTTP dates know whole seconds only.
  if (issue.updatedAt.getTime() >= since + 1000) throw new ApiError(412, { message: "412 Precondition Failed" });
  deleteIssue(call.world, caller(call), issue);
  return { status: 204 };
}

function transfer(call: Call): Answer {
  const user = caller(call);
  const issue = callIssue(call);
  const input = readInput(call.input);
  const target = input.required("to_project_id", integer);
  input.check();
  const to = findProject(call.world, target);
  if (to === null || !canReadProject(call.world, user, to)) throw notFound("Project");
  return one(call, moveIssue(call.world, user, issue, to, call.context), 201);
}

function subscribe(call: Call, subscribed: boolean): Answer {
  const user = caller(call);
  const issue = callIssue(call);
  if (isParticipant(call.world, issue, user) === subscribed) return { status: 304 };
  issue.subscriptions.set(user.id, subscribed);
  return one(call, issue, 201);
}
