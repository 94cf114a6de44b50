import { expect } from "vitest";
import { asProjectId, type ProjectId } from "../../src/domain/ids.ts";
import type { Backend } from "../../src/queue/backend.ts";
import type { JobReason, ProjectResult } from "../../src/queue/contract.ts";
import type {
  ProjectHandler,
  ProjectQueue,
  ProjectQueueOptions,
  ProjectWorker,
  ProjectWorkerOptions,
} from "../../src/queue/types.ts";
import { type Place, type Places, silent } from "./places.ts";

const DONE: ProjectResult = { nextWakeAt: null, actions: 0, requests: 1 };

export function webhook(event = "issue"): JobReason {
  return { kind: "webhook", event, at: new Date().toISOString() };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** A project that tests call so: letters and digits are a number to the base of 36. */
export function named(name: string): ProjectId {
  return asProjectId(Number.parseInt(name, 36));
}

export interface SeenRun {
  readonly project: string;
  readonly reasons: readonly JobReason[];
  readonly startedAt: number;
  endedAt: number | null;
}

/** A handler that writes down its runs. */
export function recorder(work: (run: SeenRun, nth: number, signal: AbortSignal) => Promise<ProjectResult | void>): {
  readonly runs: SeenRun[];
  readonly handler: ProjectHandler;
} {
  const runs: SeenRun[] = [];
  return {
    runs,
    async handler(project, reasons, { signal }) {
      const run: SeenRun = { project: project.toString(36), reasons, startedAt: Date.now(), endedAt: null };
      runs.push(run);
      try {
        return (await work(run, runs.length, signal)) ?? DONE;
      } finally {
        run.endedAt = Date.now();
      }
    },
  };
}

/** The queues of one test with all that it opened, closed in the right order. */
export class Stage {
  readonly place: Place;
  readonly #queues: ProjectQueue[] = [];
  readonly #workers: ProjectWorker[] = [];
  private constructor(place: Place) {
    this.place = place;
  }

  static async open(places: Places): Promise<Stage> {
    return new Stage(await places.open());
  }

  queue(options: ProjectQueueOptions = { debounceMs: 300, maxDebounceMs: 900 }, backend?: Backend): ProjectQueue {
    const queue = (backend ?? this.place.backend).openProjectQueue(options);
    this.#queues.push(queue);
    return queue;
  }

  async worker(handler: ProjectHandler, options: Partial<ProjectWorkerOptions> = {}, backend?: Backend) {
    // A lock of a second ends where a busy machine holds its owner up for longer: the job would run twice.
    const all = { concurrency: 4, log: silent, stalledCheckMs: 500, ...options };
    const worker = (backend ?? this.place.backend).openProjectWorker(handler, all);
    this.#workers.push(worker);
    await worker.ready();
    return worker;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close(500)));
    await Promise.all(this.#queues.map((queue) => queue.close()));
    await this.place.close();
  }
}

/** No two runs of one project at the same moment. */
export function expectNoOverlap(runs: readonly SeenRun[]): void {
  for (const own of group(runs).values()) {
    const sorted = own.toSorted((a, b) => a.startedAt - b.startedAt);
    for (const [index, run] of sorted.entries()) {
      const before = sorted[index - 1];
      if (before !== undefined) expect(before.endedAt).toBeLessThanOrEqual(run.startedAt);
    }
  }
}

function group(runs: readonly SeenRun[]): Map<string, SeenRun[]> {
  const groups = new Map<string, SeenRun[]>();
  for (const run of runs) groups.set(run.project, [...(groups.get(run.project) ?? []), run]);
  return groups;
}
