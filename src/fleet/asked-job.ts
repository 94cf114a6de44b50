import type { Reason } from "../domain/reason.ts";
import type { Instant } from "../domain/time/types.ts";
import type { KnownProject } from "./state.ts";
import type { ReconcileJob } from "./types.ts";

/**
 * The look that something else than a sweep asks for: a webhook, a timer, a person. Null for a project that is not of the fleet
 * as far as the last sweep knows, or that is held up: what it asks for is left to the next sweep.
 */
export function askedJob({ seen }: KnownProject, reason: Reason, at: Instant): ReconcileJob | null {
  if (seen === null || seen.obstacle !== null) return null;
  return { project: seen, what: "reconcile", reasons: [reason], notBefore: at };
}
