import { ApiError, forbidden } from "../http/api-error.ts";
import { knownNames } from "../quick-actions/names.ts";
import { extractQuickActions } from "../text/quick-action-lines.ts";
import { DEVELOPER, projectLevel } from "../world/access.ts";
import { noteActivity } from "../world/activity.ts";
import type { StoredProject, StoredUser } from "../world/model.ts";
import { canPush, changedPaths, filesAt } from "../world/repository.ts";
import type { StoredBranch, StoredMergeRequest } from "../world/repository-model.ts";
import type { World } from "../world/state.ts";

export interface MergeRequestParams {
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
  readonly description: string;
  readonly removeSourceBranch: boolean;
}

/**
 * Opens a merge request. Quick actions in its description are taken out, as GitLab does; their effects are not modelled.
 * Throws 409 where another one of the same branches is open.
 */
export function openMergeRequest(
  world: World,
  user: StoredUser,
  project: StoredProject,
  params: MergeRequestParams,
): StoredMergeRequest {
  const { repository } = project;
  const mayOpen = repository.mergeRequestsEnabled && projectLevel(world, user, project) >= DEVELOPER;
  if (project.archived || !mayOpen) throw forbidden();
  const { sourceBranch, targetBranch } = params;
  if (sourceBranch === targetBranch) {
    throw new ApiError(422, { message: ["You can't use same project/branch for source and target"] });
  }
  for (const [kind, branch] of [
    ["Source", sourceBranch],
    ["Target", targetBranch],
  ]) {
    if (filesAt(project, branch ?? "") === null) {
      throw new ApiError(400, { message: [`${kind} branch "${branch}" does not exist`] });
    }
  }
  const open = repository.mergeRequests.find(
    (one) => one.state === "opened" && one.sourceBranch === sourceBranch && one.targetBranch === targetBranch,
  );
  if (open !== undefined) {
    const message = `Another open merge request already exists for this source branch: !${open.iid}`;
    throw new ApiError(409, { message: [message] });
  }
  const at = world.clock.stamp();
  const { text } = extractQuickActions(params.description, knownNames);
  const iid = repository.mergeRequests.length + 1;
  const id = world.nextId("merge request");
  const opened: StoredMergeRequest = {
    ...params,
    description: text,
    id,
    iid,
    authorId: user.id,
    createdAt: at,
    updatedAt: at,
    state: "opened",
  };
  repository.mergeRequests.push(opened);
  noteActivity(project, at);
  return opened;
}

/** Merges into the default branch what the source branch changed. Throws 401 without the right, 405 where it is not open. */
export function mergeMergeRequest(
  world: World,
  user: StoredUser,
  project: StoredProject,
  request: StoredMergeRequest,
): void {
  const { sourceBranch, targetBranch } = request;
  if (!canPush(world, user, project, targetBranch)) throw new ApiError(401, { message: "401 Unauthorized" });
  const branch = project.repository.branches.get(sourceBranch);
  if (request.state !== "opened" || branch === undefined || targetBranch !== project.defaultBranch) {
    throw new ApiError(405, { message: "405 Method Not Allowed" });
  }
  for (const path of changedPaths(branch.base, branch.files)) {
    const content = branch.files.get(path);
    if (content === undefined) project.files.delete(path);
    else project.files.set(path, content);
  }
  project.repository.commits.push(...branch.commits);
  setState(world, project, request, "merged");
  if (request.removeSourceBranch) project.repository.branches.delete(sourceBranch);
  else settle(branch);
}

/** Closes a merge request without merging it. */
export function closeMergeRequest(
  world: World,
  user: StoredUser,
  project: StoredProject,
  request: StoredMergeRequest,
): void {
  const mayClose = user.id === request.authorId || projectLevel(world, user, project) >= DEVELOPER;
  if (!mayClose) throw forbidden();
  setState(world, project, request, "closed");
}

/** A merged branch has nothing that the default branch does not have. */
function settle(branch: StoredBranch): void {
  branch.base = new Map(branch.files);
  branch.commits = [];
}

function setState(world: World, project: StoredProject, request: StoredMergeRequest, state: "merged" | "closed"): void {
  request.state = state;
  request.updatedAt = world.clock.stamp();
  noteActivity(project, request.updatedAt);
}
