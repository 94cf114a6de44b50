import { instantNow } from "../../src/app/context.ts";
import { logError } from "../../src/app/look-log.ts";
import type { Backend } from "../../src/queue/backend.ts";
import { createProjectWorker } from "../../src/queue/project-worker.ts";
import type { SharedStore } from "../../src/queue/store/types.ts";
import type { Held } from "../settings/reload.ts";
import { createHandler, type Desk, lookAgainAtFailed } from "./desk.ts";
import { askForRepairs, withRepairs } from "./put-back.ts";
import { createPutBackNotes } from "./put-back-notes.ts";
import { createSweeper } from "./sweep-once.ts";

/** Time for running looks to end before they are handed back. */
const DRAIN_MS = 20_000;
/** Twice as many as there are threads for what is soon over: those that keep a thread busy are not to hold the others up. */
const CONCURRENCY = 8;

/** Begins to work on what the queue holds, with a sweep first, and answers how to end it. Throws what the queue throws. */
export async function startWorker(
  desk: Desk,
  backend: Backend,
  { store, held }: { readonly store: SharedStore; readonly held: Held },
): Promise<() => Promise<void>> {
  const { queue, log } = desk;
  const sweeper = createSweeper(store);
  const pathOf = (project: string | null): string | null =>
    project === null ? null : (desk.memory.state.seen.get(Number(project))?.path ?? project);
  const handler = withRepairs(desk, createPutBackNotes(store), createHandler(desk));
  const worker = createProjectWorker(backend, handler, {
    concurrency: CONCURRENCY,
    log,
    async sweep(context) {
      await sweeper.sweep(desk, context);
      await askForRepairs(desk);
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
  const close = (): Promise<void> => worker.close(DRAIN_MS);
  const sweepFor = async (event: string): Promise<void> => {
    await queue.enqueueSweep({ kind: "sweep", event, at: instantNow(desk.context) });
  };
  held.onChange(async () => {
    await sweeper.forgetLast(desk);
    await sweepFor("reload");
    await lookAgainAtFailed(desk, "reload");
  });
  try {
    await worker.ready();
    await sweepFor("start");
    await lookAgainAtFailed(desk, "start");
    await askForRepairs(desk);
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}
