import { createHash } from "node:crypto";
import { DEVELOPER, MAINTAINER, projectLevel } from "./access.ts";
import type { StoredProject, StoredUser } from "./model.ts";
import type { Repository } from "./repository-model.ts";
import type { World } from "./state.ts";

/** A repository with the default branch alone. */
export function newRepository(): Repository {
  return { branches: new Map(), commits: [], mergeRequests: [], mergeRequestsEnabled: true };
}

/** The files of a branch, of `HEAD` or of the commit at the tip of the default branch; null where there is no such ref. */
export function filesAt(project: StoredProject, ref: string): ReadonlyMap<string, string> | null {
  const branch = project.repository.branches.get(ref);
  if (branch !== undefined) return branch.files;
  if (project.files.size === 0 || !["HEAD", project.defaultBranch, commitId(project)].includes(ref)) return null;
  return project.files;
}

/** The default branch is protected: Maintainers push to it, Developers to every other one. */
export function canPush(world: World, user: StoredUser | null, project: StoredProject, branch: string): boolean {
  const least = branch === project.defaultBranch && project.files.size > 0 ? MAINTAINER : DEVELOPER;
  return projectLevel(world, user, project) >= least;
}

/** Git's own name for a blob. */
export function blobId(content: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest("hex");
}

/** The name of the commit at the tip of the default branch: one per state of the files. */
export function commitId(project: StoredProject, files: ReadonlyMap<string, string> = project.files): string {
  const state = [...files].map(([path, content]) => `${path} ${blobId(content)}`).join("\n");
  return createHash("sha1").update(`${project.id}\n${state}`).digest("hex");
}

/** The commit that last changed a file, as far as the sandbox tells them apart: one per content. */
export function fileCommitId(project: StoredProject, path: string, content: string): string {
  return commitId(project, new Map([[path, content]]));
}

/** Paths whose content differs between two states. */
export function changedPaths(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...from.keys(), ...to.keys()])].filter((path) => from.get(path) !== to.get(path));
}
