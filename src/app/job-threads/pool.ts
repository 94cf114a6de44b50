import { TransientError } from "../../domain/errors.ts";
import type { ProjectId } from "../../domain/ids.ts";
import { createMeter } from "./busy.ts";
import { endedAsStalled } from "./ended.ts";
import { createJobThread, type JobThread, type Ordered, type ThreadsOptions } from "./job-thread.ts";
import type { Work, WorkKind } from "./protocol.ts";
import { SHARE_MS, slowness } from "./share.ts";

/** Threads in which all is read that people wrote. */
export interface JobThreads {
  /**
   * Does a piece of work in a thread of its own; at most so many side by side, the others wait. What keeps its thread busy
   * for long makes nobody wait: another thread takes its place, up to twice as many.
   * @throws ThreadEndedError where the thread had to be ended or died; what the work throws, as the class that it was.
   */
  run<K extends WorkKind>(kind: K, order: Work[K]["order"], ordered: Ordered): Promise<Work[K]["answer"]>;
  /** Ends all threads, with what they are at. Never throws. */
  close(): Promise<void>;
}

const IDLE_MS = 120_000;
const TICK_MS = 200;
/** Longer than a look at a large project lasts. */
const HEAVY_MS = 1_000;

/** Nothing is started before there is work. */
export function createJobThreads(options: ThreadsOptions): JobThreads {
  const { size = 4, idleMs = IDLE_MS } = options;
  const shareMs = options.entry.shareMs ?? SHARE_MS * slowness();
  const threads = new Set<JobThread>();
  const waiting: Waiting[] = [];
  let isClosed = false;
  const isHeavy = ({ work }: JobThread): boolean => work !== null && work.busyMs > HEAVY_MS;
  const places = (): number => size + Math.min(size, [...threads].filter(isHeavy).length);
  const watch = createWatch(threads, shareMs, () => {
    while (waiting.length > 0 && threads.size < places()) waiting.shift()?.begin(start());
  });

  const start = (): JobThread => {
    const thread = createJobThread(options, {
      onIdle: () => waiting.shift()?.begin(thread),
      onGone() {
        threads.delete(thread);
        if (waiting.length > 0) waiting.shift()?.begin(start());
      },
      idleMs,
    });
    threads.add(thread);
    return thread;
  };
  /** The one that knows the project, else any that is free, else a new one. */
  const free = (project: ProjectId | null): JobThread | null => {
    const idle = [...threads].filter((thread) => thread.isFree);
    const known = idle.find((thread) => project !== null && thread.lastProject === project);
    return known ?? idle[0] ?? (threads.size < places() ? start() : null);
  };
  return {
    run<K extends WorkKind>(kind: K, order: Work[K]["order"], ordered: Ordered) {
      if (isClosed) return Promise.reject(closedError());
      const begin = (thread: JobThread): Promise<Work[K]["answer"]> => {
        watch.start();
        return thread.run(kind, order, ordered) as Promise<Work[K]["answer"]>;
      };
      const thread = free(ordered.project ?? null);
      if (thread !== null) return begin(thread);
      return new Promise((resolve, reject) => {
        waiting.push({ begin: (one) => void begin(one).then(resolve, reject), refuse: reject });
      });
    },
    async close() {
      isClosed = true;
      watch.stop();
      for (const { refuse } of waiting.splice(0)) refuse(closedError());
      await Promise.allSettled([...threads].map((thread) => thread.end(closedError)));
    },
  };
}

/** A piece of work for which no thread is free. */
interface Waiting {
  readonly begin: (thread: JobThread) => void;
  readonly refuse: (error: Error) => void;
}

function closedError(): TransientError {
  return new TransientError("the process is ending", { code: "CADENCE_CLOSING", status: null, retryAfterMs: 0 });
}

/** Ends threads that are busy for longer than their share, and tells of each tick. It costs nothing while none works. */
function createWatch(threads: ReadonlySet<JobThread>, shareMs: number, onTick: () => void) {
  let meter: ReturnType<typeof createMeter> | null = null;
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    [timer, meter] = [null, null];
  };
  const tick = (): void => {
    const working = [...threads].flatMap((thread) => (thread.work === null ? [] : [{ thread, work: thread.work }]));
    meter?.(working.map(({ work }) => work));
    for (const { thread, work } of working) {
      if (work.busyMs <= shareMs) continue;
      void thread.end((iid) => endedAsStalled(work.about, work.busyMs, iid));
    }
    onTick();
    if (working.length === 0) stop();
  };
  return {
    stop,
    start() {
      meter ??= createMeter();
      timer ??= setInterval(tick, TICK_MS);
    },
  };
}
