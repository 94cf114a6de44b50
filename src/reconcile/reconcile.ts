import type { ProjectConfiguration } from "../config/types.ts";
import type { HolidayCalendar, Instant } from "../domain/schedule/types.ts";
import type { GitLab } from "../gitlab/port.ts";
import { type Applied, applyActions } from "./apply.ts";
import { observe, observeDetails, type ShippedTemplates } from "./observe.ts";
import { planProject } from "./plan.ts";
import { projectState } from "./state.ts";
import type { Action, Details, Plan, ProjectState } from "./types.ts";

/** What one look at a project depends on; built once by the entry point. */
export interface ReconcileDependencies {
  readonly gitlab: GitLab;
  /** Reads and checks the configuration of the project. */
  readonly readConfiguration: (gitlab: GitLab) => Promise<ProjectConfiguration>;
  readonly holidays: (countries: readonly string[]) => Promise<HolidayCalendar>;
  readonly shippedTemplate: ShippedTemplates;
  readonly now: () => Instant;
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
  const at = deps.now();
  const configuration = await deps.readConfiguration(deps.gitlab);
  const calendar = await deps.holidays(configuration.countries);
  return projectState(await observe(deps.gitlab, configuration, calendar, at));
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
