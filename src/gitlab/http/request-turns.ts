import type { GitLabRequest, Outcome } from "./outcome.ts";

export interface Turn {
  /** Milliseconds after which to ask again; 0 where the request may go out now, and is counted. */
  readonly waitMs: number;
  /** Whoever comes again instead of waiting has done nothing in vain. */
  readonly canLeave: boolean;
}

/** Shares out what GitLab lets a token send. */
export interface RequestTurns {
  take(request: GitLabRequest): Promise<Turn>;
  /** Takes in what GitLab says of its limits. */
  learn(request: GitLabRequest, outcome: Outcome): Promise<void>;
}
