import { projectUrl } from "../../world/addresses.ts";
import type { StoredProject, StoredUser } from "../../world/model.ts";
import { canPush, commitId } from "../../world/repository.ts";
import type { Commit, StoredMergeRequest } from "../../world/repository-model.ts";
import type { World } from "../../world/state.ts";
import { presentUser } from "./people.ts";

type Json = Readonly<Record<string, unknown>>;

export function presentBranch(world: World, project: StoredProject, name: string, viewer: StoredUser | null): Json {
  const isDefault = name === project.defaultBranch;
  const { branches, commits } = project.repository;
  const tip = (isDefault ? commits : branches.get(name)?.commits)?.at(-1);
  return {
    name,
    merged: !isDefault && tip === undefined,
    protected: isDefault,
    default: isDefault,
    developers_can_push: false,
    developers_can_merge: false,
    can_push: canPush(world, viewer, project, name),
    web_url: `${projectUrl(world, project)}/-/tree/${name}`,
    commit: tip === undefined ? rootCommit(project) : presentCommit(world, project, tip),
  };
}

export function presentCommit(world: World, project: StoredProject, commit: Commit): Json {
  const author = world.users.find((user) => user.id === commit.authorId);
  const at = commit.at.toISOString();
  return {
    id: commit.id,
    short_id: commit.id.slice(0, 8),
    title: commit.message.split("\n", 1)[0],
    message: commit.message,
    parent_ids: [],
    author_name: author?.name ?? "",
    author_email: author?.email ?? "",
    authored_date: at,
    committer_name: author?.name ?? "",
    committer_email: author?.email ?? "",
    committed_date: at,
    created_at: at,
    web_url: `${projectUrl(world, project)}/-/commit/${commit.id}`,
  };
}

export function presentMergeRequest(world: World, project: StoredProject, request: StoredMergeRequest): Json {
  const author = world.users.find((user) => user.id === request.authorId);
  return {
    id: request.id,
    iid: request.iid,
    project_id: project.id,
    title: request.title,
    description: request.description,
    state: request.state,
    created_at: request.createdAt.toISOString(),
    updated_at: request.updatedAt.toISOString(),
    source_branch: request.sourceBranch,
    target_branch: request.targetBranch,
    source_project_id: project.id,
    target_project_id: project.id,
    author: author === undefined ? null : presentUser(world, author),
    draft: false,
    labels: [],
    force_remove_source_branch: request.removeSourceBranch,
    references: { short: `!${request.iid}`, relative: `!${request.iid}`, full: `${project.path}!${request.iid}` },
    web_url: `${projectUrl(world, project)}/-/merge_requests/${request.iid}`,
  };
}

/** The commit of files that the sandbox itself put there. */
function rootCommit(project: StoredProject): Json {
  const id = commitId(project);
  return { id, short_id: id.slice(0, 8), title: "Initial commit", message: "Initial commit", parent_ids: [] };
}
