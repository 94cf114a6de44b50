import type { IssueMarker } from "../../../domain/marker/issue-marker.ts";
import type { Reason } from "../../../domain/reason.ts";
import type { Issue } from "../../../gitlab/port.ts";

/** Why an issue is set aside: another bot marked it, an account that is gone did, or it was made while this run looked. */
export type AsideWhy = "unnamed" | "gone" | "young";

/**
 * An issue that is not read. What it says it is keeps the bot from making the same a second time, and does no more: whoever may
 * make an access token in the project can make such an account and write such a marker.
 */
export interface AsideIssue {
  readonly issue: Issue;
  readonly marker: IssueMarker | null;
  readonly why: AsideWhy;
}

/** An issue that looks like an agenda and could not be placed. */
export interface Unplaced {
  readonly issue: Issue;
  readonly reason: Reason;
  /** What people can do about it. */
  readonly remedy: string;
}
