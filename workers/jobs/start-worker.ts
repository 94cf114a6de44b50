import { instantNow } from "../../src/app/context.ts";
import { logError } from "../../src/app/job-log.ts";
import type { ProjectId } from "../../src/domain/ids.ts";
import type { Backend } from "../../src/queue/backend.ts";
import type { TextStore } from "../../src/queue/store/types.ts";
import { createPutBackNotes } from "../memory/put-back-notes.ts";
import type { LiveConfiguration } from "../settings/live-configuration.ts";
import { askForRepairs, withRepairs } from "./put-back.ts";
import { createSweeper } from "./sweep-once.ts";
import { createHandler, retryFailedProjects, type WorkerContext } from "./worker-context.ts";

/** Time for running looks to end before they are handed back. */
const DRAIN_MS = 20_000;

/** Begins to work on what the queue holds, with a sweep first, and answers how to end it. Throws what the queue throws. */
export async function startWorker(
  workerContext: WorkerContext,
  backend: Backend,
  {
    store,
    live,
    concurrency,
  }: { readonly store: TextStore; readonly live: LiveConfiguration; readonly concurrency: number },
): Promise<() => Promise<void>> {
  const { queue, log } = workerContext;
  const sweeper = createSweeper(store);
  const pathOf = (project: ProjectId | null): string | null =>
    project === null ? null : (workerContext.memory.state.seen.get(project)?.path ?? String(project));
  const handler = withRepairs(workerContext, createPutBackNotes(store), createHandler(workerContext));
  const worker = backend.openProjectWorker(handler, {
    concurrency,
    log,
    async sweep(context) {
      await sweeper.sweep(workerContext, context);
      await askForRepairs(workerContext);
    },
    onCompleted({ project, result }) {
      if (project !== null) workerContext.wakeUps.note(project, result?.nextWakeAt ?? null);
    },
    onFailed: ({ project, jobId, error }) =>
      logError(log, error, "given up: ", { project: pathOf(project), job: jobId }, "error"),
    onRetry: ({ project, jobId, error, delayMs }) =>
      logError(log, error, `again in ${Math.round(delayMs / 1000)} s: `, {
        project: pathOf(project),
        job: jobId,
        delayMs,
      }),
  });
  const stopWaking = workerContext.wakeUps.start();
  const close = async (): Promise<void> => {
    stopWaking();
    await worker.close(DRAIN_MS);
  };
  const sweepFor = async (event: string): Promise<void> => {
    await queue.enqueueSweep({ kind: "sweep", event, at: instantNow(workerContext.context) });
  };
  live.onChange(async () => {
    await sweeper.forgetLast(workerContext);
    await sweepFor("reload");
    await retryFailedProjects(workerContext, "reload");
  });
  try {
    await worker.ready();
    await sweepFor("start");
    await retryFailedProjects(workerContext, "start");
    await askForRepairs(workerContext);
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}
