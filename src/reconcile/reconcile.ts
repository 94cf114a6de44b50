import { type Applied, applyActions } from "./apply.ts";
import { type ObserveDependencies, observe, observeDetails, type ShippedTemplates } from "./observe.ts";
import { planProject } from "./plan.ts";
import { projectState } from "./state.ts";
import type { Action, Details, Plan, ProjectState } from "./types.ts";

/** What one look at a project depends on; built once by the entry point. */
export interface ReconcileDependencies extends ObserveDependencies {
  readonly shippedTemplate: ShippedTemplates;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onAction?: (action: Action) => void;
}

export interface Planned {
  readonly state: ProjectState;
  readonly details: Details;
  readonly plan: Plan;
}

export interface Reconciled extends Planned {
  readonly applied: readonly Applied[];
}

/** Reads the project and says how it stands: the first half of a plan. */
export async function observeProject(deps: ReconcileDependencies): Promise<ProjectState> {
  return projectState(await observe(deps));
}

/** Observes and plans; writes nothing. */
export async function planOnly(deps: ReconcileDependencies): Promise<Planned> {
  const state = await observeProject(deps);
  const details = await observeDetails(deps.gitlab, state, deps.shippedTemplate);
  return { state, details, plan: planProject(state, details) };
}

/**
 * Brings one project to the wanted state: observe, plan, apply. Safe to repeat, to run side by side and to kill at any
 * point (law 1). Throws when the project could not be observed; failed actions are in `applied`.
 */
export async function reconcile(deps: ReconcileDependencies): Promise<Reconciled> {
  const planned = await planOnly(deps);
  const applied = await applyActions(planned.plan.actions, {
    gitlab: deps.gitlab,
    agendaLabel: planned.state.snapshot.configuration.agendaLabel,
    sleep: deps.sleep,
    ...(deps.onAction === undefined ? {} : { onAction: deps.onAction }),
  });
  return { ...planned, applied };
}
