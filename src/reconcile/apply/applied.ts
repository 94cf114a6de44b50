import type { IssueIid } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import type { Texts } from "../../domain/texts/texts.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { GitLab, Issue } from "../../gitlab/port.ts";
import type { DuplicateLabels } from "../model/duplicates.ts";
import type { Action } from "../model/types.ts";

/** What became of one action. */
export interface Applied {
  readonly action: Action;
  /** `put-off`: people changed what it was about meanwhile; the next run looks again. */
  readonly outcome: "done" | "already-done" | "put-off" | "failed";
  /** The issue created or changed, or null. */
  readonly iid: IssueIid | null;
  readonly webUrl: string | null;
  readonly error: Error | null;
}

export type Result = Pick<Applied, "outcome" | "iid" | "webUrl">;

export function done(iid: IssueIid | null, issue: Pick<Issue, "webUrl"> | null = null): Result {
  return { outcome: "done", iid, webUrl: issue?.webUrl ?? null };
}

export interface ApplyDependencies {
  readonly gitlab: GitLab;
  readonly agendaLabel: string;
  readonly followUpLabel: string;
  readonly duplicateLabels: DuplicateLabels;
  readonly customer: string;
  /** What is written where items are added. */
  readonly texts: Texts;
  readonly teamName: string;
  /** Id of the bot's user; null where it is not known yet. */
  readonly botId: number | null;
  /** Issues as they were when the actions were decided. */
  readonly decidedOn: ReadonlyMap<IssueIid, Issue>;
  /** See `CreateDependencies`. */
  readonly seenUntil: Instant;
  /** When the run began to look. */
  readonly at: Instant;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Told of each action before it is applied. */
  readonly onAction?: (action: Action) => void;
  readonly log?: Log;
}
