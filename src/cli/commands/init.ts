import { Cron } from "croner";
import { type CommandContext, instantNow, openGitLab } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { usageError } from "../../app/options.ts";
import { openSetupGitLab } from "../../app/setup-client.ts";
import { readShippedTemplate } from "../../app/shipped-templates.ts";
import type { GitLab } from "../../gitlab/port.ts";
import { applySetup, planSetupOf } from "../../setup/apply-setup.ts";
import type { SetupDependencies } from "../../setup/observe-setup.ts";
import type { RequestedSchedule, RequestedSetup, SetupPlan } from "../../setup/types.ts";
import { initDocument } from "../output/init-document.ts";
import { initEnd, initLines } from "../output/init-text.ts";
import { forEachProject } from "./each-project.ts";
import type { InitOptions } from "./init-options.ts";

/** Every hour, not at its beginning when everybody's schedules run. */
const USUAL_CRON = "17 * * * *";

/** Throws a `ConfigError` for what GitLab would refuse, or what it would run more or less often than meant. */
function checkCron(text: string): string {
  try {
    new Cron(text, { mode: "5-part", paused: true });
  } catch {
    const problem = "is not a cron expression of five parts (minute, hour, day, month, day of the week)";
    throw usageError("--cron", text, problem, [USUAL_CRON, "23 6 * * 1-5"]);
  }
  return text.trim().split(/\s+/).join(" ");
}

function requestedSchedule({ scheduleProject, cron }: InitOptions): RequestedSchedule | null {
  if (scheduleProject !== null) return { project: scheduleProject, cron: checkCron(cron ?? USUAL_CRON) };
  if (cron === null) return null;
  const problem = "says when, but not in which internal project the job lies";
  throw usageError("--cron", cron, problem, ["--schedule-project account-team/cadence"]);
}

/** Throws a `ConfigError` for a customer's name that would be that of several projects. */
function checkProjects({ project, requested }: InitOptions): void {
  if (project.length < 2 || requested.customer === null) return;
  const problem = "would be the customer of every project named";
  throw usageError("--customer", requested.customer, problem, ["one --project with --customer"]);
}

/** Throws a `ConfigError` where two options say when the calls are. */
function checkCalls({ requested: { calls, repeat } }: InitOptions): void {
  if (calls === null || repeat === null) return;
  throw usageError("--calls", calls, "says when the calls are, and so does --repeat", ["one of them"]);
}

async function dependenciesOf(
  gitlab: GitLab,
  schedule: RequestedSchedule | null,
  options: InitOptions,
  context: CommandContext,
): Promise<SetupDependencies> {
  const open = async (project: string) => ({
    gitlab: await openGitLab(project, options, context),
    setup: await openSetupGitLab(project, options, context),
  });
  return {
    gitlab,
    setup: await openSetupGitLab(gitlab.projectRef, options, context),
    internal: schedule === null ? null : await open(schedule.project),
    shippedTemplate: readShippedTemplate,
    now: () => instantNow(context),
    commandName: context.commandName,
  };
}

/** A file with mistakes was left alone, but it must be changed before anything can happen. */
function exitCodeOf({ obstacles, configuration }: SetupPlan): ExitCode {
  if (obstacles.length > 0) return EXIT.failed;
  return configuration === null ? EXIT.usage : EXIT.done;
}

/** `cadence init`: sets a project up. Shows what it would do; writes only with `--apply`, and nothing while something is in the way. */
export async function initCommand(options: InitOptions, context: CommandContext): Promise<ExitCode> {
  checkProjects(options);
  checkCalls(options);
  const schedule = requestedSchedule(options);
  const requested: RequestedSetup = { ...options.requested, schedule };
  const { terminal } = context;
  const { json, quiet, apply } = options;
  return forEachProject(options, context, async (gitlab) => {
    const deps = await dependenciesOf(gitlab, schedule, options, context);
    const plan = await planSetupOf(deps, requested);
    if (!json) terminal.out(initLines(plan, terminal.paint, quiet).join("\n"));
    const outcome = apply && plan.obstacles.length === 0 ? await applySetup(deps, requested, plan) : null;
    if (!json) terminal.out(initEnd(plan, outcome, terminal.paint, context.commandName));
    return { exitCode: exitCodeOf(plan), document: initDocument(plan, outcome) };
  });
}
