import { serviceOf } from "../../config/service/configuration-of.ts";
import type { LookResult } from "../../reconcile/fleet/look.ts";
import { type FleetRun, runFleet } from "../../reconcile/fleet/run-fleet.ts";
import { createFleetMemory } from "../../reconcile/fleet/state.ts";
import type { AuditTrail } from "../audit-trail.ts";
import { type CommandContext, createLog } from "../context.ts";
import { combineExitCodes, EXIT, type ExitCode } from "../exit-codes.ts";
import { concernsAfterRun, lookDependencies, openFleet, readService, reconcileWith } from "../fleet.ts";
import { type RunOptions, usageError } from "../options.ts";
import { errorText } from "../output/error-text.ts";
import { concernText, fleetDocument, fleetLine, fleetSummary } from "../output/fleet-text.ts";
import { printable } from "../terminal.ts";

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
  const { terminal } = context;
  const { service: file, group, project, json, quiet } = options;
  const service = file === null ? serviceOf({ groups: group, projects: project }) : readService(file);
  const log = await createLog(options, context);
  const complain = (about: string, error: Error): void =>
    terminal.err(`${terminal.paint.bold(printable(about))}\n${errorText(error, terminal.paint, context.color)}`);
  const tell = (result: LookResult): void => {
    const line = fleetLine(result, terminal.paint);
    if (line !== null && !json && (!quiet || result.errors.length > 0)) terminal.out(line);
    for (const error of result.errors) complain(result.look.project.path, error);
  };
  const fleet = { gitlab: openFleet(service, log, context), service, memory: createFleetMemory() };
  const run = await runFleet({
    ...fleet,
    ...lookDependencies(context),
    reconcileProject: reconcileWith({ log, parts: options.only, trail, signal: null }, context),
    onResult: tell,
  });
  for (const { source, error } of run.sweep.problems) complain(source, error);
  const concerns = await concernsAfterRun(fleet, log, context);
  if (!json) for (const concern of concerns) terminal.err(concernText(concern, terminal.paint));
  if (!json && !quiet) terminal.out(fleetSummary(run));
  if (json) {
    const noted = trail !== null && trail.writes > 0 ? trail.run : null;
    terminal.out(JSON.stringify(fleetDocument(run, concerns, noted), null, 2));
  }
  return exitCodeOf(run);
}

function exitCodeOf({ results, sweep }: FleetRun): ExitCode {
  return combineExitCodes([...results.map(exitCodeOfLook), ...sweep.problems.map(() => EXIT.failed)]);
}

function exitCodeOfLook({ outcome, done, errors }: LookResult): ExitCode {
  if (outcome === "broken-configuration") return EXIT.usage;
  if (outcome === "reconciled") return errors.length > 0 ? EXIT.usage : EXIT.done;
  if (outcome === "refused" || outcome === "failed") return done > 0 ? EXIT.partly : EXIT.failed;
  return EXIT.done;
}
