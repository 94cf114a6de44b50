import type { ProjectId } from "../domain/ids.ts";
import { createRecentMap } from "../domain/recent-map.ts";
import type { BullBackend, JobQueue } from "./backend.ts";
import { encodeJob, mergeReasons, projectKey } from "./contract.ts";
import { makeJobId, parseJobId } from "./job-id.ts";
import { RECONCILE, SWEEP } from "./names.ts";
import { combine, isDebounced, isPartial, PRIORITY } from "./priority.ts";
import { moveDue, upgrade } from "./priority-upgrade.ts";
import type { Addition, Enqueued, JobStore } from "./types.ts";

/** Jobs of which something is remembered. One that is forgotten costs a few commands more. */
const MAX_RECENT = 10_000;
/** The job may have ended by then; what is remembered of it for longer would be held against the next. */
const RECENT_MS = 60_000;

/** What this process knows of the job that a project has, where that is not in its id. */
interface Known {
  readonly jobId: string;
  readonly heardAt: number;
  /** A close came while it ran: what follows it must not be slower than that. Else edits put it off no further. */
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
    const { at, delayMs, maxDelayMs, priority } = addition;
    const jobId = makeJobId(subject, addition);
    // What hurries a job is seen to below: it is not to be taken before it is told of that.
    const reschedule = isDebounced(priority) && delayMs > 0 && known === null;
    const id = await store(queue, addition, { jobId, reschedule });
    if (known !== null && known.jobId !== id) recent.delete(subject);
    if (id === jobId) return { jobId, isCoalesced: false };
    const joined = parseJobId(id) ?? { priority: "check", at };
    const latest = joined.at + maxDelayMs;
    if (reschedule && latest < at + delayMs) {
      await moveDue(queue, id, latest, clock);
      recent.set(subject, { jobId: id, heardAt: at, owesClose: false });
    }
    const isAsMuch = delayMs > 0 && combine(joined.priority, priority) === joined.priority;
    if (!isAsMuch && (await upgrade(queue, id, addition, clock)) === "taken") {
      // As what it was: it waited, and does less than this event asks for, or ran already, and has kept it.
      if (isPartial(joined.priority) && id !== taken) return add(asked, id);
      if (priority === "close") recent.set(subject, { jobId: id, heardAt: at, owesClose: true });
    }
    return { jobId: id, isCoalesced: true };
  };
  return oneAtATime((addition) => attempt(() => add(addition)));
}

/** Returns the id of the job that its project has now. */
async function store(
  queue: JobQueue,
  { project, priority, reasons, at, delayMs, maxDelayMs }: Addition,
  { jobId, reschedule }: { readonly jobId: string; readonly reschedule: boolean },
): Promise<string> {
  const debounce = { priority: PRIORITY[priority], at, delayMs, maxDelayMs };
  const payload = encodeJob({ project, priority, reasons, debounce, tries: 0, notBefore: null, failure: null });
  const { id } = await queue.add(project === null ? SWEEP : RECONCILE, payload, {
    jobId,
    priority: PRIORITY[priority],
    timestamp: at,
    delay: delayMs,
    deduplication: { id: project === null ? SWEEP : projectKey(project), keepLastIfActive: true, reschedule },
  });
  return id ?? jobId;
}

function withClose(addition: Addition): Addition {
  return { ...addition, priority: combine(addition.priority, "close"), delayMs: 0 };
}

/** Events of one project go one after another; those that come meanwhile go together with the next. */
function oneAtATime(add: JobStore["add"]): JobStore["add"] {
  const underWay = new Map<ProjectId | null, Promise<unknown>>();
  const next = new Map<ProjectId | null, { addition: Addition; readonly added: Promise<Enqueued> }>();
  const begin = (addition: Addition): Promise<Enqueued> => {
    const added = add(addition).finally(() => underWay.delete(addition.project));
    underWay.set(addition.project, added);
    return added;
  };
  return (addition) => {
    const { project } = addition;
    const ahead = underWay.get(project);
    if (ahead === undefined) return begin(addition);
    const waiting = next.get(project);
    if (waiting !== undefined) {
      waiting.addition = together(waiting.addition, addition);
      return waiting.added.then(({ jobId }) => ({ jobId, isCoalesced: true }));
    }
    const follow = (): Promise<Enqueued> => {
      next.delete(project);
      return begin(one.addition);
    };
    const one = { addition, added: ahead.then(follow, follow) };
    next.set(project, one);
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
