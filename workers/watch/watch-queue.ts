import { instantNow } from "../../src/app/context.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import type { Alert } from "../../src/fleet/alerts.ts";
import type { Backend } from "../../src/queue/backend.ts";
import type { WorkerContext } from "../jobs/worker-context.ts";

export interface QueueWatch {
  readonly alerts: () => readonly Alert[];
  /** Looks once a minute until it is ended. */
  start(): () => Promise<void>;
}

const EVERY_MS = MINUTE_MS;
/** Locks of jobs last half a minute: with clocks further apart, workers on PostgreSQL take each other's jobs for abandoned. */
const CLOCKS_APART_MS = 10_000;

/** Watches what stops work in the queue without an error: a pause, and a clock of this machine that is wrong. */
export function watchQueueState(
  { queue, context }: Pick<WorkerContext, "queue" | "context">,
  { clock }: Backend,
): QueueWatch {
  let pausedSince: string | null = null;
  const read = async (): Promise<void> => {
    // A queue that does not answer is told by the probe, and by the metric that is absent.
    const isPaused = await queue.isPaused().catch(() => pausedSince !== null);
    pausedSince = isPaused ? (pausedSince ?? instantNow(context)) : null;
  };
  return {
    alerts: () => [...pauseAlerts(pausedSince), ...clockAlerts(clock.ahead())],
    start() {
      void read();
      const timer = setInterval(() => void read(), EVERY_MS);
      return async () => clearInterval(timer);
    },
  };
}

function pauseAlerts(since: string | null): readonly Alert[] {
  if (since === null) return [];
  const text = `the queue is paused, at least since ${since}: nothing is worked off`;
  const remedy = "somebody paused it with a tool for BullMQ, the service never does: resume it there";
  return [{ rule: "queue-paused", key: "queue-paused", project: null, since, text, remedy }];
}

function clockAlerts(aheadMs: number): readonly Alert[] {
  if (Math.abs(aheadMs) < CLOCKS_APART_MS) return [];
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const text = `the clock of this machine is ${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} that of the queue's server`;
  const remedy = "set both by NTP: calls are due by this machine's clock";
  return [{ rule: "clock-off", key: "clock-off", project: null, since: null, text, remedy }];
}
