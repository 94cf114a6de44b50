import { type AuditTrail, auditFileOf, openAuditTrail } from "../../app/audit-trail.ts";
import { audited } from "../../app/audited.ts";
import { type CommandContext, createLog, dependencies, projectName, readLocalFile } from "../../app/context.ts";
import { combineExitCodes, EXIT, type ExitCode } from "../../app/exit-codes.ts";
import type { RunOptions } from "../../app/options.ts";
import type { GitLab } from "../../gitlab/port.ts";
import type { Applied } from "../../reconcile/apply/apply-actions.ts";
import { GUARDED } from "../../reconcile/plan/follow-up-context.ts";
import { reconcile } from "../../reconcile/reconcile.ts";
import { errorText } from "../output/error-text.ts";
import { planDocument } from "../output/plan-document.ts";
import { planHints } from "../output/plan-hints.ts";
import { hasNews, planLines } from "../output/plan-text.ts";
import { runResultLine, runSummary, trailLine } from "../output/run-text.ts";
import { type CommandOutcome, forEachProject } from "./each-project.ts";

function exitCodeOf(applied: readonly Applied[], problems: readonly unknown[]): ExitCode {
  const done = applied.map((one) => (one.outcome === "failed" ? EXIT.failed : EXIT.done));
  return combineExitCodes([...done, ...problems.map(() => EXIT.usage)]);
}

/** Brings one project to the wanted state, says so, and notes the writes in a trail. */
export async function runProject(
  gitlab: GitLab,
  trail: AuditTrail | null,
  options: RunOptions,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { terminal } = context;
  const { paint } = terminal;
  const common = { ...dependencies(gitlab, options, context), log: await createLog(options, context) };
  const deps = options.only === null ? common : { ...common, parts: options.only };
  const writesBefore = trail?.writes ?? 0;
  const { state, plan: whole, applied } = await reconcile(trail === null ? deps : audited(deps, trail));
  // A customer may read the log of a pipeline in its project: which words it should not read, `plan` and `explain` say.
  const plan = { ...whole, skipped: whole.skipped.filter(({ reason }) => reason.rule !== GUARDED) };
  const { configuration, own, labelled } = state.snapshot;
  const project = await projectName(gitlab, [...own, ...labelled], context.environment);
  if (!options.json && (!options.quiet || hasNews(plan))) {
    const head = { customer: configuration.customer, project, timeZone: configuration.timeZone };
    const results = applied.map((one) => runResultLine(one, paint));
    const lines = [
      ...planLines(head, plan, paint, options.quiet),
      ...(results.length === 0 ? [] : ["", ...results]),
      "",
    ];
    const summary = [runSummary(applied, gitlab.requests), ...planHints(plan, paint, context.commandName)];
    terminal.out([...lines, ...summary].join("\n"));
  }
  const failures = new Set([...plan.problems, ...applied.flatMap((one) => (one.error === null ? [] : [one.error]))]);
  for (const error of failures) terminal.err(errorText(error, paint, context.color));
  const run = trail !== null && trail.writes > writesBefore ? trail.run : null;
  const document = planDocument(project, configuration.customer, plan, gitlab.requests, { run, applied });
  return { exitCode: exitCodeOf(applied, plan.problems), document };
}

/** `--config` names the file of one project or of a service: its keys tell which. */
async function withServiceFile(options: RunOptions): Promise<RunOptions> {
  const { config, service, group } = options;
  if (config === null || service !== null || group.length > 0) return options;
  const { isServiceFile } = await import("../../config/service/is-service-file.ts");
  return isServiceFile(readLocalFile(config)) ? { ...options, config: null, service: config } : options;
}

/** `cadence run`: observe, plan, apply. Safe to repeat at any time. */
export async function runCommand(given: RunOptions, context: CommandContext): Promise<ExitCode> {
  const options = await withServiceFile(given);
  const file = auditFileOf(options.audit, context);
  const trail = file === null ? null : openAuditTrail(file, context);
  try {
    const isFleet = options.group.length > 0 || options.service !== null;
    const exitCode = isFleet
      ? await (await import("./run-fleet.ts")).runFleetCommand(trail, options, context)
      : await forEachProject(options, context, (gitlab) => runProject(gitlab, trail, options, context));
    if (trail !== null && trail.writes > 0 && !options.json) {
      context.terminal.out(trailLine(trail, context.terminal.paint, context.commandName));
    }
    return exitCode;
  } finally {
    trail?.close();
  }
}
