import { type CommandContext, readText } from "../../app/context.ts";
import type { CommonOptions } from "../../app/options.ts";
import { openSetupGitLab } from "../../app/setup-client.ts";
import { adviseHours, adviseLeadTimes, checkPipelineSchedules } from "../../check/pipeline-schedules.ts";
import type { Finding } from "../../check/project.ts";
import { parseEnvironment } from "../../config/environment/environment.ts";
import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import { isPermanentError } from "../../domain/errors.ts";
import type { HolidayCalendar } from "../../domain/time/types.ts";
import type { GitLab } from "../../gitlab/port.ts";

export interface CheckOptions extends CommonOptions {
  /** Id or path of the project that holds the CI job; null is that of the job this runs in, if any. */
  readonly scheduleProject: string | null;
}

/** What is found of schedules, and what is to be said of their hours once the project's configuration is known. */
export interface ScheduleFindings {
  readonly findings: readonly Finding[];
  readonly advise: (configuration: ProjectConfiguration, calendar: HolidayCalendar) => readonly Finding[];
}

const NONE: ScheduleFindings = { findings: [], advise: () => [] };

/**
 * Looks whether the schedule of the CI job runs: in the project that was named, else in that of the present CI job unless it
 * is the checked project itself. Without being asked nothing of it counts as a problem: the service may do the work.
 */
export async function checkSchedulesOf(
  gitlab: GitLab,
  options: CheckOptions,
  context: CommandContext,
  now: string,
): Promise<ScheduleFindings> {
  if (options.scheduleProject !== null) return checkSchedules(options.scheduleProject, options, context, now);
  const { projectId } = parseEnvironment(context.environment, readText);
  if (projectId === null || (await gitlab.getProject()).id === projectId) return NONE;
  try {
    const { findings, advise } = await checkSchedules(String(projectId), options, context, now);
    return {
      findings: findings.map((one) => (one.status === "problem" ? { ...one, status: "warning" } : one)),
      advise,
    };
  } catch (error) {
    if (!isPermanentError(error)) throw error;
    const finding = { subject: "pipeline schedule", text: error.message, remedy: error.remedy };
    return { ...NONE, findings: [{ status: "warning", ...finding }] };
  }
}

async function checkSchedules(
  ref: string,
  options: CommonOptions,
  context: CommandContext,
  now: string,
): Promise<ScheduleFindings> {
  const setup = await openSetupGitLab(ref, options, context);
  const { path } = await setup.getProject();
  const schedules = await setup.listPipelineSchedules();
  return {
    findings: checkPipelineSchedules(path, schedules, { now, commandName: context.commandName }),
    advise: ({ timeZone, noise, meetings }, calendar) => [
      ...adviseHours(path, schedules, { hours: noise.hours, timeZone, calendar }, now),
      ...adviseLeadTimes(
        schedules,
        meetings.map(({ schedule }) => schedule),
        calendar,
        now,
      ),
    ],
  };
}
