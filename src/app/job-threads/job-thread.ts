import { Worker } from "node:worker_threads";
import type { IssueIid, ProjectId } from "../../domain/ids.ts";
import { beginMeasure, type Measured } from "./busy.ts";
import { endedByItself, type ThreadEndedError } from "./ended.ts";
import { placeIn, placeOf } from "./place.ts";
import { fromPlainError, toPlainError } from "./plain-error.ts";
import type { FromThread, JobsThreadData, ThreadSettings, ToThread, Work, WorkKind } from "./protocol.ts";
import { createCounter, type OrderServices, type Services } from "./serve-thread.ts";

/** The file that a thread begins with. */
export interface ThreadEntry {
  readonly file: URL;
  /** How long a piece of work may keep its thread busy, in milliseconds; 10 s unless said, more where the machine is slow. */
  readonly shareMs?: number;
}

/** What threads need of whoever starts them. */
export interface ThreadsOptions extends Services {
  readonly entry: ThreadEntry;
  /** Asked anew for each piece of work. */
  readonly settings: () => ThreadSettings;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Pieces of work side by side, besides those that keep their thread busy for long; 4 unless said. */
  readonly size?: number;
  /** A thread without work for so long is ended. */
  readonly idleMs?: number;
}

/** A piece of work as whoever orders it describes it. */
export interface Ordered extends OrderServices {
  /** For people: `the look at acme/collaboration`. */
  readonly about: string;
  /** Of the project that it is about; a thread that had it before knows its files. */
  readonly project?: ProjectId;
  readonly signal?: AbortSignal;
  readonly debug?: boolean;
  /** Each answer of GitLab begins the count of busy time anew: for work on many projects, of which none is to blame. */
  readonly isLong?: boolean;
}

/** What a thread is at. */
export interface WorkUnderWay extends Measured {
  readonly about: string;
}

export interface JobThread {
  readonly isFree: boolean;
  readonly lastProject: ProjectId | null;
  readonly work: WorkUnderWay | null;
  run(kind: WorkKind, order: Work[WorkKind]["order"], ordered: Ordered): Promise<Work[WorkKind]["answer"]>;
  /** Resolves when it is gone; its work ends with what `why` makes of the issue it was at, or with how it died. */
  end(why: ((iid: IssueIid | null) => Error) | null): Promise<void>;
}

export interface ThreadEvents {
  readonly onIdle: () => void;
  readonly onGone: () => void;
  readonly idleMs: number;
}

/**
 * What a text of a customer can make of the heap; the process as a whole goes on where a thread needs more. Young objects get
 * little: with 32 MB in each of four threads they were a third of the process.
 */
const LIMITS = { maxOldGenerationSizeMb: 640, maxYoungGenerationSizeMb: 3, stackSizeMb: 4 };

interface UnderWay extends WorkUnderWay {
  readonly ordered: Ordered;
  readonly resolve: (answer: Work[WorkKind]["answer"]) => void;
  readonly reject: (error: Error) => void;
  readonly stopListening: () => void;
}

/** Starts a thread; it is free at once. */
export function createJobThread(options: ThreadsOptions, { onIdle, onGone, idleMs }: ThreadEvents): JobThread {
  const place = new SharedArrayBuffer(4);
  const workerData: JobsThreadData = { kind: "jobs", place };
  const worker = new Worker(options.entry.file, { workerData, resourceLimits: LIMITS });
  const counter = createCounter(options);
  const utilization = () => worker.performance.eventLoopUtilization();
  const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  let work: UnderWay | null = null;
  let known: ThreadSettings | null = null;
  let lastProject: ProjectId | null = null;
  let why: ((iid: IssueIid | null) => Error) | null = null;
  let diedOf: Error | null = null;
  let isEnding = false;
  let idle: NodeJS.Timeout | null = null;
  const send = (message: ToThread): void => worker.postMessage(message);

  const end: JobThread["end"] = async (reason) => {
    isEnding = true;
    why ??= reason;
    await worker.terminate();
    await gone;
  };
  const settle = (act: (one: UnderWay) => void): void => {
    const one = work;
    work = null;
    if (one === null) return;
    one.stopListening();
    act(one);
  };
  const rest = (): void => {
    // A thread that waits keeps no process from ending.
    worker.unref();
    idle = setTimeout(() => void end(null), idleMs).unref();
    onIdle();
  };
  worker.on("message", (message: FromThread) => {
    if (work?.ordered.isLong === true && message.type === "tell" && message.tell.what === "answered") work.busyMs = 0;
    if (message.type === "tell") {
      if (work !== null) counter.take(message.tell, work.ordered);
    } else if (message.type === "ask") {
      const { id } = message;
      counter.answer(message.ask).then(
        (value) => send({ type: "reply", id, value }),
        (error: unknown) => send({ type: "refusal", id, error: toPlainError(error) }),
      );
    } else {
      settle((one) => {
        if (message.type === "done") one.resolve(message.answer);
        else one.reject(fromPlainError(message.error));
      });
      if (!isEnding) rest();
    }
  });
  worker.on("error", (error: unknown) => {
    diedOf = error instanceof Error ? error : new Error(String(error));
  });
  worker.once("exit", () => {
    isEnding = true;
    if (idle !== null) clearTimeout(idle);
    const iid = placeOf(place);
    settle(({ about, reject }) => reject(why?.(iid) ?? (endedByItself(about, diedOf, iid) satisfies ThreadEndedError)));
    onGone();
  });
  return {
    get isFree() {
      return work === null && !isEnding;
    },
    get lastProject() {
      return lastProject;
    },
    get work() {
      return work;
    },
    run(kind, order, ordered) {
      if (idle !== null) clearTimeout(idle);
      worker.ref();
      lastProject = ordered.project ?? lastProject;
      const abort = (): void => send({ type: "abort" });
      ordered.signal?.addEventListener("abort", abort, { once: true });
      const stopListening = (): void => ordered.signal?.removeEventListener("abort", abort);
      const settings = options.settings();
      const isKnown = known === settings;
      known = settings;
      placeIn(place)(0);
      return new Promise((resolve, reject) => {
        const measured = beginMeasure(utilization);
        work = Object.assign(measured, { about: ordered.about, ordered, resolve, reject, stopListening });
        const { debug = false } = ordered;
        send({ type: "order", kind, order, settings: isKnown ? null : settings, debug, now: options.clock() });
        if (ordered.signal?.aborted === true) abort();
      });
    },
    end,
  };
}
