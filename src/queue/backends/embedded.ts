import { constants } from "node:fs";
import { access, mkdir, statfs } from "node:fs/promises";
import path from "node:path";
import { createPostgresBackend, type PgPool, runMigrations } from "bullmq";
import { ConfigError, messageOf } from "../../domain/errors.ts";
import type { Log } from "../../domain/log.ts";
import type { Backend, BullBackend, StoreFactory, Traced } from "../backend.ts";
import { openFileOverwritten } from "../overwritten/file-overwritten.ts";
import { reportThrottled } from "../report-throttled.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { createAttempt, QueueUnavailableError } from "../unavailable.ts";
import { type HeldDirectory, holdDirectory } from "./directory-lock.ts";
import { NO_SHORT_CUTS, openers, pinging, withProjects } from "./openers.ts";
import { checkOwnDirectory } from "./own-directory.ts";
import { openPglite, poolOver } from "./pglite-pool.ts";
import { CREATE_READY, delayedReader, writeSomething } from "./postgres-tables.ts";
import { OWN_CLOCK } from "./server-clock.ts";

/** It shares this process with the work, so an answer may have to wait for a busy moment. */
const ANSWER_MS = 5000;
const MIB = 1_048_576;
const LEAST_FREE_MIB = 17;
/** The name that BullMQ expects of a pool that it did not make itself. The database has no other tenant. */
const SCHEMA = "bullmq";
/** The name of the file with overwritten texts. */
const OVERWRITTEN = "overwritten.log";

interface EmbeddedPlace {
  readonly directory: string;
  readonly log: Log;
  readonly traced: Traced;
}

/**
 * Jobs in a PostgreSQL within this process, in files in a directory that one process may use at a time. What was
 * accepted survives the death of the process; a power failure may lose the last moments, which a sweep repairs.
 * Throws ConfigError for a directory that cannot be made or that another process holds, QueueUnavailableError when the files
 * cannot be opened.
 */
export async function openEmbedded({ directory, log, traced }: EmbeddedPlace): Promise<Backend & BullBackend> {
  const place = path.resolve(directory);
  await makeDirectory(place);
  await checkOwnDirectory(place, process.getuid?.() ?? null);
  const report = reportThrottled(log, place);
  const held = await holdDirectory(place, report);
  try {
    const opened = await openDatabase(place);
    await runMigrations(opened.pool, SCHEMA);
    await opened.pool.query(`SET search_path TO ${SCHEMA}, public; ${CREATE_READY}`);
    return backendOf(opened, { place, held, report, traced });
  } catch (error) {
    await held.release();
    throw new QueueUnavailableError(`the queue's files in ${place} cannot be opened: ${String(error)}`, {
      cause: error,
    });
  }
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

interface Opened {
  readonly pool: PgPool;
  /** Not of a database that has ended: it would never come back. */
  close(): Promise<void>;
}

async function openDatabase(place: string): Promise<Opened> {
  const database = await openPglite(path.join(place, "database"));
  let hasEnded = false;
  const pool = poolOver(database, (cause) => {
    hasEnded = true;
    const text = `the database in ${place} has ended: the process has to be started anew: ${messageOf(cause)}`;
    // Caught by nobody on purpose: the service ends as for a bug, and whoever watches over it starts it anew.
    setImmediate(() => {
      throw new Error(text, { cause });
    });
  });
  return { pool, close: async () => (hasEnded ? undefined : database.close()) };
}

interface Surroundings {
  readonly place: string;
  readonly held: HeldDirectory;
  readonly report: (error: Error) => void;
  readonly traced: Traced;
}

function backendOf(
  { pool: connection, close }: Opened,
  { place, held, report, traced }: Surroundings,
): Backend & BullBackend {
  const store = createMemoryStore();
  const factory: StoreFactory = createPostgresBackend as unknown as StoreFactory;
  const attempt = createAttempt(ANSWER_MS, place);
  return {
    kind: "embedded",
    place,
    ...withProjects({
      ...openers({ factory, report, queue: { connection, ...traced }, worker: { connection, ...traced } }),
      attempt,
      ...NO_SHORT_CUTS,
      readDelayed: delayedReader((text, values) => connection.query(text, values)),
      clock: OWN_CLOCK,
    }),
    openStore: () => store,
    openOverwritten: () => openFileOverwritten(path.join(place, OVERWRITTEN), (text) => report(new Error(text))),
    ping: pinging(attempt, async () => {
      await checkRoom(place);
      await writeSomething((text, values) => connection.query(text, values));
    }),
    async close() {
      await close().catch(report);
      await held.release();
    },
  };
}

/** Small things fit into files that there are; PostgreSQL ends where it cannot begin its next log file, of 16 MiB. */
async function checkRoom(place: string): Promise<void> {
  const { bavail, bsize } = await statfs(place);
  const free = Math.floor((bavail * bsize) / MIB);
  if (free < LEAST_FREE_MIB)
    throw new Error(`the disk is full: ${free} MiB are free in ${place}, the database needs ${LEAST_FREE_MIB}`);
}
