import type { Outcome } from "./exchange.ts";
import type { Secret } from "./token.ts";

type Failure = Omit<Extract<Outcome, { kind: "failure" }>, "kind">;

/** Codes of failures before the first byte of a request left this machine. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Codes that Node and OpenSSL give where the server's certificate is not believed. */
const NOT_TRUSTED =
  /^(CERT_|ERR_TLS_CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY|DECRYPT)|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)/;

/** Sorts what fetch or reading a body threw; the cause is rebuilt without sockets, requests or the token. */
export function describeFailure(error: unknown, secret: Secret): Failure {
  const root = rootOf(error);
  const code = codeOf(root);
  const cause = Object.assign(new Error(secret.redact(messageOf(root))), { code });
  if (isTimeout(error) || isTimeout(root)) return { reason: "timeout", sent: true, code: "TIMEOUT", cause };
  if (NOT_TRUSTED.test(code)) return { reason: "untrusted", sent: false, code, cause };
  // A TLS greeting answered in plain text: nothing of the request was sent yet.
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "EPROTO")
    return { reason: "unreachable", sent: false, code, cause };
  if (NOT_SENT.has(code)) return { reason: "unreachable", sent: false, code, cause };
  return { reason: "broken", sent: true, code: error instanceof SyntaxError ? "INVALID_JSON" : code, cause };
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
}

/** fetch hides what happened behind `cause`, and several tried addresses behind an AggregateError. */
function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return rootOf(error.cause);
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "UNKNOWN";
}

function messageOf(error: unknown): string {
  // JSON.parse quotes the text it failed on: issues' text has no place in a log.
  if (error instanceof SyntaxError) return "the answer is not complete JSON";
  return error instanceof Error ? error.message : String(error);
}
