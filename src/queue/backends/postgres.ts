import type { PostgresConnectionOptions } from "bullmq";
import { PostgresConnection, PostgresQueueBackend, runMigrations } from "bullmq";
import pg from "pg";
import type { Backend, BullBackend, StoreFactory } from "../backend.ts";
import { atMost } from "../deadline.ts";
import { createPostgresOverwritten } from "../overwritten/postgres-overwritten.ts";
import { reportThrottled } from "../report-throttled.ts";
import { createPostgresStore, createStoreTables } from "../store/postgres-store.ts";
import { createAttempt } from "../unavailable.ts";
import { openers, pinging, type QueueServer, withQueueOfProjects } from "./openers.ts";
import { delayedReader, isGone, writeSomething } from "./postgres-tables.ts";
import { followServerClock } from "./server-clock.ts";

const CLOSE_MS = 1000;
/** Creating the tables, or waiting for another process that does. */
const MIGRATION_MS = 30_000;
/** Where tables are gone and making them anew helps nothing, it is tried this seldom. */
const REPAIR_MS = 1000;
/** Each queue and each worker has a pool of its own; a worker listens on one connection more. */
const POOL_SIZE = 3;

/**
 * Jobs in PostgreSQL 13 or newer, in a schema named like the prefix, which is created. Throws QueueUnavailableError
 * when the server does not answer within a second or its tables cannot be made.
 */
export async function openPostgres(options: QueueServer): Promise<Backend & BullBackend> {
  const { url, place, prefix, log, traced, answerMs } = options;
  const settings = { connectionString: url, connectionTimeoutMillis: answerMs };
  const probe = new pg.Pool({ ...settings, max: POOL_SIZE, options: `-c search_path="${prefix}"` });
  const report = reportThrottled(log, place);
  probe.on("error", report);
  probe.on("connect", (client) => client.on("error", report));
  const plain = createAttempt(answerMs, place);
  const migrateInTime = createAttempt(MIGRATION_MS, place);
  const makeTables = async (): Promise<void> => {
    await migrateInTime(() => migrate(probe, prefix));
    await migrateInTime(() => createStoreTables(probe));
  };
  const attempt = withTables(plain, makeTables, () =>
    log.warn(
      { place },
      `the tables in ${place} are gone: they are made anew, and the next sweep finds what was in them`,
    ),
  );
  try {
    await plain(() => probe.query("SELECT 1"));
    await makeTables();
  } catch (error) {
    await atMost(CLOSE_MS, probe.end());
    throw error;
  }
  const clock = await followServerClock(attempt, async () => {
    const { rows } = await probe.query<{ now: string }>("SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now");
    return Number(rows[0]?.now);
  });
  const connection = { ...settings, schema: prefix, max: POOL_SIZE };
  const factory = storeFactory(report);
  return {
    kind: "postgres",
    place,
    ...withQueueOfProjects({
      ...openers({ factory, report, queue: { connection, ...traced }, worker: { connection, ...traced } }),
      attempt,
      readDelayed: delayedReader((text, values) => probe.query(text, values)),
      clock,
    }),
    openStore: () => createPostgresStore(probe, attempt),
    openOverwritten: async () => createPostgresOverwritten(probe, attempt),
    ping: pinging(attempt, () => writeSomething((text, values) => probe.query(text, values))),
    close() {
      clock.stop();
      return atMost(CLOSE_MS, probe.end());
    },
  };
}

/**
 * Operations that make the tables anew where somebody dropped them, and are then done. Two at a time do it once: all wait for
 * the one that began.
 */
function withTables(
  attempt: BullBackend["attempt"],
  makeTables: () => Promise<void>,
  say: () => void,
): BullBackend["attempt"] {
  let repair: { readonly since: number; readonly done: Promise<void> } | null = null;
  const once = (): Promise<void> => {
    if (repair === null || performance.now() - repair.since > REPAIR_MS) {
      say();
      repair = { since: performance.now(), done: makeTables() };
    }
    return repair.done;
  };
  return (operation) =>
    attempt(() =>
      operation().catch(async (error: unknown) => {
        if (!isGone(error)) throw error;
        await once();
        return operation();
      }),
    );
}

/**
 * BullMQ's own factory leaves the connections that it has taken out of a pool without a listener: a server that goes
 * away at that moment would end the process.
 */
function storeFactory(report: (error: Error) => void): StoreFactory {
  return (name, options, { withBlockingConnection = false } = {}) => {
    const settings = options.connection as PostgresConnectionOptions;
    const connection = new PostgresConnection(settings);
    connection.pool.on("connect", (client) => client.on("error", report));
    return new PostgresQueueBackend(
      connection,
      name,
      { ...options, connection: settings },
      true,
      withBlockingConnection ? name : undefined,
    );
  };
}

async function migrate(pool: pg.Pool, schema: string): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    client.release();
  }
}
