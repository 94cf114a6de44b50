import { CONFIGURATION_PATH } from "../src/config/configuration-path.ts";
import { ConfigError, PermanentError, TransientError } from "../src/domain/errors.ts";

/** What the log says of an error at any level. */
export interface ErrorFields {
  /** In words, without what people of a project wrote. */
  readonly error: string;
  readonly code: string;
  readonly status?: number | null;
  /** Where the code was, for an error that nobody foresaw. */
  readonly stack?: string;
}

const MAX_PLACES = 5;
/** Files and the like that only the operator writes. */
const OF_OPERATOR = new Set(["environment", "command line"]);

/** Refusals whose words are ours: they name a project, a role, a scope. The others quote what GitLab was sent. */
const OWN_WORDS = new Set([
  "CADENCE_AUDIT",
  "GITLAB_ARCHIVED",
  "GITLAB_FORBIDDEN",
  "GITLAB_ISSUES_DISABLED",
  "GITLAB_PROJECT_MOVED",
  "GITLAB_PROJECT_NOT_FOUND",
  "GITLAB_ROLE",
  "GITLAB_SCOPE",
  "GITLAB_SPAM",
  "GITLAB_TOO_LARGE",
]);

/**
 * An error without what people of a project wrote: messages about its files quote them, and so do some of what GitLab says.
 * The whole message belongs on debug; `cadence check` shows it as well.
 */
export function errorFields(error: unknown): ErrorFields {
  if (error instanceof PermanentError || error instanceof TransientError) {
    const { code, status, message } = error;
    const isOwn = OWN_WORDS.has(code) || (error instanceof TransientError && code !== "GITLAB_CONFLICT");
    return { error: isOwn ? message : `GitLab says no (${code}${status === null ? "" : `, ${status}`})`, code, status };
  }
  if (error instanceof ConfigError) return { error: wordsOf(error), code: error.code };
  if (!(error instanceof Error)) return { error: typeof error, code: "UNEXPECTED" };
  const stack = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return { error: error.name, code: "UNEXPECTED", stack: stack.join("\n") };
}

function wordsOf({ message, problems }: ConfigError): string {
  if (problems.length > 0 && problems.every(({ file }) => OF_OPERATOR.has(file))) return message;
  const places = problems.map(({ file, line }) => {
    // A template has a name that somebody gave it.
    const name = file === CONFIGURATION_PATH ? file : "a template";
    return line === null ? name : `${name}:${line}`;
  });
  const all = [...new Set(places)].slice(0, MAX_PLACES).join(", ");
  return `the configuration or a template is wrong${all === "" ? "" : ` (${all})`}`;
}
