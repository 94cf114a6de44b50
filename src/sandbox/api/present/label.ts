import { canReadIssue } from "../../world/access.ts";
import type { StoredIssue, StoredLabel, StoredUser } from "../../world/model.ts";
import type { World } from "../../world/state.ts";

type Json = Readonly<Record<string, unknown>>;

/** A label inside another answer. */
export function presentLabelBrief(label: StoredLabel): Json {
  return {
    id: label.id,
    name: label.name,
    color: label.color,
    description: label.description,
    description_html: label.description ?? "",
    text_color: "#FFFFFF",
  };
}

/** A label of a project's list. `viewer` is given where counts are asked for. */
export function presentProjectLabel(world: World, label: StoredLabel, viewer?: StoredUser | null): Json {
  return {
    ...presentLabelBrief(label),
    ...(viewer === undefined ? {} : counts(world, label, viewer)),
    subscribed: false,
    priority: label.priority,
    is_project_label: label.project !== null,
    archived: false,
  };
}

/** A label of a group's list: the keys of GitLab's published schema, no more. */
export function presentGroupLabel(world: World, label: StoredLabel, viewer?: StoredUser | null): Json {
  return {
    id: label.id,
    name: label.name,
    color: label.color,
    text_color: "#FFFFFF",
    description: label.description ?? "",
    ...(viewer === undefined ? {} : counts(world, label, viewer)),
    subscribed: false,
  };
}

function counts(world: World, label: StoredLabel, viewer: StoredUser | null): Json {
  const issues = world.projects.flatMap((project) => project.issues).filter((issue) => issue.labels.includes(label));
  const readable = issues.filter((issue) => canReadIssue(world, viewer, issue));
  const inState = (state: StoredIssue["state"]): number => readable.filter((issue) => issue.state === state).length;
  return { open_issues_count: inState("opened"), closed_issues_count: inState("closed"), open_merge_requests_count: 0 };
}
