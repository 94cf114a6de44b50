import type { RequestCounts } from "../../gitlab/port.ts";
import type { Applied } from "../../reconcile/apply/apply-actions.ts";
import type { Plan } from "../../reconcile/model/types.ts";
import { errorDocument } from "./error-document.ts";

/** A plan, and what became of it, as `--json` shows it; its schema is docs/schema/plan.schema.json. */
export function planDocument(
  project: string,
  customer: string,
  plan: Plan,
  requests: RequestCounts,
  done: { readonly run: string | null; readonly applied: readonly Applied[] } | null,
): Readonly<Record<string, unknown>> {
  return {
    project,
    customer,
    at: plan.at,
    actions: plan.actions,
    skipped: plan.skipped,
    leftBehind: [...plan.leftBehind].flatMap(([series, items]) => items.map((item) => ({ series, ...item }))),
    warnings: plan.warnings,
    problems: plan.problems.map(errorDocument),
    nextWakeAt: plan.nextWakeAt,
    requests: { ...requests },
    run: done?.run ?? null,
    applied:
      done?.applied.map(({ outcome, iid, webUrl, error }, index) => ({
        action: index,
        outcome,
        iid,
        webUrl,
        error: error === null ? null : errorDocument(error),
      })) ?? null,
  };
}
