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

/** How queues and workers of one store are made. */
export interface OpenerSettings {
  readonly factory: StoreFactory;
  readonly report: (error: Error) => void;
  /** For producers and for consumers: the connection, and what else the store asks for. */
  readonly queue: QueueOptions;
  readonly worker: WorkerOptions;
}

/** Opens queues and workers that tell their errors; a worker does not run before `run()`. */
export function openers({
  factory,
  report,
  queue: queueSettings,
  worker: workerSettings,
}: OpenerSettings): Pick<BullBackend, "openQueue" | "openWorker"> {
  return {
    openQueue(name, defaultJobOptions) {
      const queue: JobQueue = new Queue(name, { ...queueSettings, defaultJobOptions }, factory);
      return queue.on("error", report);
    },
    openWorker(name, processor, settings) {
      const worker: JobWorker = new Worker(
        name,
        processor,
        { ...settings, ...workerSettings, autorun: false },
        factory,
      );
      return worker.on("error", report);
    },
  };
}

/** Queue and worker of projects, over what BullMQ knows of a store. */
export function withQueueOfProjects(
  bull: BullBackend,
): BullBackend & Pick<Backend, "openProjectQueue" | "openProjectWorker"> {
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
