import type { EventLoopUtilization } from "node:perf_hooks";

/** A thread whose work is measured. */
export interface Measured {
  readonly utilization: () => EventLoopUtilization;
  /** Milliseconds of work since the count began; written by the meter. */
  busyMs: number;
  /** What the thread's loop said last. */
  lastActive: number;
}

/** However crowded the machine is, a thread that is busy all the time counts as that at least once in ten moments. */
const LEAST_PART = 1 / 10;

/** Begins to count the work of a thread. */
export function beginMeasure(utilization: Measured["utilization"]): Measured {
  return { utilization, busyMs: 0, lastActive: utilization().active };
}

/**
 * Makes a function that adds up what threads worked since it was called last. The loop of a thread says how long it was busy,
 * which on a crowded machine is mostly waiting for a processor, and Node 20 tells the processor time of the process only. So
 * each counts its busy time times the part of all busy time for which the process had a processor: with four loops on two
 * processors half. `processorMs` and `ownActive` are counters of the process and of the calling thread's loop.
 */
export function createMeter(
  processorMs: () => number = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  ownActive: () => number = () => performance.eventLoopUtilization().active,
): (threads: Iterable<Measured>) => void {
  let [processor, own] = [processorMs(), ownActive()];
  return (threads) => {
    const [processorNow, ownNow] = [processorMs(), ownActive()];
    const passed = [...threads].map((one) => {
      const { active } = one.utilization();
      const ms = Math.max(0, active - one.lastActive);
      one.lastActive = active;
      return { one, ms };
    });
    const all = passed.reduce((sum, { ms }) => sum + ms, Math.max(0, ownNow - own));
    const part = all === 0 ? 1 : Math.min(1, Math.max(LEAST_PART, (processorNow - processor) / all));
    for (const { one, ms } of passed) one.busyMs += ms * part;
    [processor, own] = [processorNow, ownNow];
  };
}
