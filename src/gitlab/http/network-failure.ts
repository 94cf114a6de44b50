import { isNamed, messageOf } from "../../domain/errors.ts";
import type { Outcome } from "./outcome.ts";
import type { ProxyFailure } from "./proxy.ts";
import type { Secret } from "./token.ts";

type NetworkFailure = Omit<Extract<Outcome, { kind: "failure" }>, "kind">;

/** Codes that only a connection not yet made gives; others tell by `syscall`. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** A TLS greeting answered in plain text. */
const NOT_TLS = /wrong version number|packet length too long/i;

/** Codes that Node and OpenSSL give where the server's certificate is not believed. */
const NOT_TRUSTED =
  /^(CERT_|ERR_TLS_CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY|DECRYPT)|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)/;

/** Sorts what sending or reading an answer threw; the cause is rebuilt without sockets, requests or the token. */
export function describeFailure(error: unknown, timedOut: boolean, secret: Secret): NetworkFailure {
  if (isNamed<ProxyFailure>(error, "ProxyFailure")) {
    const code = timedOut ? "TIMEOUT" : error.status === null ? codeOf(rootOf(error)) : `PROXY_${error.status}`;
    const cause = Object.assign(new Error(secret.redact(textOf(rootOf(error)))), { code });
    return { reason: "unreachable", sent: false, code, cause, proxy: error };
  }
  return { ...describeOther(error, timedOut, secret), proxy: null };
}

function describeOther(error: unknown, timedOut: boolean, secret: Secret): Omit<NetworkFailure, "proxy"> {
  const root = rootOf(error);
  const code = codeOf(root);
  const cause = Object.assign(new Error(secret.redact(textOf(root))), { code });
  if (timedOut) return { reason: "timeout", sent: true, code: "TIMEOUT", cause };
  if (NOT_TRUSTED.test(code)) return { reason: "untrusted", sent: false, code, cause };
  if (NOT_TLS.test(cause.message)) return { reason: "unreachable", sent: false, code: "NOT_TLS", cause };
  if (isConnecting(root)) return { reason: "unreachable", sent: false, code, cause };
  return { reason: "broken", sent: true, code: error instanceof SyntaxError ? "INVALID_JSON" : code, cause };
}

/** fetch hides what happened behind `cause`, and several tried addresses behind an AggregateError. */
function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return rootOf(error.cause);
  return error;
}

/** Whether what failed was the connection, before the first byte of the request. */
export function isConnecting(error: unknown): boolean {
  const root = rootOf(error);
  const isSetUp = root instanceof Error && "syscall" in root && /^(?:connect|getaddrinfo)$/.test(String(root.syscall));
  return isSetUp || NOT_CONNECTED.has(codeOf(root));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "UNKNOWN";
}

function textOf(error: unknown): string {
  // JSON.parse quotes the text it failed on: issues' text has no place in a log.
  if (error instanceof SyntaxError) return "the answer is not complete JSON";
  return messageOf(error);
}
