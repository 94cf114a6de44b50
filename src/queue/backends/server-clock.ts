import type { BullBackend, ServerClock } from "../backend.ts";

/** The clock of this machine, by which BullMQ counts: read here and nowhere else in the queue. */
const own = (): number => Date.now();

/** A clock that was set is noticed within this time. */
const MEASURE_MS = 30_000;

/**
 * Follows the server's clock by one that nobody sets, so that a machine whose own clock is hours off, or jumps, neither waits
 * for hours that nobody asked for nor makes others wait. Until the server has told the time once it is that of this machine.
 */
export async function followServerClock(
  attempt: BullBackend["attempt"],
  read: () => Promise<number>,
): Promise<ServerClock> {
  let difference: number | null = null;
  const measure = async (): Promise<void> => {
    const before = performance.now();
    const told = await attempt(read);
    difference = told - (before + performance.now()) / 2;
  };
  // A server that is away says so elsewhere, and the clock goes on.
  const measureIfThere = (): Promise<void> => measure().catch(() => {});
  await measureIfThere();
  const timer = setInterval(() => void measureIfThere(), MEASURE_MS);
  timer.unref();
  const now = (): number => Math.round(difference === null ? own() : difference + performance.now());
  return { now, own, ahead: () => own() - now(), stop: () => clearInterval(timer) };
}

/** The clock of this machine, for a queue that no other uses. */
export const OWN_CLOCK: ServerClock = { now: own, own, ahead: () => 0, stop: () => {} };
