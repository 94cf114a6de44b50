/** One thing wrong in a file that people wrote. Lines and columns count from 1; null where there is no such place. */
export interface Problem {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** Dotted path of the key, `meetings.cadence-call.repeat`; empty for the file as a whole. */
  readonly key: string;
  /** What stands there, as written, or null where something is missing. */
  readonly found: string | null;
  readonly problem: string;
  /** What may stand there: values, forms or key names. */
  readonly allowed: readonly string[];
  /** The nearest allowed word to a typo, or null. */
  readonly nearest: string | null;
}

/** The operator must change something (a file, a variable, an option): exit code 2, never retried. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly code = "CADENCE_CONFIG";
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.problems = problems;
  }
}

/** GitLab said no and will say no again (missing right, archived project): never retried. */
export class PermanentError extends Error {
  override readonly name = "PermanentError";
  readonly code: string;
  readonly status: number | null;
  /** What a person can do about it, one sentence. */
  readonly remedy: string;
  constructor(
    message: string,
    fields: { readonly code: string; readonly status: number | null; readonly remedy: string },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = fields.code;
    this.status = fields.status;
    this.remedy = fields.remedy;
  }
}

/** It may work later (rate limit, outage, time-out of a read). */
export class TransientError extends Error {
  override readonly name: string = "TransientError";
  readonly code: string;
  readonly status: number | null;
  /** How long GitLab asked to wait, or our default, in milliseconds. */
  readonly retryAfterMs: number;
  constructor(
    message: string,
    fields: { readonly code: string; readonly status: number | null; readonly retryAfterMs: number },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = fields.code;
    this.status = fields.status;
    this.retryAfterMs = fields.retryAfterMs;
  }
}

/** A write was sent and no clear answer came: it may have happened. Observe again before anything else (law 1). */
export class UnknownOutcomeError extends TransientError {
  override readonly name = "UnknownOutcomeError";
}

const ASKED_TO_WAIT: ReadonlySet<string> = new Set(["GITLAB_RATE_LIMIT", "GITLAB_BLOCKED"]);

/** Whether GitLab, or our own count of its limits, says when to come again: nothing went wrong. */
export function isAskedToWait(error: unknown): error is TransientError {
  return error instanceof TransientError && (error.status === 429 || ASKED_TO_WAIT.has(error.code));
}

/** What an error says, whatever was thrown: never empty. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  // Node.js tries IPv6 and IPv4 and packs both refusals into an error without a text.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : null;
  return first instanceof Error ? first.message : ((error as { readonly code?: string }).code ?? error.name);
}
