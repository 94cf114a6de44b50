import { linkIssues, linksOf, linkTypeFrom, unlinkIssues } from "../acts/links.ts";
import { notFound } from "../http/api-error.ts";
import { type Call, caller, callIssue, pathNumber } from "../http/call.ts";
import { integer, oneOf, readInput, text } from "../http/input.ts";
import type { Answer, Route } from "../http/router.ts";
import { canReadIssue, canReadProject } from "../world/access.ts";
import { findIssue, findProject } from "../world/find.ts";
import { type IssueLink, linkTypes, type StoredIssue } from "../world/model.ts";
import { presentIssue } from "./present/issue.ts";

const base = "/projects/:id/issues/:issue_iid/links";

/** Relations between issues. */
export const linkRoutes: readonly Route[] = [
  { method: "GET", pattern: base, handler: list },
  { method: "POST", pattern: base, handler: create },
  { method: "GET", pattern: `${base}/:issue_link_id`, handler: oneLink },
  { method: "DELETE", pattern: `${base}/:issue_link_id`, handler: remove },
];

/** Not paginated: every linked issue the caller may read, each with the link's id and type. */
function list(call: Call): Answer {
  const issue = callIssue(call);
  const body = linksOf(call.world, issue)
    .map((link) => ({ link, other: link.source === issue ? link.target : link.source }))
    .filter(({ other }) => canReadIssue(call.world, call.user, other))
    .map(({ link, other }) => ({
      ...presentIssue(call.world, other),
      issue_link_id: link.id,
      link_type: linkTypeFrom(link, issue),
      link_created_at: link.createdAt.toISOString(),
      link_updated_at: link.createdAt.toISOString(),
    }));
  return { status: 200, body };
}

function create(call: Call): Answer {
  const user = caller(call);
  const issue = callIssue(call);
  const input = readInput(call.input);
  const projectRef = input.required("target_project_id", text);
  const iid = input.required("target_issue_iid", integer);
  const type = input.get("link_type", oneOf(...linkTypes)) ?? "relates_to";
  input.check();
  const project = findProject(call.world, projectRef);
  if (project === null || !canReadProject(call.world, user, project)) throw notFound("Project");
  const target = findIssue(project, iid);
  if (target === null || !canReadIssue(call.world, user, target)) throw notFound();
  return { status: 201, body: presentLink(call, linkIssues(call.world, user, issue, target, type), issue) };
}

function oneLink(call: Call): Answer {
  const issue = callIssue(call);
  return { status: 200, body: presentLink(call, callLink(call, issue), issue) };
}

function remove(call: Call): Answer {
  const user = caller(call);
  const issue = callIssue(call);
  const link = callLink(call, issue);
  const body = presentLink(call, link, issue);
  unlinkIssues(call.world, user, link);
  return { status: 200, body };
}

function callLink(call: Call, issue: StoredIssue): IssueLink {
  const id = pathNumber(call, "issue_link_id");
  const link = linksOf(call.world, issue).find((one) => one.id === id);
  if (link === undefined) throw notFound("IssueLink");
  return link;
}

function presentLink(call: Call, link: IssueLink, from: StoredIssue): unknown {
  return {
    id: link.id,
    source_issue: presentIssue(call.world, link.source),
    target_issue: presentIssue(call.world, link.target),
    link_type: linkTypeFrom(link, from),
  };
}
