import { parseErrorText } from "../errors/error-text.ts";
import { type Operation, reading } from "../errors/operation.ts";
import type { CallFailure } from "../http/call-failure.ts";
import type { GitLab, Issue, IssueFilter } from "../port.ts";
import type { CallContext } from "./call.ts";
import { call, callOrNull, isWithoutRoute, missing } from "./call.ts";
import { listChildItems } from "./child-items.ts";
import type { CommentsClient } from "./comments.ts";
import { joinLabels } from "./label-list.ts";
import { ApiLabelEvents, ApiStateEvents } from "./record-schema.ts";
import {
  ApiIssue,
  ApiIssues,
  ApiLabels,
  ApiMembers,
  ApiProject,
  ApiRelatedIssues,
  ApiTemplate,
  ApiTemplateNames,
  ApiText,
  ApiToken,
  ApiUser,
  ApiUsers,
  ApiVersion,
} from "./schema.ts";
import type { Writes } from "./writes.ts";

export type Reads = Omit<GitLab, keyof Writes | keyof CommentsClient | "url" | "projectRef" | "requests">;

const PAGE = { perPage: 100 } as const;
/** Issues asked for by number at once: one page, and an address that no server finds too long. */
const MAX_IIDS = 100;

/** A repository without a commit has no HEAD, one that was never made no repository: neither has the file. */
const NO_FILE = missing(["File", "Commit", "Tree", "Repository"]);
const NO_TEMPLATE = missing(["Template", ""]);
const NO_ISSUE = missing(["Issue", ""]);

/** The reads of the client but those of comments: each is repeated on outages, and complete or an error. */
export function createReads(context: CallContext): Reads {
  const project = () => context.project.ref;
  const asking = (action: string): Operation => ({ ...reading(context, action, "Guest"), project: null });

  return {
    async getProject() {
      const operation = reading(context, "read the project", "Guest");
      const found = await call(context, operation, ApiProject, ({ projects }) => projects.show(project()));
      context.project = { ref: found.id, name: found.path };
      return found;
    },
    readFile(path) {
      const operation = reading(context, "read files", "Reporter", `file ${path}`);
      return callOrNull(context, operation, ApiText, NO_FILE, ({ files }) => files.showRaw(project(), path, "HEAD"));
    },
    readFileOf(other, path) {
      const operation = { ...reading(context, "read files", "Reporter", `file ${path}`), project: other };
      return callOrNull(context, operation, ApiText, isOutOfSight, ({ files }) => files.showRaw(other, path, "HEAD"));
    },
    async getIssueTemplate(name) {
      const operation = reading(context, "read description templates", "Reporter", `description template ${name}`);
      const template = await callOrNull(context, operation, ApiTemplate, isNoTemplate, ({ templates }) =>
        templates.show(project(), "issues", name),
      );
      return template?.content ?? null;
    },
    listIssueTemplates() {
      const operation = reading(context, "read description templates", "Reporter");
      return call(context, operation, ApiTemplateNames, ({ templates }) => templates.all(project(), "issues", PAGE));
    },
    listIssues(filter) {
      return listIssues(context, filter);
    },
    getIssue(iid) {
      const operation = reading(context, "read issues", "Planner", `issue #${iid}`);
      return callOrNull(context, operation, ApiIssue, NO_ISSUE, ({ issues }) =>
        issues.show(iid, { projectId: project() }),
      );
    },
    listRelatedIssues(iid) {
      const operation = reading(context, "read issues", "Planner", `issue #${iid}`);
      return call(context, operation, ApiRelatedIssues, ({ links }) => links.all(project(), iid, PAGE));
    },
    listChildItems(projectPath, iids) {
      return listChildItems(context, projectPath, iids);
    },
    listStateEvents(iid) {
      const operation = reading(context, "read issues", "Planner", `issue #${iid}`);
      return call(context, operation, ApiStateEvents, ({ stateEvents }) => stateEvents.all(project(), iid, PAGE));
    },
    listLabelEvents(iid) {
      const operation = reading(context, "read issues", "Planner", `issue #${iid}`);
      return call(context, operation, ApiLabelEvents, ({ labelEvents }) => labelEvents.all(project(), iid, PAGE));
    },
    listLabels() {
      return call(context, reading(context, "read labels", "Guest"), ApiLabels, ({ labels }) =>
        labels.all(project(), PAGE),
      );
    },
    listMembers() {
      return call(context, reading(context, "read members", "Guest"), ApiMembers, ({ members }) =>
        members.all(project(), { includeInherited: true, ...PAGE }),
      );
    },
    async findUser(username) {
      const found = await call(context, asking("look up users"), ApiUsers, ({ users }) => users.all({ username }));
      return found.find((user) => user.username.toLowerCase() === username.toLowerCase()) ?? null;
    },
    getUser(id) {
      return callOrNull(context, asking("look up users"), ApiUser, isOutOfSight, ({ users }) => users.show(id));
    },
    getCurrentUser() {
      return call(context, asking("read its own user"), ApiUser, ({ users }) => users.showCurrentUser());
    },
    getCurrentToken() {
      return callOrNull(context, asking("read itself"), ApiToken, cannotReadItself, ({ tokens }) => tokens.show());
    },
    async getVersion() {
      const { version } = await call(context, asking("read the version"), ApiVersion, ({ metadata }) =>
        metadata.show(),
      );
      return version;
    },
  };
}

async function listIssues(context: CallContext, filter: IssueFilter): Promise<readonly Issue[]> {
  if (filter.iids === undefined) return listPages(context, filter);
  const iids = [...new Set(filter.iids)].sort((a, b) => a - b);
  const issues: Issue[] = [];
  for (let start = 0; start < iids.length; start += MAX_IIDS) {
    for (const issue of await listPages(context, { ...filter, iids: iids.slice(start, start + MAX_IIDS) }))
      issues.push(issue);
  }
  return issues;
}

/**
 * Keyset pages, since offset pages lose a row whenever an earlier one leaves the list; oldest first, so that what is made
 * meanwhile comes last. GitLab answers 405 where it has no such pages for issues (before 18.3): counted pages then.
 */
async function listPages(context: CallContext, filter: IssueFilter): Promise<readonly Issue[]> {
  const operation = reading(context, "read issues", "Planner");
  const options = {
    projectId: context.project.ref,
    state: "all",
    scope: filter.createdByMe ? "created_by_me" : "all",
    orderBy: "created_at",
    sort: "asc",
    ...PAGE,
    ...(filter.ofAnyType === true ? {} : { issueType: "issue" }),
    ...(filter.labels === undefined || filter.labels.length === 0 ? {} : { labels: joinLabels(filter.labels) }),
    ...(filter.createdBy === undefined ? {} : { authorUsername: filter.createdBy }),
    ...(filter.iids === undefined ? {} : { iids: [...filter.iids] }),
    ...(filter.createdAfter === undefined ? {} : { createdAfter: filter.createdAfter }),
    ...(filter.createdBefore === undefined ? {} : { createdBefore: filter.createdBefore }),
    ...(filter.titled === undefined ? {} : { search: filter.titled, in: "title" }),
  } as const;
  const noKeyset = (failure: CallFailure) => failure.status === 405;
  const rows = await callOrNull(context, operation, ApiIssues, noKeyset, ({ issues }) =>
    issues.all<false, "keyset">({ ...options, pagination: "keyset" }),
  );
  return rows ?? call(context, operation, ApiIssues, ({ issues }) => issues.all<false, "offset">(options));
}

/** One of several places: a name that no route takes is in none of them, and what was read before proves the address. */
function isNoTemplate(failure: CallFailure): boolean {
  return NO_TEMPLATE(failure) || NO_FILE(failure) || isWithoutRoute(failure);
}

/** A project, files or a user that the token's user may not see are the same as none to a caller that only tries. */
function isOutOfSight(failure: CallFailure): boolean {
  const { outcome } = failure;
  if (isNoTemplate(failure) || missing(["Project", "User"])(failure)) return true;
  if (outcome.kind !== "answer" || outcome.status !== 403) return false;
  const said = parseErrorText(outcome.body);
  return said.speaker !== "other" && said.code === null;
}

/** Tokens of other kinds (CI job, OAuth) are no personal access tokens; a dead token says `invalid_token` instead. */
function cannotReadItself(failure: CallFailure): boolean {
  const { outcome } = failure;
  if (outcome.kind !== "answer" || ![401, 403, 404].includes(outcome.status)) return false;
  const said = parseErrorText(outcome.body);
  return said.speaker !== "other" && said.code !== "invalid_token";
}
