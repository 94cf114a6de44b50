import type { Paint } from "../../app/terminal.ts";
import { formatProblems } from "../../config/problems/format-problems.ts";
import { isConfigError, isPermanentError, isTransientError } from "../../domain/errors.ts";
import { printable } from "../../domain/text/printable.ts";

/** An error as a person at the terminal reads it: what is wrong and what to do about it, no stack. `again` says who tries again what may pass. */
export function errorText(error: Error, paint: Paint, color: boolean, again = "The next run tries again"): string {
  if (isConfigError(error)) {
    return error.problems.length === 0 ? paint.red(printable(error.message)) : formatProblems(error, { color });
  }
  if (isPermanentError(error)) {
    const remedy = error.remedy === "" ? "" : `\n  ${paint.bold("remedy")}  ${printable(error.remedy)}`;
    return `${paint.red(printable(error.message))}${remedy}`;
  }
  if (isTransientError(error)) {
    const seconds = Math.ceil(error.retryAfterMs / 1000);
    // Without an answer nobody knows when GitLab will be there again.
    const when = error.status === null ? "" : `; GitLab should be ready in about ${seconds} s`;
    return `${paint.yellow(printable(error.message))}\n  ${again}${when}.`;
  }
  return paint.red(`Unexpected error, please report it: ${printable(error.stack ?? error.message)}`);
}
