import type { Log } from "../../src/domain/log.ts";
import { DAY_MS } from "../../src/domain/time/units.ts";
import type { TokenFacts } from "../../src/fleet/alerts.ts";
import { readTokenFacts } from "../../src/fleet/token-facts.ts";
import type { FleetGitLab } from "../../src/gitlab/fleet-port.ts";
import type { AnswerFacts } from "../../src/gitlab/http/answer-facts.ts";

/** What is known of the token in use. */
export interface TokenWatch {
  readonly facts: TokenFacts;
  /** Asks GitLab where that is due: at the start, once a day, and after a request that was refused. Never throws. */
  tick(): Promise<void>;
  /** Takes in the answers to all requests. */
  readonly onAnswer: (facts: AnswerFacts) => void;
  /** Forgets what was known: there is another token. */
  reset(): void;
}

/** Watches the token of the client that `gitlab` gives. `now` in milliseconds since 1970. */
export function watchToken(gitlab: () => FleetGitLab, now: () => number, log: Log): TokenWatch {
  let facts: TokenFacts = { kind: "unknown" };
  let askedAt = Number.NEGATIVE_INFINITY;
  let wasRefused = false;
  return {
    get facts() {
      return facts;
    },
    async tick() {
      if (!wasRefused && now() - askedAt < DAY_MS) return;
      [askedAt, wasRefused] = [now(), false];
      const read = await readTokenFacts(gitlab(), new Date(now()).toISOString(), log);
      if (read === null) askedAt = Number.NEGATIVE_INFINITY;
      // A refusal began with the first.
      else if (read.kind !== "refused" || facts.kind !== "refused") facts = read;
    },
    onAnswer({ status }) {
      if (status === 401) wasRefused = true;
    },
    reset() {
      [facts, askedAt] = [{ kind: "unknown" }, Number.NEGATIVE_INFINITY];
    },
  };
}
