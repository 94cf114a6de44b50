import { EventEmitter } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { PGlite, types } from "@electric-sql/pglite";
import type { PgPool, PgPoolClient, PgQueryResult } from "bullmq";

/** Numbers that JavaScript cannot hold come as text, as the pg driver gives them. */
const AS_TEXT = { [types.INT8]: String, [types.NUMERIC]: String };

/** Opens or creates a PostgreSQL in this process. A first start takes seconds, later ones less than one. */
export async function openPglite(directory: string): Promise<PGlite> {
  return PGlite.create({ dataDir: directory, parsers: AS_TEXT });
}

/** A pg pool as far as BullMQ uses one, over the single session of a PGlite. */
export function poolOver(database: PGlite): PgPool {
  // BullMQ's own shapes are generic in the row; what comes is what the SQL says.
  return new PglitePool(database) as unknown as PgPool;
}

class PglitePool extends EventEmitter {
  readonly #database: PGlite;
  constructor(database: PGlite) {
    super();
    // One listener per queue and worker; the default warns at eleven.
    this.setMaxListeners(0);
    this.#database = database;
  }

  async query(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult> {
    // PGlite answers within the same turn: without this, a busy worker keeps timers and sockets waiting for ever.
    await turn();
    if (parameters === undefined) {
      const results = await this.#database.exec(text);
      return { rows: results.at(-1)?.rows ?? [], rowCount: results.at(-1)?.affectedRows ?? 0 };
    }
    const { rows, affectedRows } = await this.#database.query(text, [...parameters]);
    return { rows, rowCount: affectedRows ?? rows.length };
  }

  async connect(): Promise<PgPoolClient> {
    return new PgliteClient(this, this.#database) as unknown as PgPoolClient;
  }

  async end(): Promise<void> {}
}

/** One borrower of the one session. Every borrower hears all notifications; BullMQ picks by channel. */
class PgliteClient extends EventEmitter {
  readonly #pool: PglitePool;
  readonly #unsubscribe: () => void;
  constructor(pool: PglitePool, database: PGlite) {
    super();
    this.#pool = pool;
    this.#unsubscribe = database.onNotification((channel, payload) => this.emit("notification", { channel, payload }));
  }

  query(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult> {
    return this.#pool.query(text, parameters);
  }

  release(): void {
    this.#unsubscribe();
  }
}
