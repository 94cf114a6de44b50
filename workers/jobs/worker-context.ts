import type { FastifyBaseLogger } from "fastify";
import { type CommandContext, instantNow } from "../../src/app/context.ts";
import { logError, logOfJob } from "../../src/app/job-log.ts";
import {
  discoverInThread,
  type ReconciledInThread,
  reconcileInThread,
  sweepInThread,
} from "../../src/app/job-threads/in-threads.ts";
import type { JobThreads } from "../../src/app/job-threads/pool.ts";
import type { ServiceConfiguration } from "../../src/config/service/types.ts";
import { isConfigError, isPermanentError } from "../../src/domain/errors.ts";
import type { ProjectId } from "../../src/domain/ids.ts";
import { reason } from "../../src/domain/reason.ts";
import type { Instant } from "../../src/domain/time/types.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import { askedJob } from "../../src/fleet/asked-job.ts";
import type { KnownProject } from "../../src/fleet/state.ts";
import type { Sweep } from "../../src/fleet/sweep.ts";
import { earliest } from "../../src/fleet/times.ts";
import type { ReconcileJob } from "../../src/fleet/types.ts";
import type { FleetGitLab } from "../../src/gitlab/fleet-port.ts";
import type { Metrics } from "../../src/http/metrics.ts";
import { type JobReason, MAX_REASONS, type ProjectResult } from "../../src/queue/contract.ts";
import type { OverwrittenTexts } from "../../src/queue/overwritten/overwritten-texts.ts";
import type { ProjectQueue, RunContext } from "../../src/queue/types.ts";
import type { ServiceMemory } from "../memory/memory.ts";
import { putAside, untilText } from "./put-aside.ts";
import type { Quarantine } from "./quarantine.ts";
import { createReconcileAgain } from "./reconcile-again.ts";
import { isForOthersToo, type WakeUps } from "./wake-ups.ts";
import type { ListWatch } from "./watch-lists.ts";

/** What the workers of the service work with. */
export interface WorkerContext {
  readonly context: CommandContext;
  /** Both may be others after SIGHUP. The client is for questions about the token and the bot; projects are the threads'. */
  readonly gitlab: FleetGitLab;
  readonly service: ServiceConfiguration;
  readonly memory: ServiceMemory;
  readonly queue: ProjectQueue;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
  /** Looks after the webhooks, now and then. */
  readonly watchHooks: () => Promise<void>;
  readonly lists: ListWatch;
  /** The file in which writes are noted; null where none are. */
  readonly audit: string | null;
  /** Where all is read that people wrote: nothing of it on the thread that answers webhooks, probes and the queue. */
  readonly threads: JobThreads;
  /** Projects that nobody looks at for now. */
  readonly quarantine: Quarantine;
  /** Looks at what is due by the passing of time alone. */
  readonly wakeUps: WakeUps;
  /** The user that the service is; another one after a restart only. */
  readonly botId: number;
  /** What the bot's own writes may have overwritten. */
  readonly overwritten: OverwrittenTexts;
}

/** Marks a look that reads the configuration first, and does nothing more where that is known. */
const CHECK = "check ";

/**
 * One sweep over the fleet: every look that it asks for goes to the queue.
 * @throws ConfigError for a token or an address that is wrong, TransientError where no list could be read.
 */
export async function sweepFleet(workerContext: WorkerContext, { signal }: Pick<RunContext, "signal">): Promise<Sweep> {
  const { memory, queue, metrics, log, threads, quarantine } = workerContext;
  const { swept } = await sweepInThread(threads, { log, signal });
  for (const job of swept.jobs) {
    signal.throwIfAborted();
    if ((await quarantine.find(job.project.id)) !== null) continue;
    await queue.enqueue({
      project: job.project.id,
      reason: { kind: "sweep", event: eventOf(job), at: swept.at },
      priority: job.what === "check" ? "check" : "sweep",
      delayMs: Math.max(0, Date.parse(job.notBefore) - workerContext.context.clock()),
    });
  }
  for (const { path, reason: why } of swept.changes)
    log.info({ project: path, rule: why.rule }, `${path}: ${why.text}`);
  for (const { source, error } of swept.problems)
    log.warn({ source, error: error.message }, `${source}: ${error.message}`);
  // GitLab is back: what failed meanwhile failed for that.
  if (workerContext.lists.note(swept.problems, swept.at))
    await retryFailedProjects(workerContext, "list readable again");
  if (!swept.isAnyRead) throwPassing(swept.problems);
  else {
    metrics.lastSweep.set(workerContext.context.clock() / 1000);
    await memory.sweptAt(instantNow(workerContext.context));
  }
  const served = swept.projects.filter(({ obstacle }) => obstacle === null).length;
  log.info(
    { projects: served, looks: swept.jobs.length, problems: swept.problems.length },
    `sweep: ${served} projects, ${swept.jobs.length} to look at`,
  );
  await workerContext.watchHooks();
  return swept;
}

/** Asks for a look at each project where not all was well: what it failed for may be over. `event` is a word on why. */
export async function retryFailedProjects(workerContext: WorkerContext, event: string): Promise<void> {
  const { memory, queue, context, quarantine } = workerContext;
  const at = instantNow(context);
  for (const { id, retryAt } of memory.state.reconciled.values()) {
    if (retryAt === null || (await quarantine.find(id)) !== null) continue;
    await queue.enqueue({ project: id, reason: { kind: "sweep", event, at }, priority: "sweep" });
  }
}

/** A sweep that learned nothing is no sweep: the queue tries again, unless somebody has to change something first. */
function throwPassing(problems: Sweep["problems"]): void {
  const passing = problems.find(({ error }) => !isPermanentError(error));
  if (passing !== undefined) throw passing.error;
}

function eventOf({ what, reasons }: ReconcileJob): string {
  const rule = reasons[0]?.rule ?? "look";
  return `${what === "check" ? CHECK : ""}${rule}`.slice(0, 40);
}

/** The look that the reasons of a job ask for; null for a project that is not served. */
function jobFor(known: KnownProject, reasons: readonly JobReason[], at: Instant): ReconcileJob | null {
  const [newest] = reasons;
  const kind = newest?.kind ?? "manual";
  const why = reason(kind, `asked for by a ${kind}`, { event: newest?.event ?? "", at: newest?.at ?? at });
  const job = askedJob(known, why, at);
  if (job === null) return null;
  const onlyChecks =
    reasons.length > 0 &&
    reasons.length < MAX_REASONS &&
    reasons.every(({ event }) => event?.startsWith(CHECK) === true);
  return onlyChecks ? { ...job, what: "check" } : job;
}

const DISCOVER_MS = MINUTE_MS;
const DEBUGGING: ReadonlySet<string> = new Set(["debug", "trace"]);

/** What workers do with the jobs of projects. */
export function createHandler(workerContext: WorkerContext) {
  const { context, memory, log } = workerContext;
  const now = (): Instant => instantNow(context);
  const reconcileAgain = createReconcileAgain();
  let discoveredAt = Number.NEGATIVE_INFINITY;
  let discovery: Promise<void> = Promise.resolve();
  const discover = async (): Promise<void> => {
    const known = await memory.read();
    const { seen } = await discoverInThread(workerContext.threads, known.seen, log);
    // Of the others a sweep may know more by now.
    await memory.write({ seen: [...seen.values()].filter((one) => !known.seen.has(one.id)) });
  };
  /** A job may be older than what this process remembers, or come from another one. */
  const knownProject = async (id: ProjectId): Promise<KnownProject> => {
    const known = await memory.readProject(id);
    if (known.seen !== null) return known;
    if (performance.now() - discoveredAt >= DISCOVER_MS) {
      discoveredAt = performance.now();
      discovery = discover();
    }
    // Jobs that run meanwhile wait for it too: to take their projects for not served would lose what they are about.
    await discovery.catch((error: unknown) => {
      discoveredAt = Number.NEGATIVE_INFINITY;
      throw error;
    });
    return memory.readProject(id);
  };
  return async (
    project: ProjectId,
    reasons: readonly JobReason[],
    { signal, jobId }: RunContext,
  ): Promise<ProjectResult> => {
    const aside = await workerContext.quarantine.find(project);
    if (aside !== null) {
      log.info({ project: aside.path, job: jobId }, `${aside.path} is put aside${untilText(aside)}: nothing is done`);
      return { nextWakeAt: aside.until, actions: 0, requests: 0 };
    }
    const known = await knownProject(project);
    const { nextWakeAt = null } = known.reconciled ?? {};
    if (isForOthersToo(reasons) && (nextWakeAt === null || Date.parse(nextWakeAt) > context.clock()))
      return { nextWakeAt, actions: 0, requests: 0 };
    const job = jobFor(known, reasons, now());
    if (job === null) {
      log.info({ project, job: jobId }, `project ${project} is not served: nothing is done`);
      return { nextWakeAt: null, actions: 0, requests: 0 };
    }
    const jobLog = logOfJob(log, { project: job.project.path, job: jobId, reasons });
    const isAwaited = reasons.some(({ kind }) => kind === "webhook" || kind === "manual");
    const urgency = isAwaited ? "urgent" : "sweep";
    const audit = workerContext.audit === null ? null : { file: workerContext.audit, run: null };
    const serving = {
      log: jobLog,
      debug: DEBUGGING.has(log.level),
      signal,
      memory,
      now,
      service: workerContext.service,
    };
    const began = performance.now();
    const result = await reconcileInThread(
      workerContext.threads,
      { job, urgency, parts: null, atOnce: false, catchUp: 0, audit, logsActions: true },
      serving,
    );
    const seconds = (performance.now() - began) / 1000;
    if (result.agendasCreated > 0) workerContext.metrics.agendasCreated.inc(result.agendasCreated);
    const settled = await settle(result, seconds, { ...workerContext, log: jobLog }, signal);
    const again = reconcileAgain(job.project.id, result.done, context.clock());
    return { ...settled, nextWakeAt: earliest(settled.nextWakeAt, again) };
  };
}

/** Notes what came of a look. Throws what may pass, so that the queue comes again, and what the stop of the process broke off. */
async function settle(
  result: ReconciledInThread,
  seconds: number,
  workerContext: WorkerContext,
  signal: AbortSignal,
): Promise<ProjectResult> {
  const { job, outcome, done, errors, requests } = result;
  const { metrics, log, memory, context, quarantine } = workerContext;
  metrics.reconciles.inc({ outcome });
  metrics.reconcileSeconds.observe({ outcome }, seconds);
  const cost = requests.reads + requests.writes;
  const { path } = job.project;
  log.info({ outcome, actions: done, requests: cost, seconds }, `${path}: ${outcome}, ${done} done`);
  // What the queue says of a job that comes again is enough.
  if (outcome !== "put-off") for (const error of errors) logError(log, error, `${path}: `);
  if (outcome === "failed") signal.throwIfAborted();
  if (outcome === "reconciled") await quarantine.noteWell(job.project.id);
  const aside = result.ended === null ? null : await putAside(workerContext, job.project, result.ended);
  // Until then it would only be ended again.
  if (aside !== null) return { nextWakeAt: aside.until, actions: done, requests: cost };
  const next = (await memory.readProject(job.project.id)).reconciled?.nextWakeAt ?? null;
  // After a failure it is the time that an earlier look found, and may be over.
  const nextWakeAt = next !== null && Date.parse(next) > context.clock() ? next : null;
  const passing = errors.find((error) => !(isConfigError(error) || isPermanentError(error)));
  // What is wrong in a project's own files is for its people (`project-in-error`); the rest the operator finds among the jobs.
  const isUndone = outcome === "failed" || outcome === "put-off" || outcome === "refused";
  const thrown = isUndone ? (passing ?? errors[0]) : undefined;
  if (thrown !== undefined) throw thrown;
  return { nextWakeAt: outcome === "failed" ? nextWakeAt : next, actions: done, requests: cost };
}
