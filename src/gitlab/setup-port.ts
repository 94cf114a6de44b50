import type { MergeRequestIid } from "../domain/ids.ts";
import type { Member, Project, RequestCounts } from "./port.ts";

/**
 * What setting a project up needs from GitLab beyond `GitLab`: its repository, merge requests and pipeline schedules.
 * Implemented by `createSetupGitLab`.
 */
export interface SetupGitLab {
  getProject(): Promise<SetupProject>;
  /** Members of the project itself, those it inherits from its groups left out. */
  listDirectMembers(): Promise<readonly Member[]>;
  getBranch(name: string): Promise<Branch | null>;
  /** What `branch` has that `target` does not, from where they parted. */
  compareBranches(target: string, branch: string): Promise<BranchDifference>;
  /** A file of a branch, or null where the branch has no such file. */
  readFileAt(path: string, branch: string): Promise<BranchFile | null>;
  /** Not safe to repeat: throws `UnknownOutcomeError` when GitLab may or may not have made the commit. */
  commitFiles(draft: CommitDraft): Promise<void>;
  /** Merge requests from a branch of the project, whatever their state, newest first. */
  listMergeRequests(sourceBranch: string): Promise<readonly MergeRequest[]>;
  /** Not safe to repeat: throws `UnknownOutcomeError` when GitLab may or may not have opened it. */
  createMergeRequest(draft: MergeRequestDraft): Promise<MergeRequest>;
  /** Every pipeline schedule that the token's user may see; none below the role Developer. */
  listPipelineSchedules(): Promise<readonly PipelineSchedule[]>;
  /** Not safe to repeat: throws `UnknownOutcomeError` when GitLab may or may not have made it. */
  createPipelineSchedule(draft: PipelineScheduleDraft): Promise<void>;
  readonly requests: RequestCounts;
}

export interface SetupProject extends Project {
  readonly mergeRequestsEnabled: boolean;
}

export interface Branch {
  readonly name: string;
  readonly isProtected: boolean;
  /** Whether the token's user may push to it. */
  readonly canPush: boolean;
}

export interface BranchDifference {
  /** Oldest first. */
  readonly messages: readonly string[];
  /** Every file that differs, by its old and its new path. */
  readonly paths: readonly string[];
}

export interface BranchFile {
  readonly text: string;
  /** The commit that last changed it: an update that names it fails where somebody changed the file meanwhile. */
  readonly lastCommitId: string;
}

export interface CommitDraft {
  readonly branch: string;
  /** Makes `branch` anew from this one; null for a branch that is there. */
  readonly startBranch: string | null;
  readonly message: string;
  readonly files: readonly FileChange[];
}

export interface FileChange {
  readonly path: string;
  readonly text: string;
  /** null for a new file. */
  readonly lastCommitId: string | null;
}

export interface MergeRequest {
  readonly iid: MergeRequestIid;
  /** GitLab's `locked` is an open one while it is merged. */
  readonly state: "opened" | "closed" | "merged";
  readonly description: string;
  /** 0 for an account that is gone. */
  readonly authorId: number;
  readonly authorName: string;
  readonly webUrl: string;
}

export interface MergeRequestDraft {
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
  readonly description: string;
}

export interface PipelineSchedule {
  readonly id: number;
  readonly description: string;
  /** Branch or tag, without `refs/heads/`. */
  readonly ref: string;
  readonly cron: string;
  readonly cronTimeZone: string;
  readonly active: boolean;
  /** ISO 8601 in UTC, or null where GitLab does not tell. */
  readonly nextRunAt: string | null;
  /** Whether its owner may still sign in; null where GitLab does not tell. */
  readonly ownerIsActive: boolean | null;
}

export type PipelineScheduleDraft = Pick<PipelineSchedule, "description" | "ref" | "cron" | "cronTimeZone">;
