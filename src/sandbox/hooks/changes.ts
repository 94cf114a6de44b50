import { avatarUrl } from "../world/addresses.ts";
import type { StoredIssue, StoredLabel, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";

/** `2026-11-20 09:30:00 UTC`, as most times of a payload are written. */
export function hookTime(date: Date | null): string | null {
  return date === null ? null : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

export function hookLabel(label: StoredLabel): Readonly<Record<string, unknown>> {
  return {
    id: label.id,
    title: label.name,
    color: label.color,
    project_id: label.project?.id ?? null,
    created_at: label.createdAt.toISOString(),
    updated_at: label.updatedAt.toISOString(),
    template: false,
    description: label.description,
    type: label.project === null ? "GroupLabel" : "ProjectLabel",
    group_id: label.group?.id ?? null,
  };
}

export function hookUser(world: World, user: StoredUser): Readonly<Record<string, unknown>> {
  return {
    id: user.id,
    name: user.name,
    username: user.username,
    avatar_url: avatarUrl(world, user),
    email: user.publicEmail ?? "[REDACTED]",
  };
}

type PublishedValues = Readonly<Record<string, unknown>>;

/** The values `changes` can tell about, at one moment. */
export function issueSnapshot(issue: StoredIssue): PublishedValues {
  return {
    assignee_id: issue.assignees[0]?.id ?? null,
    author_id: issue.author.id,
    closed_at: hookTime(issue.closedAt),
    confidential: issue.confidential,
    created_at: hookTime(issue.createdAt),
    description: issue.description,
    discussion_locked: issue.discussionLocked,
    due_date: issue.dueDate,
    id: issue.id,
    iid: issue.iid,
    last_edited_at: hookTime(issue.lastEditedAt),
    last_edited_by_id: issue.lastEditedBy?.id ?? null,
    milestone_id: issue.milestone?.id ?? null,
    moved_to_id: issue.movedTo?.id ?? null,
    duplicated_to_id: issue.duplicatedTo?.id ?? null,
    project_id: issue.project.id,
    state_id: issue.state === "opened" ? 1 : 2,
    time_estimate: issue.timeEstimate,
    title: issue.title,
    updated_at: hookTime(issue.updatedAt),
    updated_by_id: issue.updatedBy?.id ?? null,
    assignees: issue.assignees.map((user) => ({ name: user.name, username: user.username })),
    labels: issue.labels.map(hookLabel),
    total_time_spent: issue.timeSpent,
    severity: issue.severity,
  };
}

/** `{ key: { previous, current } }` for what differs; against null (a new issue) what has a value. */
export function snapshotChanges(
  before: PublishedValues | null,
  after: PublishedValues,
): Readonly<Record<string, unknown>> {
  const changed = Object.entries(after).filter(([key, value]) =>
    before === null ? createdKeys.has(key) && !isEmpty(value) : JSON.stringify(value) !== JSON.stringify(before[key]),
  );
  const previous = (key: string): unknown => (before === null ? emptyOf(key) : before[key]);
  return Object.fromEntries(changed.map(([key, current]) => [key, { previous: previous(key), current }]));
}

const createdKeys: ReadonlySet<string> = new Set(
  "author_id created_at description due_date id iid milestone_id project_id title updated_at labels assignees".split(
    " ",
  ),
);

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function emptyOf(key: string): unknown {
  return key === "labels" || key === "assignees" ? [] : null;
}
