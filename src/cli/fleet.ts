import { parseEnvironment, requireToken } from "../config/environment.ts";
import { parseProjectConfiguration } from "../config/parse-project-configuration.ts";
import { parseServiceConfiguration } from "../config/service/parse-service-configuration.ts";
import type { ServiceConfiguration } from "../config/service/types.ts";
import { type BudgetStore, budgetName, createRequestBudget, DEFAULT_BUDGET_RULES } from "../gitlab/budget.ts";
import { createFleetGitLab } from "../gitlab/fleet-client.ts";
import type { FleetGitLab } from "../gitlab/fleet-port.ts";
import type { Log } from "../gitlab/port.ts";
import type { Applied } from "../reconcile/apply.ts";
import type { ReconcileProject } from "../reconcile/fleet/look.ts";
import { projectRunOf } from "../reconcile/fleet/run-fleet.ts";
import { type ReconcileDependencies, reconcile } from "../reconcile/reconcile.ts";
import type { Part, ProjectState } from "../reconcile/types.ts";
import type { AuditTrail } from "./audit-trail.ts";
import { audited } from "./audited.ts";
import { type CommandContext, dependencies, readLocalFile, readText } from "./context.ts";

/** Reads the service's `cadence.yml`. Throws a `ConfigError` for one that cannot be read or is wrong. */
export function readService(file: string): ServiceConfiguration {
  return parseServiceConfiguration(readLocalFile(file), file);
}

/**
 * A client for all projects of the service. `storeOf` gives the budget of requests that it shares with other processes, by
 * name; without it it counts alone. Throws a `ConfigError` without a usable token or address.
 */
export function openFleet(
  service: ServiceConfiguration,
  log: Log,
  context: CommandContext,
  storeOf: ((name: string) => BudgetStore) | null = null,
): FleetGitLab {
  const environment = parseEnvironment(context.environment, readText);
  const { perMinute, reserve } = service.requests;
  const rules = { ...DEFAULT_BUDGET_RULES, perMinute, reserve };
  const url = service.gitlabUrl ?? environment.gitlabUrl;
  const token = requireToken(environment).reveal();
  if (storeOf === null) return createFleetGitLab({ url, token, log, budgetRules: rules });
  const store = storeOf(budgetName(url, token));
  return createFleetGitLab({ url, token, log, budget: createRequestBudget({ rules, now: context.clock, store, log }) });
}

/** What a look at one project of a fleet does beyond what it does anywhere. */
export interface FleetLooks {
  readonly log: Log;
  readonly parts: readonly Part[] | null;
  /** Notes its writes. */
  readonly trail: AuditTrail | null;
  /** Once aborted no further action begins. */
  readonly signal: AbortSignal | null;
  readonly onApplied?: (applied: readonly Applied[], state: ProjectState) => void;
}

/** How one project of a fleet is brought to the wanted state. */
export function reconcileWith({ log, parts, trail, signal, onApplied }: FleetLooks, context: CommandContext) {
  const reconcileProject: ReconcileProject = async (gitlab, configuration) => {
    const common: ReconcileDependencies = {
      ...dependencies(gitlab, { config: null, at: null }, context),
      readConfiguration: async () => configuration,
      log,
      ...(parts === null ? {} : { parts }),
    };
    const noted = trail === null ? common : audited(common, trail);
    const reconciled = await reconcile({
      ...noted,
      onAction(action) {
        signal?.throwIfAborted();
        noted.onAction?.(action);
      },
    });
    onApplied?.(reconciled.applied, reconciled.state);
    return projectRunOf(reconciled);
  };
  return reconcileProject;
}

/** What looks at the projects of a fleet depend on, whoever asks for them. */
export function lookDependencies(context: CommandContext) {
  return { now: () => new Date(context.clock()).toISOString(), parseConfiguration: parseProjectConfiguration };
}
