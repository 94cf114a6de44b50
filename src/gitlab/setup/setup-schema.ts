import * as z from "zod/mini";
import { MergeRequestIid } from "../../domain/ids.ts";
import { ApiProject, ApiUser, Count, GHOST, GitLabInstant } from "../project/schema.ts";
import type { Branch, BranchDifference, BranchFile, MergeRequest, PipelineSchedule } from "../setup-port.ts";

/** GitLab docs: Branches API, Commits API, Repository files API, Merge requests API, Pipeline schedules API. */

const ApiMergeRequestsEnabled = z.pipe(
  z.object({
    merge_requests_enabled: z.optional(z.nullable(z.boolean())),
    merge_requests_access_level: z.optional(z.nullable(z.string())),
  }),
  z.transform((row) => (row.merge_requests_enabled ?? true) && row.merge_requests_access_level !== "disabled"),
);

/** One answer, read twice. */
export const ApiSetupProject = z.pipe(
  z.tuple([ApiProject, ApiMergeRequestsEnabled]),
  z.transform(([project, mergeRequestsEnabled]) => ({ ...project, mergeRequestsEnabled })),
);

export const ApiBranch = z.pipe(
  z.object({
    name: z.string(),
    protected: z.optional(z.nullable(z.boolean())),
    can_push: z.optional(z.nullable(z.boolean())),
  }),
  z.transform(
    (row): Branch => ({ name: row.name, isProtected: row.protected ?? false, canPush: row.can_push ?? true }),
  ),
);

export const ApiDifference = z.pipe(
  z.object({
    commits: z.array(z.object({ message: z.optional(z.nullable(z.string())) })),
    diffs: z.array(z.object({ old_path: z.string(), new_path: z.string() })),
  }),
  z.transform(
    ({ commits, diffs }): BranchDifference => ({
      messages: commits.map(({ message }) => message ?? ""),
      paths: [...new Set(diffs.flatMap(({ old_path, new_path }) => [old_path, new_path]))],
    }),
  ),
);

export const ApiBranchFile = z.pipe(
  z.object({ content: z.string(), last_commit_id: z.string() }),
  z.transform(
    ({ content, last_commit_id }): BranchFile => ({
      text: Buffer.from(content, "base64").toString("utf8"),
      lastCommitId: last_commit_id,
    }),
  ),
);

export const ApiMergeRequest = z.pipe(
  z.object({
    iid: MergeRequestIid.check(z.nonnegative()),
    state: z.string(),
    description: z.optional(z.nullable(z.string())),
    author: z.optional(z.nullable(ApiUser)),
    web_url: z.string(),
  }),
  z.transform(({ iid, state, description, author, web_url }): MergeRequest => {
    const { id, username } = author ?? GHOST;
    return {
      iid,
      state: state === "closed" || state === "merged" ? state : "opened",
      description: description ?? "",
      authorId: id,
      authorName: username,
      webUrl: web_url,
    };
  }),
);

export const ApiMergeRequests = z.array(ApiMergeRequest);

export const ApiPipelineSchedules = z.array(
  z.pipe(
    z.object({
      id: Count,
      description: z.optional(z.nullable(z.string())),
      ref: z.optional(z.nullable(z.string())),
      cron: z.string(),
      cron_timezone: z.optional(z.nullable(z.string())),
      active: z.optional(z.nullable(z.boolean())),
      next_run_at: z.optional(z.nullable(GitLabInstant)),
      owner: z.optional(z.nullable(z.object({ state: z.optional(z.nullable(z.string())) }))),
    }),
    z.transform((row): PipelineSchedule => {
      const state = row.owner?.state ?? null;
      return {
        id: row.id,
        description: row.description ?? "",
        ref: (row.ref ?? "").replace(/^refs\/heads\//, ""),
        cron: row.cron,
        cronTimeZone: row.cron_timezone ?? "UTC",
        active: row.active ?? true,
        nextRunAt: row.next_run_at ?? null,
        ownerIsActive: state === null ? null : state === "active",
      };
    }),
  ),
);
