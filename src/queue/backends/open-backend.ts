import { ConfigError } from "../../domain/errors.ts";
import type { Log } from "../../domain/log.ts";
import type { Backend, Traced } from "../backend.ts";
import type { QueueServer } from "./openers.ts";

export interface BackendOptions {
  /** `redis://`, `rediss://`, `postgres://`, `postgresql://`; null for the memory of this process. */
  readonly url: string | null;
  /** Where a queue in this process keeps what must outlive it. */
  readonly directory: string;
  /** Keeps several installations on one server apart: letters, digits, underscores. */
  readonly prefix?: string;
  readonly log: Log;
  readonly traced?: Traced;
  /** Milliseconds a server may take to answer; GitLab gives a webhook ten seconds, and its sender tries a failed one again. */
  readonly answerMs?: number;
}

const ANSWER_MS = 900;
const PREFIX = /^[a-z_][a-z0-9_]{0,62}$/i;

/**
 * Connects to where jobs are kept. Throws ConfigError for an address that is none, and for a directory that another
 * process uses; QueueUnavailableError, within seconds, when the server does not answer.
 */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  const { url, directory, prefix = "cadence", log, traced = {}, answerMs = ANSWER_MS } = options;
  if (!PREFIX.test(prefix)) {
    throw new ConfigError(`the queue's prefix ${JSON.stringify(prefix)} is not letters, digits and underscores`);
  }
  // Each loads its driver (25 to 250 ms) when it is the one in use.
  if (url === null) return (await import("./embedded.ts")).openEmbedded({ directory, log });
  const address = parseAddress(url);
  const server: QueueServer = { url, place: withoutPassword(address), prefix, log, traced, answerMs };
  if (["redis:", "rediss:"].includes(address.protocol)) return (await import("./redis.ts")).openRedis(server);
  if (["postgres:", "postgresql:"].includes(address.protocol))
    return (await import("./postgres.ts")).openPostgres(server);
  throw badAddress(`starts with ${address.protocol}//`);
}

function parseAddress(url: string): URL {
  // The text itself may hold a password, so it is never shown.
  if (!URL.canParse(url)) throw badAddress("is not a URL");
  return new URL(url);
}

function badAddress(what: string): ConfigError {
  return new ConfigError(
    `the address of the queue ${what}; give redis://, rediss:// or postgres://, or none to keep jobs in this process`,
  );
}

function withoutPassword(address: URL): string {
  return `${address.protocol}//${address.host}${address.pathname === "/" ? "" : address.pathname}`;
}
