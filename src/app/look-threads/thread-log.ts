import type { Log } from "../../gitlab/port.ts";

/** Where a thread says what happens; pino fits. */
export interface ThreadLog extends Log {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
