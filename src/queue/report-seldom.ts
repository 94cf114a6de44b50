import type { Log } from "../gitlab/port.ts";

const SAME_AGAIN_MS = 60_000;

/**
 * Says what is wrong with the queue's server. One that is away fails every few hundred milliseconds, on every connection:
 * the same words are said once a minute. `now` in milliseconds.
 */
export function reportSeldom(log: Log, place: string, now: () => number = Date.now): (error: Error) => void {
  const said = new Map<string, number>();
  return (error) => {
    const text = error.message || error.name;
    const at = now();
    for (const [other, since] of said) if (at - since >= SAME_AGAIN_MS) said.delete(other);
    if (said.has(text)) return;
    said.set(text, at);
    log.warn({ place, error: text }, "the queue's server");
  };
}
