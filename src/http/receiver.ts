import type { FastifyInstance } from "fastify";
import { addAdminRoutes, addQueues } from "./admin.ts";
import { answerRefusals } from "./answer-refusals.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { type Keys, readSecrets } from "./secrets.ts";
import { createServer } from "./server.ts";
import { createStrangers } from "./strangers.ts";
import type { ReceiverDependencies } from "./types.ts";
import { addWebhookRoute } from "./webhook-route.ts";

/**
 * The server that GitLab's webhooks are sent to, `POST /webhooks/gitlab`, not listening yet.
 * @throws ConfigError for secrets that are missing or malformed; it never shows one.
 */
export function buildReceiver(dependencies: ReceiverDependencies): FastifyInstance {
  const { log, metrics, checks, now, trustProxy } = dependencies;
  const keys = keySource(dependencies.secrets);
  const limits = { ...DEFAULT_LIMITS, ...dependencies.limits };
  const strangers = createStrangers(limits.requestsPerMinute);
  const app = createServer({ log, limits, strangers, ...(trustProxy === undefined ? {} : { trustProxy }) });
  answerRefusals(app, metrics);
  app.register(async (scope) => addWebhookRoute(scope, { ...dependencies, keys, limits, strangers }));
  if (checks !== null) app.register(async (scope) => addAdminRoutes(scope, { metrics, checks, log, now }));
  addQueues(app, dependencies, strangers);
  return app;
}

function keySource(secrets: ReceiverDependencies["secrets"]): () => Keys {
  if (typeof secrets === "function") return secrets;
  const keys = readSecrets(secrets);
  return () => keys;
}
