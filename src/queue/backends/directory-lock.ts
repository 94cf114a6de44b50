import { readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { lock } from "proper-lockfile";
import { z } from "zod";
import { ConfigError } from "../../domain/errors.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";

/** Longer than a first start of the database keeps the event loop, during which the lock is not renewed. */
const STALE_MS = MINUTE_MS;
const RENEW_MS = 5000;

/** A process, and since when it runs: in a container the successor often has its predecessor's number. */
const Holder = z.object({ pid: z.int(), host: z.string(), since: z.string() });
type Holder = z.output<typeof Holder>;

export interface HeldDirectory {
  /** Never throws. */
  release(): Promise<void>;
}

/**
 * Makes this process the only user of a directory. A holder that died is succeeded at once when it ran on this
 * machine, else after a minute. Throws ConfigError that names the holder.
 */
export async function holdDirectory(directory: string, report: (error: Error) => void): Promise<HeldDirectory> {
  const holderFile = path.join(directory, "in-use.json");
  // All that take or take over do so one after another, so nobody removes a lock that was taken a moment ago.
  const retries = { retries: 50, minTimeout: 50, maxTimeout: 200 };
  const door = path.join(directory, "door");
  const closeDoor = await lock(door, { realpath: false, retries, stale: 5000, onCompromised: report });
  try {
    const release = await take(directory, holderFile, report);
    return {
      async release() {
        await rm(holderFile, { force: true }).catch(report);
        await release().catch(report);
      },
    };
  } finally {
    await closeDoor().catch(report);
  }
}

async function take(
  directory: string,
  holderFile: string,
  report: (error: Error) => void,
): Promise<() => Promise<void>> {
  // Not the directory itself: the library knows its locks by this name, and the door is one as well.
  const main = path.join(directory, "in-use");
  const holder = await readHolder(holderFile);
  if (holder !== null && isDead(holder)) await rm(`${main}.lock`, { recursive: true, force: true });
  try {
    const onCompromised = (error: Error): void =>
      report(new Error(`another process may use ${directory}`, { cause: error }));
    const release = await lock(main, { realpath: false, stale: STALE_MS, update: RENEW_MS, onCompromised });
    const self: Holder = { pid: process.pid, host: hostname(), since: runningSince() };
    await writeFile(holderFile, `${JSON.stringify(self)}\n`);
    return release;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    const who = holder === null ? "another process" : `process ${holder.pid} on ${holder.host} (since ${holder.since})`;
    throw new ConfigError(
      `the queue's directory ${directory} is in use by ${who}: stop that process, give this one another directory, or let both use one Redis or PostgreSQL`,
    );
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return Holder.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}

function runningSince(): string {
  return new Date(performance.timeOrigin).toISOString();
}

/** Known to be gone. On another machine nobody can tell, so the lock has to grow old. */
function isDead(holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  if (holder.pid === process.pid) return holder.since !== runningSince();
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
