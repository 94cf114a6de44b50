import type { PostgresConnectionOptions } from "bullmq";
import { PostgresConnection, PostgresQueueBackend, runMigrations } from "bullmq";
import pg from "pg";
import { oneAfterAnother } from "../../domain/one-after-another.ts";
import type { Backend, BullBackend, StoreFactory } from "../backend.ts";
import { atMost } from "../deadline.ts";
import { createPostgresOverwritten } from "../overwritten/postgres-overwritten.ts";
import { reportThrottled } from "../report-throttled.ts";
import { createPostgresStore, createStoreTables } from "../store/postgres-store.ts";
import { createAttempt } from "../unavailable.ts";
import { openQueues, pinging, type QueueServer } from "./openers.ts";
import { delayedReader, isGone, writeSomething } from "./postgres-tables.ts";
import { followServerClock } from "./server-clock.ts";

const CLOSE_MS = 1000;
/** Creating the tables, or waiting for another process that does. */
const MIGRATION_MS = 30_000;
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
  /** Those who find them gone at the same time make them once. */
  const repair = oneAfterAnother(async () => {
    report(new Error("its tables are gone: they are made anew, and the next sweep finds what was in them"));
    await makeTables();
  });
  const attempt: BullBackend["attempt"] = (operation) =>
    plain(() =>
      operation().catch(async (error: unknown) => {
        if (!isGone(error)) throw error;
        await repair();
        return operation();
      }),
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
    ...openQueues({
      ...{ factory, report, attempt, place },
      queue: { connection, ...traced },
      worker: { connection, ...traced },
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
