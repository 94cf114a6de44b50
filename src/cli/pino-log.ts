import pino, { type Logger } from "pino";
import type { LogLevel } from "./options.ts";

/** A log on standard error: JSON lines, or readable lines on a terminal. Secrets are taken out by name as well. (In an object: pino's type looks like a promise.) */
export async function createPinoLog(level: LogLevel): Promise<{ readonly log: Logger }> {
  const options = {
    level,
    base: null,
    redact: ["token", "*.token", "headers.authorization", "headers['private-token']"],
  };
  if (!process.stderr.isTTY) return { log: pino(options, pino.destination({ dest: 2, sync: true })) };
  const { default: pretty } = await import("pino-pretty");
  return { log: pino(options, pretty({ destination: 2, sync: true, colorize: true })) };
}
