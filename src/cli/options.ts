import { ConfigError } from "../domain/errors.ts";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Options that every command understands. */
export interface CommonOptions {
  /** Ids or paths; empty means `CI_PROJECT_ID`. */
  readonly project: readonly string[];
  /** A local configuration file instead of the project's. */
  readonly config: string | null;
  /** The instant to plan for, ISO 8601 with an offset or `Z`; null is now. */
  readonly at: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly logLevel: LogLevel | null;
}

const EARLIEST = Date.parse("2000-01-01T00:00:00Z");
const LATEST = Date.parse("2200-01-01T00:00:00Z");
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function usage(option: string, found: string, problem: string, allowed: readonly string[]): ConfigError {
  return new ConfigError(`option ${option}: ${problem}`, [
    { file: "command line", line: null, column: null, key: option, found, problem, allowed, nearest: null },
  ]);
}

/** Checks `--at`. Throws a `ConfigError` for what is no instant with an offset. */
export function parseInstant(text: string): string {
  const milliseconds = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds) || milliseconds < EARLIEST || milliseconds > LATEST) {
    throw usage("--at", text, "is not an instant with its offset between 2000 and 2200", [
      "2026-11-24T09:00:00Z",
      "2026-11-24T10:00+01:00",
    ]);
  }
  return new Date(milliseconds).toISOString();
}

/** Checks one `--project`. Throws a `ConfigError` for what can be neither an id nor a path. */
export function parseProject(text: string): string {
  const trimmed = text.trim().replace(/^\/+|\/+$/g, "");
  if (/^\d+$/.test(trimmed) || /^[\w.-]+(?:\/[\w.-]+)+$/.test(trimmed)) return trimmed;
  throw usage("--project", text, "is neither a project id nor a path", ["12345", "group/subgroup/project"]);
}
