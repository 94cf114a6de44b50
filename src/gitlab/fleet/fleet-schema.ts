import * as z from "zod/mini";
import type { ChangedIssue, FoundProject } from "../fleet-port.ts";
import { ApiIssueIid, ApiProject, ApiProjectId, Count, GitLabInstant } from "../project/schema.ts";

const Namespace = z.object({ full_path: z.optional(z.nullable(z.string())), kind: z.optional(z.nullable(z.string())) });

/** What the lists of a fleet say of a project beyond what one project says of itself. GitLab docs, Projects API. */
const FleetKeys = z.object({
  namespace: z.optional(z.nullable(Namespace)),
  last_activity_at: z.optional(z.nullable(GitLabInstant)),
  marked_for_deletion_on: z.optional(z.nullable(z.string())),
  marked_for_deletion_at: z.optional(z.nullable(z.string())),
});

export const ApiFoundProject = z.pipe(
  z.unknown(),
  z.transform((row, context): FoundProject => {
    const project = z.safeParse(ApiProject, row);
    const keys = z.safeParse(FleetKeys, row);
    if (!project.success || !keys.success) {
      for (const { path, message } of [...(project.error?.issues ?? []), ...(keys.error?.issues ?? [])])
        context.issues.push({ code: "custom", input: row, path: [...path], message });
      return z.NEVER;
    }
    const { namespace, last_activity_at, marked_for_deletion_on, marked_for_deletion_at } = keys.data;
    return {
      ...project.data,
      namespace: namespace?.full_path ?? parentOf(project.data.path),
      inGroup: namespace?.kind !== "user",
      deletionScheduled: (marked_for_deletion_on ?? marked_for_deletion_at ?? null) !== null,
      lastActivityAt: last_activity_at ?? null,
    };
  }),
);

/** Projects by ascending id, each once: a row that moved to a later page while paging comes twice. */
export const ApiFoundProjects = z.pipe(
  z.array(ApiFoundProject),
  z.transform((rows): readonly FoundProject[] =>
    [...new Map(rows.map((row) => [row.id, row])).values()].sort((a, b) => a.id - b.id),
  ),
);

export const ApiGroupRole = z.pipe(
  z.object({ access_level: Count }),
  z.transform(({ access_level }): number => access_level),
);

export const ApiChangedIssues = z.array(
  z.pipe(
    z.object({ project_id: ApiProjectId, iid: ApiIssueIid, updated_at: GitLabInstant, labels: z.array(z.string()) }),
    z.transform(
      ({ project_id, iid, updated_at, labels }): ChangedIssue => ({
        projectId: project_id,
        iid,
        updatedAt: updated_at,
        labels,
      }),
    ),
  ),
);

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
