import type { FastifyBaseLogger } from "fastify";
import type { CommandContext } from "../src/app/context.ts";
import type { ServeOptions } from "../src/app/options.ts";
import type { Metrics } from "../src/http/metrics.ts";
import type { JoinableBudget } from "./memory/joinable-budget.ts";
import { type Connecting, connect, type ServiceSettings } from "./settings/current.ts";
import { keepLive, type LiveConfiguration } from "./settings/live-configuration.ts";
import type { Telemetry } from "./settings/telemetry.ts";
import { countRequests } from "./watch/watch.ts";
import { type TokenWatch, watchToken } from "./watch/watch-token.ts";

export interface Reaching {
  readonly context: CommandContext;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly budget: Pick<JoinableBudget, "storeOf" | "clock">;
  /** Null where no collector is named. */
  readonly telemetry: Telemetry | null;
}

/**
 * Makes the client, asks whose token it is, and keeps both where they can be changed; all requests are counted and traced.
 * @throws ConfigError, PermanentError, TransientError where GitLab does not take the token or does not answer.
 */
export async function reachGitLab(
  settings: ServiceSettings,
  options: ServeOptions,
  { context, log, metrics, budget, telemetry }: Reaching,
): Promise<{
  readonly live: LiveConfiguration;
  readonly token: TokenWatch;
  readonly onAnswer: Connecting["onAnswer"];
}> {
  const count = countRequests(metrics);
  const onAnswer: Connecting["onAnswer"] = (facts) => {
    count(facts);
    telemetry?.onAnswer(facts);
    token.onAnswer(facts);
  };
  const connecting: Connecting = { context, log, onAnswer, storeOf: budget.storeOf, budgetClock: budget.clock };
  const token = watchToken(() => live.current().gitlab, context.clock, log);
  const live = keepLive(await connect(settings, connecting), options, connecting);
  const { gitlab, bot } = live.current();
  log.info({ gitlab: gitlab.url, bot: bot.username }, `GitLab at ${gitlab.url} knows the token as @${bot.username}`);
  return { live, token, onAnswer };
}
