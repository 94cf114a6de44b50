import { endpointName } from "./endpoint-name.ts";
import { laneOf } from "./lanes.ts";
import type { GitLabRequest, Outcome } from "./outcome.ts";

/** What is counted of one request. */
export interface AnswerFacts {
  readonly method: GitLabRequest["method"];
  /** Without ids, see `endpointName`. */
  readonly endpoint: string;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Requests that GitLab allows in its present window, and those left; null where it does not say, and of files, which are limited apart. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Which try of the request it was, from 1 on. */
  readonly attempt: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Says of a request what can be counted without naming a project or a person. Pure. */
export function answerFacts(
  { method, url }: Pick<GitLabRequest, "method" | "url">,
  outcome: Outcome,
): Omit<AnswerFacts, "attempt" | "startedAt" | "endedAt"> {
  const isGeneral = laneOf({ method, url }).throttle === "api";
  const count = (name: string): number | null => {
    const text = outcome.kind === "answer" && isGeneral ? (outcome.headers.get(name)?.trim() ?? "") : "";
    return /^\d{1,12}$/.test(text) ? Number(text) : null;
  };
  return {
    method,
    endpoint: endpointName(url),
    // A good answer that was too long to be taken is one all the same.
    status: "status" in outcome ? outcome.status : outcome.kind === "too-large" ? 200 : null,
    limit: count("ratelimit-limit"),
    remaining: count("ratelimit-remaining"),
  };
}
