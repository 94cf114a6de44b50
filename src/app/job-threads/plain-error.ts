import {
  ConfigError,
  type ErrorKind,
  errorKind,
  isConfigError,
  isPermanentError,
  isTransientError,
  PermanentError,
  type Problem,
  TransientError,
  UnknownOutcomeError,
} from "../../domain/errors.ts";

/** An error as it crosses from one thread to another: structured cloning keeps neither classes nor fields. */
export interface PlainError {
  readonly kind: ErrorKind | "other";
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string;
  readonly status: number | null;
  readonly remedy: string;
  readonly retryAfterMs: number;
  readonly problems: readonly Problem[];
  readonly cause: PlainError | null;
}

/** Messages quote what people wrote; whoever takes them in the other thread must not have to read megabytes. */
const LONGEST = 10_000;
const MOST_PROBLEMS = 200;
const MOST_CAUSES = 5;

/** Takes an error apart. Pure; what is no error becomes one that says what it was. */
export function toPlainError(thrown: unknown, depth = 0): PlainError {
  const error = thrown instanceof Error ? thrown : new Error(`not an error but ${String(thrown)}`);
  const said = isPermanentError(error) || isTransientError(error) ? error : null;
  const { code } = error as { readonly code?: unknown };
  return {
    kind: errorKind(error) ?? "other",
    name: error.name,
    message: cut(error.message),
    stack: error.stack === undefined ? undefined : cut(error.stack),
    code: typeof code === "string" ? code : "",
    status: said?.status ?? null,
    remedy: isPermanentError(error) ? cut(error.remedy) : "",
    retryAfterMs: isTransientError(error) ? error.retryAfterMs : 0,
    problems: isConfigError(error) ? error.problems.slice(0, MOST_PROBLEMS).map(shortened) : [],
    cause: error.cause === undefined || depth >= MOST_CAUSES ? null : toPlainError(error.cause, depth + 1),
  };
}

/** Puts an error together again, as the class that it was. Pure. */
export function fromPlainError(plain: PlainError): Error {
  const { message, name, stack, code, status, remedy, retryAfterMs, problems } = plain;
  const options = plain.cause === null ? undefined : { cause: fromPlainError(plain.cause) };
  const error = (() => {
    switch (plain.kind) {
      case "config":
        return new ConfigError(message, problems, options);
      case "permanent":
        return new PermanentError(message, { code, status, remedy }, options);
      case "transient":
        return new TransientError(message, { code, status, retryAfterMs }, options);
      case "unknown-outcome":
        return new UnknownOutcomeError(message, { code, status, retryAfterMs }, options);
      case "other":
        return Object.assign(
          new Error(message, options),
          name === "Error" ? {} : { name },
          code === "" ? {} : { code },
        );
      default:
        return plain.kind satisfies never;
    }
  })();
  if (stack !== undefined) error.stack = stack;
  return error;
}

function shortened(problem: Problem): Problem {
  const { found, problem: said, nearest, allowed } = problem;
  return {
    ...problem,
    found: found === null ? null : cut(found),
    problem: cut(said),
    nearest: nearest === null ? null : cut(nearest),
    allowed: allowed.map(cut),
  };
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
