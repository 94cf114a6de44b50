import { isConfigError, isPermanentError, isTransientError } from "../../domain/errors.ts";

/** An error as `--json` shows it. */
export function errorDocument(error: Error): Readonly<Record<string, unknown>> {
  if (isConfigError(error)) return { code: error.code, message: error.message, problems: error.problems };
  if (isPermanentError(error)) {
    return { code: error.code, message: error.message, status: error.status, remedy: error.remedy };
  }
  if (isTransientError(error)) {
    return { code: error.code, message: error.message, status: error.status, retryAfterMs: error.retryAfterMs };
  }
  return { code: "CADENCE_UNEXPECTED", message: error.message };
}
