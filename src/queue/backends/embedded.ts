import { constants, existsSync } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "../../domain/errors.ts";
import type { Log } from "../../domain/log.ts";
import type { Backend } from "../backend.ts";
import { isOwed, MemoryJobs } from "../memory/memory-jobs.ts";
import { createMemoryWorker } from "../memory/memory-worker.ts";
import { openWaitingFile, type WaitingFile } from "../memory/waiting-file.ts";
import { openFileOverwritten } from "../overwritten/file-overwritten.ts";
import { createProjectQueue } from "../project-queue.ts";
import { reportThrottled } from "../report-throttled.ts";
import type { JobStore } from "../types.ts";
import { holdDirectory } from "./directory-lock.ts";
import { checkOwnDirectory } from "./own-directory.ts";
import { OWN_CLOCK } from "./server-clock.ts";

/** Names in the directory: of overwritten texts, of projects that wait for a look, of what earlier versions kept there. */
const OVERWRITTEN = "overwritten";
const WAITING = "waiting.json";
const OLD = ["database", "overwritten.log"];

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
  const release = await holdDirectory(place, report);
  for (const old of OLD.map((name) => path.join(place, name)))
    if (existsSync(old)) log.info({ place: old }, `${old} was the queue of an earlier version and may be deleted`);
  // What a clock that is set would do to timers, it does not do to this one.
  const now = (): number => performance.timeOrigin + performance.now();
  const jobs: MemoryJobs = new MemoryJobs(now, () => file.tidy());
  const file = openWaitingFile(path.join(place, WAITING), () => jobs.owed(), report);
  const stored = storeOf(jobs, file);
  const reason = { kind: "webhook", event: "before the start", at: new Date(now()).toISOString() } as const;
  const queue = createProjectQueue(stored, now);
  // What the process before this one was asked for and did not come to.
  for (const project of file.left) await queue.enqueue({ project, reason, priority: "edit", delayMs: 0 });
  return {
    kind: "embedded",
    place,
    openProjectQueue: (options) => createProjectQueue(stored, now, options),
    openProjectWorker: (handler, options) => createMemoryWorker({ jobs, handler, options }),
    openStore: () => null,
    openOverwritten: () => openFileOverwritten(path.join(place, OVERWRITTEN), (text) => report(new Error(text))),
    clock: OWN_CLOCK,
    async ping() {
      const begin = now();
      await file.save();
      return now() - begin;
    },
    async close() {
      jobs.close();
      await file.save().catch(() => undefined);
      await release();
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

/** What is asked for by a webhook or a person stands in the file before it counts. */
function storeOf(jobs: MemoryJobs, file: WaitingFile): JobStore {
  return {
    async add(addition) {
      const added = jobs.add(addition);
      if (addition.project !== null && addition.reasons.some(isOwed)) await file.keep(addition.project);
      return added;
    },
    wakeOverslept: async () => 0,
    counts: async () => jobs.counts(),
    isPaused: async () => false,
    failed: async (limit) => jobs.failed(limit),
    findFailed: async (jobId) => jobs.findFailed(jobId),
    forget: async (jobId) => jobs.forget(jobId),
    pending: async (limit) => jobs.pending(limit),
    async close() {},
  };
}
