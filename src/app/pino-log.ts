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
  const isDetailed = level === "debug" || level === "trace";
  // One of both: together they leave out the ends of lines.
  const fields = isDetailed ? { singleLine: true } : { hideObject: true };
  const readable = { translateTime: "SYS:HH:MM:ss", messageFormat: withProject, ...fields };
  return { log: pino(options, pretty({ destination: 2, sync: true, colorize: true, ...readable })) };
}

/** What a person reads who does not see the fields: the text, and which project it is about. */
function withProject(line: Readonly<Record<string, unknown>>, messageKey: string): string {
  const text = String(line[messageKey] ?? "");
  const { project } = line;
  return typeof project !== "string" || text.startsWith(project) ? text : `${project}: ${text}`;
}
