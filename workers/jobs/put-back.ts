import { instantNow } from "../../src/app/context.ts";
import { logError } from "../../src/app/job-log.ts";
import { isThreadEndedError, type ThreadEndedError } from "../../src/app/job-threads/ended.ts";
import { repairInThread } from "../../src/app/job-threads/in-threads.ts";
import { asProjectId, type ProjectId } from "../../src/domain/ids.ts";
import { earliest } from "../../src/fleet/times.ts";
import type { Backend } from "../../src/queue/backend.ts";
import { type JobReason, MAX_REASONS, type ProjectResult } from "../../src/queue/contract.ts";
import {
  createOverwrittenTexts,
  type DropReason,
  type OverwrittenTexts,
} from "../../src/queue/overwritten/overwritten-texts.ts";
import type { Head } from "../../src/queue/overwritten/types.ts";
import type { ProjectHandler } from "../../src/queue/types.ts";
import type { PutBackNotes } from "../memory/put-back-notes.ts";
import { putAside } from "./put-aside.ts";
import type { WorkerContext } from "./worker-context.ts";

/** The word of a job that is to put back what the bot overwrote. */
export const OWN_EDIT = "own edit";

/** A project has more texts than are looked at in one go. */
const MORE_MS = 1_000;

type RepairContext = Pick<
  WorkerContext,
  | "overwritten"
  | "memory"
  | "lists"
  | "threads"
  | "quarantine"
  | "metrics"
  | "botId"
  | "audit"
  | "log"
  | "queue"
  | "wakeUps"
  | "context"
>;

/** Opens what keeps overwritten texts. Throws QueueUnavailableError. */
export async function openOverwritten(
  backend: Backend,
  workerContext: Pick<WorkerContext, "memory" | "log" | "context">,
): Promise<OverwrittenTexts> {
  const onDropped = (head: Head, why: DropReason): void => tellDropped(workerContext, head, why);
  return createOverwrittenTexts({
    store: await backend.openOverwritten(),
    clock: workerContext.context.clock,
    onDropped,
  });
}

/**
 * A handler that first puts back what the bot overwrote in the project, as far as it is kept: oldest first, each until it is
 * done, refused for good, or too old. What failed and may pass keeps nobody from looking, but the job comes again.
 */
export function withRepairs(
  workerContext: RepairContext,
  notes: PutBackNotes,
  reconcile: ProjectHandler,
): ProjectHandler {
  const mayRepair = async (project: ProjectId): Promise<boolean> =>
    (await workerContext.quarantine.find(project)) === null &&
    (await workerContext.memory.readProject(project)).seen?.obstacle === null;
  return async (project, reasons, run) => {
    const { texts, more, ...listed } = await list(workerContext, project);
    // Only a look finds out about a project that this process has not heard of, and says what is put aside.
    const reconciled = texts.length === 0 || (await mayRepair(project)) ? null : await reconcile(project, reasons, run);
    if (reconciled !== null && !(await mayRepair(project))) return reconciled;
    const work = { project, texts, signal: run.signal };
    const { restored, failure } = texts.length === 0 ? listed : await putBack(workerContext, notes, work);
    // A look that is well would hide that a text of the project keeps threads busy.
    if (isThreadEndedError(failure)) return ended(workerContext, project, failure);
    const result =
      reconciled ?? (isForRepairsOnly(reasons) && restored === 0 ? NOTHING : await reconcile(project, reasons, run));
    const soon = more ? new Date(workerContext.context.clock() + MORE_MS).toISOString() : null;
    if (failure === null) return { ...result, nextWakeAt: earliest(result.nextWakeAt, soon) };
    // The job comes again for this, and would know nothing of the look.
    workerContext.wakeUps.note(project, result.nextWakeAt);
    throw failure;
  };
}

/** Looks are put off with the project; before that the job comes again. */
async function ended(
  workerContext: RepairContext,
  project: ProjectId,
  error: ThreadEndedError,
): Promise<ProjectResult> {
  const aside = await putAside(workerContext, { id: project, path: pathOf(workerContext, project) }, error);
  if (aside === null) throw error;
  return { ...NOTHING, nextWakeAt: aside.until };
}

function pathOf({ memory }: Pick<WorkerContext, "memory">, project: ProjectId): string {
  return memory.state.seen.get(project)?.path ?? String(project);
}

const NOTHING: ProjectResult = { nextWakeAt: null, actions: 0, requests: 0 };

/** The bot's own edits set off nothing but repairs (law 6). */
function isForRepairsOnly(reasons: readonly JobReason[]): boolean {
  return reasons.length > 0 && reasons.length < MAX_REASONS && reasons.every(({ event }) => event === OWN_EDIT);
}

interface Done {
  /** Issues in which something was put back. */
  readonly restored: number;
  /** Why other texts wait on; null where none does. */
  readonly failure: unknown;
}

type Listed = Awaited<ReturnType<OverwrittenTexts["of"]>>;

/** What is kept for a project. Never throws: it is looked at all the same. */
async function list({ overwritten }: RepairContext, project: ProjectId): Promise<Listed & Done> {
  try {
    return { ...(await overwritten.of(project)), restored: 0, failure: null };
  } catch (failure) {
    return { texts: [], more: false, restored: 0, failure };
  }
}

interface RepairWork extends Pick<Listed, "texts"> {
  readonly project: ProjectId;
  readonly signal: AbortSignal;
}

/** Carries out what is kept for a project, in a thread. Throws what `signal` was aborted with. */
async function putBack(
  workerContext: RepairContext,
  notes: PutBackNotes,
  { project, texts, signal }: RepairWork,
): Promise<Done> {
  const { overwritten, threads, botId } = workerContext;
  const log = workerContext.log.child({ project: pathOf(workerContext, project), reason: OWN_EDIT });
  const audit = workerContext.audit === null ? null : { file: workerContext.audit, run: null };
  try {
    const order = { project, botId, audit, updates: texts, putBacks: await notes.of(project) };
    const repaired = await repairInThread(threads, order, { log, signal });
    // Before the texts go: what was put back must be known for what it is when its own webhook comes.
    await notes.add(project, repaired.putBacks);
    await overwritten.remove(repaired.settled);
    for (const { iid, error } of repaired.refused)
      logError(log, error, `#${iid}: what the bot overwrote cannot be put back: `, { iid }, "error");
    return { restored: repaired.putBacks.length, failure: repaired.failure };
  } catch (failure) {
    signal.throwIfAborted();
    return { restored: 0, failure };
  }
}

/**
 * Asks for the repairs of all projects that have some: a job can be lost, or given up. What is kept of a project that is not
 * served any more goes, once a sweep has read all lists. Never throws: the next sweep does the same.
 */
export async function askForRepairs(workerContext: RepairContext): Promise<void> {
  const { overwritten, memory, lists, quarantine, queue, context, log } = workerContext;
  const isKnown = memory.lastSweepAt !== null && lists.alerts().length === 0;
  try {
    for (const project of await overwritten.projects()) {
      if (isKnown && memory.state.seen.get(project)?.obstacle !== null) {
        await dropUnserved(workerContext, project);
        continue;
      }
      if ((await quarantine.find(project)) !== null) continue;
      const reason = { kind: "sweep", event: OWN_EDIT, at: instantNow(context) } as const;
      await queue.enqueue({ project, reason, priority: "repair", delayMs: 0 });
    }
  } catch (error) {
    logError(log, error, "what the bot overwrote waits for the next sweep: ");
  }
}

async function dropUnserved({ overwritten, log }: RepairContext, project: ProjectId): Promise<void> {
  const { texts } = await overwritten.of(project);
  await overwritten.remove(texts.map(({ id }) => id));
  log.info({ project, texts: texts.length }, `project ${project} is not served: nothing is put back there`);
}

const WHY: Readonly<Record<DropReason, string>> = {
  "too-large": "it is larger than any description",
  "no-room": "there is no room for more",
  "too-old": "that could not be done within seven days",
  unreadable: "what was kept of it cannot be read",
};

/** People find what they lost in the history of the description. */
function tellDropped(
  { memory, log }: Pick<WorkerContext, "memory" | "log">,
  { project, iid }: Head,
  why: DropReason,
): void {
  const path = pathOf({ memory }, asProjectId(Number(project)));
  log.warn(
    { project: path, iid, rule: `overwritten-${why}` },
    `${path}#${iid}: what the bot may have overwritten is not put back: ${WHY[why]} (the description's history shows it)`,
  );
}
