import { instantNow } from "../../src/app/context.ts";
import { messageOf } from "../../src/domain/errors.ts";
import { createThrottle } from "../../src/domain/throttle.ts";
import type { Instant } from "../../src/domain/time/types.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import { sweepGraceMs } from "../../src/fleet/alerts.ts";
import type { WorkerContext } from "../jobs/worker-context.ts";

export interface SweepRhythm {
  /** When this process learnt that a sweep had ended, by its own clock; null where none has since the start of all. */
  readonly heardAt: Instant | null;
  /** Whether none has ended for so long that it is no accident any more. */
  readonly isLate: boolean;
  /** Looks whether a sweep is due, and asks for it. Never throws. */
  tick(): Promise<void>;
}

/** How often to look; a look asks nobody. */
const TICK_MS = 5_000;
/** How often to look for jobs that sleep too long. */
const WAKE_MS = MINUTE_MS;
/** What was asked for may have been lost with the queue: while a sweep is due it is asked for again, and joins what stands. */
const ASK_AGAIN_MS = MINUTE_MS;
const SAID_EVERY_MS = MINUTE_MS;

/**
 * Sees to it that sweeps come, in every process that has a queue, whatever becomes of the queue: no timer that could be lost
 * stands anywhere. It counts by a clock that nobody sets, from when it last heard that a sweep had ended, in whatever process;
 * what other processes' clocks say counts only at the start.
 */
export function createSweepRhythm({
  memory,
  queue,
  service,
  context,
  log,
}: Pick<WorkerContext, "memory" | "queue" | "context" | "log"> & {
  readonly service: () => WorkerContext["service"];
}): SweepRhythm {
  const { elapsed = () => performance.now() } = context;
  const everyMs = (): number => service().sweep.everyMinutes * MINUTE_MS;
  const throttle = createThrottle(SAID_EVERY_MS);
  const say = (what: string, error: unknown, text: string): void => {
    if (throttle(what, elapsed()) !== null) log.warn({ error: String(error) }, `${text}: ${messageOf(error)}`);
  };
  const startedAt = elapsed();
  let known = memory.lastSweepAt;
  let heard = known === null ? null : startedAt - ageOf(known, context.clock(), everyMs());
  let askedAt = Number.NEGATIVE_INFINITY;
  let wokenAt = startedAt;
  const wake = async (): Promise<void> => {
    try {
      const woken = await queue.wakeOverslept();
      if (woken > 0) log.warn({ jobs: woken }, `${woken} jobs slept too long and were woken: a clock was wrong`);
    } catch (error) {
      say("waking", error, "jobs that sleep too long could not be looked for");
    }
  };
  const since = (): number => elapsed() - (heard ?? startedAt);
  const listen = (): void => {
    const { lastSweepAt } = memory;
    if (lastSweepAt !== null && lastSweepAt !== known) heard = elapsed();
    known = lastSweepAt;
  };
  return {
    get heardAt() {
      listen();
      return heard === null ? null : new Date(context.clock() - since()).toISOString();
    },
    get isLate() {
      listen();
      return since() > sweepGraceMs(service().sweep.everyMinutes);
    },
    async tick() {
      listen();
      if (elapsed() - wokenAt >= WAKE_MS) {
        wokenAt = elapsed();
        await wake();
      }
      if (since() < everyMs() || elapsed() - askedAt < Math.min(everyMs(), ASK_AGAIN_MS)) return;
      askedAt = elapsed();
      try {
        await queue.enqueueSweep({ kind: "sweep", at: instantNow(context) });
      } catch (error) {
        // Tried again with the next tick: what is due is due.
        askedAt = Number.NEGATIVE_INFINITY;
        say("asking", error, "a sweep is due and could not be asked for");
      }
    },
  };
}

/** Looks again and again; answers how to end it. */
export function startRhythm(rhythm: SweepRhythm): () => Promise<void> {
  const timer = setInterval(() => void rhythm.tick(), TICK_MS);
  return async () => clearInterval(timer);
}

/** How long ago another process's clock says that was: not before now, and no longer than makes a sweep due at once. */
function ageOf(at: Instant, now: number, everyMs: number): number {
  return Math.min(Math.max(0, now - Date.parse(at)), everyMs);
}
