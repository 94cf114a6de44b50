import { createHash } from "node:crypto";
import type { SharedStore } from "../src/queue/store/types.ts";
import type { RunContext } from "../src/queue/types.ts";
import { type Desk, sweepFleet } from "./desk.ts";

/**
 * Every process asks for a sweep when it starts, and the timer rings at once when it is set for the first time. One that
 * ended so short a time ago found what they would find; what changed since is found by the next, a minute later at least.
 */
const JUST_NOW_MS = 30_000;

/** A sweep over the fleet, unless one of the same configuration has just ended, in whatever process. Throws as `sweepFleet`. */
export function sweepOnce(store: SharedStore) {
  return async (desk: Desk, context: Pick<RunContext, "signal">): Promise<void> => {
    const { log } = desk;
    const clock = desk.context.clock;
    const name = `last sweep ${fingerprintOf(desk)}`;
    const unknown = (error: unknown): null => {
      log.warn({ error: String(error) }, "when the last sweep was is not known");
      return null;
    };
    const last = await store.change(name, (text) => ({ text: text ?? "", result: Number(text ?? "0") })).catch(unknown);
    // Clocks of machines differ a little, in both directions.
    if (last !== null && Math.abs(clock() - last) < JUST_NOW_MS) {
      log.info({ endedMsAgo: clock() - last }, "sweep: one has just ended");
      return;
    }
    await sweepFleet(desk, context);
    const text = String(clock());
    await store.change(name, () => ({ text, result: null })).catch(unknown);
  };
}

/** A service that was configured anew sweeps at once. */
function fingerprintOf({ gitlab, service }: Desk): string {
  const plain = JSON.stringify([gitlab.url, service], (_key, value: unknown) =>
    value instanceof Map ? [...value] : value,
  );
  return createHash("sha256").update(plain).digest("hex").slice(0, 16);
}
