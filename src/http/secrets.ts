import { createHash } from "node:crypto";
import { ConfigError, type Problem } from "../domain/errors.ts";

/** What the operator configured; several of a kind while one is being replaced by another. */
export interface WebhookSecrets {
  /** Signing tokens of GitLab's webhooks, `whsec_` and the base64 of 32 bytes (GitLab 19.0 and newer). */
  readonly signingTokens: readonly string[];
  /** Secret tokens, sent in plain text by GitLab; they count only where no signing token is given. */
  readonly tokens: readonly string[];
}

/** Secrets ready to compare with; printing or serialising it shows no secret in a form that could be used. */
export type Keys =
  | { readonly kind: "signature"; readonly keys: readonly Buffer[] }
  | { readonly kind: "token"; readonly digests: readonly Buffer[] };

const PREFIX = "whsec_";
/** GitLab makes and takes keys of exactly this length. */
const KEY_BYTES = 32;
const SIGNING_TOKEN = "a signing token as GitLab shows it once, whsec_ and 44 characters of base64";
const SECRET_TOKEN = "the secret token of the webhook in GitLab, printable ASCII without blanks at its ends";

/**
 * Reads the secrets. Where a signing token is given, deliveries must be signed: a plain token travels with each of them
 * and would let whoever has seen one forge others.
 *
 * @throws ConfigError where none is given or one is malformed; it counts the secrets instead of showing them.
 */
export function readSecrets({ signingTokens, tokens }: WebhookSecrets): Keys {
  const problems: Problem[] = [];
  if (signingTokens.length + tokens.length === 0)
    problems.push(secretProblem("webhook secrets", "there is no secret to know GitLab's deliveries by"));
  const keys = signingTokens.map((text, index) => {
    const key = readKey(text);
    if (key === null) problems.push(secretProblem(`webhook signing token ${index + 1}`, signingProblem(text)));
    return key ?? Buffer.alloc(0);
  });
  tokens.forEach((text, index) => {
    const problem = tokenProblem(text);
    if (problem !== null) problems.push(secretProblem(`webhook token ${index + 1}`, problem));
  });
  if (problems.length > 0) {
    throw new ConfigError(problems.map(({ key, problem }) => `${key}: ${problem}`).join("; "), problems);
  }
  return keys.length > 0 ? { kind: "signature", keys } : { kind: "token", digests: tokens.map(digest) };
}

/** Makes texts of any length comparable in constant time. */
export function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function readKey(text: string): Buffer | null {
  const encoded = text.slice(PREFIX.length);
  const key = Buffer.from(encoded, "base64");
  // Buffer.from drops what is no base64 without a word.
  const wellFormed = text.startsWith(PREFIX) && key.length === KEY_BYTES && key.toString("base64") === encoded;
  return wellFormed ? key : null;
}

function signingProblem(text: string): string {
  if (!text.startsWith(PREFIX)) return `it does not begin with ${PREFIX}`;
  return `what follows ${PREFIX} is not the base64 of ${KEY_BYTES} bytes`;
}

function tokenProblem(text: string): string | null {
  if (text === "") return "it is empty";
  if (readKey(text) !== null) return "it is a signing token and belongs among those";
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) ? null : "it holds what no header can carry unchanged";
}

function secretProblem(key: string, problem: string): Problem {
  const allowed = key.startsWith("webhook token") ? [SECRET_TOKEN] : [SIGNING_TOKEN, SECRET_TOKEN];
  return { file: "environment", line: null, column: null, key, found: null, problem, allowed, nearest: null };
}
