import * as z from "zod/mini";
import { reading, writing } from "../errors/operation.ts";
import { endpointUrl, operatorError } from "../http/address.ts";
import type { GitLabRequest } from "../http/outcome.ts";
import { sendAll } from "../http/pages.ts";
import type { CallContext } from "../project/call.ts";
import { call, callOrNull, createCallContext, missing } from "../project/call.ts";
import type { GitLabOptions } from "../project/client-options.ts";
import { callSettings } from "../project/client-settings.ts";
import { ApiMembers } from "../project/schema.ts";
import type { SetupGitLab } from "../setup-port.ts";
import {
  ApiBranch,
  ApiBranchFile,
  ApiDifference,
  ApiMergeRequest,
  ApiMergeRequests,
  ApiPipelineSchedules,
  ApiSetupProject,
} from "./setup-schema.ts";

const PAGE = { per_page: "100" } as const;
const NO_BRANCH = missing(["Branch", "Repository"]);
const NO_FILE = missing(["File", "Commit", "Tree", "Repository"]);

type RequestQuery = Readonly<Record<string, string>>;

/**
 * A client that sets one project up. Nothing is sent before the first call; calls throw as those of `createGitLab` do.
 * @throws ConfigError for an address or token that cannot be used.
 */
export function createSetupGitLab(options: GitLabOptions): SetupGitLab {
  if (options.project.trim() === "") throw operatorError("--project", "there is no project to set up", []);
  const context = createCallContext(callSettings(options));
  return {
    ...readsOf(context),
    ...writesOf(context),
    get requests() {
      return { ...context.counts };
    },
  };
}

type SetupWrites = Pick<SetupGitLab, "commitFiles" | "createMergeRequest" | "createPipelineSchedule">;

function readsOf(context: CallContext): Omit<SetupGitLab, keyof SetupWrites | "requests"> {
  return {
    async getProject() {
      const found = await call(context, reading(context, "read the project", "Guest"), ApiSetupProject, async () => {
        const body = await get(context, "");
        return [body, body];
      });
      context.project = { ref: found.id, name: found.path };
      return found;
    },
    listDirectMembers() {
      return call(context, reading(context, "read members", "Guest"), ApiMembers, () => get(context, "/members", PAGE));
    },
    getBranch(name) {
      const operation = reading(context, "read branches", "Reporter", `branch ${name}`);
      const path = `/repository/branches/${encodeURIComponent(name)}`;
      return callOrNull(context, operation, ApiBranch, NO_BRANCH, () => get(context, path));
    },
    compareBranches(from, to) {
      const operation = reading(context, "compare branches", "Reporter", `branch ${from} or ${to}`);
      return call(context, operation, ApiDifference, () => get(context, "/repository/compare", { from, to }));
    },
    readFileAt(path, ref) {
      const operation = reading(context, "read files", "Reporter", `file ${path}`);
      const endpoint = `/repository/files/${encodeURIComponent(path)}`;
      return callOrNull(context, operation, ApiBranchFile, NO_FILE, () => get(context, endpoint, { ref }));
    },
    listMergeRequests(sourceBranch) {
      const operation = reading(context, "read merge requests", "Reporter");
      const query = { source_branch: sourceBranch, state: "all", order_by: "created_at", sort: "desc", ...PAGE };
      return call(context, operation, ApiMergeRequests, () => get(context, "/merge_requests", query));
    },
    listPipelineSchedules() {
      const operation = reading(context, "read pipeline schedules", "Developer");
      return call(context, operation, ApiPipelineSchedules, () => get(context, "/pipeline_schedules", PAGE));
    },
  };
}

function writesOf(context: CallContext): SetupWrites {
  const asking = (action: string) => ({ ...writing(context, action, "once"), role: "Developer" }) as const;
  return {
    async commitFiles({ branch, startBranch, message, files }) {
      const body = {
        branch,
        ...(startBranch === null ? {} : { start_branch: startBranch }),
        commit_message: message,
        actions: files.map(({ path, text, lastCommitId }) => ({
          action: lastCommitId === null ? "create" : "update",
          file_path: path,
          content: text,
          ...(lastCommitId === null ? {} : { last_commit_id: lastCommitId }),
        })),
      };
      const operation = asking(`commit files to the branch ${branch}`);
      await call(context, operation, z.unknown(), () => post(context, "/repository/commits", body));
    },
    createMergeRequest({ sourceBranch, targetBranch, title, description }) {
      const body = {
        source_branch: sourceBranch,
        target_branch: targetBranch,
        title,
        description,
        remove_source_branch: true,
      };
      const operation = asking("open merge requests");
      return call(context, operation, ApiMergeRequest, () => post(context, "/merge_requests", body));
    },
    async createPipelineSchedule({ description, ref, cron, cronTimeZone }) {
      const body = { description, ref, cron, cron_timezone: cronTimeZone, active: true };
      const operation = asking("create pipeline schedules");
      await call(context, operation, z.unknown(), () => post(context, "/pipeline_schedules", body));
    },
  };
}

function get(context: CallContext, path: string, query: RequestQuery = {}): Promise<unknown> {
  return request(context, "GET", path, query, null);
}

function post(context: CallContext, path: string, body: unknown): Promise<unknown> {
  return request(context, "POST", path, {}, JSON.stringify(body));
}

/** Reads are repeated on outages and complete or an error, writes are sent once. `path` is that below the project. */
function request(
  context: CallContext,
  method: GitLabRequest["method"],
  path: string,
  query: RequestQuery,
  body: string | null,
): Promise<unknown> {
  const endpoint = `projects/${encodeURIComponent(String(context.project.ref))}${path}`;
  const url = endpointUrl(context.address, endpoint, new URLSearchParams(query).toString());
  const policy = method === "GET" ? "repeat" : "once";
  const asked: GitLabRequest = { method, url, body, expects: "json", maxBytes: null };
  return sendAll(asked, policy, { leftMs: context.maxWaitMs }, context);
}
