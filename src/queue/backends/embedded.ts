import { constants, existsSync } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "../../domain/errors.ts";
import type { Log } from "../../domain/log.ts";
import type { Backend } from "../backend.ts";
import { MemoryJobs } from "../memory/memory-jobs.ts";
import { createMemoryQueue } from "../memory/memory-queue.ts";
import { createMemoryWorker } from "../memory/memory-worker.ts";
import { openWaitingFile, type WaitingFile } from "../memory/waiting-file.ts";
import { openFileOverwritten } from "../overwritten/file-overwritten.ts";
import { reportThrottled } from "../report-throttled.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { holdDirectory } from "./directory-lock.ts";
import { checkOwnDirectory } from "./own-directory.ts";
import { OWN_CLOCK } from "./server-clock.ts";

/** Names of files in the directory: overwritten texts, and projects that wait for a look. */
const OVERWRITTEN = "overwritten.log";
const WAITING = "waiting.json";
/** Where earlier versions kept jobs. */
const OLD_DATABASE = "database";

/**
 * Jobs in the memory of this process, and a directory that one process may use at a time for what must outlive it.
 * Throws ConfigError for a directory that cannot be made or locked, or that another process holds.
 */
export async function openEmbedded({
  directory,
  log,
}: {
  readonly directory: string;
  readonly log: Log;
}): Promise<Backend> {
  const place = path.resolve(directory);
  await makeDirectory(place);
  await checkOwnDirectory(place, process.getuid?.() ?? null);
  const report = reportThrottled(log, place);
  const held = await holdDirectory(place, report);
  const old = path.join(place, OLD_DATABASE);
  if (existsSync(old)) log.info({ place: old }, `${old} was the queue of an earlier version and may be deleted`);
  const clocks = { now: () => performance.now(), wall: OWN_CLOCK.now };
  const jobs: MemoryJobs = new MemoryJobs(clocks, () => file.tidy());
  const file = openWaitingFile(path.join(place, WAITING), () => jobs.owed(), report);
  const queue = createMemoryQueue(jobs, file);
  await lookAtLeft(queue, file, OWN_CLOCK.now());
  const store = createMemoryStore();
  return {
    kind: "embedded",
    place,
    openProjectQueue: (options) => createMemoryQueue(jobs, file, options),
    openProjectWorker: (handler, options) => createMemoryWorker({ jobs, handler, options }),
    openStore: () => store,
    openOverwritten: () => openFileOverwritten(path.join(place, OVERWRITTEN), (text) => report(new Error(text))),
    clock: OWN_CLOCK,
    async ping() {
      const begin = clocks.now();
      await file.save();
      return clocks.now() - begin;
    },
    async close() {
      jobs.close();
      await file.save().catch(() => undefined);
      await held.release();
    },
  };
}

async function makeDirectory(place: string): Promise<void> {
  try {
    // Texts of customers lie there.
    await mkdir(place, { recursive: true, mode: 0o700 });
    await access(place, constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ConfigError(
      `the queue's files cannot be kept in ${place} (${code}); name a directory that may be written with --directory`,
    );
  }
}

/** What the process before this one was asked for and did not come to. */
async function lookAtLeft(
  queue: ReturnType<typeof createMemoryQueue>,
  { left }: WaitingFile,
  now: number,
): Promise<void> {
  const reason = { kind: "webhook", event: "before the start", at: new Date(now).toISOString() } as const;
  for (const project of left) await queue.enqueue({ project, reason, priority: "edit", delayMs: 0 });
}
