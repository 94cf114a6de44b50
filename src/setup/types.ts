import type { ProjectConfiguration } from "../config/resolve/types.ts";
import type { MergeRequestIid } from "../domain/ids.ts";
import type { HandbookProposal } from "../domain/profile/proposals.ts";
import type { Reason } from "../domain/reason.ts";
import type { Label, LabelDraft, Member, Token, User } from "../gitlab/port.ts";
import type {
  Branch,
  BranchDifference,
  BranchFile,
  CommitDraft,
  MergeRequest,
  MergeRequestDraft,
  PipelineSchedule,
  PipelineScheduleDraft,
  SetupProject,
} from "../gitlab/setup-port.ts";

/** What somebody who sets a project up asks for; null is what can be read or guessed from GitLab. */
export interface RequestedSetup {
  readonly customer: string | null;
  readonly timeZone: string | null;
  readonly countries: readonly string[] | null;
  readonly csm: string | null;
  readonly accountTeam: readonly string[] | null;
  readonly attendees: readonly string[] | null;
  readonly repeat: string | null;
  readonly from: string | null;
  /** A day and a time, where the profile says how often; or a rhythm. */
  readonly calls: string | null;
  /** null where nothing is said of it. */
  readonly profile: RequestedProfile | null;
  /** The shipped templates as files of the project, so that people can change them. */
  readonly templates: boolean;
  /** Straight to the default branch, without a merge request. */
  readonly commit: boolean;
  readonly schedule: RequestedSchedule | null;
}

/** What kind of customer it is, as typed: keys of `profile`, in its order. */
export interface RequestedProfile {
  readonly segment: string | null;
  readonly priority: string | null;
  readonly deployment: string | null;
  readonly since: string | null;
  readonly customer: string | null;
  readonly onboarded: string | null;
}

export interface RequestedSchedule {
  /** Id or path of the internal project that holds the CI job. */
  readonly project: string;
  readonly cron: string;
}

/** What was found in GitLab. */
export interface SetupSnapshot {
  /** ISO 8601. */
  readonly at: string;
  readonly project: SetupProject;
  readonly user: User;
  readonly token: Token | null;
  /** Inherited ones included. */
  readonly members: readonly Member[];
  /** Of the project itself. */
  readonly directMembers: readonly Member[];
  readonly labels: readonly Label[];
  /** null for an empty repository. */
  readonly defaultBranch: Branch | null;
  /** Of the default branch, by path; null for those that are not there. */
  readonly files: ReadonlyMap<string, string | null>;
  /** The page for those who take part, on the default branch; null where it is not there. */
  readonly instructions: BranchFile | null;
  /** Names of templates that the project has from its group or instance. */
  readonly inheritedTemplates: readonly string[];
  readonly proposal: Proposal;
  readonly schedule: ScheduleSnapshot | null;
}

/** The branch that proposes the files, and merge requests from it. */
export interface Proposal {
  /** null where there is no such branch. */
  readonly branch: { readonly difference: BranchDifference; readonly files: ReadonlyMap<string, BranchFile> } | null;
  /** Newest first. */
  readonly mergeRequests: readonly MergeRequest[];
}

export interface ScheduleSnapshot {
  readonly project: SetupProject;
  /** The role of the token's user there, as an access level. */
  readonly level: number;
  readonly members: readonly Member[];
  readonly schedules: readonly PipelineSchedule[];
  /** `.gitlab-ci.yml` of its default branch. */
  readonly pipeline: string | null;
}

/** `create` and `update` are done, `there` is as it should be, `left` is other people's and stays. */
export type SetupDecision = "create" | "update" | "there" | "left";

/** A file that the default branch does not have yet, or has as the tool wrote it once. */
export interface WantedFile {
  readonly path: string;
  readonly text: string;
  /** Why it is wanted, one sentence without a full stop. */
  readonly why: string;
  /** The commit that last changed it on the default branch; left out for one that is not there. */
  readonly lastCommitId?: string;
}

export interface FileStep {
  readonly decision: SetupDecision;
  readonly path: string;
  /** The whole text; null where none is written. */
  readonly text: string | null;
  readonly reason: Reason;
}

export interface LabelStep {
  readonly decision: SetupDecision;
  readonly label: LabelDraft;
  readonly reason: Reason;
}

export interface MergeRequestStep {
  readonly decision: SetupDecision;
  /** null until it is open. */
  readonly iid: MergeRequestIid | null;
  readonly url: string | null;
  readonly reason: Reason;
}

export interface ScheduleStep {
  readonly decision: SetupDecision;
  readonly project: string;
  readonly schedule: PipelineScheduleDraft;
  readonly reason: Reason;
}

/** Something in the way: nothing is written before it is solved. */
export interface SetupObstacle {
  readonly text: string;
  readonly remedy: string;
}

export interface SetupPlan {
  readonly project: string;
  /** What labels come from; null where the project's own file is broken. */
  readonly configuration: ProjectConfiguration | null;
  readonly files: readonly FileStep[];
  readonly labels: readonly LabelStep[];
  /** null where no merge request is due. */
  readonly mergeRequest: MergeRequestStep | null;
  readonly schedule: ScheduleStep | null;
  readonly obstacles: readonly SetupObstacle[];
  /** What people should know or do besides. */
  readonly hints: readonly Reason[];
  /** What the handbook asks for beyond a configuration that is drafted; nothing of it is done. */
  readonly proposals: readonly HandbookProposal[];
  /** What is sent; null where nothing is. */
  readonly commit: CommitDraft | null;
  readonly opens: MergeRequestDraft | null;
}
