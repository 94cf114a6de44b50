import type { SetupOutcome } from "../../setup/apply-setup.ts";
import type { SetupPlan } from "../../setup/types.ts";

/** The document of `cadence init --json` for one project. `outcome` is null where nothing was written. */
export function initDocument(plan: SetupPlan, outcome: SetupOutcome | null): unknown {
  return {
    project: plan.project,
    applied: outcome !== null,
    obstacles: plan.obstacles,
    files: plan.files,
    labels: plan.labels.map(({ verdict, label, reason }) => ({ verdict, ...label, reason })),
    mergeRequest:
      plan.mergeRequest === null
        ? null
        : { ...plan.mergeRequest, url: outcome?.mergeRequestUrl ?? plan.mergeRequest.url },
    schedule: plan.schedule,
    hints: plan.hints,
  };
}
