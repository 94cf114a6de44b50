import { MINUTE_MS } from "../../src/domain/time/units.ts";
import { isTroubled } from "../../src/fleet/fleet-figures.ts";
import type { Sweep } from "../../src/fleet/sweep.ts";
import { isAfter, later } from "../../src/fleet/times.ts";
import type { FleetState } from "../../src/fleet/types.ts";
import { idOf, keyOf, type WorkerContext } from "./worker-context.ts";

/**
 * What a sweep puts in order in the queue: timers that were lost come back, and given-up jobs whose cause is over are forgotten.
 * Throws what the queue throws.
 */
export async function tidyQueue(workerContext: WorkerContext, swept: Sweep): Promise<void> {
  const { looked } = await workerContext.memory.read();
  await setTimersAnew(workerContext, swept, looked);
  await workerContext.queue.forgetFailed(({ project, failedAt }) => {
    // Of a sweep: this one has ended.
    if (project === null) return true;
    const look = looked.get(idOf(project));
    return look !== undefined && !isTroubled(look) && isAfter(look.at, failedAt);
  });
}

/**
 * Only of what comes due before the sweep after the next: the rest is the next sweep's, so that a large fleet costs little. What
 * is due already, the sweep has found. A timer that stands stays as it is.
 */
async function setTimersAnew(
  { queue, service, context }: WorkerContext,
  { projects, at }: Sweep,
  looked: FleetState["looked"],
): Promise<void> {
  const until = later(at, 2 * service.sweep.everyMinutes * MINUTE_MS + MINUTE_MS);
  for (const { id, obstacle } of projects) {
    const next = obstacle === null ? (looked.get(id)?.nextWakeAt ?? null) : null;
    if (next === null || isAfter(next, until) || Date.parse(next) <= context.clock()) continue;
    await queue.scheduleWakeUp(keyOf(id), next);
  }
}
