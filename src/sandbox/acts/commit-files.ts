import { ApiError, badRequest, forbidden } from "../http/api-error.ts";
import { DEVELOPER, projectLevel } from "../world/access.ts";
import { noteActivity } from "../world/activity.ts";
import type { StoredProject, StoredUser } from "../world/model.ts";
import { canPush, commitId, fileCommitId } from "../world/repository.ts";
import type { Commit, StoredBranch } from "../world/repository-model.ts";
import type { World } from "../world/state.ts";

export interface CommitParams {
  readonly branch: string;
  /** Branch a new one starts from. */
  readonly startBranch?: string;
  readonly message: string;
  readonly actions: readonly FileAction[];
}

export interface FileAction {
  readonly action: "create" | "update" | "delete";
  readonly path: string;
  readonly content?: string;
  /** The commit that last changed the file, as its editor knows it. */
  readonly lastCommitId?: string;
}

/** Changes files in one commit, all of them or none. Throws `ApiError` as `Files::MultiService` refuses. */
export function commitFiles(world: World, user: StoredUser, project: StoredProject, params: CommitParams): Commit {
  if (project.archived || projectLevel(world, user, project) < DEVELOPER) throw forbidden();
  if (!canPush(world, user, project, params.branch)) throw forbidden("You are not allowed to push into this branch");
  const branch = targetBranch(project, params);
  const before = branch?.files ?? project.files;
  const files = new Map(before);
  for (const action of params.actions) applyAction(project, files, action);
  const at = world.clock.stamp();
  const id = commitId(project, new Map([...files, ["", params.message]]));
  const commit = { id, message: params.message, authorId: user.id, at };
  if (branch === null) {
    replaceFiles(project.files, files);
    project.repository.commits.push(commit);
  } else {
    replaceFiles(branch.files, files);
    branch.commits.push(commit);
    project.repository.branches.set(branch.name, branch);
  }
  noteActivity(project, at);
  return commit;
}

/** A branch at the tip of another. Throws 400 where it exists or there is no such start. */
export function newBranch(project: StoredProject, name: string, start: string): StoredBranch {
  if (name === project.defaultBranch || project.repository.branches.has(name)) throw refusal("Branch already exists");
  const from = project.repository.branches.get(start);
  if (from !== undefined) return { name, files: new Map(from.files), base: from.base, commits: [...from.commits] };
  if (project.files.size === 0 || ![project.defaultBranch, "HEAD", commitId(project)].includes(start)) {
    throw refusal(`Failed to create branch '${name}': invalid reference name '${start}'`);
  }
  return { name, files: new Map(project.files), base: new Map(project.files), commits: [] };
}

/** Makes `files` hold what `wanted` holds. */
function replaceFiles(files: Map<string, string>, wanted: ReadonlyMap<string, string>): void {
  files.clear();
  for (const [path, content] of wanted) files.set(path, content);
}

/** The branch to commit to, perhaps a new one; null for the default branch. */
function targetBranch(project: StoredProject, { branch, startBranch }: CommitParams): StoredBranch | null {
  if (project.files.size === 0) {
    project.defaultBranch = branch;
    return null;
  }
  const known = project.repository.branches.get(branch) ?? null;
  const exists = known !== null || branch === project.defaultBranch;
  if (startBranch !== undefined && startBranch !== branch) {
    if (exists)
      throw refusal(`A branch called '${branch}' already exists. Switch to that branch in order to make changes`);
    return newBranch(project, branch, startBranch);
  }
  if (!exists) throw refusal("You can only create or edit files when you are on a branch");
  return known;
}

function applyAction(project: StoredProject, files: Map<string, string>, action: FileAction): void {
  const { path, content = "", lastCommitId } = action;
  const present = files.get(path);
  if (action.action === "create") {
    if (present !== undefined) throw refusal("A file with this name already exists");
    files.set(path, content);
    return;
  }
  if (present === undefined) throw refusal("A file with this name doesn't exist");
  if (lastCommitId !== undefined && lastCommitId !== fileCommitId(project, path, present)) {
    throw refusal(`The file has changed since you started editing it: ${path}`);
  }
  if (action.action === "delete") files.delete(path);
  else if (action.action === "update") files.set(path, content);
  else throw badRequest("action is not modelled");
}

function refusal(message: string): ApiError {
  return new ApiError(400, { message });
}
