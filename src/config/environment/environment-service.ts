import { ConfigError } from "../../domain/errors.ts";
import type { HiddenText } from "./environment.ts";
import { type EnvironmentPart, environmentProblem, isSet, type Variables } from "./environment-part.ts";

/** What only the service reads from the environment, checked. */
export interface ServiceEnvironment {
  /** Signing tokens of the webhooks, several while one is replaced by another; their form is checked by the receiver. */
  readonly signingTokens: readonly HiddenText[];
  /** Secret tokens of the webhooks, likewise. */
  readonly webhookTokens: readonly HiddenText[];
  /** Passwords of the admin page, several while one is replaced by another; none switches it off. */
  readonly adminPasswords: readonly HiddenText[];
  /** Where jobs are kept, with a password perhaps; null for a directory of this process. */
  readonly queueUrl: HiddenText | null;
  /** Keeps several installations on one server apart. */
  readonly queuePrefix: string;
}

/**
 * Reads what only the service needs. `readFile` gives a file's text or throws.
 * @throws ConfigError with every problem, each under `file: "environment"`; no message holds a secret.
 */
export function parseServiceEnvironment(env: Variables, readFile: (path: string) => string): ServiceEnvironment {
  const signing = readWords(env, "CADENCE_SIGNING_TOKEN", readFile);
  const tokens = readWords(env, "CADENCE_WEBHOOK_TOKEN", readFile);
  const admin = longEnough(readWords(env, "CADENCE_ADMIN_PASSWORD", readFile));
  const queue = readQueueUrl(readWords(env, "CADENCE_QUEUE_URL", readFile));
  const prefix = readPrefix(env["CADENCE_QUEUE_PREFIX"]);
  const problems = [signing, tokens, admin, queue, prefix].flatMap((part) => (part.ok ? [] : [part.problem]));
  if (!signing.ok || !tokens.ok || !admin.ok || !queue.ok || !prefix.ok) {
    throw new ConfigError(problems.map(({ key, problem }) => `${key}: ${problem}`).join("; "), problems);
  }
  return {
    signingTokens: signing.value.map(hidden),
    webhookTokens: tokens.value.map(hidden),
    adminPasswords: admin.value.map(hidden),
    queueUrl: queue.value === null ? null : hidden(queue.value),
    queuePrefix: prefix.value,
  };
}

/** Nothing tells GitLab's deliveries from a stranger's: which variable to set, and how to make what to set it to. */
export function noSecretError(): ConfigError {
  const key = "CADENCE_SIGNING_TOKEN";
  const problem = "there is no secret to know GitLab's deliveries by";
  const ways = [
    "CADENCE_SIGNING_TOKEN=whsec_$(openssl rand -base64 32)",
    "CADENCE_SIGNING_TOKEN_FILE=a file that holds it",
    "CADENCE_WEBHOOK_TOKEN=$(openssl rand -hex 32), before GitLab 19.0",
    "CADENCE_WEBHOOK_TOKEN_FILE=a file that holds it",
  ];
  return new ConfigError(`${key}: ${problem}`, [environmentProblem(key, problem, ways)]);
}

function hidden(text: string): HiddenText {
  return { reveal: () => text };
}

/** The words of a variable, or of the file that its sister with `_FILE` names. */
function readWords(
  env: Variables,
  key: string,
  readFile: (path: string) => string,
): EnvironmentPart<readonly string[]> {
  const [text, file] = [env[key], env[`${key}_FILE`]];
  if (isSet(text) && isSet(file)) {
    return refused(`${key}_FILE`, `${key} and ${key}_FILE are both set: which one counts?`, ["one of both"]);
  }
  if (isSet(text)) return words(key, text);
  if (!isSet(file)) return { ok: true, value: [] };
  try {
    return words(`${key}_FILE`, readFile(file));
  } catch (error) {
    const code = /^E[A-Z]+$/.exec(String((error as { readonly code?: unknown } | null)?.code))?.[0];
    const problem = code === undefined ? "the file cannot be read" : `the file cannot be read (${code})`;
    return refused(`${key}_FILE`, problem, ["the path of a file that holds the secret"]);
  }
}

function words(key: string, text: string): EnvironmentPart<readonly string[]> {
  const value = text.replace(/^\uFEFF/, "").match(/\S+/g);
  return value === null
    ? refused(key, "the secret is blank", ["the secret; several are separated by blanks"])
    : { ok: true, value };
}

/** Somebody may try one after the other. */
const SHORTEST_PASSWORD = 16;

function longEnough(read: EnvironmentPart<readonly string[]>): EnvironmentPart<readonly string[]> {
  if (!read.ok || read.value.every((word) => word.length >= SHORTEST_PASSWORD)) return read;
  const problem = `the password is shorter than ${SHORTEST_PASSWORD} characters`;
  return refused("CADENCE_ADMIN_PASSWORD", problem, ["what `openssl rand -base64 24` prints"]);
}

/** Ways to run Redis that the service does not know. */
const NOT_SUPPORTED: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:rediss?[+-]?)?sentinels?:/i,
    "Redis Sentinel is not supported: give the address of the master, behind a name or proxy that follows it",
  ],
  [/^rediss?:\/\/\S*,|^rediss?:.*\s/i, "several hosts are not supported: give the address of one server"],
  [
    /^rediss?:[^?]*\?(?:.*&)?(?:cert|key|pfx|tls)\w*=/i,
    "client certificates are not supported for Redis: let the server do without them (tls-auth-clients no)",
  ],
];

function readQueueUrl(read: EnvironmentPart<readonly string[]>): EnvironmentPart<string | null> {
  if (!read.ok) return read;
  const [url, ...more] = read.value;
  if (url === undefined) return { ok: true, value: null };
  const problem = NOT_SUPPORTED.find(([pattern]) => pattern.test(read.value.join(" ")))?.[1];
  if (problem !== undefined) return refused("CADENCE_QUEUE_URL", problem, ["redis://host:6379", "rediss://host:6379"]);
  const isKnown = more.length === 0 && URL.canParse(url) && /^(?:rediss?|postgres(?:ql)?):\/\//.test(url);
  // It may hold a password, so it is never shown.
  return isKnown
    ? { ok: true, value: url }
    : refused("CADENCE_QUEUE_URL", "not the address of a queue", [
        "redis://host:6379",
        "postgres://user@host/database",
      ]);
}

function readPrefix(prefix: string | undefined): EnvironmentPart<string> {
  if (!isSet(prefix)) return { ok: true, value: "cadence" };
  if (/^[a-z_][a-z0-9_]{0,62}$/i.test(prefix)) return { ok: true, value: prefix };
  const problem = environmentProblem(
    "CADENCE_QUEUE_PREFIX",
    "not a prefix",
    ["letters, digits and underscores"],
    prefix,
  );
  return { ok: false, problem };
}

function refused(key: string, problem: string, allowed: readonly string[]): EnvironmentPart<never> {
  return { ok: false, problem: environmentProblem(key, problem, allowed) };
}
