import type { AuditTrail } from "../../app/audit-trail.ts";
import { type CommandContext, createLog, instantNow } from "../../app/context.ts";
import { combineExitCodes, EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { accessOf, alertsAfterRun, type FleetAccess, openFleet, readService } from "../../app/fleet.ts";
import { reconcileInThread, sweepInThread } from "../../app/job-threads/in-threads.ts";
import { createJobThreads } from "../../app/job-threads/pool.ts";
import { jsonText } from "../../app/json-text.ts";
import { type RunOptions, usageError } from "../../app/options.ts";
import { threadEntry } from "../../app/thread-file.ts";
import { serviceOf } from "../../config/service/configuration-of.ts";
import type { ServiceConfiguration } from "../../config/service/types.ts";
import type { Log } from "../../domain/log.ts";
import { printable } from "../../domain/text/printable.ts";
import type { ReconcileJobResult } from "../../fleet/reconcile-job.ts";
import { type FleetRun, type FleetRunOptions, runSteps } from "../../fleet/run-fleet.ts";
import { createFleetMemory } from "../../fleet/state.ts";
import { errorText } from "../output/error-text.ts";
import { alertText, fleetDocument, fleetLine, fleetSummary } from "../output/fleet-text.ts";

/** Throws a `ConfigError` for options that say different things about which projects are meant. */
function checkOptions({ config, service, group, project }: RunOptions): void {
  if (config !== null) {
    const allowed = ["--project with --config", "--config cadence.yml alone, with groups: in it"];
    throw usageError(
      "--config",
      config,
      "does not go with --group: it is the file of one project, or names the projects itself",
      allowed,
    );
  }
  if (service !== null && group.length + project.length > 0) {
    const problem = "names the projects itself; --group and --project do not go with it";
    throw usageError("--config", service, problem, ["--config alone", "--group and --project without it"]);
  }
}

/** `cadence run --group` and `cadence run` with the file of a service: all projects that these name, in one process. */
export async function runFleetCommand(
  trail: AuditTrail | null,
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> {
  checkOptions(options);
  context.watched?.leave();
  const { terminal } = context;
  const { service: file, group, project, bots, json, quiet } = options;
  const named = file === null ? serviceOf({ groups: group, projects: project }) : readService(file);
  const service = { ...named, bots: [...named.bots, ...bots] };
  const log = await createLog(options, context);
  const complain = (about: string, error: Error): void =>
    terminal.err(`${terminal.paint.bold(printable(about))}\n${errorText(error, terminal.paint, context.color)}`);
  const tell = (result: ReconcileJobResult): void => {
    const line = fleetLine(result, terminal.paint);
    if (line !== null && !json && (!quiet || result.errors.length > 0)) terminal.out(line);
    for (const error of result.errors) complain(result.job.project.path, error);
  };
  const access = accessOf(service, log, context);
  const fleet = { gitlab: openFleet(access, log), service, memory: createFleetMemory() };
  const isDebug = options.logLevel === "debug" || options.logLevel === "trace";
  const { only: parts, now: atOnce, catchUp } = options;
  const order = { ...fleet, access, parts, atOnce, catchUp, trail, log, isDebug, onResult: tell };
  const run = await runInThreads(order, context);
  for (const { source, error } of run.sweep.problems) complain(source, error);
  const alerts = await alertsAfterRun(fleet, log, context);
  if (!json) for (const alert of alerts) terminal.err(alertText(alert, terminal.paint));
  if (!json && !quiet) terminal.out(fleetSummary(run));
  if (json) {
    const noted = trail !== null && trail.writes > 0 ? trail.run : null;
    terminal.out(jsonText(fleetDocument(run, alerts, noted), 2));
  }
  return exitCodeOf(run);
}

interface InThreads extends Pick<FleetRunOptions, "memory" | "onResult"> {
  readonly access: FleetAccess;
  readonly service: ServiceConfiguration;
  readonly parts: RunOptions["only"];
  readonly atOnce: boolean;
  readonly catchUp: number;
  readonly trail: AuditTrail | null;
  readonly log: Log;
  readonly isDebug: boolean;
}

/** A text that keeps a thread busy for ever ends that one look, and none of the others (law 8). */
async function runInThreads(
  { access, service, memory, parts, atOnce, catchUp, trail, log, isDebug, onResult }: InThreads,
  context: CommandContext,
): Promise<FleetRun> {
  const { url, token, proxies, budget } = access;
  const settings = { url, token, proxies, service };
  const threads = createJobThreads({
    entry: context.threads ?? threadEntry(),
    settings: () => settings,
    budget: () => budget,
    onAnswer: () => undefined,
    ...{ memory, clock: context.clock },
  });
  const serving = {
    // What goes wrong in a look is told with its result.
    log: { ...bound(log), error: log.warn.bind(log) },
    debug: isDebug,
    memory,
    service,
    now: () => instantNow(context),
    onWrote: () => trail?.noted(),
  };
  const audit = trail === null ? null : { file: trail.file, run: trail.run };
  try {
    return await runSteps({
      memory,
      ...(onResult === undefined ? {} : { onResult }),
      sweep: () => sweepInThread(threads, serving),
      job: (job) =>
        reconcileInThread(
          threads,
          { job, urgency: "sweep", parts, atOnce, catchUp, audit, logsActions: false },
          serving,
        ),
    });
  } finally {
    await threads.close();
  }
}

function bound(log: Log): Log {
  return { debug: log.debug.bind(log), info: log.info.bind(log), warn: log.warn.bind(log) };
}

function exitCodeOf({ results, sweep }: FleetRun): ExitCode {
  return combineExitCodes([...results.map(exitCodeOfJob), ...sweep.problems.map(() => EXIT.failed)]);
}

function exitCodeOfJob({ outcome, done, errors }: ReconcileJobResult): ExitCode {
  if (outcome === "broken-configuration") return EXIT.usage;
  if (outcome === "reconciled") return errors.length > 0 ? EXIT.usage : EXIT.done;
  if (outcome === "unchanged" || outcome === "no-configuration") return EXIT.done;
  return done > 0 ? EXIT.partly : EXIT.failed;
}
