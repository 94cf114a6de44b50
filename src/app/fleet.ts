import { parseEnvironment, requireToken } from "../config/environment/environment.ts";
import type { Proxies } from "../config/environment/environment-proxy.ts";
import { createConfigurationParser } from "../config/parse-project-configuration.ts";
import { atAnyTime } from "../config/resolve/at-any-time.ts";
import { parseServiceConfiguration } from "../config/service/parse-service-configuration.ts";
import type { ServiceConfiguration } from "../config/service/types.ts";
import type { GuardRules } from "../domain/guard/types.ts";
import type { Log } from "../domain/log.ts";
import { type Alert, type AlertRule, findAlerts } from "../fleet/alerts.ts";
import type { ReconcileProject } from "../fleet/reconcile-job.ts";
import { projectRunOf } from "../fleet/run-fleet.ts";
import type { SweepDependencies } from "../fleet/sweep.ts";
import { readTokenFacts } from "../fleet/token-facts.ts";
import {
  type BudgetStore,
  budgetName,
  createRequestBudget,
  DEFAULT_BUDGET_RULES,
  type RequestBudget,
} from "../gitlab/budget/budget.ts";
import { createFleetGitLab, type FleetGitLabOptions } from "../gitlab/fleet/fleet-client.ts";
import type { FleetGitLab } from "../gitlab/fleet-port.ts";
import type { Applied } from "../reconcile/apply/apply-actions.ts";
import type { Part, ProjectState } from "../reconcile/model/types.ts";
import { type ReconcileDependencies, reconcile } from "../reconcile/reconcile.ts";
import type { AuditTrail } from "./audit-trail.ts";
import { audited } from "./audited.ts";
import { type CommandContext, dependencies, instantNow, readLocalFile, readText } from "./context.ts";
import { tellDefaultUrl } from "./tell-default-url.ts";

/** Reads the service's `cadence.yml`. Throws a `ConfigError` for one that cannot be read or is wrong. */
export function readService(file: string): ServiceConfiguration {
  return parseServiceConfiguration(readLocalFile(file), file);
}

/** How GitLab is reached, by the clients of a process and of its threads. */
export interface FleetAccess {
  readonly url: string;
  readonly token: string;
  readonly proxies: Proxies;
  /** Of all of them together. */
  readonly budget: RequestBudget;
}

/** How a process shares its budget of requests; without it it counts alone. */
export interface BudgetSharing {
  /** Gives the budget of a name. */
  readonly storeOf?: (name: string) => BudgetStore;
  /** The clock by which that budget counts, in milliseconds since 1970; that of the process unless given. */
  readonly budgetClock?: () => number;
}

/**
 * Reads how to reach GitLab. Throws a `ConfigError` without a usable token or address.
 */
export function accessOf(
  service: ServiceConfiguration,
  log: Log,
  context: CommandContext,
  { storeOf, budgetClock = context.clock }: BudgetSharing = {},
): FleetAccess {
  const environment = parseEnvironment(context.environment, readText);
  const { perMinute, reserve } = service.requests;
  const rules = { ...DEFAULT_BUDGET_RULES, perMinute, reserve };
  const url = service.gitlabUrl ?? environment.gitlabUrl;
  const { proxies } = environment;
  const token = requireToken(environment).reveal();
  if (service.gitlabUrl === null) tellDefaultUrl(environment, context, log);
  const store = storeOf === undefined ? {} : { store: storeOf(budgetName(url, token)) };
  return { url, proxies, token, budget: createRequestBudget({ rules, now: budgetClock, log, ...store }) };
}

/** A client for all projects of the service. Throws a `ConfigError` for a token or an address that cannot be used. */
export function openFleet(access: FleetAccess, log: Log, more: Pick<FleetGitLabOptions, "onAnswer"> = {}): FleetGitLab {
  return createFleetGitLab({ ...access, log, ...more });
}

/** What a run over a fleet says besides errors, which it has told already. */
const TOLD_AFTER_RUN: readonly AlertRule[] = [
  "agenda-missing",
  "agenda-not-closed",
  "follow-ups-held-back",
  "token-expires",
  "token-expired",
];

/** What is due and not done after a run, from what the run remembers, and how long the token lasts: one request. */
export async function alertsAfterRun(
  { gitlab, service, memory }: Pick<SweepDependencies, "gitlab" | "service" | "memory">,
  log: Log,
  context: CommandContext,
): Promise<readonly Alert[]> {
  const at = fleetJobDependencies(context).now();
  const token = (await readTokenFacts(gitlab, at, log)) ?? { kind: "unknown" as const };
  const { everyMinutes } = service.sweep;
  const alerts = findAlerts({
    state: await memory.read(),
    at,
    everyMinutes,
    token,
    startedAt: null,
    commandName: context.commandName,
  });
  return alerts.filter(({ rule }) => TOLD_AFTER_RUN.includes(rule));
}

/** What a look at one project of a fleet does beyond what it does anywhere. */
export interface FleetJobs {
  readonly log: Log;
  readonly parts: readonly Part[] | null;
  /** What waits for business hours is done at once. */
  readonly atOnce: boolean;
  /** How many follow-ups that are held back are made in each project, the newest ones. */
  readonly catchUp: number;
  /** Notes its writes. */
  readonly trail: AuditTrail | null;
  /** Once aborted no further action begins. */
  readonly signal: AbortSignal | null;
  readonly onApplied?: (applied: readonly Applied[], state: ProjectState) => void;
  /** User names of accounts that the bot had before. */
  readonly bots: readonly string[];
  /** What customers should not read. */
  readonly guard: GuardRules;
  /** What looks of a process that goes on know from those before. */
  readonly known?: Partial<Pick<ReconcileDependencies, "holidays" | "decide" | "parse">>;
}

/** How one project of a fleet is brought to the wanted state. */
export function reconcileWith(
  { log, parts, atOnce, catchUp, trail, signal, onApplied, bots, guard, known = {} }: FleetJobs,
  context: CommandContext,
) {
  const reconcileProject: ReconcileProject = async (gitlab, configuration) => {
    const common: ReconcileDependencies = {
      ...dependencies(gitlab, { config: null, at: null, bots, catchUp }, context),
      ...known,
      async readConfiguration() {
        const guarded = { ...configuration, guard };
        return atOnce ? atAnyTime(guarded) : guarded;
      },
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
export function fleetJobDependencies(context: Pick<CommandContext, "clock">) {
  return { now: () => instantNow(context), parseConfiguration: createConfigurationParser() };
}
