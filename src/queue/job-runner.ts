import { DelayedError, UnrecoverableError, WaitingError } from "bullmq";
import { isNamed } from "../domain/errors.ts";
import type { ActiveRuns, ClosingError } from "./active-runs.ts";
import { judgeError, toFailure } from "./back-off.ts";
import type { BullBackend, JobQueue, StoredJob } from "./backend.ts";
import { callHandler, type Handling, tellListener } from "./call-handler.ts";
import { decodeJob, encodeJob, type ProjectResult, type StoredWork } from "./contract.ts";
import { believed } from "./delayed.ts";
import type { RunEvent } from "./types.ts";

/** What a worker works with. */
export interface JobRunner extends Handling {
  readonly runs: ActiveRuns;
  readonly work: JobQueue;
  readonly clock: BullBackend["clock"];
}

/** A timer of the store may ring a little early. */
const CLOCK_SLACK_MS = 20;

/** Runs the handler for one job and settles what comes of it, as BullMQ's processor. */
export async function runJob(runner: JobRunner, job: StoredJob, token?: string): Promise<ProjectResult | null> {
  const { runs, clock } = runner;
  // A worker that was waiting for work while it was told to stop still gets one job.
  if (runs.closing) return handBack(job, token);
  const data = decodeJob(job.data);
  if (data === null || job.id === undefined)
    throw new UnrecoverableError(
      "what the job says cannot be read: a newer version of the service may have written it",
    );
  const notBefore = believed(data.notBefore, clock.now());
  if (notBefore > clock.now() + CLOCK_SLACK_MS) {
    await delayUntil(runner, job, notBefore, token);
    throw new DelayedError();
  }
  const jobId = job.id;
  return runs.run(jobId, async (signal) => {
    try {
      return await callHandler(runner, data, { signal, jobId });
    } catch (error) {
      if (isNamed<ClosingError>(signal.reason, "ClosingError")) return await handBack(job, token);
      // Another worker has it: nothing of it may be changed from here.
      if (signal.aborted) throw error;
      return await settleError(runner, { job, data, error, token });
    }
  });
}

/** BullMQ's own way counts from the clock of this machine. */
async function delayUntil(
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
  readonly data: StoredWork;
  readonly error: unknown;
  readonly token: string | undefined;
}

async function settleError(runner: JobRunner, { job, data, error, token }: Ended): Promise<never> {
  const decision = judgeError(error, data.tries, Math.random());
  if (decision.kind === "give-up") {
    await job.updateData(encodeJob({ ...data, failure: decision.failure }));
    throw Object.assign(new UnrecoverableError(decision.failure.message), { cause: error });
  }
  const tries = decision.asked ? data.tries : data.tries + 1;
  const now = runner.clock.now();
  await job.updateData(encodeJob({ ...data, tries, notBefore: now + Math.round(decision.leastMs) }));
  const delayMs = Math.round(decision.delayMs);
  const event = eventOf(runner, job);
  await delayUntil(runner, job, now + delayMs, token);
  tellListener(runner, () => runner.options.onRetry?.({ ...event, error, delayMs }));
  throw new DelayedError();
}

/** After a job was stored as done. Never throws. */
export function finished(runner: JobRunner, job: StoredJob, result: ProjectResult | null): void {
  tellListener(runner, () => runner.options.onCompleted?.({ ...eventOf(runner, job), result }));
}

/** After a job failed, for good or not. Never throws. */
export function gaveUp(runner: JobRunner, job: StoredJob | undefined, error: Error): void {
  // Not finished: an error of the store, after which BullMQ runs the job again.
  if (job?.finishedOn == null) {
    const text = toFailure(error).message;
    runner.options.log.warn({ jobId: job?.id, error: text }, `a job could not be settled: ${text}`);
    return;
  }
  tellListener(runner, () => runner.options.onFailed?.({ ...eventOf(runner, job), error: error.cause ?? error }));
}

/** BullMQ notes by the clock of this machine when it took a job, and when that ended. */
function eventOf({ clock }: JobRunner, job: StoredJob): RunEvent {
  const startedAt = job.processedOn ?? clock.own();
  return {
    project: decodeJob(job.data)?.project ?? null,
    jobId: job.id ?? "",
    durationMs: Math.max(0, (job.finishedOn ?? clock.own()) - startedAt),
    waitedMs: Math.max(0, startedAt - clock.ahead() - job.timestamp),
  };
}
