import type { ProjectId } from "../domain/ids.ts";
import { createRecentMap } from "../domain/recent-map.ts";
import type { BullBackend, JobQueue } from "./backend.ts";
import { encodeJob, mergeReasons, projectKey } from "./contract.ts";
import { makeJobId, parseJobId } from "./job-id.ts";
import { RECONCILE, SWEEP } from "./names.ts";
import { combine, isDebounced, isPartial, PRIORITY, type Priority } from "./priority.ts";
import { isWaiting, moveDue, upgrade } from "./priority-upgrade.ts";
import type { Addition, Enqueued, JobStore } from "./types.ts";

/** Projects that had a job a moment ago. One that is forgotten costs a few commands more. */
const MAX_RECENT = 10_000;
/** A job may have ended by then; what is remembered of it for longer would be held against the next. */
const RECENT_MS = 60_000;

/** What this process knows of the job that a project has, as it last joined it. */
interface Known {
  readonly jobId: string;
  readonly heardAt: number;
  /** What it is by now. */
  readonly priority: Priority;
  /** When people began to edit. */
  readonly since: number;
  /** It is due: edits do not put it off any more. */
  readonly isDue: boolean;
  /** A close came while it ran: what follows must not be slower than that. */
  readonly owesClose: boolean;
}

/**
 * The store takes a job only where its project has none; while one runs it keeps the newest addition and makes a job of it
 * at the end; an edit that joins a waiting job moves its time. All that is one command. What the store cannot know is seen
 * to afterwards, by what the id of the job that stands says of it: the limit of putting off, and a job that is to do less,
 * or later, than what joined it.
 */
export function createCoalescing(queue: JobQueue, { attempt, clock }: BullBackend): JobStore["add"] {
  const recent = createRecentMap<Known>(MAX_RECENT);
  const add = async (asked: Addition, taken: string | null = null): Promise<Enqueued> => {
    const subject = String(asked.project ?? SWEEP);
    const heard = recent.get(subject);
    const known = heard !== undefined && asked.at - heard.heardAt < RECENT_MS ? heard : null;
    const addition = known?.owesClose === true ? withClose(asked) : asked;
    const { project, at, delayMs, maxDelayMs, priority } = addition;
    const isBurst = known !== null && isDebounced(priority);
    const left = isBurst ? Math.max(0, known.since + maxDelayMs - at) : delayMs;
    const jobId = makeJobId(subject, addition);
    // Where the job that is known of is over, the limit is none for the next one.
    const delay = left === 0 ? delayMs : Math.min(left, delayMs);
    // A close is seen to below: its job is not to be taken before it is told of that.
    const reschedule = delay === 0 ? priority !== "close" : isDebounced(priority) && known?.isDue !== true && left > 0;
    const key = project === null ? SWEEP : projectKey(project);
    const { id } = await queue.add(project === null ? SWEEP : RECONCILE, payloadOf(addition), {
      jobId,
      priority: PRIORITY[priority],
      timestamp: at,
      delay,
      deduplication: { id: key, keepLastIfActive: true, reschedule },
    });
    if (id === undefined || id === jobId) {
      if (delay < delayMs) await moveDue(queue, jobId, at + delayMs, clock);
      recent.set(subject, { jobId, heardAt: at, priority, since: at, isDue: delayMs === 0, owesClose: false });
      return { jobId, isCoalesced: false };
    }
    const before = known?.jobId === id ? known : strange(id, addition);
    if (reschedule && before !== known && before.since + maxDelayMs < at + delay) {
      await moveDue(queue, id, before.since + maxDelayMs, clock);
    }
    const wanted = combine(before.priority, priority);
    // Where a job as urgent as a close runs, what follows it is to be so too; where it is put off, it is not any more.
    const stands = wanted === before.priority && priority === "close" ? await queue.getJobState(id) : null;
    const isSeenTo = wanted !== before.priority || stands === "delayed";
    const state = isSeenTo
      ? await upgrade(queue, id, addition, clock)
      : stands === null || isWaiting(stands)
        ? "stands"
        : "taken";
    // Taken as what it was: it waited, and does less than this event asks for, or ran already, and has kept it.
    if (state === "taken" && isPartial(before.priority) && id !== taken) {
      recent.delete(subject);
      return add(asked, id);
    }
    recent.set(subject, {
      ...before,
      heardAt: at,
      priority: state === "taken" ? before.priority : wanted,
      isDue: before.isDue || (delay === 0 && state !== "taken"),
      owesClose: before.owesClose || (priority === "close" && state === "taken"),
    });
    return { jobId: id, isCoalesced: true };
  };
  return oneAtATime((addition) => attempt(() => add(addition)));
}

/** A job that another process, or another version, has added. */
function strange(jobId: string, { at }: Addition): Known {
  const origin = parseJobId(jobId);
  const priority = origin?.priority ?? "check";
  const since = isDebounced(priority) ? Math.min(origin?.at ?? at, at) : at;
  return { jobId, heardAt: at, priority, since, isDue: false, owesClose: false };
}

function withClose(addition: Addition): Addition {
  return { ...addition, priority: combine(addition.priority, "close"), delayMs: 0 };
}

function payloadOf({ project, priority, reasons, at, delayMs, maxDelayMs }: Addition): ReturnType<typeof encodeJob> {
  const debounce = { priority: PRIORITY[priority], at, delayMs, maxDelayMs };
  return encodeJob({ project, priority, reasons, debounce, tries: 0, notBefore: null, failure: null });
}

/** Events of one project go one after another; those that come meanwhile go together with the next. */
function oneAtATime(add: JobStore["add"]): JobStore["add"] {
  const last = new Map<ProjectId | null, Promise<unknown>>();
  const next = new Map<ProjectId | null, { addition: Addition; readonly added: Promise<Enqueued> }>();
  return (addition) => {
    const { project } = addition;
    const waiting = next.get(project);
    if (waiting !== undefined) {
      waiting.addition = together(waiting.addition, addition);
      return waiting.added.then(({ jobId }) => ({ jobId, isCoalesced: true }));
    }
    const begin = (): Promise<Enqueued> => {
      next.delete(project);
      return add(one.addition);
    };
    const one: { addition: Addition; readonly added: Promise<Enqueued> } = {
      addition,
      added: (last.get(project) ?? Promise.resolve()).then(begin, begin),
    };
    const forget = (): void => void (last.get(project) === one.added && last.delete(project));
    next.set(project, one);
    last.set(project, one.added);
    one.added.then(forget, forget);
    return one.added;
  };
}

/** Two events of one project as one. */
function together(one: Addition, other: Addition): Addition {
  return {
    ...other,
    priority: combine(one.priority, other.priority),
    reasons: mergeReasons(other.reasons, one.reasons),
    delayMs: Math.min(one.delayMs, other.delayMs) === 0 ? 0 : other.delayMs,
  };
}
