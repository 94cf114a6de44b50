import type { ProjectId } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import type { Failure, JobReason, ProjectResult, StoredWork } from "./contract.ts";
import type { Priority } from "./priority.ts";

export interface Enqueue {
  readonly project: ProjectId;
  readonly reason: JobReason;
  readonly priority: Priority;
  /** Wait for more of the same; the debounce for edits and nothing for the rest when left out. */
  readonly delayMs?: number;
}

export interface Enqueued {
  readonly jobId: string;
  /** The project had a job that waits or runs: this one became part of it, or follows it. */
  readonly isCoalesced: boolean;
}

/** One event on its way into the queue. Times in milliseconds, `at` since the epoch by the queue's clock. */
export interface Addition extends Pick<StoredWork, "project" | "priority" | "reasons"> {
  readonly at: number;
  readonly delayMs: number;
  /** However many follow, no longer than this after the first. */
  readonly maxDelayMs: number;
}

/** The jobs of a backend. Every function throws QueueUnavailableError when the server is away, within a second. */
export interface JobStore {
  /** Each event becomes a job, part of the one that waits, or the one that follows the running one. */
  add(addition: Addition): Promise<Enqueued>;
  /** Wakes jobs that sleep longer than they can have been told to (a clock that was wrong), and answers how many. */
  wakeOverslept(): Promise<number>;
  counts(): Promise<JobCounts>;
  /** Whether somebody stopped the work with a tool for BullMQ. The service itself never does. */
  isPaused(): Promise<boolean>;
  /** Newest first. */
  failed(limit: number): Promise<readonly FailedJob[]>;
  /** Null where there is no such failed job. */
  findFailed(jobId: string): Promise<FailedJob | null>;
  /** Removes a failed job. */
  forget(jobId: string): Promise<unknown>;
  /** What runs, waits for its turn or for its time; at most `limit` of each. */
  pending(limit: number): Promise<readonly PendingJob[]>;
  close(): Promise<void>;
}

/** The producer's side. Functions throw as those of the store, and a ZodError for a reason that is none. */
export interface ProjectQueue extends Pick<JobStore, "wakeOverslept" | "counts" | "isPaused" | "close"> {
  enqueue(event: Enqueue): Promise<Enqueued>;
  /** One sweep at a time, and one more waiting. */
  enqueueSweep(reason: JobReason): Promise<Enqueued>;
  /** Newest first, at most `limit` (100). */
  failed(limit?: number): Promise<readonly FailedJob[]>;
  /** What runs, waits for its turn or for its time; at most `limit` (100) of each. */
  pending(limit?: number): Promise<readonly PendingJob[]>;
  /** Looks at the project again and forgets the failure. False when there is no such failed job. */
  retry(jobId: string): Promise<boolean>;
  /** Forgets the newest failed jobs (100 at most) that `isOver` says of that nobody need look at them any more. */
  forgetFailed(isOver: (job: FailedJob) => boolean): Promise<void>;
}

export interface ProjectQueueOptions {
  /** How long a project must be quiet before people's edits are looked at. */
  readonly debounceMs?: number;
  /** However long they go on editing, no longer than this after the first edit. */
  readonly maxDebounceMs?: number;
}

export interface JobCounts {
  /** Jobs whose turn it is. */
  readonly waiting: number;
  readonly active: number;
  /** Jobs that wait for more edits, or for GitLab. */
  readonly delayed: number;
  readonly failed: number;
  /** How long the oldest of the waiting jobs has existed, its delays included, in milliseconds; null for none. */
  readonly oldestWaitingMs: number | null;
}

export interface FailedJob {
  readonly jobId: string;
  /** Null for a sweep, and for a job that this version cannot read. */
  readonly project: ProjectId | null;
  readonly failure: Failure;
  /** Runs that it had before it was given up. */
  readonly tries: number;
  /** An instant. */
  readonly failedAt: string;
}

export interface PendingJob {
  readonly jobId: string;
  readonly state: "active" | "waiting" | "delayed";
  /** Null for a sweep. */
  readonly project: ProjectId | null;
  /** An instant, of a delayed one; else null. */
  readonly dueAt: string | null;
  /** Why it was asked for last, in a word or two. */
  readonly reason: string;
  /** Runs that went wrong before: the job is put off for that. */
  readonly tries: number;
}

export interface RunContext {
  /** Aborted when the process has to stop, or when another worker took the job over. */
  readonly signal: AbortSignal;
  readonly jobId: string;
}

/** Looks at one project. What it throws decides: see `judgeError`. */
export type ProjectHandler = (
  project: ProjectId,
  reasons: readonly JobReason[],
  context: RunContext,
) => Promise<ProjectResult>;

/** What an event for metrics is about; `project` is null for a sweep. Times in milliseconds. */
export interface RunEvent {
  readonly project: ProjectId | null;
  readonly jobId: string;
  readonly durationMs: number;
  /** From the first event until the run began. */
  readonly waitedMs: number;
}

export interface ProjectWorkerOptions {
  readonly concurrency: number;
  readonly log: Log;
  /** Finds projects that nobody told about and enqueues them. All workers or none: one without it lets sweeps pass. */
  readonly sweep?: (context: RunContext) => Promise<void>;
  readonly onCompleted?: (event: RunEvent & { readonly result: ProjectResult | null }) => void;
  readonly onFailed?: (event: RunEvent & { readonly error: unknown }) => void;
  readonly onRetry?: (event: RunEvent & { readonly error: unknown; readonly delayMs: number }) => void;
  /** A worker that says nothing for this long is believed dead (30 s). */
  readonly lockMs?: number;
  /** How often to look for jobs of dead workers (15 s). */
  readonly stalledCheckMs?: number;
}

export interface ProjectWorker {
  /** Resolves when jobs can be taken. Throws QueueUnavailableError. */
  ready(): Promise<void>;
  /**
   * Takes no more jobs and lets the running ones end. After four fifths of the time they are told to stop, and one
   * that stops is handed back for another worker. One that does not is left to whoever finds its lock expired.
   */
  close(deadlineMs?: number): Promise<void>;
}
