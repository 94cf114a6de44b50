import { vi } from "vitest";

/** For hangs only, and less than the limit of a test, so that the failure says what was waited for. */
const HANGS_MS = 300_000;

/** Waits until a check passes, and returns what it found; throws the error of the last check where it never does. */
export function until<Found>(check: () => Found | Promise<Found>, everyMs = 50): Promise<Found> {
  return vi.waitFor(check, { timeout: HANGS_MS, interval: everyMs });
}
