import type { ActContext } from "../acts/context.ts";
import { issueUrl } from "../world/addresses.ts";
import type { StoredIssue, StoredNote, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { hookLabel, hookTime, hookUser } from "./changes.ts";

type Json = Readonly<Record<string, unknown>>;

/** Body of an issue event. Work items other than issues are `work_item`; secrecy shows in `event_type` only. */
export function issuePayload(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  event: { readonly action: string; readonly changes: Json; readonly context: ActContext },
): Json {
  const isIssue = (issue.type === "issue" || issue.type === "ticket") && event.context.asWorkItem !== true;
  const kind = isIssue ? "issue" : "work_item";
  return {
    object_kind: kind,
    event_type: issue.confidential ? `confidential_${kind}` : kind,
    user: hookUser(world, actor),
    project: hookProject(world, issue.project),
    object_attributes: {
      ...issueAttributes(world, issue),
      url: issueUrl(world, issue),
      action: event.action,
      severity: issue.severity,
    },
    labels: issue.labels.map(hookLabel),
    changes: event.changes,
    repository: hookRepository(world, issue.project),
    ...(issue.assignees.length === 0 ? {} : { assignees: issue.assignees.map((user) => hookUser(world, user)) }),
  };
}

/** Body of a comment's event. */
export function notePayload(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  note: StoredNote,
  action: "create" | "update",
): Json {
  const confidential = issue.confidential || note.internal;
  return {
    object_kind: "note",
    event_type: confidential ? "confidential_note" : "note",
    user: hookUser(world, actor),
    project_id: issue.project.id,
    project: hookProject(world, issue.project),
    object_attributes: {
      id: note.id,
      note: note.body,
      description: note.body,
      noteable_type: "Issue",
      author_id: note.author.id,
      created_at: hookTime(note.createdAt),
      updated_at: hookTime(note.updatedAt),
      project_id: issue.project.id,
      attachment: null,
      line_code: null,
      commit_id: null,
      noteable_id: issue.id,
      system: note.system,
      st_diff: null,
      discussion_id: note.discussionId,
      internal: note.internal,
      action,
      url: `${issueUrl(world, issue)}#note_${note.id}`,
    },
    repository: hookRepository(world, issue.project),
    issue: issueAttributes(world, issue),
  };
}

/** Body of the event of a reaction on an issue. */
export function emojiPayload(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  { id, name, user, createdAt }: StoredIssue["reactions"][number],
  action: "award" | "revoke",
): Json {
  return {
    object_kind: "emoji",
    event_type: action,
    user: hookUser(world, actor),
    project_id: issue.project.id,
    project: hookProject(world, issue.project),
    object_attributes: {
      user_id: user.id,
      created_at: hookTime(createdAt),
      id,
      name,
      awardable_type: "Issue",
      awardable_id: issue.id,
      updated_at: hookTime(createdAt),
      action,
      awarded_on_url: issueUrl(world, issue),
    },
    issue: issueAttributes(world, issue),
  };
}

function issueAttributes(world: World, issue: StoredIssue): Json {
  return {
    id: issue.id,
    iid: issue.iid,
    title: issue.title,
    description: issue.description,
    assignee_ids: issue.assignees.map((user) => user.id),
    assignee_id: issue.assignees[0]?.id ?? null,
    author_id: issue.author.id,
    project_id: issue.project.id,
    created_at: hookTime(issue.createdAt),
    updated_at: hookTime(issue.updatedAt),
    updated_by_id: issue.updatedBy?.id ?? null,
    last_edited_at: hookTime(issue.lastEditedAt),
    last_edited_by_id: issue.lastEditedBy?.id ?? null,
    closed_at: hookTime(issue.closedAt),
    relative_position: issue.iid * 513,
    milestone_id: issue.milestone?.id ?? null,
    state_id: issue.state === "opened" ? 1 : 2,
    state: issue.state,
    confidential: issue.confidential,
    discussion_locked: issue.discussionLocked,
    due_date: issue.dueDate,
    moved_to_id: issue.movedTo?.id ?? null,
    duplicated_to_id: issue.duplicatedTo?.id ?? null,
    time_estimate: issue.timeEstimate,
    total_time_spent: issue.timeSpent,
    time_change: 0,
    human_total_time_spent: null,
    human_time_estimate: null,
    human_time_change: null,
    weight: world.settings.plan === "premium" ? issue.weight : null,
    type: world.settings.typeNames[issue.type] ?? typeNames[issue.type],
    labels: issue.labels.map(hookLabel),
  };
}

const typeNames: Readonly<Record<StoredIssue["type"], string>> = {
  issue: "Issue",
  incident: "Incident",
  test_case: "Test Case",
  requirement: "Requirement",
  task: "Task",
  ticket: "Issue",
};

function hookProject(world: World, project: StoredProject): Json {
  const url = `${world.url}/${project.path}`;
  const ssh = `git@${new URL(world.url).hostname}:${project.path}.git`;
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: url,
    avatar_url: null,
    git_ssh_url: ssh,
    git_http_url: `${url}.git`,
    namespace: namespaceName(world, project),
    visibility_level: { private: 0, internal: 10, public: 20 }[project.visibility],
    path_with_namespace: project.path,
    default_branch: project.defaultBranch,
    ci_config_path: null,
    homepage: url,
    url: ssh,
    ssh_url: ssh,
    http_url: `${url}.git`,
  };
}

function namespaceName(world: World, project: StoredProject): string {
  const path = project.path.slice(0, Math.max(0, project.path.lastIndexOf("/")));
  return world.groups.find((group) => group.path === path)?.name ?? path;
}

function hookRepository(world: World, project: StoredProject): Json {
  const host = new URL(world.url).hostname;
  return {
    name: project.name,
    url: `git@${host}:${project.path}.git`,
    description: project.description,
    homepage: `${world.url}/${project.path}`,
  };
}
