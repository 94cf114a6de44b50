import type { SetupOutcome } from "../../setup/apply-setup.ts";
import type { SetupDecision, SetupPlan } from "../../setup/types.ts";

/** A step as it is published: its decision is a `verdict` there. */
export function publishedStep<T extends object>({
  decision,
  ...step
}: T & { readonly decision: SetupDecision }): unknown {
  return { verdict: decision, ...step };
}

/** The document of `cadence init --json` for one project. `outcome` is null where nothing was written. */
export function initDocument(plan: SetupPlan, outcome: SetupOutcome | null): unknown {
  const { mergeRequest, schedule } = plan;
  return {
    project: plan.project,
    applied: outcome !== null,
    obstacles: plan.obstacles,
    files: plan.files.map(publishedStep),
    labels: plan.labels.map(({ decision, label, reason }) => publishedStep({ decision, ...label, reason })),
    mergeRequest:
      mergeRequest === null
        ? null
        : publishedStep({ ...mergeRequest, url: outcome?.mergeRequestUrl ?? mergeRequest.url }),
    schedule: schedule === null ? null : publishedStep(schedule),
    hints: plan.hints,
    proposals: plan.proposals,
  };
}
