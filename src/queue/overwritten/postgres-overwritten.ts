import type pg from "pg";
import type { BullBackend } from "../backend.ts";
import { type OverwrittenStore, parseHead } from "./types.ts";

/** Logged, unlike what the processes share: a text that is acknowledged survives the death of the server too. */
export const OVERWRITTEN_TABLE =
  "CREATE TABLE IF NOT EXISTS cadence_overwritten (id text PRIMARY KEY, head text NOT NULL, body text NOT NULL)";

const PUT = `
INSERT INTO cadence_overwritten (id, head, body) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET head = excluded.head, body = excluded.body`;

interface Row {
  readonly id: string;
  readonly body: string;
}

/** Overwritten texts beside the queues in PostgreSQL. */
export function createPostgresOverwritten(pool: pg.Pool, attempt: BullBackend["attempt"]): OverwrittenStore {
  return {
    async put({ head, body }) {
      await attempt(() => pool.query(PUT, [head.id, JSON.stringify(head), body]));
    },
    async heads() {
      const { rows } = await attempt(() =>
        pool.query<{ readonly head: string }>("SELECT head FROM cadence_overwritten"),
      );
      return rows.flatMap(({ head }) => parseHead(head) ?? []);
    },
    async read(ids) {
      const asked = "SELECT id, body FROM cadence_overwritten WHERE id = ANY($1)";
      const { rows } = await attempt(() => pool.query<Row>(asked, [ids]));
      const found = new Map(rows.map(({ id, body }) => [id, body]));
      return ids.map((id) => found.get(id) ?? null);
    },
    async remove(ids) {
      await attempt(() => pool.query("DELETE FROM cadence_overwritten WHERE id = ANY($1)", [ids]));
    },
    async close() {},
  };
}
