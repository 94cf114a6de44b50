import type { Proxies } from "../../config/environment/environment-proxy.ts";
import type { Log } from "../../domain/log.ts";
import type { AnswerFacts } from "../http/answer-facts.ts";
import type { RequestTurns } from "../http/request-turns.ts";

/** How to reach one project of one GitLab instance. */
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
  /** Proxies on the way to GitLab; default: none. Not for a `fetch` of one's own. */
  readonly proxies?: Proxies;
  /** Instead of Node's http and https modules. */
  readonly fetch?: typeof fetch;
  readonly sleep?: (ms: number) => Promise<void>;
  /** A number in [0, 1), for jitter. */
  readonly random?: () => number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Longest time that one call waits for rate limits in all, in milliseconds; default 5 minutes. */
  readonly maxWaitMs?: number;
  /** The same for a turn that says one may as well come again (`canLeave`); default: as long as for any other. */
  readonly leaveAfterMs?: number;
  readonly log?: Log;
  /** Says when a request may go out, for all clients that share it (`createRequestBudget`); default: at once. */
  readonly turns?: RequestTurns;
  /** Told of every request and what came of it, retries and redirects included. */
  readonly onAnswer?: (facts: AnswerFacts) => void;
}
