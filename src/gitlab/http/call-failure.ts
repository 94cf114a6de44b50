import type { Outcome } from "./outcome.ts";

/** A request for which no further try is due; turned into one of the three kinds of errors by `explainFailure`. */
export class CallFailure extends Error {
  override readonly name = "CallFailure";
  /** How the last try ended; `limited` where not even a first one was made, since GitLab asked to wait too long. */
  readonly outcome: Outcome | { readonly kind: "limited" };
  /** Whether one of the tries may have changed something in GitLab. */
  readonly unknown: boolean;
  readonly retryAfterMs: number;
  constructor(outcome: CallFailure["outcome"], fields: { readonly unknown: boolean; readonly retryAfterMs: number }) {
    super(`request failed: ${outcome.kind}`);
    this.outcome = outcome;
    this.unknown = fields.unknown;
    this.retryAfterMs = fields.retryAfterMs;
  }

  /** Status of GitLab's answer, or null where none came. */
  get status(): number | null {
    return "status" in this.outcome ? this.outcome.status : null;
  }
}
