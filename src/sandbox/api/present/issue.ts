import { isParticipant } from "../../acts/notify.ts";
import { countTasks } from "../../text/tasks.ts";
import { issueUrl } from "../../world/addresses.ts";
import type {
  Group,
  Milestone,
  StoredIssue,
  StoredLabelEvent,
  StoredStateEvent,
  StoredUser,
} from "../../world/model.ts";
import type { World } from "../../world/state.ts";
import { presentLabelBrief } from "./label.ts";
import { presentUser } from "./people.ts";

type Json = Readonly<Record<string, unknown>>;

export interface IssueView {
  /** Adds `subscribed`, as only a single issue's answer does. */
  readonly viewer?: StoredUser | null;
  readonly withLabelDetails?: boolean;
  /** The group a list was asked of: `references.relative` is then from there. */
  readonly group?: Group;
}

/** An issue in GitLab's shape. */
export function presentIssue(world: World, issue: StoredIssue, view: IssueView = {}): Json {
  const base = `${world.url}/api/v4/projects/${issue.project.id}`;
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: issue.project.id,
    ...presentContent(world, issue, view),
    ...presentCounts(world, issue),
    references: {
      short: `#${issue.iid}`,
      relative: view.group === undefined ? `#${issue.iid}` : `${relativePath(issue, view.group)}#${issue.iid}`,
      full: `${issue.project.path}#${issue.iid}`,
    },
    web_url: issueUrl(world, issue),
    _links: {
      self: `${base}/issues/${issue.iid}`,
      notes: `${base}/issues/${issue.iid}/notes`,
      award_emoji: `${base}/issues/${issue.iid}/award_emoji`,
      project: base,
      closed_as_duplicate_of:
        issue.duplicatedTo === null
          ? null
          : `${world.url}/api/v4/projects/${issue.duplicatedTo.project.id}/issues/${issue.duplicatedTo.iid}`,
    },
    ...(view.viewer === undefined
      ? {}
      : { subscribed: view.viewer !== null && isParticipant(world, issue, view.viewer) }),
  };
}

function presentContent(world: World, issue: StoredIssue, view: IssueView): Json {
  const labels = [...issue.labels].sort((one, other) => (one.name < other.name ? -1 : 1));
  const assignees = issue.assignees.map((user) => presentUser(world, user));
  return {
    title: issue.title,
    description: issue.description,
    state: issue.state,
    created_at: issue.createdAt.toISOString(),
    updated_at: issue.updatedAt.toISOString(),
    closed_at: issue.closedAt?.toISOString() ?? null,
    closed_by: issue.closedBy === null ? null : presentUser(world, issue.closedBy),
    labels: view.withLabelDetails === true ? labels.map(presentLabelBrief) : labels.map((label) => label.name),
    milestone: issue.milestone === null ? null : presentMilestone(world, issue.milestone),
    assignees,
    assignee: assignees[0] ?? null,
    author: presentUser(world, issue.author),
    type: issue.type.toUpperCase(),
    issue_type: issue.type,
    due_date: issue.dueDate,
    start_date: issue.startDate,
    confidential: issue.confidential,
    discussion_locked: issue.discussionLocked,
    severity: issue.severity.toUpperCase(),
    moved_to_id: issue.movedTo?.id ?? null,
    imported: false,
    imported_from: "none",
    service_desk_reply_to: null,
    ...(world.settings.plan === "premium" ? { weight: issue.weight } : {}),
  };
}

function presentCounts(world: World, issue: StoredIssue): Json {
  const tasks = countTasks(issue.description ?? "");
  return {
    user_notes_count: issue.notes.filter((note) => !note.system).length,
    merge_requests_count: 0,
    upvotes: issue.reactions.filter((one) => one.name === "thumbsup").length,
    downvotes: issue.reactions.filter((one) => one.name === "thumbsdown").length,
    has_tasks: tasks.count > 0,
    task_status: `${tasks.completed} of ${tasks.count} checklist ${tasks.count === 1 ? "item" : "items"} completed`,
    task_completion_status: { count: tasks.count, completed_count: tasks.completed },
    time_stats: {
      time_estimate: issue.timeEstimate,
      total_time_spent: issue.timeSpent,
      human_time_estimate: null,
      human_total_time_spent: null,
    },
    ...(world.settings.edition === "ee" ? { blocking_issues_count: blocking(world, issue) } : {}),
  };
}

export function presentMilestone(world: World, milestone: Milestone): Json {
  const owner = milestone.project?.path ?? `groups/${milestone.group?.path ?? ""}`;
  return {
    id: milestone.id,
    iid: milestone.iid,
    ...(milestone.project === null ? { group_id: milestone.group?.id ?? null } : { project_id: milestone.project.id }),
    title: milestone.title,
    description: milestone.description,
    state: milestone.state,
    created_at: milestone.createdAt.toISOString(),
    updated_at: milestone.updatedAt.toISOString(),
    due_date: milestone.dueDate,
    start_date: milestone.startDate,
    web_url: `${world.url}/${owner}/-/milestones/${milestone.iid}`,
  };
}

export function presentStateEvent(world: World, issue: StoredIssue, event: StoredStateEvent): Json {
  return {
    id: event.id,
    user: presentUser(world, event.user),
    created_at: event.createdAt.toISOString(),
    resource_type: "Issue",
    resource_id: issue.id,
    state: event.state,
  };
}

export function presentLabelEvent(world: World, issue: StoredIssue, event: StoredLabelEvent): Json {
  return {
    id: event.id,
    user: presentUser(world, event.user),
    created_at: event.createdAt.toISOString(),
    resource_type: "Issue",
    resource_id: issue.id,
    label: presentLabelBrief(event.label),
    action: event.action,
  };
}

function relativePath(issue: StoredIssue, group: Group): string {
  return issue.project.path.startsWith(`${group.path}/`)
    ? issue.project.path.slice(group.path.length + 1)
    : issue.project.path;
}

function blocking(world: World, issue: StoredIssue): number {
  return world.links.filter((link) => link.type === "blocks" && link.source === issue && link.target.state === "opened")
    .length;
}
