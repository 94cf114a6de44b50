import type { Log } from "../../domain/log.ts";

/** Where a thread says what happens; pino fits. */
export interface ThreadLog extends Log {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
