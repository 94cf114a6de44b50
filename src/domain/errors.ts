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

/** What is to be done about an error; `unknown-outcome` is one of the transient ones. */
export type ErrorKind = "config" | "permanent" | "transient" | "unknown-outcome";

/** The operator must change something (a file, a variable, an option): exit code 2, never retried. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly code = "CADENCE_CONFIG";
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.problems = problems;
  }
  get kind(): "config" {
    return "config";
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
  get kind(): "permanent" {
    return "permanent";
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
  get kind(): "transient" | "unknown-outcome" {
    return "transient";
  }
}

/** A write was sent and no clear answer came: it may have happened. Observe again before anything else (law 1). */
export class UnknownOutcomeError extends TransientError {
  override readonly name = "UnknownOutcomeError";
  override get kind(): "unknown-outcome" {
    return "unknown-outcome";
  }
}

const KINDS: ReadonlySet<unknown> = new Set<ErrorKind>(["config", "permanent", "transient", "unknown-outcome"]);

/** Returns the kind of an error of ours, null for any other. Not by its class: the service is a bundle with its own classes. */
export function errorKind(error: unknown): ErrorKind | null {
  const kind: unknown = error instanceof Error ? Reflect.get(error, "kind") : null;
  return KINDS.has(kind) ? (kind as ErrorKind) : null;
}

export function isConfigError(error: unknown): error is ConfigError {
  return errorKind(error) === "config";
}

export function isPermanentError(error: unknown): error is PermanentError {
  return errorKind(error) === "permanent";
}

export function isUnknownOutcomeError(error: unknown): error is UnknownOutcomeError {
  return errorKind(error) === "unknown-outcome";
}

/** One whose outcome is unknown is transient as well. */
export function isTransientError(error: unknown): error is TransientError {
  return errorKind(error) === "transient" || isUnknownOutcomeError(error);
}

/** Whether an error is one of a class of its own, which no kind tells: `isNamed<ProxyFailure>(error, "ProxyFailure")`. */
export function isNamed<Named extends Error>(error: unknown, name: Named["name"]): error is Named {
  return error instanceof Error && error.name === name;
}

const ASKED_TO_WAIT: ReadonlySet<string> = new Set(["GITLAB_RATE_LIMIT", "GITLAB_BLOCKED"]);

/** Whether GitLab, or our own count of its limits, says when to come again: nothing went wrong. */
export function isAskedToWait(error: unknown): error is TransientError {
  return isTransientError(error) && (error.status === 429 || ASKED_TO_WAIT.has(error.code));
}

/** What an error says, whatever was thrown: never empty. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  // Node.js tries IPv6 and IPv4 and packs both refusals into an error without a text.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : null;
  return first instanceof Error ? first.message : ((error as { readonly code?: string }).code ?? error.name);
}
