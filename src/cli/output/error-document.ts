import { ConfigError, PermanentError, TransientError } from "../../domain/errors.ts";

/** An error as `--json` shows it. */
export function errorDocument(error: Error): Readonly<Record<string, unknown>> {
  if (error instanceof ConfigError) return { code: error.code, message: error.message, problems: error.problems };
  if (error instanceof PermanentError) {
    return { code: error.code, message: error.message, status: error.status, remedy: error.remedy };
  }
  if (error instanceof TransientError) {
    return { code: error.code, message: error.message, status: error.status, retryAfterMs: error.retryAfterMs };
  }
  return { code: "CADENCE_UNEXPECTED", message: error.message };
}
