/** Answers as GitLab gives them, with more keys than the client reads. */

export const PROJECT = {
  id: 7,
  path_with_namespace: "group/acme",
  name: "Acme",
  web_url: "https://gitlab.example.com/group/acme",
  default_branch: "trunk",
  archived: false,
  issues_enabled: true,
  issues_access_level: "enabled",
  permissions: { project_access: null, group_access: { access_level: 30, notification_level: 3 } },
  star_count: 0,
} as const;

export const JANE = { id: 1, username: "jane", name: "Jane Doe", state: "active", avatar_url: null } as const;

export function issueAnswer(iid: number, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 9000 + iid,
    iid,
    project_id: 7,
    title: `Issue ${iid}`,
    description: "- [ ] one",
    state: "opened",
    labels: ["agenda"],
    author: JANE,
    assignees: [JANE],
    assignee: JANE,
    due_date: "2026-12-01",
    confidential: false,
    created_at: "2026-11-20T10:00:00.000+01:00",
    updated_at: "2026-11-21T10:00:00.000Z",
    closed_at: null,
    web_url: `https://gitlab.example.com/group/acme/-/issues/${iid}`,
    references: { short: `#${iid}`, relative: `#${iid}`, full: `group/acme#${iid}` },
    issue_type: "issue",
    type: "ISSUE",
    user_notes_count: 2,
    task_completion_status: { count: 1, completed_count: 0 },
    ...changes,
  };
}

export function noteAnswer(id: number, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    type: null,
    body: `Comment ${id}`,
    author: JANE,
    created_at: "2026-11-20T10:00:00.000+01:00",
    updated_at: "2026-11-21T10:00:00.000Z",
    system: false,
    noteable_id: 9003,
    noteable_iid: 3,
    noteable_type: "Issue",
    internal: false,
    confidential: false,
    commands_changes: {},
    ...changes,
  };
}
