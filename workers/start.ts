import type { FastifyBaseLogger } from "fastify";
import { checkAuditFile } from "../src/app/audit-trail.ts";
import { type CommandContext, instantNow } from "../src/app/context.ts";
import { createJobThreads } from "../src/app/job-threads/pool.ts";
import { type ServeOptions, usageError } from "../src/app/options.ts";
import { tryPorts, type WantedPort } from "../src/app/port-error.ts";
import { threadEntry } from "../src/app/thread-file.ts";
import { isTelemetryOn } from "../src/config/environment/environment-telemetry.ts";
import type { ConfigError } from "../src/domain/errors.ts";
import type { ProjectId } from "../src/domain/ids.ts";
import type { Alert } from "../src/fleet/alerts.ts";
import { buildAdmin } from "../src/http/admin.ts";
import type { NamedProject, QueueAdministration } from "../src/http/admin-queues.ts";
import { createMetrics } from "../src/http/metrics.ts";
import { buildReceiver } from "../src/http/receiver.ts";
import { openBackend } from "../src/queue/backends/open-backend.ts";
import { createMemoryTexts } from "../src/queue/store/memory-texts.ts";
import { asideAlerts } from "./jobs/put-aside.ts";
import { openOverwritten } from "./jobs/put-back.ts";
import { openQuarantine } from "./jobs/quarantine.ts";
import { startWorker } from "./jobs/start-worker.ts";
import { createWakeUps } from "./jobs/wake-ups.ts";
import { createListWatch } from "./jobs/watch-lists.ts";
import type { WorkerContext } from "./jobs/worker-context.ts";
import { listen } from "./listen.ts";
import { createJoinableBudget } from "./memory/joinable-budget.ts";
import { openMemory } from "./memory/memory.ts";
import { fileQuarantineStore, sharedQuarantineStore } from "./memory/quarantine-store.ts";
import { openSharedMemory } from "./memory/shared-memory.ts";
import { reachGitLab } from "./reach-gitlab.ts";
import { readSettings } from "./settings/current.ts";
import type { LiveConfiguration } from "./settings/live-configuration.ts";
import type { Telemetry } from "./settings/telemetry.ts";
import { checksOf } from "./watch/checks.ts";
import { watchStoring } from "./watch/stored.ts";
import { createSweepRhythm, startRhythm } from "./watch/sweep-rhythm.ts";
import { startWatch } from "./watch/watch.ts";
import { createHookWatch } from "./watch/watch-hooks.ts";
import { watchLoop } from "./watch/watch-loop.ts";
import { watchQueueState } from "./watch/watch-queue.ts";
import { webhookDependencies } from "./webhook-dependencies.ts";

/** What has to be closed, last opened first. */
export type Closers = (() => Promise<void>)[];

export interface Started {
  /** What it listens on. */
  readonly address: string;
  /** Takes in a new configuration, as SIGHUP asks. Never throws. */
  readonly reload: () => Promise<void>;
}

/**
 * Starts the service: what it needs is checked first, in the order in which people can put it right. What was opened is in
 * `closers`, also when it throws. Returns the address that it listens on.
 * @throws ConfigError, PermanentError, TransientError for what keeps it from starting.
 */
export async function startService(
  options: ServeOptions,
  context: CommandContext,
  log: FastifyBaseLogger,
  closers: Closers,
): Promise<Started> {
  const { only, concurrency } = options;
  const settings = readSettings(options, context);
  const { environment } = settings;
  const url = environment.queueUrl?.reveal() ?? null;
  if (only !== null && url === null) throw needsServer(only);
  const { audit } = options;
  const now = (): string => instantNow(context);
  // Before anything is opened or asked for: a port that is taken may mean that the service runs already.
  const [port, ...ports] = portsOf(options);
  await tryPorts([port, ...ports]);
  if (audit !== null) checkAuditFile(audit);
  const metrics = createMetrics();
  closers.push(watchLoop(metrics.loopDelay, log));
  const budget = createJoinableBudget(context.clock);
  const telemetry = await openTelemetry(context, closers);
  const { live, token, onAnswer } = await reachGitLab(settings, options, { context, log, metrics, budget, telemetry });
  const place = { url, directory: options.directory, prefix: environment.queuePrefix };
  const backend = await openBackend({ ...place, log, traced: telemetry?.traced ?? {} });
  closers.push(() => backend.close());
  log.info({ queue: backend.kind, place: backend.place }, `jobs are kept in ${backend.place}`);
  const stored = watchStoring(backend.openProjectQueue(), log);
  const { queue } = stored;
  closers.push(() => queue.close());
  const shared = backend.openStore();
  if (shared !== null) budget.join(shared, backend.clock.now);
  const gitlabUrl = live.current().gitlab.url;
  const memory =
    shared === null ? openMemory(options.directory, log) : await openSharedMemory({ store: shared, gitlabUrl, log });
  closers.push(() => memory.close());
  const threads = createJobThreads({
    entry: context.threads ?? threadEntry(),
    settings: () => live.current().threads,
    budget: () => live.current().budget,
    // Half as many for what is soon over: looks that keep a thread busy are not to hold the others up.
    size: Math.ceil(concurrency / 2),
    ...{ memory, onAnswer, clock: context.clock },
  });
  closers.push(() => threads.close());
  const quarantineStore =
    shared === null ? fileQuarantineStore(options.directory, log) : sharedQuarantineStore(shared, gitlabUrl);
  const quarantine = await openQuarantine(quarantineStore, now, log);
  const overwritten = await openOverwritten(backend, { context, memory, log });
  const hookWatch = createHookWatch({
    service: () => live.current().service,
    read: () => threads.run("read-hooks", null, { log, about: "the look at webhooks", isLong: true }),
    ...{ metrics, log, clock: context.clock, commandName: context.commandName },
  });
  const lists = createListWatch();
  const wakeUps = createWakeUps({ memory, queue, quarantine, context, log });
  const workerContext: WorkerContext = {
    ...{ context, memory, queue, metrics, log, audit, threads, quarantine, watchHooks: hookWatch.tick, lists, wakeUps },
    ...{ overwritten, botId: live.current().bot.id },
    get gitlab() {
      return live.current().gitlab;
    },
    get service() {
      return live.current().service;
    },
  };
  watchQueue(workerContext);
  const queueState = watchQueueState(workerContext, backend);
  metrics.watchOverwritten(() => overwritten.figures());
  const rhythm = createSweepRhythm({ ...workerContext, service: () => workerContext.service });
  const checks = checksOf(workerContext, { backend, rhythm, only, stored });
  const queues = queueAdministrationOf(workerContext, live);
  const { adminPort, trustProxy } = options;
  const admin = buildAdmin({ metrics, checks, log, now, queues, trustProxy });
  const onOnePort = adminPort === null ? { checks, queues } : { checks: null, queues: null };
  const app =
    only === "worker"
      ? admin
      : buildReceiver({ ...webhookDependencies(workerContext, live, log), ...onOnePort, trustProxy });
  // Both at once: while running looks end, no more webhooks are taken.
  const ends: Closers = [() => app.close(), () => admin.close()];
  closers.push(async () => void (await Promise.allSettled(ends.map((end) => end()))));
  // Before any work is done: somebody may have been quicker meanwhile.
  const address = await listen(app, port);
  for (const one of ports) {
    const beside = await listen(admin, one);
    log.info({ admin: beside }, `health, metrics and the admin page on ${beside}`);
  }
  if (only !== "receiver")
    ends.push(await startWorker(workerContext, backend, { store: shared ?? createMemoryTexts(), live, concurrency }));
  closers.push(startRhythm(rhythm), stored.start(), queueState.start());
  const aside = (): readonly Alert[] => asideAlerts(quarantine, context.commandName);
  const more = [hookWatch.alerts, lists.alerts, aside, queueState.alerts];
  closers.push(startWatch(workerContext, { rhythm, token, live, more }));
  return { address, reload: live.reload };
}

/** That of the service itself, then that of health and the admin page where it has one of its own: a worker has only these. */
function portsOf({ only, host, port, adminPort }: ServeOptions): readonly [WantedPort, ...WantedPort[]] {
  const more: readonly WantedPort[] =
    only === "worker" || adminPort === null ? [] : [{ option: "--admin-port", host, port: adminPort }];
  return [{ option: "--port", host, port }, ...more];
}

/** Null where no collector is named: its libraries are loaded only then. */
async function openTelemetry({ environment }: CommandContext, closers: Closers): Promise<Telemetry | null> {
  if (!isTelemetryOn(environment)) return null;
  const { startTelemetry } = await import("./settings/telemetry.ts");
  const telemetry = startTelemetry();
  closers.push(() => telemetry.close());
  return telemetry;
}

/** The admin page; null where there is no password. */
function queueAdministrationOf(
  { queue, memory, quarantine, wakeUps }: WorkerContext,
  live: LiveConfiguration,
): QueueAdministration | null {
  const passwords = (): readonly string[] => live.current().environment.adminPasswords.map((one) => one.reveal());
  const pathOf = (project: ProjectId): string | null => memory.state.seen.get(project)?.path ?? null;
  const find = (project: string): NamedProject | null => {
    const named = project.trim().toLowerCase();
    const known = [...memory.state.seen.values(), ...quarantine.list().map(({ project: id, path }) => ({ id, path }))];
    const found = known.find(({ id, path }) => String(id) === named || path.toLowerCase() === named);
    return found === undefined ? null : { id: found.id, path: found.path };
  };
  return passwords().length === 0
    ? null
    : { passwords, queue, pathOf, find, wakeUps: () => wakeUps.count(), aside: quarantine };
}

function watchQueue({ metrics, queue }: WorkerContext): void {
  metrics.watchQueue(async () => {
    const { waiting, active, delayed, failed, oldestWaitingMs } = await queue.counts();
    return { jobs: { waiting, active, delayed, failed }, oldestSeconds: (oldestWaitingMs ?? 0) / 1000 };
  });
}

function needsServer(only: string): ConfigError {
  const problem = "the parts meet at a server, and CADENCE_QUEUE_URL names none";
  return usageError("--only", only, problem, ["CADENCE_QUEUE_URL=redis://...", "no --only: all in one process"]);
}
