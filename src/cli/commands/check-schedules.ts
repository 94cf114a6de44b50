import { type CommandContext, readText } from "../../app/context.ts";
import type { CommonOptions } from "../../app/options.ts";
import { openSetupGitLab } from "../../app/setup-client.ts";
import { checkPipelineSchedules } from "../../check/pipeline-schedules.ts";
import type { Finding } from "../../check/project.ts";
import { parseEnvironment } from "../../config/environment/environment.ts";
import { isPermanentError } from "../../domain/errors.ts";
import type { GitLab } from "../../gitlab/port.ts";

export interface CheckOptions extends CommonOptions {
  /** Id or path of the project that holds the CI job; null is that of the job this runs in, if any. */
  readonly scheduleProject: string | null;
}

/**
 * Looks whether the schedule of the CI job runs: in the project that was named, else in that of the present CI job unless it
 * is the checked project itself. Without being asked nothing of it counts as a problem: the service may do the work.
 */
export async function checkSchedulesOf(
  gitlab: GitLab,
  options: CheckOptions,
  context: CommandContext,
  now: string,
): Promise<readonly Finding[]> {
  if (options.scheduleProject !== null) return checkSchedules(options.scheduleProject, options, context, now);
  const { projectId } = parseEnvironment(context.environment, readText);
  if (projectId === null || (await gitlab.getProject()).id === projectId) return [];
  try {
    const findings = await checkSchedules(String(projectId), options, context, now);
    return findings.map((one) => (one.status === "problem" ? { ...one, status: "warning" } : one));
  } catch (error) {
    if (!isPermanentError(error)) throw error;
    return [{ status: "warning", subject: "pipeline schedule", text: error.message, remedy: error.remedy }];
  }
}

async function checkSchedules(
  ref: string,
  options: CommonOptions,
  context: CommandContext,
  now: string,
): Promise<readonly Finding[]> {
  const setup = await openSetupGitLab(ref, options, context);
  const { path } = await setup.getProject();
  return checkPipelineSchedules(path, await setup.listPipelineSchedules(), { now, commandName: context.commandName });
}
