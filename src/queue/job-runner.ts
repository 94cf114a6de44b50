import { DelayedError, UnrecoverableError, WaitingError } from "bullmq";
import { isNamed, messageOf } from "../domain/errors.ts";
import type { ActiveRuns, ClosingError, Run } from "./active-runs.ts";
import { judgeError, toFailure } from "./back-off.ts";
import type { BullBackend, JobQueue, ReadLines, StoredJob } from "./backend.ts";
import { decodeJob, encodeJob, mergeReasons, type ProjectJob, type ProjectResult, projectKey } from "./contract.ts";
import { believed } from "./delayed.ts";
import { SWEEP, SWEEP_KEY } from "./names.ts";
import type { ProjectHandler, ProjectQueue, ProjectWorkerOptions, RunEvent } from "./types.ts";
import { addJobNote, readNotes, urge } from "./urge.ts";

/** What a worker works with. */
export interface JobRunner {
  readonly handler: ProjectHandler;
  readonly options: ProjectWorkerOptions;
  readonly runs: ActiveRuns;
  readonly queue: ProjectQueue;
  readonly work: JobQueue;
  readonly readLines: ReadLines | null;
  readonly clock: BullBackend["clock"];
}

/** A timer of the store may ring a little early. */
const CLOCK_SLACK_MS = 20;

/** Runs the handler for one job and settles what comes of it, as BullMQ's processor. */
export async function runJob(runner: JobRunner, job: StoredJob, token?: string): Promise<ProjectResult | null> {
  const { runs } = runner;
  // A worker that was waiting for work while it was told to stop still gets one job.
  if (runs.closing) return handBack(job, token);
  const data = decodeJob(job.data);
  if (data === null || job.id === undefined) throw new UnrecoverableError("not a job of this version");
  const notBefore = believed(data.notBefore, runner.clock.now());
  if (notBefore > runner.clock.now() + CLOCK_SLACK_MS) {
    await putOff(runner, job, notBefore, token);
    throw new DelayedError();
  }
  const run = runs.begin(job.id, runner.clock.now());
  try {
    return await callHandler(runner, job, data, run);
  } catch (error) {
    const reason: unknown = run.controller.signal.reason;
    if (isNamed<ClosingError>(reason, "ClosingError")) {
      await handBack(job, token).finally(() => runs.forget(job.id ?? ""));
    }
    // Another worker has it: nothing of it may be changed from here.
    if (run.controller.signal.aborted) throw error;
    return await settleError(runner, { job, data, run, error, token });
  } finally {
    runs.end(job.id);
  }
}

async function callHandler(
  { handler, options, work, queue, readLines }: JobRunner,
  job: StoredJob,
  data: ProjectJob,
  run: Run,
): Promise<ProjectResult | null> {
  const jobId = job.id ?? "";
  const notes = await readNotes(work, jobId, readLines);
  for (const note of notes) run.seen.add(note.id);
  const context = { signal: run.controller.signal, jobId };
  if (job.name === SWEEP) {
    await options.sweep?.(context);
    return null;
  }
  const result = await handler(data.project, mergeReasons(data, notes), context);
  // Before the job counts as done: a process that dies in between looks again.
  if (result.nextWakeAt !== null) await queue.scheduleWakeUp(data.project, result.nextWakeAt);
  return result;
}

/** BullMQ's own way counts from the clock of this machine. */
async function putOff(
  { work, clock }: JobRunner,
  job: StoredJob,
  dueAt: number,
  token: string | undefined,
): Promise<void> {
  const at = clock.now();
  await work.getBackend().moveToDelayed(job.id ?? "", at, Math.max(0, dueAt - at), token, { skipAttempt: true });
}

async function handBack(job: StoredJob, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

interface Ended {
  readonly job: StoredJob;
  readonly data: ProjectJob;
  readonly run: Run;
  readonly error: unknown;
  readonly token: string | undefined;
}

async function settleError(runner: JobRunner, { job, data, run, error, token }: Ended): Promise<never> {
  const verdict = judgeError(error, data.tries, Math.random());
  if (verdict.kind === "give-up") {
    await job.updateData(encodeJob({ ...data, failure: verdict.failure }));
    throw Object.assign(new UnrecoverableError(verdict.failure.message), { cause: error });
  }
  const tries = verdict.asked ? data.tries : data.tries + 1;
  const now = runner.clock.now();
  await job.updateData(encodeJob({ ...data, tries, notBefore: now + Math.round(verdict.leastMs) }));
  const delayMs = Math.round(verdict.delayMs);
  await putOff(runner, job, now + delayMs, token);
  runner.runs.forget(job.id ?? "");
  tell(runner, () => runner.options.onRetry?.({ ...eventOf(runner, job, data, run), error, delayMs }));
  throw new DelayedError();
}

/** After a job was stored as done. Never rejects. */
export async function finished(runner: JobRunner, job: StoredJob, result: ProjectResult | null): Promise<void> {
  const run = runner.runs.take(job.id ?? "");
  const data = decodeJob(job.data);
  tell(runner, () => runner.options.onCompleted?.({ ...eventOf(runner, job, data, run), result }));
  await handOver(runner, job, data, run);
}

/** After a job failed, for good or not. Never rejects. */
export async function gaveUp(runner: JobRunner, job: StoredJob | undefined, error: Error): Promise<void> {
  const run = runner.runs.take(job?.id ?? "");
  // Not finished: an error of the store, after which BullMQ runs the job again.
  if (job?.finishedOn == null) {
    const text = toFailure(error).message;
    runner.options.log.warn({ jobId: job?.id, error: text }, `a job could not be settled: ${text}`);
    return;
  }
  const cause = error.cause ?? error;
  const data = decodeJob(job.data);
  tell(runner, () => runner.options.onFailed?.({ ...eventOf(runner, job, data, run), error: cause }));
  await handOver(runner, job, data, run);
}

/** The successor of a job that ended gets the notes that came while it ran: the store kept only the last event. */
async function handOver(
  { work, options, clock }: JobRunner,
  job: StoredJob,
  data: ProjectJob | null,
  run: Run | undefined,
): Promise<void> {
  try {
    if (data === null || job.id === undefined) return;
    const key = job.name === SWEEP ? SWEEP_KEY : projectKey(data.project);
    const successor = await work.getDeduplicationJobId(key);
    if (successor === null || successor === job.id) return;
    for (const note of await readNotes(work, job.id)) {
      if (run?.seen.has(note.id) === true || note.id === successor) continue;
      await addJobNote(work, successor, note);
    }
    await urge(work, successor, clock);
  } catch (error) {
    const text = toFailure(error).message;
    options.log.warn({ jobId: job.id, error: text }, `a following job was not hurried: ${text}`);
  }
}

function eventOf({ clock }: JobRunner, job: StoredJob, data: ProjectJob | null, run: Run | undefined): RunEvent {
  const now = clock.now();
  const startedAt = run?.startedAt ?? now;
  return {
    project: data === null || job.name === SWEEP ? null : data.project,
    jobId: job.id ?? "",
    durationMs: now - startedAt,
    waitedMs: Math.max(0, startedAt - job.timestamp),
  };
}

/** A listener that throws must not turn a done job into a failed one. */
function tell({ options }: JobRunner, listener: () => void): void {
  try {
    listener();
  } catch (error) {
    options.log.warn({ error: String(error) }, `a listener for the queue's events failed: ${messageOf(error)}`);
  }
}

/** What a timer does when it rings: it says that the time has come, and no more. */
export async function ring(queue: ProjectQueue, job: StoredJob, now: number): Promise<void> {
  const data = decodeJob(job.data);
  if (data === null) throw new UnrecoverableError("not a timer of this version");
  const at = new Date(now).toISOString();
  await queue.enqueue({ project: data.project, reason: { kind: "wake-up", at }, priority: "wake-up" });
}
