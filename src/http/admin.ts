import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { messageOf } from "../domain/errors.ts";
import { createThrottle } from "../domain/throttle.ts";
import type { Instant } from "../domain/time/types.ts";
import { MINUTE_MS } from "../domain/time/units.ts";
import { addQueueRoutes, type QueueAdministration } from "./admin-queues.ts";
import { answerRefusals } from "./answer-refusals.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import { type Checks, createReadiness } from "./readiness.ts";
import { createServer, type ServerOptions } from "./server.ts";
import { createStrangers, type Strangers } from "./strangers.ts";

export interface AdminDependencies {
  readonly metrics: Metrics;
  /** What must work for the service to be ready. */
  readonly checks: Checks;
  readonly log: FastifyBaseLogger;
  readonly now: () => Instant;
  /** The queue for people with a password; none where that is switched off. */
  readonly queues?: QueueAdministration | null;
  readonly trustProxy?: ServerOptions["trustProxy"];
}

/** A server of its own for health and metrics, for those who do not want them on the port that GitLab reaches. */
export function buildAdmin(dependencies: AdminDependencies): FastifyInstance {
  const strangers = createStrangers(DEFAULT_LIMITS.requestsPerMinute);
  const { log, trustProxy } = dependencies;
  const app = createServer({
    log,
    limits: DEFAULT_LIMITS,
    strangers,
    ...(trustProxy === undefined ? {} : { trustProxy }),
  });
  answerRefusals(app, null);
  addAdminRoutes(app, dependencies);
  addQueues(app, dependencies, strangers);
  return app;
}

/** In a scope of its own: its door and its errors concern nothing else. */
export function addQueues(
  app: FastifyInstance,
  { queues = null, now }: Pick<AdminDependencies, "queues" | "now">,
  strangers: Strangers,
): void {
  if (queues !== null) app.register(async (scope) => addQueueRoutes(scope, queues, strangers, now));
}

/** Whoever reaches the port can ask once a second. */
const SAME_AGAIN_MS = MINUTE_MS;

/**
 * `GET /healthz`: the process lives. `GET /readyz`: every check passes, else 503; each with its state and age.
 * `GET /metrics`: for Prometheus.
 */
export function addAdminRoutes(app: FastifyInstance, { metrics, checks, log, now }: AdminDependencies): void {
  const throttle = createThrottle(SAME_AGAIN_MS);
  const ready = createReadiness(checks, now, (check, error) => {
    const why = messageOf(error);
    const before = throttle(`${check} ${why}`, performance.now());
    if (before !== null) log.warn({ check, before, error: why }, `the check of ${check} failed: ${why}`);
  });
  const config = { always: true };
  app.get("/healthz", { config }, async () => ({ status: "alive" }));
  app.get("/readyz", { config }, async (_request, reply) => {
    const answer = await ready();
    return reply.code(answer.status === "ready" ? 200 : 503).send(answer);
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
