import type { ProjectId } from "../../domain/ids.ts";
import type { JobReason } from "../contract.ts";

/** How one event wants to be served. Times in milliseconds, on any clock. */
export interface Wished {
  /** The smaller number comes first. */
  readonly priority: number;
  readonly at: number;
  /** How long to wait for more of the same; 0 for not at all. */
  readonly delayMs: number;
  /** However many follow, no longer than this after the first. */
  readonly maxDelayMs: number;
}

/** What the wishes for one job add up to, however many they are. */
export interface WishSum {
  readonly priority: number;
  /** The first that wants no delay came then. */
  readonly hurriedAt: number;
  /** It is quiet then, if nothing more comes. */
  readonly quietAt: number;
  /** The patience of the first that waits ends then. */
  readonly patientUntil: number;
}

const NO_WISH: WishSum = {
  priority: Number.POSITIVE_INFINITY,
  hurriedAt: Number.POSITIVE_INFINITY,
  quietAt: Number.NEGATIVE_INFINITY,
  patientUntil: Number.POSITIVE_INFINITY,
};

/** A sum with one wish more. The order of the wishes does not matter. */
export function addWish({ priority, at, delayMs, maxDelayMs }: Wished, sum: WishSum = NO_WISH): WishSum {
  const most = Math.min(sum.priority, priority);
  if (delayMs <= 0) return { ...sum, priority: most, hurriedAt: Math.min(sum.hurriedAt, at) };
  return {
    ...sum,
    priority: most,
    quietAt: Math.max(sum.quietAt, at + delayMs),
    patientUntil: Math.min(sum.patientUntil, at + Math.max(delayMs, maxDelayMs)),
  };
}

/** A look that is asked for. All times in milliseconds on a clock that nobody sets. */
export interface MemoryJob {
  readonly id: string;
  /** Null for a sweep. */
  readonly project: ProjectId | null;
  /** Newest first, MAX_REASONS at most. */
  readonly reasons: readonly JobReason[];
  readonly wishes: WishSum;
  readonly tries: number;
  /** Back-off, which no later event shortens. */
  readonly notBefore: number;
  /** When it was asked for first. */
  readonly since: number;
}

/** When a job is due: at once when a wish wants no delay, else once it is quiet, no later than the longest wait after the first. */
export function dueAt({ wishes: { hurriedAt, quietAt, patientUntil }, notBefore }: MemoryJob): number {
  const isPatient = patientUntil < Number.POSITIVE_INFINITY;
  return Math.max(notBefore, isPatient ? Math.min(hurriedAt, quietAt, patientUntil) : hurriedAt);
}

/** Whether a job's turn comes before another's that is due too: the more urgent one, then the one that waits longest. */
export function isBefore(one: MemoryJob, other: MemoryJob): boolean {
  const difference = one.wishes.priority - other.wishes.priority;
  return difference < 0 || (difference === 0 && one.since < other.since);
}

/** Whether somebody waits for the look; what a sweep or a timer asked for, the next sweep finds again. */
export function isOwed({ kind }: JobReason): boolean {
  return kind === "webhook" || kind === "manual";
}
