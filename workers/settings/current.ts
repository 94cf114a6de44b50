import { isDeepStrictEqual } from "node:util";
import { type CommandContext, instantNow, readText } from "../../src/app/context.ts";
import { accessOf, type FleetAccess, openFleet, readService } from "../../src/app/fleet.ts";
import type { ThreadSettings } from "../../src/app/job-threads/protocol.ts";
import type { ServeOptions } from "../../src/app/options.ts";
import { webhookKeys } from "../../src/app/webhook-keys.ts";
import { parseEnvironment } from "../../src/config/environment/environment.ts";
import { parseServiceEnvironment, type ServiceEnvironment } from "../../src/config/environment/environment-service.ts";
import { serviceOf } from "../../src/config/service/configuration-of.ts";
import type { ServiceConfiguration } from "../../src/config/service/types.ts";
import type { Log } from "../../src/domain/log.ts";
import type { BudgetStore, RequestBudget } from "../../src/gitlab/budget/budget.ts";
import type { FleetGitLab } from "../../src/gitlab/fleet-port.ts";
import type { AnswerFacts } from "../../src/gitlab/http/answer-facts.ts";
import type { User } from "../../src/gitlab/port.ts";
import type { Keys } from "../../src/http/secrets.ts";
import { checkSigning } from "./signing.ts";
import { checkToken } from "./token.ts";

/** What files and environment say, checked; nothing was asked of anybody yet. */
export interface ServiceSettings {
  readonly environment: ServiceEnvironment;
  readonly service: ServiceConfiguration;
  /** What deliveries are known by; null for a worker, which takes none. */
  readonly keys: Keys | null;
}

/** What may change while the service runs, all of it at once. */
export interface Current extends ServiceSettings {
  readonly gitlab: FleetGitLab;
  /** The budget of requests that all clients share. */
  readonly budget: RequestBudget;
  /** What the threads work with; the same object as long as nothing in it changes. */
  readonly threads: ThreadSettings;
  readonly bot: User;
  /** Of the token that the client uses. */
  readonly token: string | null;
}

/** Reads all that people set. Throws a `ConfigError` for what is missing or wrong. */
export function readSettings({ service: file, group, only }: ServeOptions, context: CommandContext): ServiceSettings {
  const environment = parseServiceEnvironment(context.environment, readText);
  const service = file === null ? serviceOf({ groups: group, projects: [] }) : readService(file);
  return { environment, service, keys: only === "worker" ? null : webhookKeys(environment) };
}

/** The token as it stands in the environment, or in its file, now; null for none. */
export function readCurrentToken(context: CommandContext): string | null {
  return parseEnvironment(context.environment, readText).token?.reveal() ?? null;
}

export interface Connecting {
  readonly context: CommandContext;
  readonly log: Log;
  readonly onAnswer: (facts: AnswerFacts) => void;
  readonly storeOf: (name: string) => BudgetStore;
  readonly budgetClock: () => number;
}

/**
 * Makes a client for settings and asks GitLab whose token it is; with settings that ask for the same client it stays, and with
 * it what it knows of GitLab's limits.
 * @throws ConfigError, PermanentError, TransientError where GitLab does not take the token or does not answer, or where the
 * token may not write.
 */
export async function connect(
  settings: ServiceSettings,
  { context, log, onAnswer, storeOf, budgetClock }: Connecting,
  before: Current | null = null,
): Promise<Current> {
  const token = readCurrentToken(context);
  if (before !== null && before.token === token && isDeepStrictEqual(clientRules(before), clientRules(settings)))
    return { ...before, ...settings, threads: { ...before.threads, service: settings.service } };
  const access = accessOf(settings.service, log, context, { storeOf, budgetClock });
  const gitlab = openFleet(access, log, { onAnswer });
  // One that takes connections and never answers keeps the start waiting for two minutes.
  if (before === null) log.info({ gitlab: gitlab.url }, `asking GitLab at ${gitlab.url} whose the token is`);
  const bot = await gitlab.project("the fleet", "urgent").getCurrentUser();
  await checkSigning(gitlab, settings.keys, log);
  await checkToken(gitlab, settings.service, bot, { log, now: instantNow(context) });
  return {
    ...settings,
    gitlab,
    budget: access.budget,
    threads: threadSettings(access, settings.service),
    bot,
    token,
  };
}

/** A look that may not comment for longer leaves its thread to others, and its job comes again. */
const LEAVE_AFTER_MS = 2_000;

/** What the threads of the service work with. */
export function threadSettings(
  { url, token, proxies }: Pick<FleetAccess, "url" | "token" | "proxies">,
  service: ServiceConfiguration,
): ThreadSettings {
  return { url, token, proxies, service, leaveAfterMs: LEAVE_AFTER_MS };
}

function clientRules({ service }: ServiceSettings) {
  return [service.gitlabUrl, service.requests];
}
