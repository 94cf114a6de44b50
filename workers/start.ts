import type { AddressInfo } from "node:net";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { CommandContext } from "../src/cli/context.ts";
import { type ServeOptions, usageError } from "../src/cli/options.ts";
import { isTelemetryOn } from "../src/config/environment-telemetry.ts";
import type { ConfigError } from "../src/domain/errors.ts";
import { buildAdmin } from "../src/http/admin.ts";
import type { QueueDesk } from "../src/http/admin-queues.ts";
import { createMetrics, type Metrics } from "../src/http/metrics.ts";
import { buildReceiver } from "../src/http/receiver.ts";
import type { Backend, Traced } from "../src/queue/backend.ts";
import { openBackend } from "../src/queue/open-backend.ts";
import { createProjectQueue } from "../src/queue/project-queue.ts";
import { createProjectWorker } from "../src/queue/project-worker.ts";
import { discoverFleet } from "../src/reconcile/fleet/sweep.ts";
import { checksOf } from "./checks.ts";
import { type Connecting, connect, readSettings, type Settings } from "./current.ts";
import { createHandler, type Desk, sweepFleet } from "./desk.ts";
import { openMemory } from "./memory.ts";
import { receptionOf } from "./reception.ts";
import { type Held, hold } from "./reload.ts";
import { countRequests, startWatch } from "./watch.ts";
import { type TokenWatch, watchToken } from "./watch-token.ts";

/** Time for running looks to end before they are handed back. */
const DRAIN_MS = 20_000;
const CONCURRENCY = 4;
const MINUTE_MS = 60_000;

/** What has to be closed, last opened first. */
export type Closers = (() => Promise<void>)[];

export interface Started {
  /** What it listens on. */
  readonly address: string;
  readonly reload: () => Promise<void>;
}

/**
 * Starts the service: what it needs is checked first, in the order in which people can put it right. What was opened is in
 * `closers`, also when it throws.
 * @throws ConfigError, PermanentError, TransientError for what keeps it from starting.
 */
export async function startService(
  options: ServeOptions,
  context: CommandContext,
  log: FastifyBaseLogger,
  closers: Closers,
): Promise<Started> {
  const { only } = options;
  const settings = readSettings(options, context);
  const { environment } = settings;
  const url = environment.queueUrl?.reveal() ?? null;
  if (only !== null && url === null) throw needsServer(only);
  const metrics = createMetrics();
  const { held, token } = await reachGitLab(settings, { options, context, log, metrics });
  const traced = await traceJobs(context, closers);
  const place = { url, directory: options.directory, prefix: environment.queuePrefix };
  const backend = await openBackend({ ...place, log, traced });
  closers.push(() => backend.close());
  log.info({ queue: backend.kind, place: backend.place }, `jobs are kept in ${backend.place}`);
  const queue = createProjectQueue(backend);
  closers.push(() => queue.close());
  const memory = openMemory(url === null ? options.directory : null, log);
  closers.push(() => memory.save());
  const desk: Desk = {
    context,
    memory,
    queue,
    metrics,
    log,
    get gitlab() {
      return held.current().gitlab;
    },
    get service() {
      return held.current().service;
    },
  };
  watchQueue(desk);
  const sweeps = only === null && url === null;
  const checks = checksOf(desk, backend, sweeps);
  const now = (): string => new Date(context.clock()).toISOString();
  const queues = queueDeskOf(desk, held);
  const app =
    only === "worker"
      ? buildAdmin({ metrics: desk.metrics, checks, log, now, queues })
      : buildReceiver({ ...receptionOf(desk, held, log), checks, queues });
  // Both at once: while running looks end, no more webhooks are taken.
  const ends: Closers = [() => app.close()];
  closers.push(async () => void (await Promise.allSettled(ends.map((end) => end()))));
  // Before any work is done: a port that is taken may mean that the service runs already.
  const address = await listen(app, options);
  ends.push(only === "receiver" ? await keepRegister(desk, held) : await startWorker(desk, backend, held));
  closers.push(startWatch(desk, { token, held, sweeps }));
  return { address, reload: held.reload };
}

interface Reaching {
  readonly options: ServeOptions;
  readonly context: CommandContext;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
}

/** Makes the client, asks whose token it is, and keeps both where they can be changed; all requests are counted. */
async function reachGitLab(
  settings: Settings,
  { options, context, log, metrics }: Reaching,
): Promise<{ readonly held: Held; readonly token: TokenWatch }> {
  const count = countRequests(metrics);
  const connecting: Connecting = {
    context,
    log,
    onAnswer(facts) {
      count(facts);
      token.onAnswer(facts);
    },
  };
  const token = watchToken(() => held.current().gitlab, context.clock, log);
  const held = hold(await connect(settings, connecting), options, connecting);
  const { gitlab, bot } = held.current();
  log.info({ gitlab: gitlab.url, bot: bot.username }, `GitLab at ${gitlab.url} knows the token as @${bot.username}`);
  return { held, token };
}

/** BullMQ's own telemetry, where a collector is named; its libraries are loaded only then. */
async function traceJobs({ environment }: CommandContext, closers: Closers): Promise<Traced> {
  if (!isTelemetryOn(environment)) return {};
  const { startTelemetry } = await import("./telemetry.ts");
  const telemetry = startTelemetry();
  closers.push(() => telemetry.close());
  return telemetry.traced;
}

/** The admin page; null where there is no password. */
function queueDeskOf({ queue, memory }: Desk, held: Held): QueueDesk | null {
  const passwords = (): readonly string[] => held.current().environment.adminPasswords.map((one) => one.reveal());
  const pathOf = (project: string): string | null => memory.state.seen.get(Number(project))?.path ?? null;
  return passwords().length === 0 ? null : { passwords, queue, pathOf };
}

function watchQueue({ metrics, queue }: Desk): void {
  metrics.watchQueue(async () => {
    const { waiting, active, delayed, failed, oldestWaitingMs } = await queue.counts();
    return { jobs: { waiting, active, delayed, failed }, oldestSeconds: (oldestWaitingMs ?? 0) / 1000 };
  });
}

async function startWorker(desk: Desk, backend: Backend, held: Held): Promise<() => Promise<void>> {
  const { queue, log } = desk;
  const worker = createProjectWorker(backend, createHandler(desk), {
    concurrency: CONCURRENCY,
    log,
    sweep: (context) => sweepFleet(desk, context),
    onFailed: ({ project, error }) => log.error({ project, error: textOf(error) }, `given up: ${textOf(error)}`),
    onRetry: ({ project, error, delayMs }) =>
      log.warn(
        { project, delayMs, error: textOf(error) },
        `again in ${Math.round(delayMs / 1000)} s: ${textOf(error)}`,
      ),
  });
  const close = (): Promise<void> => worker.close(DRAIN_MS);
  const sweepFor = async (event: string): Promise<void> => {
    await queue.scheduleSweep(desk.service.sweep.everyMinutes * MINUTE_MS);
    await queue.enqueueSweep({ kind: "sweep", event, at: new Date(desk.context.clock()).toISOString() });
  };
  held.onChange(() => sweepFor("reload"));
  try {
    await worker.ready();
    await sweepFor("start");
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

/** A receiver alone sweeps nothing, but has to know which projects are served. */
async function keepRegister(desk: Desk, held: Held): Promise<() => Promise<void>> {
  const { memory, log } = desk;
  const read = async (): Promise<void> => {
    const { gitlab, service } = desk;
    const { seen, gone } = await discoverFleet(gitlab, service, memory.state.seen);
    await memory.write({ seen: [...seen.values()], gone });
  };
  await read();
  held.onChange(read);
  const timer = setInterval(() => {
    read().catch((error: unknown) =>
      log.warn({ error: textOf(error) }, `the projects are as before: ${textOf(error)}`),
    );
  }, desk.service.sweep.everyMinutes * MINUTE_MS);
  return async () => clearInterval(timer);
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

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
