import type { AddressInfo } from "node:net";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { auditTrails } from "../src/cli/audit-trail.ts";
import { type CommandContext, readText } from "../src/cli/context.ts";
import { openFleet, readService } from "../src/cli/fleet.ts";
import { type ServeOptions, usageError } from "../src/cli/options.ts";
import { parseServiceEnvironment } from "../src/config/environment-service.ts";
import type { ConfigError } from "../src/domain/errors.ts";
import { buildAdmin } from "../src/http/admin.ts";
import { createMetrics } from "../src/http/metrics.ts";
import { buildReceiver } from "../src/http/receiver.ts";
import { readSecrets } from "../src/http/secrets.ts";
import type { Backend } from "../src/queue/backend.ts";
import { openBackend } from "../src/queue/open-backend.ts";
import { createProjectQueue } from "../src/queue/project-queue.ts";
import { createProjectWorker } from "../src/queue/project-worker.ts";
import { sharedBudget } from "../src/queue/store/budget-store.ts";
import type { SharedStore } from "../src/queue/store/types.ts";
import { checksOf } from "./checks.ts";
import { createHandler, type Desk } from "./desk.ts";
import { logError } from "./look-log.ts";
import { openMemory } from "./memory.ts";
import { receptionOf } from "./reception.ts";
import { openSharedMemory } from "./shared-memory.ts";
import { sweepOnce } from "./sweep-once.ts";
import { checkTokenAtStart } from "./token.ts";
import { createHookWatch } from "./watch-hooks.ts";

/** Time for running looks to end before they are handed back. */
const DRAIN_MS = 20_000;
const CONCURRENCY = 4;
const MINUTE_MS = 60_000;

/** What has to be closed, last opened first. */
export type Closers = (() => Promise<void>)[];

/**
 * Starts the service: what it needs is checked first, in the order in which people can put it right. What was opened is in
 * `closers`, also when it throws. Answers the address that it listens on.
 * @throws ConfigError, PermanentError, TransientError for what keeps it from starting.
 */
export async function startService(
  options: ServeOptions,
  context: CommandContext,
  log: FastifyBaseLogger,
  closers: Closers,
): Promise<string> {
  const { only } = options;
  const environment = parseServiceEnvironment(context.environment, readText);
  const service = readService(options.service);
  const [signingTokens, tokens] = [environment.signingTokens, environment.webhookTokens].map((all) =>
    all.map((one) => one.reveal()),
  );
  if (only !== "worker") readSecrets({ signingTokens: signingTokens ?? [], tokens: tokens ?? [] });
  const url = environment.queueUrl?.reveal() ?? null;
  if (only !== null && url === null) throw needsServer(only);
  const startTrail = options.audit === null ? null : auditTrails(options.audit, context);
  const alone = openFleet(service, log, context);
  const bot = await alone.project("the fleet", "urgent").getCurrentUser();
  log.info({ gitlab: alone.url, bot: bot.username }, `GitLab at ${alone.url} knows the token as @${bot.username}`);
  await checkTokenAtStart(alone, service, bot, { log, now: new Date(context.clock()).toISOString() });
  const backend = await openBackend({ url, directory: options.directory, prefix: environment.queuePrefix, log });
  closers.push(() => backend.close());
  log.info({ queue: backend.kind, place: backend.place }, `jobs are kept in ${backend.place}`);
  const queue = createProjectQueue(backend);
  closers.push(() => queue.close());
  const store = backend.openStore();
  const gitlab = url === null ? alone : openFleet(service, log, context, (name) => sharedBudget(store, name));
  const memory =
    url === null ? openMemory(options.directory, log) : await openSharedMemory({ store, gitlabUrl: gitlab.url, log });
  closers.push(() => memory.close());
  const metrics = createMetrics();
  const watchHooks = createHookWatch({ gitlab, service, metrics, log, clock: context.clock });
  const desk: Desk = { context, gitlab, service, memory, queue, metrics, log, watchHooks, startTrail };
  watchQueue(desk);
  const checks = checksOf(desk, backend, only === null && url === null);
  const now = (): string => new Date(context.clock()).toISOString();
  const app =
    only === "worker"
      ? buildAdmin({ metrics: desk.metrics, checks, log, now })
      : buildReceiver({ ...receptionOf(desk, environment, bot.id, log), checks });
  // Both at once: while running looks end, no more webhooks are taken.
  const ends: Closers = [() => app.close()];
  closers.push(async () => void (await Promise.allSettled(ends.map((end) => end()))));
  // Before any work is done: a port that is taken may mean that the service runs already.
  const address = await listen(app, options);
  if (only !== "receiver") ends.push(await startWorker(desk, backend, store));
  return address;
}

function watchQueue({ metrics, queue }: Desk): void {
  metrics.watchQueue(async () => {
    const { waiting, active, delayed, failed, oldestWaitingMs } = await queue.counts();
    return { jobs: { waiting, active, delayed, failed }, oldestSeconds: (oldestWaitingMs ?? 0) / 1000 };
  });
}

async function startWorker(desk: Desk, backend: Backend, store: SharedStore): Promise<() => Promise<void>> {
  const { queue, service, log } = desk;
  const sweep = sweepOnce(store);
  const worker = createProjectWorker(backend, createHandler(desk), {
    concurrency: CONCURRENCY,
    log,
    sweep: (context) => sweep(desk, context),
    onFailed: ({ project, jobId, error }) => logError(log, error, "given up: ", { project, job: jobId }, "error"),
    onRetry: ({ project, jobId, error, delayMs }) =>
      logError(log, error, `again in ${Math.round(delayMs / 1000)} s: `, { project, job: jobId, delayMs }),
  });
  const close = (): Promise<void> => worker.close(DRAIN_MS);
  try {
    await worker.ready();
    await queue.scheduleSweep(service.sweep.everyMinutes * MINUTE_MS);
    await queue.enqueueSweep({ kind: "sweep", event: "start", at: new Date(desk.context.clock()).toISOString() });
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

async function listen(app: FastifyInstance, { host, port }: ServeOptions): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !["EADDRINUSE", "EACCES", "EADDRNOTAVAIL", "ENOTFOUND"].includes(code)) throw error;
    const problem = `cannot be listened on (${code})`;
    throw usageError("--port", `${host}:${port}`, problem, ["a free port", "an address of this machine"]);
  }
  const { address, port: actual } = app.server.address() as AddressInfo;
  return `http://${address.includes(":") ? `[${address}]` : address}:${actual}`;
}

function needsServer(only: string): ConfigError {
  const problem = "the parts meet at a server, and CADENCE_QUEUE_URL names none";
  return usageError("--only", only, problem, ["CADENCE_QUEUE_URL=redis://...", "no --only: all in one process"]);
}
