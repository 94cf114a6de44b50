import { type Reason, reason } from "../domain/reason.ts";
import { hasRole } from "../gitlab/access-levels.ts";
import type { PipelineSchedule } from "../gitlab/setup-port.ts";
import type { ScheduleSnapshot, ScheduleStep, SetupDecision, SetupObstacle, SetupSnapshot } from "./types.ts";

/** What our schedule is called: by this name it is known again. */
const DESCRIPTION = "collab-cadence: agendas and follow-ups";

interface SchedulePlan {
  readonly schedule: ScheduleStep | null;
  readonly obstacles: readonly SetupObstacle[];
  readonly hints: readonly Reason[];
}

/**
 * Plans the pipeline schedule in the internal project that holds the CI job; `cron` in UTC, `attendees` the customer's side
 * as the configuration names it.
 */
export function planSchedule(snapshot: SetupSnapshot, cron: string, attendees: readonly string[]): SchedulePlan {
  const { schedule: found, project } = snapshot;
  if (found === null) return { schedule: null, obstacles: [], hints: [] };
  const obstacle = obstacleOf(found, project.id);
  const ref = found.project.defaultBranch;
  if (obstacle !== null || ref === null)
    return { schedule: null, obstacles: obstacle === null ? [] : [obstacle], hints: [] };
  const schedule = { description: DESCRIPTION, ref, cron, cronTimeZone: "UTC" };
  const [decision, why] = judgeSchedule(found.schedules, schedule);
  return {
    schedule: { decision, project: found.project.path, schedule, reason: why },
    obstacles: [],
    hints: [...pipelineHints(found, project.path), ...guestHints(found, attendees)],
  };
}

function obstacleOf({ project, level }: ScheduleSnapshot, collaborationId: number): SetupObstacle | null {
  const { path } = project;
  if (project.id === collaborationId) {
    return {
      text: `the pipeline schedule may not lie in ${path} itself: people of the customer can be Maintainers there and read the token`,
      remedy: "name an internal project of the account team with --schedule-project (docs/pipeline.md)",
    };
  }
  if (project.archived) return { text: `${path} is archived`, remedy: "unarchive it, or name another project" };
  if (project.defaultBranch === null) {
    return { text: `${path} has no commit yet`, remedy: "commit its .gitlab-ci.yml first (docs/pipeline.md)" };
  }
  if (hasRole(level, "Developer")) return null;
  return {
    text: `the token's user may not make pipeline schedules in ${path}`,
    remedy: `give it the role Developer in ${path}, or make the schedule by hand`,
  };
}

type Wanted = ScheduleStep["schedule"];

/** Whether a schedule is to be made beside those that are there. */
export function judgeSchedule(present: readonly PipelineSchedule[], wanted: Wanted): readonly [SetupDecision, Reason] {
  const times = (one: Wanted): string => `${one.cron.trim().split(/\s+/).join(" ")} ${one.cronTimeZone} ${one.ref}`;
  const same = present.filter((one) => times(one) === times(wanted));
  if (same.some(({ active }) => active))
    return ["there", reason("schedule-exists", "the project has one at that time")];
  if (same.length > 0) {
    return [
      "left",
      reason("schedule-inactive", "the project has one at that time, but it is switched off: activate it"),
    ];
  }
  const ours = present.find(({ description }) => description === wanted.description);
  if (ours === undefined) return ["create", reason("schedule-missing", "the project has none at that time")];
  const text = `the project has one for this with other times (${ours.cron} ${ours.cronTimeZone})`;
  return ["left", reason("schedule-differs", text, { cron: ours.cron, timeZone: ours.cronTimeZone })];
}

/** The token lies in the internal project: nobody of the customer should be there. */
function guestHints({ members, project }: ScheduleSnapshot, attendees: readonly string[]): readonly Reason[] {
  const names = new Set(members.map(({ username }) => `@${username.toLowerCase()}`));
  const guests = attendees.filter((name) => names.has(name.toLowerCase()));
  if (guests.length === 0) return [];
  const text = `${guests.join(", ")} of the customer's side can see ${project.path}, where the token of the job lies`;
  return [reason("customer-in-internal-project", text, { guests })];
}

function pipelineHints({ pipeline, project }: ScheduleSnapshot, served: string): readonly Reason[] {
  if (pipeline === null) {
    const text = `${project.path} has no .gitlab-ci.yml yet: include the component there (docs/pipeline.md)`;
    return [reason("no-pipeline", text)];
  }
  if (pipeline.includes(served)) return [];
  const text = `the .gitlab-ci.yml of ${project.path} does not name ${served}: add it to projects, unless the job serves its group`;
  return [reason("not-in-pipeline", text)];
}
