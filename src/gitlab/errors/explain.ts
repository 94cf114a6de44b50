import { PermanentError, TransientError, UnknownOutcomeError } from "../../domain/errors.ts";
import { operatorError } from "../http/address.ts";
import type { CallFailure } from "../http/call-failure.ts";
import { parseErrorText } from "./error-text.ts";
import { proxyText, proxyWantsPassword } from "./explain-proxy.ts";
import type { Explaining } from "./explain-refusal.ts";
import { explainRefusal } from "./explain-refusal.ts";
import type { Operation } from "./operation.ts";

type Failed = Extract<CallFailure["outcome"], { kind: "failure" }>;
type Redirected = Extract<CallFailure["outcome"], { kind: "redirect" }>;

/**
 * Turns a failed call into one of the three kinds of errors, with a message for people and without the token.
 *
 * A write that may have been applied is an `UnknownOutcomeError` whatever went wrong (law 1); an answer of 4xx is final;
 * everything that an operator sets (address, token, trust) is a `ConfigError`.
 */
export async function explainFailure(failure: CallFailure, operation: Operation, context: Explaining): Promise<Error> {
  const { outcome } = failure;
  if (failure.unknown && !isRefusal(failure.status)) return unknownOutcome(failure, operation, context);
  switch (outcome.kind) {
    case "limited":
      return rateLimited(failure, context);
    case "failure":
      return noAnswer(outcome, failure, context);
    case "redirect":
      return redirected(outcome, operation, context);
    case "too-large":
      return tooLarge(outcome.maxBytes, operation);
    case "not-json":
      return notGitLab(context, outcome.status, outcome.mediaType);
    case "answer":
      if (outcome.status === 429) return rateLimited(failure, context);
      if (outcome.status >= 500 || outcome.status === 408)
        return outage(outcome.status, outcome.body, failure, context);
      return explainRefusal(outcome.status, parseErrorText(outcome.body), operation, context);
    default:
      return outcome satisfies never;
  }
}

/** A clear no ends all doubt, even where an earlier try of a repeatable write got no answer. */
function isRefusal(status: number | null): boolean {
  return status !== null && status >= 300 && status < 500 && status !== 429 && status !== 408;
}

function unknownOutcome(failure: CallFailure, operation: Operation, context: Explaining): UnknownOutcomeError {
  const { outcome } = failure;
  const why =
    outcome.kind === "failure" ? noAnswerText(outcome, context) : `GitLab answered ${failure.status ?? "nothing"}`;
  return new UnknownOutcomeError(
    `it is not known whether GitLab did it (${operation.action}${inProject(operation)}): ${why}`,
    { code: "GITLAB_OUTCOME_UNKNOWN", status: failure.status, retryAfterMs: failure.retryAfterMs },
    outcome.kind === "failure" ? { cause: outcome.cause } : undefined,
  );
}

function noAnswer(outcome: Failed, failure: CallFailure, context: Explaining): Error {
  if (outcome.proxy?.status === 407) return proxyWantsPassword(outcome.proxy);
  const text = noAnswerText(outcome, context);
  const options = { cause: outcome.cause };
  if (outcome.reason === "untrusted") return operatorError("GITLAB_URL", text, [], options);
  const code =
    outcome.proxy !== null ? "PROXY_FAILED" : outcome.reason === "timeout" ? "GITLAB_TIMEOUT" : "GITLAB_UNREACHABLE";
  return new TransientError(text, { code, status: null, retryAfterMs: failure.retryAfterMs }, options);
}

function noAnswerText(outcome: Failed, context: Explaining): string {
  const { web } = context.address;
  if (outcome.proxy !== null) return proxyText(outcome.proxy, outcome.code, web);
  if (outcome.reason === "timeout") return `GitLab at ${web} did not answer within ${context.timeoutMs / 1000} seconds`;
  if (outcome.reason === "untrusted") return `the certificate of ${web} is not trusted: ${trustRemedy(outcome.code)}`;
  if (outcome.reason === "broken") return `the connection to GitLab at ${web} broke off (${outcome.code})`;
  return `GitLab at ${web} cannot be reached (${outcome.code}): ${reachRemedy(outcome.code)}`;
}

function trustRemedy(code: string): string {
  if (code === "CERT_HAS_EXPIRED")
    return "it has expired and must be renewed on the server; NODE_EXTRA_CA_CERTS cannot help";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return "it is for another host name; use the name it was made for (NODE_EXTRA_CA_CERTS cannot help)";
  }
  return `set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of your own authority (${code})`;
}

function reachRemedy(code: string): string {
  if (code === "ENOTFOUND") return "there is no such host; check GITLAB_URL";
  if (code === "NOT_TLS") {
    return "it does not speak https on this port; check whether GITLAB_URL should begin with http://";
  }
  return "check GITLAB_URL, the network and whether the instance is up";
}

async function redirected(outcome: Redirected, operation: Operation, context: Explaining): Promise<Error> {
  const { web } = context.address;
  if (outcome.inside && operation.write !== null) {
    const now = await context.diagnose();
    const name = now === null ? "the new path, or the project's id" : `${now.path}, or the project's id ${now.id}`;
    return new PermanentError(
      `${operation.project ?? web} was renamed or moved${now === null ? "" : ` to ${now.path}`}, and GitLab takes no changes under the old name`,
      { code: "GITLAB_PROJECT_MOVED", status: outcome.status, remedy: `Use ${name}, which never changes.` },
    );
  }
  const target = URL.canParse(outcome.location) ? new URL(outcome.location) : null;
  const where = target === null ? "nowhere" : `${target.origin}${target.pathname}`;
  const problem = context.secret.redact(
    `${web} redirects to ${where}, where the token is not sent; set GITLAB_URL to the address that GitLab calls its own`,
  );
  return operatorError("GITLAB_URL", problem, []);
}

function tooLarge(maxBytes: number, operation: Operation): PermanentError {
  return new PermanentError(
    `${operation.thing ?? "the answer"}${inProject(operation)} is larger than ${maxBytes / 1024 / 1024} MiB`,
    { code: "GITLAB_FILE_TOO_LARGE", status: 200, remedy: "Make the file smaller, or name another one." },
  );
}

function notGitLab(context: Explaining, status: number, mediaType: string): Error {
  const problem = `${context.address.web} did not answer as GitLab's API does (${status}, ${mediaType || "no content type"}): is GITLAB_URL right, and is a sign-in page or a proxy in between?`;
  return operatorError("GITLAB_URL", context.secret.redact(problem), []);
}

function rateLimited(failure: CallFailure, context: Explaining): TransientError {
  const seconds = Math.ceil(failure.retryAfterMs / 1000);
  const why = failure.status === null ? "asked to wait" : "gets too many requests";
  return new TransientError(`GitLab at ${context.address.web} ${why}: try again in ${seconds} seconds`, {
    code: "GITLAB_RATE_LIMIT",
    status: failure.status,
    retryAfterMs: failure.retryAfterMs,
  });
}

function outage(status: number, body: unknown, failure: CallFailure, context: Explaining): TransientError {
  const said = parseErrorText(body).text;
  const detail = said === null ? "" : `: ${context.secret.redact(said)}`;
  return new TransientError(`GitLab at ${context.address.web} is out of order (${status}${detail})`, {
    code: "GITLAB_OUTAGE",
    status,
    retryAfterMs: failure.retryAfterMs,
  });
}

function inProject(operation: Operation): string {
  return operation.project === null ? "" : ` in ${operation.project}`;
}
