import type {
  BackendFactory,
  IQueueBackend,
  Job,
  JobProgress,
  JobsOptions,
  Queue,
  QueueOptions,
  Worker,
  WorkerOptions,
} from "bullmq";
import type { Payload } from "./contract.ts";
import type { OverwrittenStore } from "./overwritten/types.ts";
import type { SharedStore } from "./store/types.ts";
import type {
  ProjectHandler,
  ProjectQueue,
  ProjectQueueOptions,
  ProjectWorker,
  ProjectWorkerOptions,
} from "./types.ts";

/** BullMQ's classes, whatever stands behind them. */
export type JobQueue = Queue<Payload, unknown, string, Payload, unknown, string, IQueueBackend, unknown>;
export type StoredJob = Job<Payload, unknown, string>;
export type JobWorker = Worker<Payload, unknown, string, IQueueBackend, JobProgress, unknown>;
export type Processor = (job: StoredJob, token?: string) => Promise<unknown>;
export type StoreFactory = BackendFactory<IQueueBackend, unknown>;
export type WorkerSettings = Omit<WorkerOptions<unknown>, "connection" | "prefix">;

/** BullMQ's own spans of jobs, for queues and workers alike; empty for none. */
export type Traced = Pick<QueueOptions, "telemetry">;

/** A job that sleeps until its time has come, epoch milliseconds. */
export interface DelayedJob {
  readonly jobId: string;
  readonly dueAt: number;
}

/** The delayed jobs of a queue that are due first, and those that are due last, so many of each. */
export type ReadDelayed = (queue: JobQueue, count: number) => Promise<readonly DelayedJob[]>;

/** The clock of the server that processes share, as far as this process knows it. */
export interface ServerClock {
  /** Whole milliseconds since 1970. */
  readonly now: () => number;
  /** The clock of this machine, which BullMQ counts by. */
  readonly own: () => number;
  /** How far the clock of this machine is ahead of it, in milliseconds; 0 while that is not known. */
  readonly ahead: () => number;
  readonly stop: () => void;
}

/** Where jobs are kept. Open one per process and close it last. */
export interface Backend {
  readonly kind: "embedded" | "redis" | "postgres";
  /** For people: where it is, without a password. */
  readonly place: string;
  /** Opens the producer's side. Close it before the backend. */
  openProjectQueue(options?: ProjectQueueOptions): ProjectQueue;
  /** Runs jobs until it is closed. Nothing that a handler throws gets out. Close it before the backend. */
  openProjectWorker(handler: ProjectHandler, options: ProjectWorkerOptions): ProjectWorker;
  /** What all processes of this queue share, one per process: what it knows saves readings. Null where no other can use it. */
  openStore(): SharedStore | null;
  /** Where overwritten texts are kept. One per process. Throws QueueUnavailableError where it cannot be opened. */
  openOverwritten(): Promise<OverwrittenStore>;
  /** What is shared is timed by it. */
  readonly clock: Omit<ServerClock, "stop">;
  /** Writes something small, and answers how long that took in milliseconds. Throws QueueUnavailableError where nothing can be stored. */
  ping(): Promise<number>;
  /** Close queues and workers first. Never throws. */
  close(): Promise<void>;
}

/** What queue and worker of projects need of a store that BullMQ knows. */
export interface BullBackend extends Pick<Backend, "place"> {
  /** For producers: fails instead of waiting for a server that is down. */
  openQueue(name: string, defaults: JobsOptions): JobQueue;
  /** For consumers: waits for ever for a server that is down. It does not run before `run()`. */
  openWorker(name: string, processor: Processor, settings: WorkerSettings): JobWorker;
  /** Runs one of the producer's operations. Throws QueueUnavailableError instead of waiting or failing otherwise. */
  attempt<T>(operation: () => Promise<T>): Promise<T>;
  readonly readDelayed: ReadDelayed;
  readonly clock: Omit<ServerClock, "stop">;
}
