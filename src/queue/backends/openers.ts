import { Queue, type QueueOptions, Worker, type WorkerOptions } from "bullmq";
import type { Log } from "../../domain/log.ts";
import type { Backend, BullBackend, JobQueue, JobWorker, StoreFactory, Traced } from "../backend.ts";
import { createProjectQueue } from "../project-queue.ts";
import { createProjectWorker } from "../project-worker.ts";
import { openStoredJobs } from "../stored-jobs.ts";

/** A server that keeps the queues of many processes. */
export interface QueueServer {
  readonly url: string;
  /** For people: where it is, without a password. */
  readonly place: string;
  readonly prefix: string;
  readonly log: Log;
  readonly traced: Traced;
  readonly answerMs: number;
}

/** How queues and workers of one store are made, and what else is to be known of it. */
interface StoreSettings extends Omit<BullBackend, "openQueue" | "openWorker"> {
  readonly factory: StoreFactory;
  readonly report: (error: Error) => void;
  /** For producers and for consumers: the connection, and what else the store asks for. */
  readonly queue: QueueOptions;
  readonly worker: WorkerOptions;
}

/** Queue and worker of projects on a store that BullMQ knows; both tell their errors, and a worker does not run before `run()`. */
export function openQueues({
  factory,
  report,
  queue,
  worker,
  ...known
}: StoreSettings): BullBackend & Pick<Backend, "openProjectQueue" | "openProjectWorker"> {
  const bull: BullBackend = {
    ...known,
    openQueue: (name, defaultJobOptions) =>
      (new Queue(name, { ...queue, defaultJobOptions }, factory) as JobQueue).on("error", report),
    openWorker: (name, processor, settings) =>
      (new Worker(name, processor, { ...settings, ...worker, autorun: false }, factory) as JobWorker).on(
        "error",
        report,
      ),
  };
  return {
    ...bull,
    openProjectQueue: (options) => createProjectQueue(openStoredJobs(bull), bull.clock.now, options),
    openProjectWorker: (handler, options) => createProjectWorker(bull, handler, options),
  };
}

/** `ping` of a backend, by the smallest operation that its server knows. */
export function pinging(attempt: BullBackend["attempt"], operation: () => Promise<unknown>): Backend["ping"] {
  return async () => {
    const begin = performance.now();
    await attempt(operation);
    return performance.now() - begin;
  };
}
