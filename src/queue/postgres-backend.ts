import type { PostgresConnectionOptions } from "bullmq";
import { PostgresConnection, PostgresQueueBackend, runMigrations } from "bullmq";
import pg from "pg";
import type { Log } from "../gitlab/port.ts";
import type { Backend, StoreFactory, Traced } from "./backend.ts";
import { NO_SHORT_CUTS, openers, pinging } from "./openers.ts";
import { createPostgresOverwritten } from "./overwritten/postgres-overwritten.ts";
import { reportSeldom } from "./report-seldom.ts";
import { createPostgresStore, createStoreTables } from "./store/postgres-store.ts";
import { atMost, createAttempt } from "./unavailable.ts";

const ANSWER_MS = 900;
const CLOSE_MS = 1000;
/** Creating the tables, or waiting for another process that does. */
const MIGRATION_MS = 30_000;
/** Each queue and each worker has a pool of its own; a worker listens on one connection more. */
const POOL_SIZE = 3;

interface PostgresPlace {
  readonly url: string;
  readonly place: string;
  readonly prefix: string;
  readonly log: Log;
  readonly traced: Traced;
}

/**
 * Jobs in PostgreSQL 13 or newer, in a schema named like the prefix, which is created. Throws QueueUnavailableError
 * when the server does not answer within a second or its tables cannot be made.
 */
export async function openPostgres(options: PostgresPlace): Promise<Backend> {
  const { url, place, prefix, log, traced } = options;
  const settings = { connectionString: url, connectionTimeoutMillis: ANSWER_MS };
  const probe = new pg.Pool({ ...settings, max: POOL_SIZE, options: `-c search_path="${prefix}"` });
  const report = reportSeldom(log, place);
  probe.on("error", report);
  probe.on("connect", (client) => client.on("error", report));
  const attempt = createAttempt(ANSWER_MS, place);
  const migrateInTime = createAttempt(MIGRATION_MS, place);
  try {
    await attempt(() => probe.query("SELECT 1"));
    await migrateInTime(() => migrate(probe, prefix));
    await migrateInTime(() => createStoreTables(probe));
  } catch (error) {
    await atMost(CLOSE_MS, probe.end());
    throw error;
  }
  const connection = { ...settings, schema: prefix, max: POOL_SIZE };
  const factory = storeFactory(report);
  return {
    kind: "postgres",
    place,
    ...openers({ factory, report, queue: { connection, ...traced }, worker: { connection, ...traced } }),
    openStore: () => createPostgresStore(probe, attempt),
    openOverwritten: async () => createPostgresOverwritten(probe, attempt),
    attempt,
    ...NO_SHORT_CUTS,
    ping: pinging(attempt, () => probe.query("SELECT 1")),
    close: () => atMost(CLOSE_MS, probe.end()),
  };
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
