import { readFileSync } from "node:fs";
import { median } from "../support/measure.ts";

const MIB = 1024;
const EVERY_MS = 1000;
/** The second half of the time may not hold more than the first by more than this, in MiB: caches fill for a while. */
const FLAT_MIB = 24;

/** What a process holds of the memory of its machine, in MiB, read every second. */
export interface Resident {
  /** Ends it, and answers what is to be told, with what is wrong. */
  stop(limitMib: number): { readonly told: string; readonly faults: readonly string[] };
}

/** `pid` answers null while there is no process. */
export function watchResident(pid: () => number | null): Resident {
  const readings: number[] = [];
  const timer = setInterval(() => {
    const now = pid();
    const kib = now === null ? null : readVmRss(now);
    if (kib !== null) readings.push(kib / MIB);
  }, EVERY_MS);
  return {
    stop(limitMib) {
      clearInterval(timer);
      const most = readings.reduce((one, other) => Math.max(one, other), 0);
      const half = readings.length >> 1;
      const quarter = half >> 1;
      const [early, late] = [median(readings.slice(quarter, half)), median(readings.slice(half + quarter))];
      const told = `${most.toFixed(0)} MiB at most of ${readings.length} readings, median ${early.toFixed(0)} in the second quarter, ${late.toFixed(0)} in the last`;
      const faults = [
        ...(most <= limitMib ? [] : [`more than ${limitMib} MiB resident: ${told}`]),
        ...(late - early <= FLAT_MIB ? [] : [`it grows: ${told}`]),
      ];
      return { told, faults };
    },
  };
}

/** Null for a process that is gone. */
function readVmRss(pid: number): number | null {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kib === undefined ? null : Number(kib);
  } catch {
    return null;
  }
}
