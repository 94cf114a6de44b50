import { messageOf } from "../domain/errors.ts";
import type { Log } from "../domain/log.ts";
import { createThrottle } from "../domain/throttle.ts";
import { MINUTE_MS } from "../domain/time/units.ts";

const SAME_AGAIN_MS = MINUTE_MS;

/**
 * Says what is wrong with the queue's server. One that is away fails every few hundred milliseconds, on every connection:
 * the same words are said once a minute. `now` in milliseconds on a clock that only goes forward.
 */
export function reportThrottled(
  log: Log,
  place: string,
  now = (): number => performance.now(),
): (error: Error) => void {
  const throttle = createThrottle(SAME_AGAIN_MS);
  return (error) => {
    const text = messageOf(error);
    if (throttle(text, now()) !== null) log.warn({ place, error: text }, `the queue's server (${place}): ${text}`);
  };
}
