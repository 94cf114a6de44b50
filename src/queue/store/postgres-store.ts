import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { BullBackend } from "../backend.ts";
import { CREATE_READY } from "../backends/postgres-tables.ts";
import { OVERWRITTEN_TABLE } from "../overwritten/postgres-overwritten.ts";
import { changeTexts, type VersionedText } from "./change-texts.ts";
import { NO_MAP, newsOf, type SharedStore, TEXT_LIFE_MS } from "./types.ts";

/**
 * Two processes that make the same table at once trip over each other: one after the other (the number is our own). The last
 * columns of texts are for the version before this one.
 */
const TABLES = `
SELECT pg_advisory_xact_lock(720418251);
CREATE UNLOGGED TABLE IF NOT EXISTS cadence_text (
  name text PRIMARY KEY, version text NOT NULL, body text NOT NULL, changed_at timestamptz NOT NULL DEFAULT now(),
  owner text, claimed_until timestamptz NOT NULL DEFAULT '-infinity');
CREATE TABLE IF NOT EXISTS cadence_map (name text PRIMARY KEY, epoch text NOT NULL, last bigint NOT NULL);
CREATE TABLE IF NOT EXISTS cadence_field (
  map text NOT NULL, field text NOT NULL, body text, number bigint NOT NULL, PRIMARY KEY (map, field));
CREATE INDEX IF NOT EXISTS cadence_field_by_number ON cadence_field (map, number);
${CREATE_READY};
${OVERWRITTEN_TABLE};
DELETE FROM cadence_text WHERE changed_at < now() - interval '${TEXT_LIFE_MS} milliseconds'`;

const REPLACE = `
INSERT INTO cadence_text (name, version, body) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE SET version = $2, body = $3, changed_at = now() WHERE cadence_text.version = $4`;

const READ = "SELECT version, body AS text FROM cadence_text WHERE name = $1";

/** The row of the map is locked until the fields are there: numbers become visible in their order. */
const WRITE = `
WITH map AS (
  INSERT INTO cadence_map (name, epoch, last) VALUES ($1, $2, cardinality($3::text[]))
  ON CONFLICT (name) DO UPDATE SET last = cadence_map.last + excluded.last RETURNING last
)
INSERT INTO cadence_field (map, field, body, number)
SELECT $1, one.field, one.body, map.last - cardinality($3::text[]) + one.nth
FROM map, unnest($3::text[], $4::text[]) WITH ORDINALITY AS one (field, body, nth)
ON CONFLICT (map, field) DO UPDATE SET body = excluded.body, number = excluded.number`;

const NEWS = `
SELECT map.epoch, map.last, one.field, one.body FROM cadence_map AS map
LEFT JOIN cadence_field AS one
  ON one.map = map.name AND one.number > CASE WHEN map.epoch = $2 AND map.last >= $3::bigint THEN $3::bigint ELSE 0 END
WHERE map.name = $1 ORDER BY one.number`;

interface NewsRow {
  readonly epoch: string;
  readonly last: string;
  readonly field: string | null;
  readonly body: string | null;
}

/** Makes the tables of the store, in the schema that the pool's connections look into first. */
export async function createStoreTables(pool: pg.Pool): Promise<void> {
  // One message is one transaction.
  await pool.query(TABLES);
}

/** A store beside the queues in PostgreSQL. */
export function createPostgresStore(pool: pg.Pool, attempt: BullBackend["attempt"]): SharedStore {
  return {
    change: changeTexts(async (name, expected, { version, text }) => {
      const values = [name, version, text, expected];
      if ((await attempt(() => pool.query(REPLACE, values))).rowCount === 1) return "done";
      return (await attempt(() => pool.query<VersionedText>(READ, [name]))).rows[0] ?? null;
    }),
    async write(map, fields) {
      if (fields.size === 0) return;
      await attempt(() => pool.query(WRITE, [map, randomUUID(), [...fields.keys()], [...fields.values()]]));
    },
    async readNews(map, since) {
      const values = [map, since?.epoch ?? "", since?.number ?? 0];
      const { rows } = await attempt(() => pool.query<NewsRow>(NEWS, values));
      const [first] = rows;
      if (first === undefined) return NO_MAP;
      const pairs = rows.flatMap(({ field, body }) => (field === null ? [] : [[field, body] as const]));
      return newsOf({ epoch: first.epoch, number: Number(first.last) }, since, pairs);
    },
  };
}
