import { CONFIGURATION_PATH } from "../config/configuration-path.ts";

import { templatePath } from "../config/templates.ts";
import { type ConfigError, isConfigError, isPermanentError, isTransientError } from "../domain/errors.ts";

/** What the log says of an error at any level. */
export interface ErrorFields {
  /** In words, without what people of a project wrote. */
  readonly error: string;
  readonly code: string;
  readonly status?: number | null;
  /** What somebody can do about it, in our words. */
  readonly remedy?: string;
  /** Where the code was, for an error that nobody foresaw. */
  readonly stack?: string;
}

const MAX_PLACES = 5;
/** Files and the like that only the operator writes. */
const OF_OPERATOR: ReadonlySet<string> = new Set(["environment", "command line"]);

/** Refusals whose words are ours: they name a project, a role, a scope. The others quote what GitLab was sent. */
const OWN_WORDS: ReadonlySet<string> = new Set([
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
  if (isPermanentError(error) || isTransientError(error)) {
    const { code, status, message } = error;
    const isOwn = OWN_WORDS.has(code) || (isTransientError(error) && code !== "GITLAB_CONFLICT");
    const remedy = isOwn && isPermanentError(error) && error.remedy !== "" ? { remedy: error.remedy } : {};
    return {
      ...remedy,
      error: isOwn ? message : `GitLab says no (${code}${status === null ? "" : `, ${status}`})`,
      code,
      status,
    };
  }
  if (isConfigError(error)) {
    const remedy = isOfOperator(error) ? {} : { remedy: REMEDY };
    return { error: wordsOf(error), code: error.code, ...remedy };
  }
  if (!(error instanceof Error)) return { error: typeof error, code: "UNEXPECTED" };
  const stack = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return { error: error.name, code: "UNEXPECTED", stack: stack.join("\n") };
}

const REMEDY =
  "the command check --project PATH shows what is wrong there; once it is right on the default branch, a sweep within the hour finds it";

function isOfOperator({ problems }: ConfigError): boolean {
  return problems.length > 0 && problems.every(({ file }) => OF_OPERATOR.has(file));
}

function wordsOf(error: ConfigError): string {
  if (isOfOperator(error)) return error.message;
  const places = error.problems.map(({ file, line }) => {
    const name = nameOf(file);
    return line === null ? name : `${name}:${line}`;
  });
  const all = [...new Set(places)].slice(0, MAX_PLACES).join(", ");
  return `the configuration or a template is wrong${all === "" ? "" : ` (${all})`}`;
}

/** A file of a template, as problems name it: in its folder, or with the project that it comes from. */
const TEMPLATE =
  /^(?:\.gitlab\/issue_templates\/)?([\p{L}\p{N}_.+(-][\p{L}\p{N}_ .+()-]{0,79})\.md(?: \(([\w .+/-]{1,200})\))?$/u;
/** A key of the configuration whose text is filled in as a template is. */
const KEY = /^meetings\.[\w.-]{1,80}$/;

/**
 * A file, as far as its name is plain: files are found by their names as projects are by their paths. One with anything
 * but letters, digits, blanks and a few signs is what people wrote.
 */
function nameOf(file: string): string {
  if (file === CONFIGURATION_PATH) return file;
  if (KEY.test(file)) return `${CONFIGURATION_PATH}, ${file}`;
  const [, name, source] = TEMPLATE.exec(file) ?? [];
  if (name === undefined) return "a template";
  const from = source === undefined || source === "the project" ? "" : ` of ${source}`;
  return `${templatePath(name)}${from}`;
}
