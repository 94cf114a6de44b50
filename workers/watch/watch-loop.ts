import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Histogram } from "prom-client";
import type { Log } from "../../src/domain/log.ts";
import { createThrottle } from "../../src/domain/throttle.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";

const RESOLUTION_MS = 10;
const EVERY_MS = 1000;
/** Webhooks and probes wait as long: no people's text is read on this thread, so nothing should take so much. */
const TOO_LONG_SECONDS = 0.5;
const SAID_EVERY_MS = MINUTE_MS;

/** Notes the longest pause of each second in which this thread did nothing else, and warns of long ones. Returns how to end it. */
export function watchLoop(delays: Pick<Histogram, "observe">, log: Log): () => Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const throttle = createThrottle(SAID_EVERY_MS);
  const timer = setInterval(() => {
    const seconds = Math.max(0, delay.max / 1e9 - RESOLUTION_MS / 1000);
    delay.reset();
    delays.observe(seconds);
    if (seconds <= TOO_LONG_SECONDS || throttle("blocked", performance.now()) === null) return;
    const text = `nothing was answered for ${seconds.toFixed(1)} s: the machine is crowded, or this is a bug`;
    log.warn({ seconds }, text);
  }, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    delay.disable();
  };
}
