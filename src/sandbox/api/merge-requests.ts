import { openMergeRequest } from "../acts/merge-requests.ts";
import { forbidden } from "../http/api-error.ts";
import { type Call, caller, callProject } from "../http/call.ts";
import { flag, integer, oneOf, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import { canReadCode } from "../world/access.ts";
import type { StoredProject } from "../world/model.ts";
import { presentMergeRequest } from "./present/repository.ts";

/** Merge requests within one project: lists, and opening them. */
export const mergeRequestRoutes: readonly Route[] = [
  { method: "GET", pattern: "/projects/:id/merge_requests", handler: list },
  { method: "POST", pattern: "/projects/:id/merge_requests", handler: create },
];

/** Switched off, or without the right to code, there are none to see. */
function readable(call: Call): StoredProject {
  const project = callProject(call);
  const visible = project.repository.mergeRequestsEnabled && canReadCode(call.world, call.user, project);
  if (!visible) throw forbidden();
  return project;
}

function list(call: Call): Answer {
  const project = readable(call);
  const input = readInput(call.input);
  const source = input.get("source_branch", text);
  const target = input.get("target_branch", text);
  const state = input.get("state", oneOf("opened", "closed", "locked", "merged", "all")) ?? "all";
  const author = input.get("author_id", integer);
  input.check();
  const rows = project.repository.mergeRequests
    .filter((request) => source === undefined || request.sourceBranch === source)
    .filter((request) => target === undefined || request.targetBranch === target)
    .filter((request) => state === "all" || request.state === state)
    .filter((request) => author === undefined || request.authorId === author)
    .reverse();
  return paginate(call, rows, (request) => presentMergeRequest(call.world, project, request));
}

function create(call: Call): Answer {
  const user = caller(call);
  const project = callProject(call);
  const input = readInput(call.input);
  const sourceBranch = input.required("source_branch", text);
  const targetBranch = input.required("target_branch", text);
  const title = input.required("title", text);
  const description = input.get("description", text) ?? "";
  const removeSourceBranch = input.get("remove_source_branch", flag) ?? false;
  input.check();
  const params = { sourceBranch, targetBranch, title, description, removeSourceBranch };
  const opened = openMergeRequest(call.world, user, project, params);
  return { status: 201, body: presentMergeRequest(call.world, project, opened) };
}
