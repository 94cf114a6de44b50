import { TransientError } from "../../domain/errors.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";
import { type BudgetRules, createRequestBudget, DEFAULT_BUDGET_RULES, type RequestBudget } from "../budget/budget.ts";
import type { Operation } from "../errors/operation.ts";
import type { ChangedIssue, FleetGitLab, GroupIssueFilter } from "../fleet-port.ts";
import { endpointUrl } from "../http/address.ts";
import type { CallFailure } from "../http/call-failure.ts";
import type { GitLabRequest } from "../http/outcome.ts";
import { nextLink, sendAll } from "../http/pages.ts";
import { send } from "../http/send.ts";
import type { CallContext, LoadResources } from "../project/call.ts";
import { call, callOrNull, createCallContext, missing } from "../project/call.ts";
import type { GitLabOptions } from "../project/client.ts";
import { callSettings } from "../project/client-settings.ts";
import { joinLabels } from "../project/label-list.ts";
import { projectClient } from "../project/project-client.ts";
import { createHookGitLab } from "../webhooks/hooks-client.ts";
import { ApiChangedIssues, ApiFoundProject, ApiFoundProjects, ApiGroupRole } from "./fleet-schema.ts";

export interface FleetGitLabOptions extends Omit<GitLabOptions, "project" | "turns"> {
  /** Shared with the other clients of this instance and token; default one of its own with the rules given. */
  readonly budget?: RequestBudget;
  readonly budgetRules?: BudgetRules;
}

const PER_PAGE = 100;

/**
 * A client for a fleet of projects of one GitLab instance. Nothing is sent before the first call; calls throw as those of
 * `createGitLab` do.
 * @throws ConfigError for an address or token that cannot be used.
 */
export function createFleetGitLab(options: FleetGitLabOptions): FleetGitLab {
  const { budget: given, budgetRules = DEFAULT_BUDGET_RULES, ...common } = options;
  const budget = given ?? createRequestBudget({ rules: budgetRules, now: options.now ?? Date.now });
  const settings = callSettings({ ...common, project: "the fleet", turns: budget.as("sweep") });
  let resources: ReturnType<LoadResources> | null = null;
  const load: LoadResources = () => {
    resources ??= import("../project/resources.ts");
    return resources;
  };
  const context = createCallContext(settings, load);
  const list = (operation: Operation, endpoint: string, query: Readonly<Record<string, string>>) =>
    call(context, operation, ApiFoundProjects, () =>
      sendAll(reading(context, endpoint, query), "repeat", { leftMs: context.maxWaitMs }, context),
    );

  return {
    url: context.address.web,
    listProjects(group, filter = {}) {
      const query = { ...BY_ID, include_subgroups: "true", with_shared: "false", ...filter };
      return list(asking("list projects", `group ${group}`), `groups/${encodeURIComponent(group)}/projects`, query);
    },
    listTopicProjects(topic) {
      const query = { ...BY_ID, topic, membership: "true", pagination: "keyset" };
      return list(asking("list projects", `topic ${topic}`), "projects", query);
    },
    listGroupIssues: (filter) => listGroupIssues(context, filter),
    getProject(ref) {
      const request = reading(context, `projects/${encodeURIComponent(ref)}`, {});
      const patience = { leftMs: context.maxWaitMs };
      const operation = asking("read projects", `project ${ref}`);
      return callOrNull(context, operation, ApiFoundProject, missing(["Project"]), async () => {
        return (await send(request, "repeat", patience, context)).body;
      });
    },
    getGroupRole(group, userId) {
      const request = reading(context, `groups/${encodeURIComponent(group)}/members/all/${userId}`, {});
      const isOutOfSight = ({ status }: CallFailure): boolean => status === 403 || status === 404;
      return callOrNull(context, asking("read members", `group ${group}`), ApiGroupRole, isOutOfSight, async () => {
        return (await send(request, "repeat", { leftMs: context.maxWaitMs }, context)).body;
      });
    },
    project(ref, urgency = "sweep", log) {
      return projectClient({ ...settings, project: ref, turns: budget.as(urgency), log: log ?? settings.log }, load);
    },
    hooks: (urgency = "sweep") => createHookGitLab({ ...common, turns: budget.as(urgency) }),
    get requests() {
      return { ...context.counts };
    },
  };
}

/** By id, so that a project made meanwhile comes last and shifts no row to a page already read. */
const BY_ID = { order_by: "id", sort: "asc", per_page: String(PER_PAGE) } as const;

function asking(action: string, thing: string): Operation {
  return { action, thing, write: null, scope: "read_api", role: "Guest", project: null };
}

function reading(context: CallContext, endpoint: string, query: Readonly<Record<string, string>>): GitLabRequest {
  const url = endpointUrl(context.address, endpoint, new URLSearchParams(query).toString());
  return { method: "GET", url, body: null, expects: "json", maxBytes: null };
}

/**
 * Group lists know offset pages only, and one sorted by change loses rows: an issue that changes meanwhile moves to the end,
 * the others move up, one of them past the page about to be read. So each page is the first one of a list that begins
 * where the last page ended; there are no deep offsets either, however many rows there are.
 */
async function listGroupIssues(context: CallContext, filter: GroupIssueFilter): Promise<readonly ChangedIssue[]> {
  const rows = new Map<string, ChangedIssue>();
  let [after, number] = [new Date(filter.updatedAfter).toISOString(), 1];
  for (;;) {
    const page = await readIssuePage(context, filter, after, number);
    for (const issue of page.issues) {
      const key = `${issue.projectId}#${issue.iid}`;
      // Put in anew, so that the order stays that of the changes.
      rows.delete(key);
      rows.set(key, issue);
    }
    if (page.isLast) return [...rows.values()];
    const last = page.issues.at(-1)?.updatedAt;
    if (last === undefined || last < after) throw disorderly(filter.group);
    // A page on which all changed in one instant (an edit of many at once) begins where it ends: turn it.
    [after, number] = last === after ? [after, number + 1] : [last, 1];
  }
}

async function readIssuePage(
  context: CallContext,
  { group, labels }: GroupIssueFilter,
  updatedAfter: string,
  page: number,
): Promise<{ readonly issues: readonly ChangedIssue[]; readonly isLast: boolean }> {
  const query = {
    scope: "all",
    state: "all",
    issue_type: "issue",
    order_by: "updated_at",
    sort: "asc",
    per_page: String(PER_PAGE),
    page: String(page),
    updated_after: updatedAfter,
    ...(labels.length === 0 ? {} : { labels: joinLabels(labels) }),
  };
  let isLast = true;
  const operation = asking("list issues", `group ${group}`);
  const issues = await call(context, operation, ApiChangedIssues, async () => {
    const request = reading(context, `groups/${encodeURIComponent(group)}/issues`, query);
    const { body, headers } = await send(request, "repeat", { leftMs: context.maxWaitMs }, context);
    isLast = nextLink(headers.get("link") ?? "") === null;
    return body;
  });
  return { issues, isLast };
}

function disorderly(group: string): TransientError {
  const message = `the issues of ${group} did not come in the order they were asked for, so the list cannot be complete`;
  return new TransientError(message, { code: "GITLAB_LIST_UNSTABLE", status: null, retryAfterMs: MINUTE_MS });
}
