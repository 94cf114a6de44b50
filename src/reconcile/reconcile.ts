import type { Log } from "../domain/log.ts";
import type { ParseMarkdown } from "../domain/markdown/known-documents.ts";
import type { Instant } from "../domain/time/types.ts";
import { HOUR_MS } from "../domain/time/units.ts";
import { type Applied, applyActions } from "./apply/apply-actions.ts";
import { duplicateLabels } from "./model/duplicates.ts";
import type { DecideAgendas } from "./model/recognise/known-decisions.ts";
import { projectState } from "./model/state.ts";
import type { Action, Details, Part, Plan, ProjectState } from "./model/types.ts";
import { allIssues } from "./observe/needs.ts";
import { type ObserveDependencies, observe } from "./observe/observe.ts";
import { observeDetails } from "./observe/observe-details.ts";
import { type ShippedTemplates } from "./observe/templates.ts";
import { planProject } from "./plan/plan-project.ts";

/** What one look at a project depends on; built once by the entry point. */
export interface ReconcileDependencies extends ObserveDependencies {
  readonly shippedTemplate: ShippedTemplates;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Decides about calls; `decideAgendas` by default. */
  readonly decide?: DecideAgendas;
  /** Reads descriptions; anew in each look by default. */
  readonly parse?: ParseMarkdown;
  readonly onAction?: (action: Action) => void;
  /** The parts of a run to do; all of them by default. */
  readonly parts?: readonly Part[];
  readonly log?: Log;
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
  return projectState(await observe(deps), deps.decide, deps.parse);
}

/** Other runs made nothing for so long before this one that its lists can lack, in milliseconds. */
const LOOK_BACK_MS = HOUR_MS;

/** Up to when the lists of a run say what was made in the project. */
function seenUntil({ snapshot: { at, own, labelled } }: ProjectState): Instant {
  const newest = [...own, ...labelled].reduce((most, { createdAt }) => Math.max(most, Date.parse(createdAt)), 0);
  return new Date(newest === 0 ? Date.parse(at) - LOOK_BACK_MS : newest).toISOString();
}

/** Observes and plans; writes nothing. */
export async function planOnly(deps: ReconcileDependencies): Promise<Planned> {
  const state = await observeProject(deps);
  const details = await observeDetails(deps.gitlab, state, deps.shippedTemplate);
  return { state, details, plan: planProject(state, details, deps.parts) };
}

/**
 * Brings one project to the wanted state: observe, plan, apply. Safe to repeat, to run side by side and to kill at any
 * point (law 1). Throws when the project could not be observed; failed actions are in `applied`.
 */
export async function reconcile(deps: ReconcileDependencies): Promise<Reconciled> {
  const planned = await planOnly(deps);
  const { configuration } = planned.state.snapshot;
  const applied = await applyActions(planned.plan.actions, {
    gitlab: deps.gitlab,
    agendaLabel: configuration.agendaLabel,
    followUpLabel: configuration.followUpLabel,
    duplicateLabels: duplicateLabels(configuration),
    customer: configuration.customer,
    texts: planned.state.texts,
    teamName: configuration.teamName,
    botId: planned.state.bot?.id ?? null,
    decidedOn: allIssues(planned.state),
    at: planned.plan.at,
    seenUntil: seenUntil(planned.state),
    sleep: deps.sleep,
    ...(deps.onAction === undefined ? {} : { onAction: deps.onAction }),
    ...(deps.log === undefined ? {} : { log: deps.log }),
  });
  return { ...planned, applied };
}
