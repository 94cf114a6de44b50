import { isTransientError } from "../../domain/errors.ts";
import type { Action } from "../model/types.ts";
import type { Applied, ApplyDependencies } from "./applied.ts";
import { applyOne } from "./apply-action.ts";

export type { Applied, ApplyDependencies } from "./applied.ts";

/** The comment an action follows from, or null. */
function requestOf(action: Action): unknown {
  return action.reason.rule === "asked-by-comment" ? action.reason.data["comment"] : null;
}

/** An answer says "done": it waits while something that was asked for is not. */
function isEarly(action: Action, results: readonly Applied[]): boolean {
  if (action.kind !== "react") return false;
  return results.some((one) => {
    if (one.outcome === "done" || one.outcome === "already-done") return false;
    const asked = requestOf(one.action) === requestOf(action);
    const copies = one.action.kind === "edit-items" && one.action.edits.some((edit) => action.items.includes(edit.id));
    return asked || copies;
  });
}

/**
 * Carries a plan out, action by action. One that fails does not stop the others, unless GitLab asks to come back later:
 * then the rest is left to the next run.
 */
export async function applyActions(actions: readonly Action[], deps: ApplyDependencies): Promise<readonly Applied[]> {
  const results: Applied[] = [];
  let stopped: Error | null = null;
  for (const action of actions) {
    if (stopped !== null || isEarly(action, results)) {
      const outcome = stopped === null ? "put-off" : "failed";
      results.push({ action, outcome, iid: null, webUrl: null, error: stopped });
      continue;
    }
    try {
      deps.onAction?.(action);
      results.push({ action, ...(await applyOne(action, deps)), error: null });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      results.push({ action, outcome: "failed", iid: null, webUrl: null, error });
      if (isTransientError(error)) stopped = error;
    }
  }
  return results;
}
