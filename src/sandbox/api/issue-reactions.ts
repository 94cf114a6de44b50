import { type IssueReaction, reactToIssue, takeReactionBack } from "../acts/issue-reactions.ts";
import { notFound } from "../http/api-error.ts";
import { type Call, caller, callIssue, pathNumber } from "../http/call.ts";
import { readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import type { StoredIssue } from "../world/model.ts";
import { presentUser } from "./present/people.ts";

const base = "/projects/:id/issues/:issue_iid/award_emoji";

/** Emoji reactions on issues. */
export const issueReactionRoutes: readonly Route[] = [
  { method: "GET", pattern: base, handler: list },
  { method: "POST", pattern: base, handler: create },
  { method: "GET", pattern: `${base}/:award_id`, handler: one },
  { method: "DELETE", pattern: `${base}/:award_id`, handler: remove },
];

function list(call: Call): Answer {
  const issue = callIssue(call);
  return paginate(call, issue.reactions, (reaction) => present(call, issue, reaction));
}

function create(call: Call): Answer {
  const user = caller(call);
  const issue = callIssue(call);
  const input = readInput(call.input);
  const name = input.required("name", text);
  input.check();
  return { status: 201, body: present(call, issue, reactToIssue(call.world, user, issue, name, call.context)) };
}

function one(call: Call): Answer {
  const issue = callIssue(call);
  const id = pathNumber(call, "award_id");
  const reaction = issue.reactions.find((candidate) => candidate.id === id);
  if (reaction === undefined) throw notFound();
  return { status: 200, body: present(call, issue, reaction) };
}

function remove(call: Call): Answer {
  takeReactionBack(call.world, caller(call), callIssue(call), pathNumber(call, "award_id"), call.context);
  return { status: 204 };
}

function present(call: Call, issue: StoredIssue, { id, name, user, createdAt }: IssueReaction): unknown {
  return {
    id,
    name,
    user: presentUser(call.world, user),
    created_at: createdAt.toISOString(),
    updated_at: createdAt.toISOString(),
    awardable_id: issue.id,
    awardable_type: "Issue",
    url: null,
  };
}
