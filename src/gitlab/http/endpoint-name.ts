/** What stands for one path segment that is an id, a path or a name. */
const ANY = "[^/]+";

/**
 * Every endpoint that the client asks, without ids. A table, so that neither a name in an address nor a new endpoint can make
 * the list of labels of a metric grow.
 */
const ENDPOINTS: readonly string[] = [
  "groups/:id/hooks",
  "groups/:id/hooks/:id",
  "groups/:id/hooks/:id/events",
  "groups/:id/hooks/:id/events/:id/resend",
  "groups/:id/issues",
  "groups/:id/members/all/:id",
  "groups/:id/projects",
  "metadata",
  "personal_access_tokens/self",
  "projects",
  "projects/:id",
  "projects/:id/hooks",
  "projects/:id/hooks/:id",
  "projects/:id/hooks/:id/events",
  "projects/:id/hooks/:id/events/:id/resend",
  "projects/:id/issues",
  "projects/:id/issues/:id",
  "projects/:id/issues/:id/award_emoji",
  "projects/:id/issues/:id/links",
  "projects/:id/issues/:id/notes",
  "projects/:id/issues/:id/notes/:id",
  "projects/:id/issues/:id/notes/:id/award_emoji",
  "projects/:id/issues/:id/resource_label_events",
  "projects/:id/issues/:id/resource_state_events",
  "projects/:id/labels",
  "projects/:id/members/all",
  "projects/:id/merge_requests",
  "projects/:id/pipeline_schedules",
  "projects/:id/repository/branches",
  "projects/:id/repository/commits",
  "projects/:id/repository/files/:id",
  "projects/:id/repository/files/:id/raw",
  "projects/:id/templates/issues",
  "projects/:id/templates/issues/:id",
  "user",
  "users",
  "version",
];

const PATTERNS = [
  ["graphql", /\/api\/graphql$/] as const,
  ...ENDPOINTS.map((name) => [name, new RegExp(`/api/v4/${name.replaceAll(":id", ANY)}$`)] as const),
];

/** The endpoint of an address of the API, `projects/:id/issues`; `other` for one that is in no list. */
export function endpointName({ pathname }: URL): string {
  return PATTERNS.find(([, pattern]) => pattern.test(pathname))?.[0] ?? "other";
}
