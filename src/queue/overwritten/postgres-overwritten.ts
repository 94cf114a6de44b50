import type pg from "pg";
import type { BullBackend } from "../backend.ts";
import { type OverwrittenStore, parseHead } from "./types.ts";

/** Logged, unlike what the processes share: a text that is acknowledged survives the death of the server too. */
export const OVERWRITTEN_TABLE =
  "CREATE TABLE IF NOT EXISTS cadence_overwritten (id text PRIMARY KEY, head text NOT NULL, body text NOT NULL)";

const PUT = `
INSERT INTO cadence_overwritten (id, head, body) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET head = excluded.head, body = excluded.body`;

/** Overwritten texts beside the queues in PostgreSQL. */
export function createPostgresOverwritten(pool: pg.Pool, attempt: BullBackend["attempt"]): OverwrittenStore {
  const query = async (text: string, values: readonly unknown[] = []) =>
    (await attempt(() => pool.query<Record<"head" | "body", string>>(text, [...values]))).rows;
  return {
    async put(head, body) {
      await query(PUT, [head.id, JSON.stringify(head), body]);
    },
    heads: async () =>
      (await query("SELECT head FROM cadence_overwritten")).flatMap(({ head }) => parseHead(head) ?? []),
    read: async (id) => (await query("SELECT body FROM cadence_overwritten WHERE id = $1", [id]))[0]?.body ?? null,
    async remove(ids) {
      await query("DELETE FROM cadence_overwritten WHERE id = ANY($1)", [ids]);
    },
  };
}
