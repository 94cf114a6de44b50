import { operatorError, parseAddress } from "./address.ts";
import type { CallContext } from "./call.ts";
import { createCallContext } from "./call.ts";
import { createComments } from "./comments.ts";
import { httpTransport } from "./http-transport.ts";
import type { GitLab, Log } from "./port.ts";
import { createReads } from "./reads.ts";
import { createSecret } from "./token.ts";
import { fetchTransport } from "./transport.ts";
import { USER_AGENT } from "./user-agent.ts";
import { createWrites } from "./writes.ts";

export interface GitLabOptions {
  /** Address of the instance, base path included; a trailing `/api/v4` is dropped. */
  readonly url: string;
  /** Personal, project or group access token. It appears in no message, cause or log. */
  readonly token: string;
  /** Numeric id or full path. */
  readonly project: string;
  readonly userAgent?: string;
  /** Longest time for one request, in milliseconds; default 30 seconds. */
  readonly timeoutMs?: number;
  /** Instead of Node's http and https modules. */
  readonly fetch?: typeof fetch;
  readonly sleep?: (ms: number) => Promise<void>;
  /** A number in [0, 1), for jitter. */
  readonly random?: () => number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Longest time that one call waits for rate limits in all, in milliseconds; default 5 minutes. */
  readonly maxWaitMs?: number;
  readonly log?: Log;
}

const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {} };

/**
 * A client for one project of one GitLab instance.
 *
 * Calls throw `ConfigError`, `PermanentError` or `TransientError`; only `createIssue`, `createNote` and repeatable writes whose tries
 * all went wrong, throw its kind `UnknownOutcomeError`. Nothing is sent before the first call.
 * @throws ConfigError for an address or token that cannot be used.
 */
export function createGitLab(options: GitLabOptions): GitLab {
  if (options.project.trim() === "") {
    throw operatorError("--project", "there is no project to serve", ["a numeric id", "group/project"]);
  }
  const context: CallContext = createCallContext({
    address: parseAddress(options.url),
    secret: createSecret(options.token),
    project: options.project,
    userAgent: options.userAgent ?? USER_AGENT,
    timeoutMs: options.timeoutMs ?? 30_000,
    transport: options.fetch === undefined ? httpTransport : fetchTransport(options.fetch),
    sleep: options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    random: options.random ?? Math.random,
    now: options.now ?? Date.now,
    maxWaitMs: options.maxWaitMs ?? 5 * 60_000,
    log: options.log ?? SILENT,
  });
  return {
    url: context.address.web,
    projectRef: options.project,
    ...createReads(context),
    ...createComments(context),
    ...createWrites(context),
    get requests() {
      return { ...context.counts };
    },
  };
}
