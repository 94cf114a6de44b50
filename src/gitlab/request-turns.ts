import type { Outcome, Request } from "./outcome.ts";

/** Shares out what GitLab lets a token send. */
export interface RequestTurns {
  /** Milliseconds after which to ask again; 0 where the request may go out now, and is counted. */
  take(request: Request): Promise<number>;
  /** Takes in what GitLab says of its limits. */
  learn(request: Request, outcome: Outcome): Promise<void>;
}
