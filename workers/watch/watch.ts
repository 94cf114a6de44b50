import { instantNow } from "../../src/app/context.ts";
import { messageOf } from "../../src/domain/errors.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import type { Alert } from "../../src/fleet/alerts.ts";
import { findAlerts, tokenDaysLeft } from "../../src/fleet/alerts.ts";
import { fleetFigures } from "../../src/fleet/fleet-figures.ts";
import type { AnswerFacts } from "../../src/gitlab/http/answer-facts.ts";
import type { Metrics } from "../../src/http/metrics.ts";
import type { WorkerContext } from "../jobs/worker-context.ts";
import type { LiveConfiguration } from "../settings/live-configuration.ts";
import type { SweepRhythm } from "./sweep-rhythm.ts";
import { watchAlerts } from "./watch-alerts.ts";
import type { TokenWatch } from "./watch-token.ts";

const EVERY_MS = MINUTE_MS;

/** Counts the requests to GitLab and notes what its answers say of limits. */
export function countRequests({ gitlabRequests, rateLimit, rateRemaining }: Metrics): (facts: AnswerFacts) => void {
  return ({ method, endpoint, status, limit, remaining }) => {
    gitlabRequests.inc({ method, endpoint, status: status ?? "none" });
    if (limit !== null) rateLimit.set(limit);
    if (remaining !== null) rateRemaining.set(remaining);
  };
}

export interface WatchOptions {
  readonly token: TokenWatch;
  readonly rhythm: Pick<SweepRhythm, "heardAt">;
  readonly live: LiveConfiguration;
  /** Alerts of others. */
  readonly more?: readonly (() => readonly Alert[])[];
}

/**
 * Watches due against done with a timer of its own: neither the queue nor GitLab can keep it from speaking. Returns how to end
 * it.
 */
export function startWatch(
  workerContext: WorkerContext,
  { token, live, rhythm, more = [] }: WatchOptions,
): () => Promise<void> {
  const { metrics, memory, log, context } = workerContext;
  const now = (): string => instantNow(context);
  const startedAt = now();
  metrics.watchFleet(() => fleetFigures(memory.state, now()));
  const find = (): readonly Alert[] => [
    ...findAlerts({
      state: memory.state,
      at: now(),
      everyMinutes: workerContext.service.sweep.everyMinutes,
      token: token.facts,
      startedAt,
      commandName: context.commandName,
      lastSweepAt: rhythm.heardAt,
    }),
    ...more.flatMap((source) => source()),
  ];
  const alerts = watchAlerts(find, metrics.alerts, log);
  const tick = (): void => {
    try {
      alerts.tick();
    } catch (error) {
      // The watch must not be what ends the service.
      log.error({ err: error }, `due and done could not be compared: ${messageOf(error)}`);
    }
    // Of other processes too: all of them say the same.
    if (rhythm.heardAt !== null) metrics.lastSweep.set(Date.parse(rhythm.heardAt) / 1000);
    const days = tokenDaysLeft(token.facts, now());
    if (days === null) metrics.tokenDaysLeft.remove();
    else metrics.tokenDaysLeft.set(days);
  };
  /** What GitLab says of the token is told when it says it; nothing waits for that. */
  const askToken = async (): Promise<void> => {
    await token.tick();
    tick();
    // Somebody may have put a new one in place of it.
    if (token.facts.kind === "refused") await live.reloadForToken();
  };
  live.onChange((before) => {
    if (before.token === live.current().token) return;
    token.reset();
    void askToken();
  });
  tick();
  void askToken();
  const timer = setInterval(() => {
    tick();
    void askToken();
  }, EVERY_MS);
  return async () => clearInterval(timer);
}
