import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ReadDelayed } from "../backend.ts";

/** What BullMQ and we ourselves cannot work without. */
const TABLES = ["job", "dedup", "dedup_next", "job_log", "event", "meta"] as const;

/** Of its own, and logged: what is written to it has to reach the disk as a job has. */
export const CREATE_READY =
  "CREATE TABLE IF NOT EXISTS cadence_ready (name text PRIMARY KEY, body text NOT NULL, at timestamptz NOT NULL)";

const STAND = `SELECT ${TABLES.map((name) => `'${name}'::regclass`).join(", ")}`;
const WRITE = `
INSERT INTO cadence_ready (name, body, at) VALUES ('ready', $1, now())
ON CONFLICT (name) DO UPDATE SET body = excluded.body, at = excluded.at`;
/** About as much as a job. */
const BODY_BYTES = 750;

/** Runs one statement. */
type TableQuery = (text: string, values?: string[]) => Promise<unknown>;

/** Finds out whether jobs can be stored: their tables are there, and something as long as a job is written. Throws where not. */
export async function writeSomething(query: TableQuery): Promise<void> {
  await query(STAND);
  await query(WRITE, [randomBytes(BODY_BYTES).toString("hex")]);
}

const DELAYED = `
SELECT id AS "jobId", process_at_ms AS "dueAt" FROM job
WHERE queue = $1 AND state = 'delayed' ORDER BY process_at_ms`;

/** `readDelayed` of a backend in PostgreSQL. */
export function delayedReader(
  query: (text: string, values: string[]) => Promise<{ readonly rows: unknown[] }>,
): ReadDelayed {
  return async (queue, count) => {
    const ends = await Promise.all(
      ["ASC", "DESC"].map((order) => query(`${DELAYED} ${order} LIMIT ${count}`, [queue.name])),
    );
    return ends.flatMap(({ rows }) => z.array(Delayed).parse(rows));
  };
}

const Delayed = z.object({ jobId: z.string(), dueAt: z.coerce.number() });

/** PostgreSQL's codes: there is no such schema, table, function, type. */
const GONE: ReadonlySet<unknown> = new Set(["3F000", "42P01", "42883", "42704"]);

/** Whether a failure says that the tables are not there (any more). */
export function isGone(error: unknown): boolean {
  return error instanceof Error && GONE.has(Reflect.get(error, "code"));
}
