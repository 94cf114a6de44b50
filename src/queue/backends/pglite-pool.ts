import { EventEmitter } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { PGlite, types } from "@electric-sql/pglite";
import type { PgPool, PgPoolClient, PgQueryResult } from "bullmq";
import { messageOf } from "../../domain/errors.ts";

/** Numbers that JavaScript cannot hold come as text, as the pg driver gives them. */
const AS_TEXT = { [types.INT8]: String, [types.NUMERIC]: String };

/** Opens or creates a PostgreSQL in this process. A first start takes seconds, later ones less than one. */
export async function openPglite(directory: string): Promise<PGlite> {
  return PGlite.create({ dataDir: directory, parsers: AS_TEXT });
}

/**
 * A pg pool as far as BullMQ uses one, over the single session of a PGlite. `onEnded` hears once that the database has ended: it
 * is asked nothing more, however much room there is by then.
 */
export function poolOver(database: PGlite, onEnded: (error: unknown) => void): PgPool {
  // BullMQ's own shapes are generic in the row; what comes is what the SQL says.
  return new PglitePool(database, onEnded) as unknown as PgPool;
}

/** What PGlite says of a database that has ended, where it does not say PANIC. */
const ENDED = /unexpected state|PANIC|Aborted\(|unreachable|memory access out of bounds/;

function isEnd(error: unknown): boolean {
  const { severity } = error as { readonly severity?: unknown };
  return severity === "PANIC" || severity === "FATAL" || ENDED.test(messageOf(error));
}

class PglitePool extends EventEmitter {
  readonly #database: PGlite;
  readonly #onEnded: (error: unknown) => void;
  #last: Promise<unknown> = Promise.resolve();
  #hasEnded = false;
  constructor(database: PGlite, onEnded: (error: unknown) => void) {
    super();
    // One listener per queue and worker; the default warns at eleven.
    this.setMaxListeners(0);
    this.#database = database;
    this.#onEnded = onEnded;
  }

  /** One after the other: whatever is asked after a PANIC never comes back, and nothing else in the process happens any more. */
  query(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult> {
    const mine = this.#last.then(() => this.#ask(text, parameters));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #ask(text: string, parameters: readonly unknown[] | undefined): Promise<PgQueryResult> {
    // PGlite answers within the same turn: without this, a busy worker keeps timers and sockets waiting for ever.
    await turn();
    if (this.#hasEnded) throw new Error("the database has ended");
    try {
      return await this.#answer(text, parameters);
    } catch (error) {
      if (isEnd(error)) {
        this.#hasEnded = true;
        this.#onEnded(error);
      }
      throw error;
    }
  }

  async #answer(text: string, parameters: readonly unknown[] | undefined): Promise<PgQueryResult> {
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
