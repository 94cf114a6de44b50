import * as z from "zod/mini";
import { IssueIid, ProjectId } from "../../domain/ids.ts";
import type { Issue, Label, Member, Project, RelatedIssue, Token, User } from "../port.ts";

/**
 * What is read of GitLab's answers: the fields used and no others, so that new keys and values break nothing.
 * GitLab's snake_case ends here. GitLab docs: Issues API, Projects API, Project members API, Labels API.
 */

/** Accounts that are gone leave no author; no bot has id 0, so such an issue is never taken for one of its own. */
export const GHOST: User = { id: 0, username: "ghost", name: "Ghost User" };

export const Count = z.number().check(z.int(), z.nonnegative());
export const ApiProjectId = ProjectId.check(z.nonnegative());
export const ApiIssueIid = IssueIid.check(z.nonnegative());

/** GitLab writes instants in the zone of the server; all of ours are UTC. */
export const GitLabInstant = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), "not an instant")),
  z.transform((text) => new Date(text).toISOString()),
);

export const ApiUser = z.pipe(
  z.object({
    id: Count,
    username: z.string(),
    name: z.optional(z.nullable(z.string())),
    is_admin: z.optional(z.nullable(z.boolean())),
    bot: z.optional(z.nullable(z.boolean())),
  }),
  z.transform(
    ({ id, username, name, is_admin, bot }): User => ({
      id,
      username,
      name: name ?? username,
      ...(is_admin === true ? { isAdmin: true } : {}),
      ...(bot === true ? { isBot: true } : {}),
    }),
  ),
);

export const ApiUsers = z.array(ApiUser);

/** An issue, or another work item. */
export const ApiIssue = z.pipe(
  z.object({
    iid: ApiIssueIid,
    project_id: ApiProjectId,
    title: z.string(),
    description: z.optional(z.nullable(z.string())),
    state: z.string(),
    labels: z.array(z.string()),
    author: z.optional(z.nullable(ApiUser)),
    assignees: z.optional(z.nullable(z.array(ApiUser))),
    due_date: z.optional(z.nullable(z.string())),
    confidential: z.optional(z.nullable(z.boolean())),
    created_at: GitLabInstant,
    updated_at: GitLabInstant,
    closed_at: z.optional(z.nullable(GitLabInstant)),
    closed_by: z.optional(z.nullable(z.object({ id: Count }))),
    web_url: z.string(),
    references: z.optional(z.nullable(z.object({ full: z.optional(z.nullable(z.string())) }))),
    user_notes_count: z.optional(z.nullable(Count)),
  }),
  z.transform(
    (issue): Issue => ({
      iid: issue.iid,
      projectId: issue.project_id,
      title: issue.title,
      description: issue.description ?? "",
      state: issue.state === "closed" ? "closed" : "opened",
      labels: issue.labels,
      author: issue.author ?? GHOST,
      assignees: issue.assignees ?? [],
      dueDate: issue.due_date ?? null,
      confidential: issue.confidential ?? false,
      createdAt: issue.created_at,
      updatedAt: issue.updated_at,
      closedAt: issue.closed_at ?? null,
      closedById: issue.closed_by?.id ?? null,
      webUrl: issue.web_url,
      reference: issue.references?.full ?? null,
      commentCount: issue.user_notes_count ?? 0,
    }),
  ),
);

/** Issues by ascending iid, each once, whatever GitLab calls their type: it gives those that it was asked for. */
export const ApiIssues = z.pipe(
  z.array(ApiIssue),
  z.transform((issues): readonly Issue[] => {
    // A row that moved to a later page while paging comes twice: the later reading is the newer one.
    const byIid = new Map(issues.map((issue) => [issue.iid, issue]));
    return [...byIid.values()].sort((a, b) => a.iid - b.iid);
  }),
);

export const ApiRelatedIssues = z.array(
  z.pipe(
    z.object({ iid: ApiIssueIid, project_id: ApiProjectId }),
    z.transform(({ iid, project_id }): RelatedIssue => ({ iid, projectId: project_id })),
  ),
);

const Access = z.optional(z.nullable(z.object({ access_level: Count })));

export const ApiProject = z.pipe(
  z.object({
    id: ApiProjectId,
    path_with_namespace: z.string(),
    name: z.string(),
    web_url: z.string(),
    default_branch: z.optional(z.nullable(z.string())),
    archived: z.optional(z.nullable(z.boolean())),
    issues_enabled: z.optional(z.nullable(z.boolean())),
    issues_access_level: z.optional(z.nullable(z.string())),
    permissions: z.optional(z.nullable(z.object({ project_access: Access, group_access: Access }))),
  }),
  z.transform((project): Project => {
    const { project_access, group_access } = project.permissions ?? {};
    const levels = [project_access, group_access].flatMap((access) => (access ? [access.access_level] : []));
    return {
      id: project.id,
      path: project.path_with_namespace,
      name: project.name,
      webUrl: project.web_url,
      defaultBranch: project.default_branch ?? null,
      archived: project.archived ?? false,
      issuesEnabled: (project.issues_enabled ?? true) && project.issues_access_level !== "disabled",
      accessLevel: levels.length === 0 ? null : Math.max(...levels),
    };
  }),
);

/** Members, each once with the highest of its roles. */
export const ApiMembers = z.pipe(
  z.array(
    z.object({
      id: Count,
      username: z.string(),
      name: z.optional(z.nullable(z.string())),
      access_level: Count,
      state: z.optional(z.nullable(z.string())),
    }),
  ),
  z.transform((rows): readonly Member[] => {
    const byId = new Map<number, Member>();
    for (const { id, username, name, access_level, state } of rows) {
      if ((byId.get(id)?.accessLevel ?? -1) >= access_level) continue;
      byId.set(id, { id, username, name: name ?? username, accessLevel: access_level, state: state ?? "active" });
    }
    return [...byId.values()];
  }),
);

export const ApiLabels = z.array(
  z.pipe(
    z.object({ name: z.string(), color: z.optional(z.nullable(z.string())) }),
    z.transform(({ name, color }): Label => ({ name, color: color ?? "" })),
  ),
);

export const ApiToken = z.pipe(
  z.object({
    name: z.optional(z.nullable(z.string())),
    scopes: z.array(z.string()),
    expires_at: z.optional(z.nullable(z.string())),
    active: z.optional(z.nullable(z.boolean())),
    revoked: z.optional(z.nullable(z.boolean())),
  }),
  z.transform(
    (token): Token => ({
      name: token.name ?? "",
      scopes: token.scopes,
      expiresAt: token.expires_at ?? null,
      active: token.active ?? token.revoked !== true,
    }),
  ),
);

export const ApiTemplate = z.object({ content: z.string() });

export const ApiTemplateNames = z.pipe(
  z.array(z.object({ key: z.string() })),
  // The key, not the name: the key is what a template is asked for by.
  z.transform((rows): readonly string[] => rows.map(({ key }) => key)),
);

export const ApiVersion = z.object({ version: z.string() });

export const ApiText = z.string();

/** The milestone an issue got; read only to notice that an old server ignored the one asked for. */
export const ApiMilestone = z.object({ milestone: z.optional(z.nullable(z.object({ title: z.string() }))) });
