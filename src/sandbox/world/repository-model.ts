/** What a project's repository holds besides the files of the default branch, which stand in the project. */
export interface Repository {
  /** Branches besides the default one. */
  readonly branches: Map<string, StoredBranch>;
  /** Commits that were made on the default branch, oldest first; files put there by the sandbox itself have none. */
  readonly commits: Commit[];
  readonly mergeRequests: StoredMergeRequest[];
  mergeRequestsEnabled: boolean;
}

export interface StoredBranch {
  readonly name: string;
  readonly files: Map<string, string>;
  /** The files of the default branch where the branch left it or was merged. */
  base: ReadonlyMap<string, string>;
  /** Commits that the default branch does not have, oldest first. */
  commits: Commit[];
}

export interface Commit {
  readonly id: string;
  readonly message: string;
  readonly authorId: number;
  readonly at: Date;
}

export interface StoredMergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
  /** As stored: lines that were quick actions are gone. */
  readonly description: string;
  readonly removeSourceBranch: boolean;
  readonly authorId: number;
  readonly createdAt: Date;
  updatedAt: Date;
  state: "opened" | "closed" | "merged";
}

export interface StoredPipelineSchedule {
  readonly id: number;
  description: string;
  ref: string;
  cron: string;
  cronTimezone: string;
  /** Stays as it was made: nothing runs pipelines here. */
  nextRunAt: Date | null;
  active: boolean;
  readonly ownerId: number;
  readonly createdAt: Date;
  updatedAt: Date;
}
