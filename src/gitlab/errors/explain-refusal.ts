import { PermanentError, TransientError } from "../../domain/errors.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";
import { hasRole, roleName } from "../access-levels.ts";
import type { Address } from "../http/address.ts";
import { operatorError } from "../http/address.ts";
import type { Secret } from "../http/token.ts";
import type { Project } from "../port.ts";
import type { ErrorText } from "./error-text.ts";
import type { Operation } from "./operation.ts";

/** What messages need to know about the client. */
export interface Explaining {
  readonly address: Address;
  readonly secret: Secret;
  readonly timeoutMs: number;
  /** One more request, on the error path of writes only: the project as GitLab shows it; null where it fails. */
  readonly diagnose: () => Promise<Project | null>;
}

/** GitLab blocks an address for a quarter of an hour after many failed sign-ins. GitLab doc: gitlab.com settings. */
const BLOCK_MS = 15 * MINUTE_MS;

interface ExplainedRefusal {
  readonly status: number;
  /** What GitLab said, redacted, or null. */
  readonly said: string | null;
  readonly error: ErrorText;
  readonly operation: Operation;
  readonly context: Explaining;
}

/** The error for an answer of 4xx (but 408 and 429). */
export async function explainRefusal(
  status: number,
  error: ErrorText,
  operation: Operation,
  context: Explaining,
): Promise<Error> {
  const said = error.text === null ? null : context.secret.redact(error.text);
  const refusal = { status, said, error, operation, context };
  if (error.captcha || /\bspam\b|captcha/i.test(said ?? "")) return spam(refusal);
  switch (status) {
    case 401:
      return tokenRejected(refusal);
    case 403:
      return forbidden(refusal);
    case 404:
      return notFound(refusal);
    case 409:
      return conflict(refusal);
    case 413:
      return permanent(
        refusal,
        "GITLAB_TOO_LARGE",
        `${place(operation)} got more text than it takes`,
        "Make the text shorter; an issue holds 1 MiB.",
      );
    case 414:
      return permanent(
        refusal,
        "GITLAB_URL_TOO_LONG",
        "the request names too many or too long labels",
        "Use fewer or shorter labels.",
      );
    default:
      return invalid(refusal);
  }
}

function tokenRejected({ said, error, context }: ExplainedRefusal): Error {
  const text = said ?? "";
  const reason = /expired/i.test(text)
    ? "has expired"
    : /revoked/i.test(text)
      ? "was revoked"
      : "is wrong, expired or revoked";
  const problem = `GitLab at ${context.address.web} does not accept the token: it ${reason}; make a new one with the api scope and put it into GITLAB_TOKEN`;
  const detail = error.code === null ? undefined : { cause: new Error(`GitLab said ${error.code}: ${text}`) };
  return operatorError("GITLAB_TOKEN", problem, ["a token of this instance with the api scope"], detail);
}

async function forbidden(refusal: ExplainedRefusal): Promise<Error> {
  const { error, operation, context } = refusal;
  if (error.code === "insufficient_scope") {
    const message = `the token may not ${operation.action}${where(operation)}: it needs the ${operation.scope} scope`;
    const remedy = `Make a token with the ${operation.scope} scope and put it into GITLAB_TOKEN.`;
    return permanent(refusal, "GITLAB_SCOPE", message, remedy);
  }
  // GitLab's API says no in JSON; plain text or a page comes from its guard at the door, or from a proxy.
  if (error.speaker === "other") return blocked(refusal);
  const found = operation.write !== null ? await context.diagnose() : null;
  if (found?.archived) return archived(refusal, found);
  if (found?.issuesEnabled === false) return issuesDisabled(refusal, found);
  return roleTooLow(refusal, found?.accessLevel ?? null);
}

function roleTooLow(refusal: ExplainedRefusal, level: number | null): PermanentError {
  const { operation, said } = refusal;
  // GitLab adds a reason of its own after a dash: a blocked account, terms not accepted, an expired password.
  const own = /^403 Forbidden\s*-\s*(\S.*)$/i.exec(said ?? "")?.[1];
  const reason = own === undefined ? "" : `; GitLab says: ${own}`;
  const refused = `the token may not ${operation.action}${where(operation)}`;
  const needs = `it needs the ${operation.scope} scope`;
  if (operation.project === null || (level !== null && hasRole(level, operation.role))) {
    const role = level === null ? "" : ` (its user's role, ${roleName(level)}, is enough)`;
    const remedy = "Look at the token's scopes and permissions, and whether its user is blocked.";
    return permanent(refusal, "GITLAB_FORBIDDEN", `${refused}: ${needs}${role}${reason}`, remedy);
  }
  const has = level === null ? "" : ` (its user has ${roleName(level)})`;
  const message = `${refused}: ${needs} and at least the ${operation.role} role${has}${reason}`;
  const remedy = `Give the token's user at least the ${operation.role} role in ${operation.project}.`;
  return permanent(refusal, "GITLAB_ROLE", message, remedy);
}

function blocked({ status, context }: ExplainedRefusal): TransientError {
  const message = `${context.address.web} refuses requests from this address: GitLab blocks it for some minutes after failed sign-ins, or a proxy or an allow-list of addresses is in between`;
  return new TransientError(message, { code: "GITLAB_BLOCKED", status, retryAfterMs: BLOCK_MS });
}

async function notFound(refusal: ExplainedRefusal): Promise<Error> {
  const { error, said, operation, context } = refusal;
  if (error.speaker !== "api") {
    const problem = `${context.address.web} has no GitLab API at ${new URL(context.address.api).pathname}, or not the part that lets the token ${operation.action}; check GITLAB_URL`;
    return operatorError("GITLAB_URL", problem, []);
  }
  if (operation.project === null || /project not found/i.test(said ?? "")) return projectNotFound(refusal);
  if (operation.write === null) return thingNotFound(refusal);
  // GitLab refuses a reaction's name with 404 as well, and puts the reason where the thing should stand.
  if (/\bis not a valid\b/i.test(said ?? "")) return invalid(refusal);
  const found = await context.diagnose();
  if (found === null) return projectNotFound(refusal);
  return found.issuesEnabled ? thingNotFound(refusal) : issuesDisabled(refusal, found);
}

function projectNotFound(refusal: ExplainedRefusal): PermanentError {
  const { operation, context } = refusal;
  if (operation.project === null) return thingNotFound(refusal);
  return permanent(
    refusal,
    "GITLAB_PROJECT_NOT_FOUND",
    `there is no project ${operation.project} at ${context.address.web}, or the token's user is not a member of it`,
    "Check the project's path or id, and add the token's user to the project.",
  );
}

function thingNotFound(refusal: ExplainedRefusal): PermanentError {
  const { operation } = refusal;
  const message = `there is no ${operation.thing ?? "such thing"}${where(operation)}, or the token's user may not see it`;
  return permanent(refusal, "GITLAB_NOT_FOUND", message, "Check whether it was deleted, moved or made confidential.");
}

function archived(refusal: ExplainedRefusal, project: Project): PermanentError {
  const message = `${project.path} is archived: nothing can be written there`;
  return permanent(
    refusal,
    "GITLAB_ARCHIVED",
    message,
    "Unarchive the project, or take it off the list of projects to serve.",
  );
}

function issuesDisabled(refusal: ExplainedRefusal, project: Project): PermanentError {
  const message = `issues are switched off in ${project.path}`;
  return permanent(refusal, "GITLAB_ISSUES_DISABLED", message, "Switch issues on under Settings, General, Visibility.");
}

function conflict(refusal: ExplainedRefusal): Error {
  const { operation, said, status } = refusal;
  const message = `GitLab could not ${operation.action}${where(operation)} at the same time as another change${quote(said)}`;
  // Repeatable writes were tried again already, so somebody is busy: later is right for them, never for a creation.
  if (operation.write === "repeatable") {
    return new TransientError(message, { code: "GITLAB_CONFLICT", status, retryAfterMs: MINUTE_MS });
  }
  return permanent(refusal, "GITLAB_CONFLICT", message, "Look at the project in GitLab, then run again.");
}

function spam(refusal: ExplainedRefusal): PermanentError {
  const message = `GitLab took what the token wrote${where(refusal.operation)} for spam and wants a person to confirm it`;
  return permanent(
    refusal,
    "GITLAB_SPAM",
    message,
    "Ask the administrator to exempt the token's user from the spam check, or give it a role in the project's group.",
  );
}

function invalid(refusal: ExplainedRefusal): PermanentError {
  const { operation, said, status } = refusal;
  const message = `GitLab could not ${operation.action}${where(operation)} (${status})${quote(said)}`;
  return permanent(
    refusal,
    "GITLAB_INVALID",
    message,
    "Change what GitLab names; the configuration or the template holds it.",
  );
}

function permanent(refusal: ExplainedRefusal, code: string, message: string, remedy: string): PermanentError {
  const { status, said } = refusal;
  const cause = said === null ? undefined : { cause: new Error(`GitLab said: ${said}`) };
  return new PermanentError(message, { code, status, remedy }, cause);
}

function quote(said: string | null): string {
  return said === null ? "" : `: ${said}`;
}

function where(operation: Operation): string {
  return operation.project === null ? "" : ` in ${operation.project}`;
}

function place(operation: Operation): string {
  return operation.project ?? "GitLab";
}
